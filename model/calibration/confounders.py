"""Slots for what moves an outcome besides the lever: level, trend, season, market, own events, given series."""

from collections.abc import Sequence

import numpy as np

from model.calibration.posterior import FLAT, Slots
from model.vocabulary import Array

TREND = 0.15  # a year, ln
SEASON = 0.15  # ln, of one calendar month
MARKET = 0.06  # ln, of one month, common to all series


def levels(months: int, series: int, spread: float = FLAT) -> Slots:
    """A level of its own for every series."""
    return Slots(np.tile(np.eye(series)[np.newaxis], (months, 1, 1)), np.full(series, spread))


def trend(months: int, series: int, spread: float = TREND) -> Slots:
    """One straight line in years, zero in the last month, common to all series."""
    years = (np.arange(months) - (months - 1.0)) / 12.0
    return common(np.asarray(years[:, np.newaxis], dtype=float), series, spread)


def bends(rows: int, series: int, every: int, spread: float) -> Slots:
    """How far a trend departs from its straight line: amounts at knots, straight between them, common to all series."""
    knots = np.arange(0, rows + every, every)
    distance = np.abs(np.arange(rows)[:, np.newaxis] - knots) / every
    return common(np.asarray(np.maximum(1.0 - distance, 0.0)), series, spread)


def trend_of_own(months: int, series: int, spread: float = TREND) -> Slots:
    """A straight line in years for every series, zero in the last month."""
    years = (np.arange(months) - (months - 1.0))[:, np.newaxis, np.newaxis] / 12.0
    return Slots(np.asarray(years * np.eye(series)), np.full(series, spread))


def season(calendar: Array, series: int, spread: float = SEASON) -> Slots:
    """An amount per calendar month, January 0   calendar [month]."""
    return common((calendar[:, np.newaxis] == np.arange(12)).astype(float), series, spread)


def market(months: int, series: int, spread: float = MARKET) -> Slots:
    """An amount per month that all series share: the market, and whatever else is common to them."""
    return common(np.eye(months), series, spread)


def given(amounts: Array, series: int) -> Slots:
    """Series known from elsewhere, in units of their own spread   amounts [month, confounder]."""
    scale = np.maximum(amounts.std(axis=0), 1e-12)
    return common((amounts - amounts.mean(axis=0)) / scale, series, FLAT)


def common(design: Array, series: int, spread: float) -> Slots:
    """The same amounts for every series   design [month, slot]."""
    wide = np.repeat(design[:, np.newaxis, :], series, axis=1)
    return Slots(wide, np.full(design.shape[1], spread))


def together(slots: Sequence[Slots]) -> Slots:
    """Several kinds of slot at once."""
    return Slots(
        np.concatenate([part.design for part in slots], axis=2), np.concatenate([part.spread for part in slots])
    )
