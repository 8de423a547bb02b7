"""Advertising with a known return: two channels and a confounder, simulated by others; what would be missing without each.

The data set defines a channel's return as the outcome less the outcome had it never spent, over what it spent. That asks
for the response down to zero spend, where few weeks are: so its slope has a prior of its own, and the trend may bend.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.tables import Row
from model.beliefs import Notice
from model.calibration.confounders import MARKET, bends, common, given, levels, together, trend
from model.calibration.marketing import Media, media_response, slope_priors, slopes
from model.calibration.notices import response_notices
from model.calibration.posterior import FLAT, Posterior, Prior, Slots
from model.vocabulary import Array

INTERVAL_90 = 1.645
UNKNOWN_BEFORE = 6  # weeks in which advertising from before the data may still be felt
UNKNOWN_BRAND = (1.5, 1.5, 0.3, 10.0)  # saturation of a channel of which nothing is known: mean, spread, range
HALF_YEAR = 26  # weeks from one bend of the trend to the next
DRAWS = 2000
CHANNELS = ("x1", "x2")


def advertising_returns(folder: Path) -> list[Row]:
    """Return on spend of two channels, with the confounder given; without it a notice must warn."""
    data = pd.read_csv(folder / "mmm_roas_truth_weekly.csv")
    with_it, without = (_fitted(data, confounder) for confounder in (True, False))
    warned, silent = _warnings(data, without, False), _warnings(data, with_it, True)
    blind = ", ".join(f"{name} {_return(data, without, name)[0]:.0f}" for name in CHANNELS)
    return [
        *(_row(data, with_it, name) for name in CHANNELS),
        ("the same without the confounder", "a warning", f"{blind}; {_keys(warned)}", bool(warned)),
        ("the same with the confounder", "no warning of a confounder", _keys(silent), not silent),
    ]


def _row(data: pd.DataFrame, found: Posterior, name: str) -> Row:
    truth = (data["y"] - data["y0" + name[1:]]).sum() / data[name].sum()
    value, error = _return(data, found, name)
    low, high = value - INTERVAL_90 * error, value + INTERVAL_90 * error
    told = f"{value:.1f}, 90 % {low:.1f} to {high:.1f}"
    return f"return on spend, {name}", f"{truth:.1f}", told, bool(low <= truth <= high)


def _keys(found: list[Notice]) -> str:
    return ", ".join(notice.key for notice in found) or "none"


def _fitted(data: pd.DataFrame, confounder: bool) -> Posterior:
    outcome = data["y"].to_numpy(float)[:, np.newaxis].copy()
    outcome[:UNKNOWN_BEFORE] = np.nan
    level = float(np.nanmean(outcome))
    priors = [
        *(Prior("carry_over", 0.3, 0.2, 0.0, 0.9, name) for name in CHANNELS),
        *(Prior("saturation", *UNKNOWN_BRAND, name) for name in CHANNELS),
        *(Prior("effect", 0.1 * level, 0.2 * level, 0.0, np.inf, name) for name in CHANNELS),
        *slope_priors(CHANNELS),
    ]
    weeks = len(outcome)
    slots = [levels(weeks, 1), trend(weeks, 1, FLAT), bends(weeks, 1, HALF_YEAR, MARKET * level)]
    slots.append(_waves(data["dayofyear"].to_numpy(float)))
    if confounder:
        slots.append(given(data[["z"]].to_numpy(float), 1))
    return media_response(outcome, _media(data), priors, together(slots))


def _media(data: pd.DataFrame) -> Media:
    spend = data[list(CHANNELS)].to_numpy(float)
    return Media(spend / spend.mean(axis=0))


def _waves(day: Array) -> Slots:
    """Two yearly waves, for data by week."""
    angle = 2.0 * np.pi * day[:, np.newaxis] / 365.25
    return common(np.concatenate([np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)], axis=1), 1, FLAT)


def _return(data: pd.DataFrame, found: Posterior, name: str) -> tuple[float, float]:
    """Outcome per unit of spend, mean and standard deviation over draws of the posterior."""
    draws = np.random.default_rng(1).multivariate_normal(found.values, found.covariance, DRAWS)
    bounds = np.array([[prior.low, prior.high] for prior in found.priors]).T
    media, channel = _media(data), CHANNELS.index(name)
    brought = [
        media.response(draw[:2], draw[2:4], slopes(draw, len(CHANNELS)))[:, channel].sum() * draw[4 + channel]
        for draw in np.clip(draws, *bounds)
    ]
    totals = np.array(brought) / data[name].sum()
    return float(totals.mean()), float(totals.std())


def _warnings(data: pd.DataFrame, found: Posterior, confounder: bool) -> list[Notice]:
    return response_notices(found, _media(data), float(data["y"].mean()), confounder)
