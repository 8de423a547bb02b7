"""From the rows that the database gives back to a monthly table: months in a row, stays, balances."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from model.columns import ROW
from model.findings import Finding
from model.months import month_text
from model.rollup.making import Balance, Export, Stays
from model.rollup.query import BEGAN, ENDED, LINES, MONTH, STAYING, names
from model.rollup.running import Rows
from model.tables import TABLES

COUNTED = ("sum", "count", "distinct")  # aggregations of which a month without lines has 0


@dataclass(frozen=True)
class Grouped:
    """What one query gave: rows of months and members, rows of stays, and how many lines had no date."""

    monthly: pd.DataFrame
    stays: pd.DataFrame
    undated: int
    lines: int


def grouped_of(query: sa.Select[Any], rows: Rows, made: Sequence[str]) -> Grouped:
    """The rows as frames: months as whole numbers, made columns as float64."""
    frame = pd.DataFrame(rows, columns=list(names(query)))
    if STAYING not in frame:
        frame = frame.assign(**{STAYING: 0, BEGAN: None, ENDED: None})
    lines, stays = frame[frame[STAYING] == 0], frame[(frame[STAYING] == 1) & frame[BEGAN].notna()]
    undated = lines[MONTH].isna()
    monthly = lines[~undated].astype({MONTH: np.int64, **dict.fromkeys(made, np.float64)})
    return Grouped(
        monthly.drop(columns=[STAYING, BEGAN, ENDED, LINES]),
        stays.astype({BEGAN: np.int64, ENDED: np.int64, LINES: np.int64}),
        int(lines.loc[undated, LINES].sum()),
        int(lines[LINES].sum()),
    )


def table_of(export: Export, groups: Sequence[Grouped]) -> tuple[pd.DataFrame, list[Finding]]:
    """The monthly table of an export with the declared columns that could be made, and what is worth a word."""
    key = [*export.members, MONTH]
    frame = groups[0].monthly
    for group in groups[1:]:
        frame = frame.merge(group.monthly, on=key, how="outer")
    stays = next((group.stays for group in groups if len(group.stays)), None)
    findings: list[Finding] = []
    moves: list[pd.DataFrame] = []
    if export.stays is not None and stays is not None:
        moves, findings = _moves(export, export.stays, stays, frame)
    for move in moves:
        frame = frame.merge(move, on=key, how="outer")
    frame, found = _filled(export, frame)
    frame = _balanced(export, frame, told=bool(moves))
    declared = [column.name for column in TABLES[export.table].columns if column.name in frame]
    texts = frame.assign(month=frame[MONTH].map(month_text))
    return texts[declared].sort_values(["month", *export.members], ignore_index=True), [*findings, *found]


def _moves(
    export: Export, declared: Stays, stays: pd.DataFrame, frame: pd.DataFrame
) -> tuple[list[pd.DataFrame], list[Finding]]:
    """How many stays began and ended in each month, or a word why nobody can tell."""
    total, again = stays[LINES].sum(), stays.loc[stays[BEGAN] < stays[ENDED], LINES].sum()
    if again < declared.returning * total:
        value = f"{again / total:.0%}"
        return [], [Finding(export.name, "stays_not_told", None, declared.field, value, severity="warning")]
    members, last = list(export.members), int(frame[MONTH].max())
    gone = stays[stays[ENDED] <= last - declared.silent]
    return [
        _counted(stays, [*members, BEGAN], declared.began),
        _counted(gone.assign(**{ENDED: gone[ENDED] + 1}), [*members, ENDED], declared.ended),
    ], []


def _counted(stays: pd.DataFrame, by: Sequence[str], name: str) -> pd.DataFrame:
    """How many stays there are by members and a month, the last of `by`."""
    counts: pd.DataFrame = stays.groupby(list(by))[[LINES]].sum().reset_index()
    return counts.rename(columns={by[-1]: MONTH, LINES: name})


def _filled(export: Export, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Every month between the first and the last of each member: 0 where lines are counted, else as the month before."""
    members = list(export.members)
    groups: Iterable[tuple[Any, pd.DataFrame]] = frame.groupby(members, sort=True) if members else [((), frame)]
    parts = [_in_a_row(part, members, member) for member, part in groups]
    whole = pd.concat(parts, ignore_index=True)
    counted = {made.column for roll in export.rolls for made in roll.made if made.aggregation in COUNTED}
    counted |= {export.stays.began, export.stays.ended} if export.stays is not None else set()
    carried = [str(name) for name in whole.columns if name not in (*counted, *members, MONTH)]
    whole[carried] = whole.groupby(members)[carried].ffill() if members else whole[carried].ffill()
    whole = whole.fillna(dict.fromkeys(counted & set(whole.columns), 0.0))
    added = len(whole) - len(frame)
    if not added:
        return whole, []
    return whole, [Finding(export.name, "filled_months", None, "", str(added), severity="warning")]


def _in_a_row(part: pd.DataFrame, members: Sequence[str], member: tuple[Any, ...]) -> pd.DataFrame:
    months = pd.RangeIndex(int(part[MONTH].min()), int(part[MONTH].max()) + 1, name=MONTH)
    row = part.set_index(MONTH).reindex(months).reset_index()
    return row.assign(**dict(zip(members, member, strict=True)))


def _balanced(export: Export, frame: pd.DataFrame, *, told: bool) -> pd.DataFrame:
    """The frame with the stocks at the end of each month; in the first month of the export nobody is called new."""
    balances = list(export.balances)
    declared = export.stays
    if told and declared is not None and declared.present:
        balances.append(Balance(declared.present, (declared.began,), (declared.ended,)))
    for balance in balances:
        if all(name in frame for name in (*balance.came, *balance.went)):
            change = frame[list(balance.came)].sum(axis=1) - frame[list(balance.went)].sum(axis=1)
            frame[balance.column] = _summed(frame, change, export.members)
    if told and declared is not None:
        frame.loc[frame[MONTH] == frame[MONTH].min(), declared.began] = np.nan
    return frame


def _summed(frame: pd.DataFrame, change: pd.Series, members: Sequence[str]) -> pd.Series:
    if members:
        return change.groupby([frame[name] for name in members]).cumsum()
    return pd.Series(list(accumulate(change)), index=frame.index)


def counted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the row numbers that a spreadsheet would show, as the tables of a reading have them."""
    return frame.assign(**{ROW: np.arange(2, len(frame) + 2, dtype=np.int64)})
