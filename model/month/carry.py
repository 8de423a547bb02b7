"""Balances that depend on their last month and on flows that are known for all months."""

from collections.abc import Callable

import numpy as np

from model.vocabulary import Array


def carried(step: Callable[..., Array], before: Array, *flows: Array) -> Array:
    """The balance after each month: step(balance before, flows of the month), `flows` and result [member, month, row]."""
    balances = []
    for month in range(flows[0].shape[1]):
        before = step(before, *(flow[:, month] for flow in flows))
        balances.append(before)
    return np.stack(balances, axis=1)
