"""The yearly pattern of monthly series, shrunk towards none by how much its own scatter leaves in doubt.

Series are the rows of one block, each with its own length; what stands beyond the length does not count.
"""

from dataclasses import dataclass

import numpy as np

from model.vocabulary import TINY, Array

YEAR = 12
FULL_YEARS = 24  # months from which a pattern can be told from noise
HALF = 6  # months of the centred yearly mean that are missing at each end
DOUBT = 0.1  # of the pattern, taken for noise in any case
DAMPING = 0.9  # of the trend that carries the yearly mean to the ends, kept a month
LEAST_TREND = 0.1  # of the mean size: no ratio is taken to less
WEIGHTS = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR


@dataclass(frozen=True)
class Pattern:
    """value = deseasonalised * multiplier + addition, by position in the year of the first month   [series, 12]."""

    multiplier: Array
    addition: Array

    def removed(self, values: Array) -> Array:
        """The values without season   [series, month], which start at position 0."""
        place = np.arange(values.shape[1]) % YEAR
        return np.asarray((values - self.addition[:, place]) / self.multiplier[:, place])

    def put_back(self, levels: Array, start: np.ndarray) -> Array:
        """Forecasts with season   [series, step]; `start` is each series' position at step 0   [series]."""
        place = (start[:, np.newaxis] + np.arange(levels.shape[1])) % YEAR
        multiplier, addition = (np.take_along_axis(part, place, axis=1) for part in (self.multiplier, self.addition))
        return np.asarray(levels * multiplier + addition)


def pattern_of(values: Array, lengths: np.ndarray) -> Pattern:
    """The pattern of each series   [series, month]; none under FULL_YEARS months.

    Ratios to the centred yearly mean; differences where a value is not above zero. Each month's median is shrunk by
    the share of its variance that the scatter between years explains (James & Stein 1961).
    """
    multiplier, addition = np.ones((len(values), YEAR)), np.zeros((len(values), YEAR))
    rows = np.flatnonzero(lengths >= FULL_YEARS)
    if rows.size:
        multiplier[rows], addition[rows] = _seen(values[rows], lengths[rows])
    return Pattern(multiplier, addition)


def _seen(values: Array, lengths: np.ndarray) -> tuple[Array, Array]:
    """Multiplier and addition of series of FULL_YEARS or more   [series, 12]."""
    inside = np.arange(values.shape[1]) < lengths[:, np.newaxis]
    trend = yearly_mean(values, lengths)
    positive = np.where(inside, values, 1.0).min(axis=1, keepdims=True) > 0
    size = (np.abs(values) * inside).sum(axis=1, keepdims=True) / lengths[:, np.newaxis]
    ratio = values / np.maximum(trend, LEAST_TREND * size + TINY) - 1.0
    pattern = _shrunk(np.where(inside, np.where(positive, ratio, values - trend), np.nan))
    return np.where(positive, 1.0 + pattern, 1.0), np.where(positive, 0.0, pattern)


def yearly_mean(values: Array, lengths: np.ndarray) -> Array:
    """Centred mean of twelve months, carried to both ends along a damped trend   [series, month]."""
    centre = np.lib.stride_tricks.sliding_window_view(values, YEAR + 1, axis=1) @ WEIGHTS
    last = (lengths - YEAR - 1)[:, np.newaxis]
    reach = np.minimum(last, YEAR)

    def at(place: np.ndarray) -> Array:
        return np.take_along_axis(centre, place, axis=1)

    opening = (at(reach) - at(0 * last)) / reach
    closing = (at(last) - at(last - reach)) / reach
    place = np.arange(values.shape[1]) - HALF
    steps = np.r_[0.0, np.cumsum(DAMPING ** np.arange(max(values.shape[1], HALF)))]
    before, after = np.maximum(-place, 0), np.maximum(place - last, 0)
    return np.asarray(at(np.clip(place, 0, last)) - opening * steps[before] + closing * steps[after])


def _shrunk(deviations: Array) -> Array:
    """Deviations by month of the year, centred and shrunk   [series, 12]; NaN beyond the length."""
    years = -(-deviations.shape[1] // YEAR)
    by_year = np.full((len(deviations), years * YEAR), np.nan)
    by_year[:, : deviations.shape[1]] = deviations
    ordered = np.sort(by_year.reshape(len(deviations), years, YEAR), axis=1)  # NaN last
    known = np.isfinite(ordered)
    count = known.sum(axis=1, keepdims=True)
    middle = [np.take_along_axis(ordered, place, axis=1)[:, 0] for place in ((count - 1) // 2, count // 2)]
    pattern = 0.5 * (middle[0] + middle[1])
    mean = np.where(known, ordered, 0.0).sum(axis=1, keepdims=True) / count
    scatter = np.where(known, ordered - mean, 0.0) ** 2
    noise = (scatter.sum(axis=1) / ((count - 1) * count)[:, 0]).mean(axis=1)
    pattern -= pattern.mean(axis=1, keepdims=True)
    signal = (pattern**2).sum(axis=1) / (YEAR - 1)
    kept = (1.0 - DOUBT) * np.clip(1.0 - noise / np.maximum(signal, TINY), 0.0, 1.0)
    return np.asarray(kept[:, np.newaxis] * pattern)
