"""What would have been forecast at earlier months: one pass over many histories and origins."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.forecasting.ensemble import bounded, point_forecasts
from model.forecasting.seasonals import YEAR
from model.vocabulary import TINY, Array

FIRST_ORIGIN = 12  # months of history before the first forecast that counts
LEAST_SIZE = 0.1  # of the mean over the whole past, where a year was empty


@dataclass(frozen=True)
class Rolling:
    """One history forecast at each of `origins`, the number of months then known; the last origin is its end.

    What came is NaN beyond the history's end.
    """

    history: Array  # [month]
    origins: np.ndarray  # [origin]
    forecast: Array  # [origin, step]
    actual: Array  # [origin, step]

    @property
    def errors(self) -> Array:
        """Actual less forecast   [origin, step]."""
        return self.actual - self.forecast

    @cached_property
    def size(self) -> Array:
        """Mean absolute value of the year before each origin: what errors grow with   [origin]."""
        sums = np.r_[0.0, np.cumsum(np.abs(self.history))]
        first = np.maximum(self.origins - YEAR, 0)
        year = (sums[self.origins] - sums[first]) / (self.origins - first)
        return np.asarray(np.maximum(year, LEAST_SIZE * sums[self.origins] / self.origins) + TINY)


def first_origin(months: int) -> int:
    """The first origin of a history of so many months: FIRST_ORIGIN, earlier in a short one.

    >>> first_origin(48), first_origin(6)
    (12, 3)
    """
    return min(FIRST_ORIGIN, max(2, months // 2))


def roll(histories: Sequence[Array], steps: int, most: int) -> list[Rolling]:
    """Forecast each history at up to `most` earlier origins, the last ones, and at its end   [history]."""
    last = [np.arange(max(first_origin(len(history)), len(history) - most), len(history) + 1) for history in histories]
    known = [history[:origin] for history, origins in zip(histories, last, strict=True) for origin in origins]
    found = bounded(point_forecasts(known, steps), known)
    ends = np.cumsum([len(origins) for origins in last])[:-1]
    return [
        Rolling(history, origins, part, actual_after(history, origins, steps))
        for history, origins, part in zip(histories, last, np.split(found, ends), strict=True)
    ]


def actual_after(history: Array, origins: np.ndarray, steps: int) -> Array:
    """What came after each origin, NaN where the history ends   [origin, step]."""
    padded = np.concatenate([history, np.full(steps, np.nan)])
    return np.asarray(padded[origins[:, np.newaxis] + np.arange(steps)])
