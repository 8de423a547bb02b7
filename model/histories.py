"""The months around a finding: the series in which its cell stands, for a chart."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from model.columns import ROW
from model.findings import Finding
from model.tables import TABLES
from model.vocabulary import Array


@dataclass(frozen=True)
class History:
    """One column of one member: months, values [month], and the place of the finding's month."""

    column: str
    member: str
    months: tuple[str, ...]
    values: Array
    place: int


def history_of(tables: Mapping[str, pd.DataFrame], finding: Finding) -> History | None:
    """The series of the finding's cell, or None when it stands in no column of amounts by month."""
    frame, table = tables.get(finding.table), TABLES.get(finding.table)
    if frame is None or table is None or not table.dated or finding.column not in frame:
        return None
    here = frame[frame[ROW] == finding.row]
    if len(here) != 1 or not table.column(finding.column).numeric or here["month"].isna().any():
        return None
    members = [name for name in table.key if name != "month"]
    same = pd.Series(True, index=frame.index)
    for name in members:
        same &= frame[name] == here[name].iloc[0]
    rows = frame[same].dropna(subset=["month", finding.column]).sort_values("month", kind="stable")
    months = tuple(rows["month"])
    if here["month"].iloc[0] not in months:
        return None
    parts = [str(here[name].iloc[0]) for name in members]
    name = " / ".join(part for part in parts if part != "all")
    place = months.index(here["month"].iloc[0])
    return History(finding.column, name, months, rows[finding.column].to_numpy(dtype=float), place)
