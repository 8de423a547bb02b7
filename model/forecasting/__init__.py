"""The baseline forecast of any monthly series: a light ensemble, and an interval from its own past errors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.forecasting.conformal import half_widths
from model.forecasting.ensemble import FEWEST, bounded
from model.forecasting.rolling import roll
from model.vocabulary import Array

__all__ = ["FEWEST", "Forecast", "forecast"]

ORIGINS = 24  # past forecasts whose errors make the interval


@dataclass(frozen=True)
class Forecast:
    """The months after the end of each history, with an 80 % interval   [history, step]."""

    point: Array
    low: Array
    high: Array


def forecast(histories: Sequence[Array], steps: int) -> Forecast:
    """Forecast each history   [month]; ValueError when one has fewer than FEWEST months or a value is not finite.

    >>> found = forecast([np.arange(1.0, 31.0)], 3)
    >>> bool((found.low <= found.point).all() and (found.point <= found.high).all())
    True
    """
    series = [np.asarray(history, dtype=float) for history in histories]
    for history in series:
        if len(history) < FEWEST or not np.isfinite(history).all():
            raise ValueError(f"history: {len(history)} months; give at least {FEWEST}, all of them known.")
    if not series:
        return Forecast(*3 * (np.empty((0, steps)),))
    rolled = roll(series, steps, ORIGINS)
    point = np.stack([past.forecast[-1] for past in rolled])
    relative = half_widths(_padded([past.errors / past.size[:, np.newaxis] for past in rolled]))
    width = relative * np.array([[past.size[-1]] for past in rolled])
    return Forecast(point, bounded(point - width, series), bounded(point + width, series))


def _padded(errors: Sequence[Array]) -> Array:
    """Errors of all histories as one block, NaN where one has fewer origins   [history, origin, step]."""
    block = np.full((len(errors), max(map(len, errors)), errors[0].shape[1]), np.nan)
    for row, part in enumerate(errors):
        block[row, : len(part)] = part
    return block
