"""The point forecast: several plain methods on the series without season, combined so that none leads astray alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from model.forecasting import smoothing
from model.forecasting.seasonals import FULL_YEARS, YEAR, pattern_of
from model.vocabulary import Array

REMEMBERED = 180  # months; what lies further back says little of the months to come
FEWEST = 3  # months from which something can be said
BLOCK = 512  # histories at once, whose states stay in the processor's cache
LONG = ("trend", "smoothing", "theta", "last_year")
SHORT = ("level", "trend", "last_year")


def point_forecasts(histories: Sequence[Array], steps: int) -> Array:
    """The months after the end of each history   [history, step]; a history is [month], of any length.

    Trend, smoothing with or without one, Theta and last year's same month; the lowest and the highest are left out
    and the others averaged. Under two years: level, trend and last year's same month, averaged.
    """
    longest_first = np.argsort([-len(history) for history in histories], kind="stable")
    found = np.empty((len(histories), steps))
    for start in range(0, len(histories), BLOCK):
        rows = longest_first[start : start + BLOCK]
        found[rows] = _block([histories[row] for row in rows], steps)
    return found


def bounded(forecast: Array, histories: Sequence[Array]) -> Array:
    """Not below zero where the past never was   [history, step]."""
    lowest = np.array([0.0 if history.min() >= 0.0 else -np.inf for history in histories])
    return np.asarray(np.maximum(forecast, lowest[:, np.newaxis]))


def last_year(history: Array, steps: int) -> Array:
    """The same month of the last year known, the last month where there is no such year   [step]."""
    season = history[-YEAR:] if len(history) >= YEAR else history[-1:]
    return np.resize(season, steps)


def _block(histories: Sequence[Array], steps: int) -> Array:
    recent = [history[-REMEMBERED:] for history in histories]
    lengths = np.array([len(history) for history in recent])
    values = np.zeros((len(recent), int(lengths.max())))
    for row, history in enumerate(recent):
        values[row, : len(history)] = history
    pattern = pattern_of(values, lengths)
    members = smoothing.forecasts(pattern.removed(values), lengths, steps)
    members = {name: pattern.put_back(part, lengths % YEAR) for name, part in members.items()}
    members["last_year"] = np.stack([last_year(history, steps) for history in recent])
    return np.where((lengths < FULL_YEARS)[:, np.newaxis], _short(members), _trimmed(members))


def _trimmed(members: Mapping[str, Array]) -> Array:
    return np.asarray(np.sort([members[name] for name in LONG], axis=0)[1:-1].mean(axis=0))


def _short(members: Mapping[str, Array]) -> Array:
    return np.asarray(np.mean([members[name] for name in SHORT], axis=0))
