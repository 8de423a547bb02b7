"""Exponential smoothing of many series over a grid of coefficients at once, averaged by how well each one has fitted.

Level (simple smoothing), damped trend (Gardner & McKenzie 1985) and Theta as smoothing with half the straight line's
drift (Assimakopoulos & Nikolopoulos 2000; Hyndman & Billah 2003) are one recursion with different coefficients.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from model.vocabulary import TINY, Array

OPENING = 12  # months whose straight line opens level and trend
OPENING_LEVEL = 6  # months whose mean opens a level without trend
UNJUDGED = 2  # first months, whose errors only show a poor opening
LEVEL_WEIGHTS = (0.03, 0.1, 0.2, 0.35, 0.55, 0.8)
TREND_WEIGHTS = tuple(product((0.06, 0.15, 0.35, 0.7), (0.03, 0.2), (0.8, 0.9, 0.97, 1.0)))  # level, trend of it, kept


@dataclass(frozen=True)
class Grid:
    """Coefficients to try   [coefficient]: weight of an error in level and in trend, share of trend kept, family."""

    level: Array
    trend: Array
    kept: Array
    family: np.ndarray  # 0: level only, 1: damped trend, 2: Theta


def _grid() -> Grid:
    levels = [(weight, 0.0, 0.0, 0) for weight in LEVEL_WEIGHTS]
    trends = [(weight, weight * share, kept, 1) for weight, share, kept in TREND_WEIGHTS]
    drifts = [(weight, 0.0, 1.0, 2) for weight in LEVEL_WEIGHTS]
    level, trend, kept, family = np.array([*levels, *trends, *drifts]).T
    return Grid(level, trend, kept, family.astype(int))


GRID = _grid()
_LEVELS, _TRENDS = len(LEVEL_WEIGHTS), len(TREND_WEIGHTS)
FAMILIES = {
    "level": slice(0, _LEVELS),
    "trend": slice(_LEVELS, _LEVELS + _TRENDS),
    "smoothing": slice(0, _LEVELS + _TRENDS),
    "theta": slice(_LEVELS + _TRENDS, None),
}


@dataclass(frozen=True)
class Fitted:
    """Where each coefficient leaves a series: sum of squared errors, level, trend   [series, coefficient]; months judged."""

    squares: Array
    level: Array
    trend: Array
    judged: Array  # [series, 1]


def forecasts(values: Array, lengths: np.ndarray, steps: int) -> dict[str, Array]:
    """What each family says of the months after each series' own end: name -> [series, step].

    `values` are without season   [series, month], the longest series first; what stands beyond `lengths`   [series]
    does not count.
    """
    inside = np.arange(values.shape[1]) < lengths[:, np.newaxis]
    size = (np.abs(values) * inside).sum(axis=1, keepdims=True) / lengths[:, np.newaxis] + TINY
    fitted = _fitted(np.where(inside, values / size, 0.0), inside)
    return {name: size * _averaged(fitted, chosen, steps) for name, chosen in FAMILIES.items()}


def _fitted(values: Array, inside: np.ndarray) -> Fitted:
    """Every coefficient through all months; in place, on the series that have not ended: this is where the time goes."""
    level, trend = _opened(values, inside)
    squares = np.zeros_like(level)
    for month, active in enumerate(inside.sum(axis=0)):
        expected, slope = level[:active], trend[:active]
        slope *= GRID.kept
        expected += slope
        error = values[:active, month : month + 1] - expected
        if month >= UNJUDGED:
            squares[:active] += error * error
        expected += GRID.level * error
        error *= GRID.trend
        slope += error
    judged = np.maximum(inside.sum(axis=1, keepdims=True) - UNJUDGED, 1)
    return Fitted(squares, level, trend, judged)


def _opened(values: Array, inside: np.ndarray) -> tuple[Array, Array]:
    """Level and trend before the first month   [series, coefficient]."""
    intercept, slope = straight_line(values[:, :OPENING], inside[:, :OPENING])
    _, drift = straight_line(values, inside)
    first = inside[:, :OPENING_LEVEL]
    mean = (values[:, :OPENING_LEVEL] * first).sum(axis=1, keepdims=True) / first.sum(axis=1, keepdims=True)
    level = np.where(GRID.family == 0, mean, intercept - slope)
    trend = np.choose(GRID.family, [np.zeros_like(slope), slope, 0.5 * drift])
    return level, trend


def straight_line(values: Array, inside: np.ndarray) -> tuple[Array, Array]:
    """Least squares line of each series: value at the first month and rise per month   [series, 1]."""
    count = inside.sum(axis=1, keepdims=True)
    months = (np.arange(values.shape[1]) - (count - 1) / 2.0) * inside
    slope = (months * values).sum(axis=1, keepdims=True) / np.maximum((months**2).sum(axis=1, keepdims=True), TINY)
    mean = (values * inside).sum(axis=1, keepdims=True) / count
    return mean - slope * (count - 1) / 2.0, slope


def _averaged(fitted: Fitted, chosen: slice, steps: int) -> Array:
    """The forecasts of some coefficients, weighted by likelihood   [series, step]."""
    squares = fitted.squares[:, chosen] + TINY
    weight = (squares.min(axis=1, keepdims=True) / squares) ** (0.5 * fitted.judged)
    weight /= weight.sum(axis=1, keepdims=True)
    level = (weight * fitted.level[:, chosen]).sum(axis=1, keepdims=True)
    return np.asarray(level + (weight * fitted.trend[:, chosen]) @ _carried(steps)[chosen])


@cache
def _carried(steps: int) -> Array:
    """How much of the last trend has been added after each step   [coefficient, step]."""
    return np.asarray(np.cumsum(GRID.kept[:, np.newaxis] ** np.arange(1, steps + 1), axis=1))
