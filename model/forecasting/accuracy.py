"""How good forecasts were: errors on scales that compare across series, and how often the interval held."""

import numpy as np
from scipy.special import betaincinv

from model.vocabulary import TINY, Array

BAND = 0.9  # of the band around a share that was counted


def smape(forecast: Array, actual: Array) -> Array:
    """200 |f - y| / (|f| + |y|), in per cent; 0 where both are zero   [same shape] (Makridakis & Hibon 2000)."""
    size = np.abs(forecast) + np.abs(actual)
    return np.asarray(200.0 * np.abs(forecast - actual) / np.where(size > 0, size, 1.0))


def scale(history: Array, period: int = 12) -> float:
    """Mean absolute change on a year before, on last month in a shorter history; NaN when nothing ever changed.

    The unit of MASE (Hyndman & Koehler 2006).

    >>> scale(np.array([1.0, 3.0, 2.0]))
    1.5
    """
    lag = period if len(history) > period else 1
    found = float(np.abs(history[lag:] - history[:-lag]).mean()) if len(history) > 1 else 0.0
    return found if found > TINY else float("nan")


def pinball(quantile: Array, actual: Array, share: float) -> Array:
    """Loss of a quantile: under it weighs `share`, over it 1 - `share`   [same shape]."""
    miss = actual - quantile
    return np.asarray(np.maximum(share * miss, (share - 1.0) * miss))


def share_band(held: int, count: int) -> tuple[float, float]:
    """Which true shares fit `held` of `count`, by 90 % (Clopper & Pearson 1934).

    >>> share_band(0, 0)
    (0.0, 1.0)
    """
    tail = (1.0 - BAND) / 2.0
    low = 0.0 if held == 0 else float(betaincinv(held, count - held + 1, tail))
    high = 1.0 if held == count else float(betaincinv(held + 1, count - held, 1.0 - tail))
    return low, high
