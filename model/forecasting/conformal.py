"""Intervals from past errors: rolling-origin conformal prediction, one width per step, corrected for few origins.

Barber et al. 2023 for the method; errors of all steps, brought to one scale by a common profile, steady the few errors
that one step has.
"""

import numpy as np

from model.vocabulary import TINY, Array

COVERAGE = 0.8
GROWTH = 0.05  # of the width of the first step, added with each further step, until a series shows its own
PRIOR_ORIGINS = 20.0  # origins at which a step's own errors weigh as much as those of all steps
FURTHEST = 1.0  # ln: a step departs from the common profile by a factor of e at most


def half_widths(errors: Array) -> Array:
    """Half the width of the 80 % interval of each step   [series, step] from errors [series, origin, step].

    NaN where an error is not known; a series without any gets NaN. The share covered is raised by one part in the
    number of origins, as a small sample needs; above one, the largest error is stretched.
    """
    size = np.abs(errors)
    profile = 1.0 + GROWTH * np.arange(size.shape[2])
    origins = np.isfinite(size).any(axis=2).sum(axis=1)
    pooled = _quantile((size / profile).reshape(len(size), -1), origins)[:, np.newaxis] * profile
    counts = np.isfinite(size).sum(axis=1)
    own = _quantile(size.transpose(0, 2, 1).reshape(-1, size.shape[1]), counts.ravel()).reshape(counts.shape)
    departure = np.log((np.where(counts > 0, own, pooled) + TINY) / (pooled + TINY))
    weight = counts / (counts + PRIOR_ORIGINS)
    return np.asarray(pooled * np.exp(weight * np.clip(departure, -FURTHEST, FURTHEST)))


def _quantile(rows: Array, origins: np.ndarray) -> Array:
    """The COVERAGE quantile of each row's known values, corrected for its number of origins   [row]."""
    ordered = np.sort(rows, axis=1)  # NaN last
    known = np.isfinite(ordered).sum(axis=1)
    share = COVERAGE * (1.0 + 1.0 / np.maximum(origins, 1))
    place = np.minimum(share, 1.0) * np.maximum(known - 1, 0)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    row = np.arange(len(rows))
    low, high = ordered[row, below], ordered[row, above]
    return np.asarray((low + (place - below) * (high - low)) * np.maximum(share, 1.0))
