"""What the CRM and the marketing tool tell: conversion rates, open deals, channels' leads, trend of the market."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from model.panel import RATE_MONTHS, Key, Panel
from model.vocabulary import TINY, Array

CARRY_OVER = {  # monthly share kept, by words in a channel's name; MODEL: weekly .3/.4/.8 = monthly .005/.02/.38
    0.02: ("search", "social", "sea", "seo", "ads", "adwords", "email", "e-mail", "mail", "display", "affili"),
    0.30: ("event", "evenement", "fair", "salon", "conference", "trade", "webinar"),
    0.40: ("tv", "television", "radio", "brand", "marque", "press", "presse", "affichage", "sponsor"),
}
PAID_LIMIT = 0.9  # of leads; some always come by themselves
TREND_SHRINK = 0.5  # of the growth of leads seen, the rest may be luck
TREND_LIMIT = 0.15  # a year
RATES = {
    "lead_to_mql": ("mql", "leads"),
    "mql_to_sql": ("sql", "mql"),
    "sql_to_opportunity": ("opportunities", "sql"),
}
Amounts = tuple[dict[str, Array], set[str]]


def pipeline_amounts(panel: Panel, markets: tuple[str, ...]) -> Amounts:
    """Rates, open deals, deal value and target of every market   [market, 1]."""
    keys = [{"market": market} for market in markets]
    amounts = {name: panel.rate("pipeline", *columns, keys) for name, columns in RATES.items()}
    won = _year(panel, "won", keys)
    lost = _year(panel, "lost", keys)
    closed = won + lost
    amounts["win_rate"] = np.where(closed > 0, np.clip(won / np.maximum(closed, TINY), 0.02, 0.95), np.nan)
    amounts["open_opportunities"] = panel.last("pipeline", "open_opportunities", keys)
    amounts["deal_value"] = np.nan_to_num(panel.rate("pipeline", "won_value", "won", keys))
    amounts["target"] = np.nan_to_num(_year(panel, "target", keys) / RATE_MONTHS)
    amounts["trend"] = _trend(panel, keys)
    has = {"pipeline"} if panel.known("pipeline", "won") else set()
    if has and panel.known("pipeline", "target"):
        has.add("target")
    return amounts, has


def _year(panel: Panel, column: str, keys: Sequence[Key]) -> Array:
    matrix = panel.matrix("pipeline", column, keys)[-RATE_MONTHS:]
    return np.where(np.isfinite(matrix).any(axis=0), np.nansum(matrix, axis=0), np.nan)[:, np.newaxis]


def _trend(panel: Panel, keys: Sequence[Key]) -> Array:
    """Yearly growth of leads, last year on the year before, shrunk and bounded   [market, 1]; 0 when unknown."""
    leads = panel.matrix("pipeline", "leads", keys)
    if len(leads) < 2 * RATE_MONTHS or not np.isfinite(leads[-2 * RATE_MONTHS :]).all():
        return np.zeros((len(keys), 1))
    before, after = leads[-2 * RATE_MONTHS : -RATE_MONTHS].sum(axis=0), leads[-RATE_MONTHS:].sum(axis=0)
    growth = np.log(np.maximum(after, TINY) / np.maximum(before, TINY))
    return np.asarray(np.clip(TREND_SHRINK * growth, -TREND_LIMIT, TREND_LIMIT)[:, np.newaxis])


def marketing_amounts(panel: Panel, channels: tuple[str, ...]) -> Amounts:
    """Spend and share of all leads of every marketing channel   [channel, 1]."""
    keys = [{"channel": channel} for channel in channels]
    if not keys:
        return {name: np.zeros((0, 1)) for name in ("spend", "paid_share", "carry_over")}, set()
    spend = np.nansum(panel.matrix("marketing", "spend", keys)[-RATE_MONTHS:], axis=0) / RATE_MONTHS
    leads = np.nansum(panel.matrix("marketing", "leads", keys)[-RATE_MONTHS:], axis=0)
    all_leads = panel.sum("pipeline", "leads")[-RATE_MONTHS:].sum() or leads.sum() / 0.6
    share = leads / max(all_leads, TINY) if leads.sum() else 0.6 * spend / max(spend.sum(), TINY)
    share = share * min(1.0, PAID_LIMIT / max(share.sum(), TINY))
    kept = np.array([[carry_over(channel)] for channel in channels])
    return {"spend": spend[:, np.newaxis], "paid_share": share[:, np.newaxis], "carry_over": kept}, {"marketing"}


def carry_over(channel: str) -> float:
    """Share of a month's advertising still felt a month later, from the channel's name; NaN when it tells nothing.

    >>> carry_over("Trade fairs")
    0.3
    """
    plain = unicodedata.normalize("NFKD", channel.lower()).encode("ascii", "ignore").decode()
    words = set(re.split(r"[^a-z-]+", plain))
    for share, known in reversed(CARRY_OVER.items()):
        if any(word.startswith(start) for word in words for start in known):
            return share
    return float("nan")
