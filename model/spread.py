"""Where the spread of a result comes from: the share of its variance that each assumption explains by itself."""

from collections.abc import Mapping

import numpy as np

from model.vocabulary import Array

REST = "rest"  # monthly noise, and assumptions acting together


def spread_shares(result: Array, draws: Mapping[str, Array]) -> dict[str, float]:
    """First-order share of the variance of a result by assumption, and the REST; they sum to 1.

    `result` is [draw]; `draws` are the independent draws behind it, each [draw]. A share is the squared correlation
    less what chance alone would give, never negative (the linear part of a Sobol index, Saltelli et al. 2008).

    >>> one, other = np.random.default_rng(1).normal(size=(2, 2000))
    >>> found = spread_shares(2.0 * one + other, {"one": one, "other": other})
    >>> round(found["one"], 1), round(found["other"], 1)
    (0.8, 0.2)
    """
    shares = {name: _share(result, drawn) for name, drawn in draws.items()}
    total = max(sum(shares.values()), 1.0)
    shares = {name: share / total for name, share in shares.items()}
    return {**shares, REST: max(1.0 - sum(shares.values()), 0.0)}


def _share(result: Array, drawn: Array) -> float:
    if np.ptp(drawn) == 0.0 or np.ptp(result) == 0.0:
        return 0.0
    by_chance = 1.0 / (len(result) - 1)
    squared = float(np.corrcoef(result, drawn)[0, 1]) ** 2
    return max((squared - by_chance) / (1.0 - by_chance), 0.0)
