"""Errors by horizon against last year's same month and against the last month, coverage, and an honest verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.backtesting.records import FIRST_TESTED, HORIZONS, Record
from model.forecasting.accuracy import pinball, share_band, smape
from model.vocabulary import Array

Verdict = Literal["skill", "no_skill_beyond_last_year", "too_short"]
FEWEST_ORIGINS = 6  # from which a horizon is judged
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, kw_only=True)
class Score:
    """One horizon: errors in the unit of MASE, sMAPE in per cent, and how often the 80 % interval held.

    `skill` is the share of last year's error that the forecast saves, `skill_naive` the same against the last month;
    NaN where there is nothing to judge.
    """

    horizon: int
    origins: int
    mase: float
    mase_last_year: float
    mase_naive: float
    smape: float
    pinball: float
    skill: float
    skill_naive: float
    covered: int
    judged: int
    verdict: Verdict

    @property
    def coverage(self) -> float:
        """Share of months inside the interval; NaN when none was judged."""
        return self.covered / self.judged if self.judged else float("nan")

    @property
    def band(self) -> tuple[float, float]:
        """Which true coverage fits, by 90 %."""
        return share_band(self.covered, self.judged)


def scores(record: Record, horizons: Sequence[int] = HORIZONS) -> tuple[Score, ...]:
    """One score per horizon within the record's steps."""
    return tuple(_score(record, horizon) for horizon in horizons if horizon <= record.forecast.shape[1])


def _score(record: Record, horizon: int) -> Score:
    step = horizon - 1
    known = np.isfinite(record.actual[:, step]) & np.isfinite(record.forecast[:, step])
    actual, forecast = record.actual[known, step], record.forecast[known, step]
    unit, yearly = record.scale[known], record.origins[known] >= FIRST_TESTED  # there was a last year to compare with
    errors = {
        "own": np.abs(forecast - actual),
        "last_year": np.abs(record.last_year[known, step] - actual),
        "naive": np.abs(record.naive[known, step] - actual),
    }
    low, high = record.low[known, step], record.high[known, step]
    banded = np.isfinite(low) & np.isfinite(high)
    loss = 0.5 * (pinball(low, actual, LOW) + pinball(high, actual, HIGH))
    return Score(
        horizon=horizon,
        origins=int(known.sum()),
        mase=mean(errors["own"] / unit),
        mase_last_year=mean(errors["last_year"] / unit),
        mase_naive=mean(errors["naive"] / unit),
        smape=mean(smape(forecast, actual)),
        pinball=mean(loss / unit),
        skill=saved(errors["own"], errors["last_year"]),
        skill_naive=saved(errors["own"], errors["naive"]),
        covered=int(((low <= actual) & (actual <= high))[banded].sum()),
        judged=int(banded.sum()),
        verdict=verdict(errors["own"][yearly], errors["last_year"][yearly]),
    )


def mean(values: Array) -> float:
    """Mean of what is known, NaN when nothing is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def saved(own: Array, other: Array) -> float:
    """Share of the other rule's mean error that is saved; NaN when it made none.

    >>> saved(np.array([1.0, 1.0]), np.array([2.0, 2.0]))
    0.5
    """
    size = mean(other)
    return 1.0 - mean(own) / size if size > 0 else float("nan")


def verdict(own: Array, last_year: Array) -> Verdict:
    """'skill' when the mean gain on last year's same month exceeds its standard error; origins overlap, so no test."""
    if len(own) < FEWEST_ORIGINS:
        return "too_short"
    gain = last_year - own
    error = float(gain.std(ddof=1)) / np.sqrt(len(gain))
    return "skill" if float(gain.mean()) > error else "no_skill_beyond_last_year"
