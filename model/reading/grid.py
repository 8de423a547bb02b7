"""A table as it stands in a file: rows of untyped cells with their row numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from model.columns import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT
from model.findings import CompanyUnreadable, Finding

EXCEL_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  day 0 of a spreadsheet has no time zone
EXCEL_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True)
class Formula:
    """A formula of a workbook that was never calculated."""

    text: str


Cell: TypeAlias = str | float | datetime | Formula | None


@dataclass(frozen=True)
class Row:
    """One row that is not blank; `number` is the spreadsheet's, the first row of the file being 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One file or sheet. `epoch` is day 0 of date serials, None where it is not known (text files)."""

    name: str
    rows: tuple[Row, ...]
    epoch: datetime | None = None

    @property
    def ragged(self) -> bool:
        """True for text, where a row may end early; a workbook leaves out empty cells."""
        return self.epoch is None


def is_blank(cell: Cell) -> bool:
    """True for an empty cell, or one with nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled_width(row: Row) -> int:
    """The number of cells up to the last one that is not blank."""
    width = len(row.cells)
    while width and is_blank(row.cells[width - 1]):
        width -= 1
    return width


def grid_of(name: str, rows: Iterable[tuple[int, tuple[Cell, ...]]], epoch: datetime | None = None) -> Grid:
    """A grid without its blank rows; CompanyUnreadable when it is empty, too long or too wide."""
    kept: list[Row] = []
    room = CELL_LIMIT
    for number, cells in rows:
        if all(is_blank(cell) for cell in cells):
            continue
        kept.append(Row(number, cells))
        room -= len(cells)
        _refuse_size(name, kept, room)
    if not kept:
        raise CompanyUnreadable(Finding(name, "no_data"))
    return Grid(name, tuple(kept), epoch)


def _refuse_size(name: str, kept: Sequence[Row], room: int) -> None:
    """Refuse at once what has too many rows, columns or cells, so that nothing large is built up."""
    row = kept[-1]
    if len(kept) > ROW_LIMIT:
        raise CompanyUnreadable(Finding(name, "too_many_rows", allowed=str(ROW_LIMIT)))
    if len(row.cells) > COLUMN_LIMIT < filled_width(row):
        width, allowed = str(filled_width(row)), str(COLUMN_LIMIT)
        raise CompanyUnreadable(Finding(name, "too_many_columns", row.number, "", width, allowed))
    if room < 0:
        raise CompanyUnreadable(too_many_cells(name))


def too_many_cells(name: str) -> Finding:
    """What is said of a file whose cells would fill the memory."""
    return Finding(name, "too_many_cells", allowed=f"{CELL_LIMIT:_}".replace("_", " "))


def text_of(cell: Cell) -> str:
    """The cell as a person would type it; '' for an empty one.

    >>> text_of(2024.0), text_of(2.5), text_of(None)
    ('2024', '2.5', '')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Formula):
        return cell.text
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if cell is None:
        return ""
    return str(int(cell)) if abs(cell) < 1e15 and cell == int(cell) else repr(cell)
