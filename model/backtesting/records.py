"""What was forecast of one line at earlier months beside what came, and what simpler rules would have said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.forecasting import ORIGINS
from model.forecasting.accuracy import scale
from model.forecasting.conformal import half_widths
from model.forecasting.ensemble import bounded, last_year
from model.forecasting.rolling import Rolling, actual_after, roll
from model.vocabulary import Array

HORIZONS = (1, 3, 6, 12)
STEPS = HORIZONS[-1]
FIRST_TESTED = 12  # months of history before a forecast is judged: there is a year to compare with
MOST_TESTED = 18  # origins, the last ones


@dataclass(frozen=True, kw_only=True)
class Record:
    """One line at each origin; NaN where a month is not known or nothing was said.

    `origins` are the months known by then   [origin]; `forecast`, `low`, `high` (80 %), `actual`, `last_year` and
    `naive` (the last month, carried on) are [origin, step]; `scale` is the unit of MASE at each origin   [origin].
    """

    name: str
    history: Array  # [month]
    origins: np.ndarray
    forecast: Array
    low: Array
    high: Array
    actual: Array
    last_year: Array
    naive: Array
    scale: Array


def recorded(name: str, history: Array, origins: np.ndarray, told: tuple[Array, Array, Array]) -> Record:
    """A record of what was `told`: forecast, low and high   [origin, step]."""
    forecast, low, high = told
    steps = forecast.shape[1]
    known = [history[:origin] for origin in origins]
    return Record(
        name=name,
        history=history,
        origins=origins,
        forecast=forecast,
        low=low,
        high=high,
        actual=actual_after(history, origins, steps),
        last_year=np.array([last_year(past, steps) for past in known]).reshape(-1, steps),
        naive=np.array([np.full(steps, past[-1]) for past in known]).reshape(-1, steps),
        scale=np.array([scale(past) for past in known]),
    )


def forecast_records(names: Sequence[str], histories: Sequence[Array], steps: int = STEPS) -> list[Record]:
    """The baseline forecast of each history, judged at its last MOST_TESTED origins, each with what was known then."""
    rolled = roll(histories, steps, MOST_TESTED + ORIGINS)
    return [_judged(name, past.history, past) for name, past in zip(names, rolled, strict=True)]


def _judged(name: str, history: Array, past: Rolling) -> Record:
    least = min(FIRST_TESTED, max(len(history) // 2, 1))
    judged = (past.origins >= max(least, len(history) - MOST_TESTED)) & (past.origins < len(history))
    tested = np.flatnonzero(judged)
    origins, point = past.origins[tested], past.forecast[tested]
    if not tested.size:
        return recorded(name, history, origins, (point, point, point))
    relative = half_widths(np.stack([_known_errors(past, origin) for origin in origins]))
    width = relative * past.size[tested, np.newaxis]
    known = [history[:origin] for origin in origins]
    return recorded(name, history, origins, (point, bounded(point - width, known), bounded(point + width, known)))


def _known_errors(past: Rolling, origin: int) -> Array:
    """Errors over size that could be known at an origin, of its last ORIGINS forecasts   [origin, step]; else NaN."""
    steps = np.arange(1, past.forecast.shape[1] + 1)
    before = (past.origins < origin) & (past.origins >= origin - ORIGINS)
    seen = before[:, np.newaxis] & (past.origins[:, np.newaxis] + steps <= origin)
    return np.where(seen, past.errors / past.size[:, np.newaxis], np.nan)
