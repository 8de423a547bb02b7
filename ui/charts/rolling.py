"""Months seen as a business sees them: twelve at a time, so that no season hides the course."""

import numpy as np

from model.company import Company
from model.vocabulary import Array

YEAR = 12


def year_to_date(past: Array, months: Array) -> Array:
    """Sum of the twelve months that end with each month   [..., month]; `past` are months before, [month].

    A past shorter than eleven months is filled up with its mean, or with the first month when there is none.

    >>> year_to_date(np.ones(20), np.array([1.0, 13.0]))
    array([12., 24.])
    """
    known = past[-(YEAR - 1) :] if past.size else np.broadcast_to(months[..., :1], (*months.shape[:-1], 1))
    missing = YEAR - 1 - known.shape[-1]
    filled = np.concatenate([np.repeat(known.mean(axis=-1, keepdims=True), missing, axis=-1), known], axis=-1)
    before = np.broadcast_to(filled, (*months.shape[:-1], YEAR - 1))
    so_far = np.concatenate([before, months], axis=-1).cumsum(axis=-1)
    sums = so_far[..., YEAR - 1 :].copy()
    sums[..., 1:] -= so_far[..., :-YEAR]
    return sums


def past_years(company: Company, line: str, shown: int) -> tuple[tuple[str, ...], Array]:
    """Months and twelve-month sums of the past, `shown` at most; empty when the history is too short."""
    observed = company.history.get(line, np.empty(0))
    if observed.size < YEAR:
        return (), np.empty(0)
    sums = np.lib.stride_tricks.sliding_window_view(observed, YEAR).sum(axis=-1)[-shown:]
    return company.history_months[-sums.size :], sums
