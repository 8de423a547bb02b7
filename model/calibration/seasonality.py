"""Seasons of leads and units: each month's ratio to the centred yearly mean, shrunk by how far years disagree."""

import numpy as np

from model.calibration.history import History, logs
from model.panel import FULL_YEARS
from model.vocabulary import TINY, Array

SPREAD_LIMIT = 0.5  # ln of one calendar month


def fit_season(history: History) -> dict[str, Array]:
    """Indices per calendar month of units and leads, mean 1   [12]; the company's own where months are too few."""
    found = {}
    for name, table, column in (("units", "sales", "units"), ("leads", "pipeline", "leads")):
        series = history.panel.matrix(table, column, [{}])[:, 0]
        ignored = history.ignored("price_change", "campaign")
        if len(series) >= FULL_YEARS and np.isfinite(series).all() and (series > 0).all():
            found[name] = seasonal_index(series, history.calendar, ignored)
    return found


def seasonal_index(series: Array, calendar: Array, ignored: Array) -> Array:
    """Index per calendar month, mean 1   [12], from amounts [month]; months ignored teach nothing.

    A month's effect is shrunk by tau2 / (tau2 + se2): tau2 is how much months differ, se2 how much years do.
    """
    weights = np.r_[0.5, np.ones(11), 0.5] / 12.0
    centre = np.full(len(series), np.nan)
    centre[6:-6] = np.convolve(logs(series), weights, mode="valid")
    ratio = np.where(ignored, np.nan, logs(series) - centre)
    effect, error = _effects(ratio, calendar)
    between = max(float(np.var(effect)) - float(np.mean(error)), TINY)
    index = np.exp(effect * between / (between + error))
    return np.asarray(index / index.mean())


def _effects(ratio: Array, calendar: Array) -> tuple[Array, Array]:
    """Mean effect of each calendar month and the variance of that mean   [12]."""
    counts, means, gaps = np.zeros(12), np.zeros(12), []
    for month in range(12):
        known = ratio[(calendar == month) & np.isfinite(ratio)]
        counts[month] = len(known)
        means[month] = known.mean() if len(known) else 0.0
        gaps.extend(known - means[month])
    free = max(counts.sum() - (counts > 0).sum(), 1.0)
    within = float(np.square(gaps).sum() / free)
    error = np.where(counts > 0, within / np.maximum(counts, 1.0), SPREAD_LIMIT**2)
    return means - means.mean(), error
