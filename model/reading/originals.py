"""The tables as the user wrote them, with the place of each declared column: what a finding points into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from model.columns import ROW, Table
from model.findings import Finding
from model.reading.files import Source, read_grids
from model.reading.grid import Grid, Row, text_of
from model.reading.headers import find_header
from model.reading.short_form import SALES_COLUMNS
from model.tables import SHORT_FORM, TABLES

WRITTEN_AS = {column: name for name, column in SALES_COLUMNS.items()}  # of sales, in the short form


@dataclass(frozen=True)
class Original:
    """One table: its name, its rows with their numbers, the index of each declared column, and of the header."""

    table: str
    rows: Sequence[Row]
    places: Mapping[str, int]
    header: int

    def index_of(self, column: str) -> int | None:
        """Where a column stands, or None when it is not there or the whole row is meant."""
        return self.places.get(column, self.places.get(WRITTEN_AS.get(column, "")))


def originals(source: Source) -> tuple[Original, ...]:
    """The tables of a source; raises CompanyUnreadable when there are none."""
    declared = {**TABLES, SHORT_FORM.name: SHORT_FORM}
    return tuple(_original(declared[name], grid) for name, grid in read_grids(source).tables.items())


def _original(table: Table, grid: Grid) -> Original:
    header = find_header(grid, table)
    return Original(table.name, grid.rows, {place.name: place.index for place in header.places}, header.row)


def as_read(tables: Mapping[str, pd.DataFrame]) -> tuple[Original, ...]:
    """The tables of a company that was read, each row at its number; columns without any value are left out."""
    return tuple(_from_frame(name, frame) for name, frame in tables.items())


def _from_frame(name: str, frame: pd.DataFrame) -> Original:
    columns = [column for column in frame.columns if column != ROW and frame[column].notna().any()]
    cells = frame[columns].astype(object).where(frame[columns].notna(), None)
    body = [Row(int(number), tuple(row)) for number, row in zip(frame[ROW], cells.itertuples(index=False), strict=True)]
    return Original(name, (Row(1, tuple(columns)), *body), {column: index for index, column in enumerate(columns)}, 1)


def original_of(found: Sequence[Original], finding: Finding) -> Original | None:
    """The table that a finding points into: its own, or the short form that its own was made from."""
    own = next((original for original in found if original.table == finding.table), None)
    return own or next((original for original in found if original.table == SHORT_FORM.name), None)


def written(row: Row) -> tuple[str | float | None, ...]:
    """The cells of a row as a workbook takes them: numbers as numbers, everything else as text."""
    return tuple(cell if cell is None or isinstance(cell, float | int | str) else text_of(cell) for cell in row.cells)
