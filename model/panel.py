"""Tables looked at as months x members: last values, recent levels without season, rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from model.vocabulary import TINY, Array

RECENT = 3  # months that make today's level of a flow, once the season is taken out
RATE_MONTHS = 12  # months that make a rate
FULL_YEARS = 24  # months from which a season can be seen
SHRINK = 0.8  # of the season seen; the rest is taken for noise

Key = Mapping[str, str]


@dataclass(frozen=True)
class _Grouping:
    """Rows of a table by month and member; `row` and `member` say where each group belongs in [month, member]."""

    grouped: Any  # of pandas, whose type takes the names of columns as parameters
    row: np.ndarray
    member: np.ndarray
    places: Mapping[tuple[str, ...], int]
    months: int

    def wide(self, column: str) -> Array:
        """Sums of a column, NaN where there is no figure, with a last column of NaN   [month, member + 1]."""
        found = self.grouped[column].sum(min_count=1).to_numpy(float)
        wide = np.full((self.months, len(self.places) + 1), np.nan)
        inside = self.row >= 0
        wide[self.row[inside], self.member[inside]] = found[inside]
        return wide


def _grouping(frame: pd.DataFrame, names: tuple[str, ...], months: tuple[str, ...]) -> _Grouping:
    grouped = frame.groupby(["month", *names])
    groups = [group if isinstance(group, tuple) else (group,) for group in grouped.size().index]
    number = {month: place for place, month in enumerate(months)}
    places = {member: place for place, member in enumerate(dict.fromkeys(group[1:] for group in groups))}
    return _Grouping(
        grouped=grouped,
        row=np.array([number.get(group[0], -1) for group in groups], dtype=int),
        member=np.array([places[group[1:]] for group in groups], dtype=int),
        places=places,
        months=len(months),
    )


@dataclass(frozen=True)
class Panel:
    """Tables and the months of history, oldest first."""

    tables: Mapping[str, pd.DataFrame]
    months: tuple[str, ...]

    def known(self, table: str, column: str) -> bool:
        """Whether a column exists with figures in the last year."""
        if table not in self.tables or column not in self.tables[table]:
            return False
        frame = self.tables[table]
        return bool(frame[frame["month"].isin(self.months[-RATE_MONTHS:])][column].notna().any())

    def names(self, table: str, column: str) -> tuple[str, ...]:
        """Members of a table in the order of their first row."""
        return tuple(dict.fromkeys(self.tables[table][column])) if table in self.tables else ()

    def matrix(self, table: str, column: str, keys: Sequence[Key]) -> Array:
        """Amounts   [month, member]; NaN where there is no row."""
        wide, places = self._wide(table, column, tuple(keys[0]))
        return wide[:, [places.get(tuple(key.values()), -1) for key in keys]]

    def _wide(self, table: str, column: str, names: tuple[str, ...]) -> tuple[Array, Mapping[tuple[str, ...], int]]:
        """All members of a table   [month, member], a column of NaN behind them, and where each member is.

        Rows are put together once for all columns of a table, and each column is added up once.
        """
        frame = self.tables.get(table)
        if frame is None or column not in frame:
            return np.full((len(self.months), 1), np.nan), {}
        if (table, column, names) not in self._known:
            grouping = self._groupings.get((table, names))
            if grouping is None:
                grouping = self._groupings[(table, names)] = _grouping(frame, names, self.months)
            self._known[(table, column, names)] = grouping.wide(column)
        return self._known[(table, column, names)], self._groupings[(table, names)].places

    @cached_property
    def _groupings(self) -> "dict[tuple[str, tuple[str, ...]], _Grouping]":
        return {}

    @cached_property
    def _known(self) -> dict[tuple[str, str, tuple[str, ...]], Array]:
        return {}

    def sum(self, table: str, column: str) -> Array:
        """Total of a table   [month]."""
        return np.nan_to_num(self.matrix(table, column, [{}])[:, 0])

    def total(self, table: str, column: str, **key: str) -> float:
        """Total of one member over the last year."""
        return float(np.nansum(self.matrix(table, column, [key])[-RATE_MONTHS:]))

    def last(self, table: str, column: str, keys: Sequence[Key]) -> Array:
        """The last value known   [member, 1]."""
        filled = pd.DataFrame(self.matrix(table, column, keys)).ffill()
        return np.asarray(filled.to_numpy(float)[-1][:, np.newaxis])

    def mean_price(self, keys: Sequence[Key]) -> Array:
        """List price of the last year, weighted by units   [member, 1]."""
        units = np.nan_to_num(self.matrix("sales", "units", keys)[-RATE_MONTHS:])
        price = np.nan_to_num(self.matrix("sales", "list_price", keys)[-RATE_MONTHS:])
        mean: Array = ((units * price).sum(axis=0) + TINY) / (units.sum(axis=0) + TINY)
        return mean[:, np.newaxis]

    def recent(self, table: str, column: str, keys: Sequence[Key]) -> Array:
        """Mean of the last RECENT months without the table's season   [member, 1]; NaN where unknown.

        With too short a history to see a season the whole last year is taken: its months make up for each other.
        """
        last = RECENT if len(self.months) >= FULL_YEARS else RATE_MONTHS
        matrix = self.matrix(table, column, keys)[-last:]
        season = self._season(table, column)[-last:, np.newaxis]
        return mean(matrix / season)[:, np.newaxis]

    def rate(self, table: str, above: str, below: str, keys: Sequence[Key]) -> Array:
        """Sum of one column over the sum of another in the last year   [member, 1]; NaN where unknown."""
        top = self.matrix(table, above, keys)[-RATE_MONTHS:]
        bottom = self.matrix(table, below, keys)[-RATE_MONTHS:]
        known = np.isfinite(top).any(axis=0) & (np.nansum(bottom, axis=0) > 0)
        ratio = np.nansum(top, axis=0) / np.maximum(np.nansum(bottom, axis=0), TINY)
        return np.where(known, ratio, np.nan)[:, np.newaxis]

    def _season(self, table: str, column: str) -> Array:
        if table not in ("sales", "pipeline", "operations", "service"):
            return np.ones(len(self.months))
        index = season_of(self.sum(table, column), self.months)
        return np.array([index[int(month[5:]) - 1] for month in self.months])

    @cached_property
    def revenue(self) -> Array:
        """Total revenue   [month]."""
        return self.sum("sales", "revenue")

    def history(self) -> dict[str, Array]:
        """What the past looked like   [month]: revenue, units, and the cost lines that the tables give."""
        cost = self.sum("sales", "units") * 0.0
        sales = self.tables["sales"]
        if "unit_cost" in sales:
            bought = (sales["units"] * sales["unit_cost"]).groupby(sales["month"]).sum()
            cost = bought.reindex(self.months).fillna(0.0).to_numpy(float)
        cost = cost + self.sum("people", "payroll") + self.sum("marketing", "spend")
        for line in ("overheads", "depreciation"):
            cost = cost + np.nan_to_num(self.matrix("finance", "amount", [{"line": line}])[:, 0])
        return {"revenue": self.revenue, "operating_cost": cost, "units": self.sum("sales", "units")}


def mean(values: Array) -> Array:
    """Mean over rows of what is known; NaN where nothing is   [member]."""
    known = np.isfinite(values)
    count = known.sum(axis=0)
    return np.where(count > 0, np.where(known, values, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan)


def season_of(series: Array, months: tuple[str, ...]) -> Array:
    """Index per calendar month, mean 1: ratio to the centred yearly mean, shrunk; all 1 under 24 months   [12]."""
    if len(series) < FULL_YEARS or not (series > 0).all():
        return np.ones(12)
    weights = np.r_[0.5, np.ones(11), 0.5] / 12.0
    centre = np.convolve(series, weights, mode="valid")
    ratio = series[6 : 6 + len(centre)] / centre
    calendar = np.array([int(month[5:]) - 1 for month in months[6 : 6 + len(centre)]])
    index = np.array([np.median(ratio[calendar == month]) for month in range(12)])
    index = 1.0 + SHRINK * (index / index.mean() - 1.0)
    return np.asarray(index / index.mean())
