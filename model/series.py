"""Monthly series from one CSV file: columns series, month, value; read as company data are, by the same grammars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.findings import CompanyUnreadable, Finding
from model.forecasting import FEWEST
from model.months import month_number, month_text
from model.reading.archives import FILE_BYTES
from model.reading.delimited import read_delimited
from model.reading.grid import Cell, Grid, is_blank, text_of
from model.reading.headers import plain
from model.reading.months import ALLOWED, read_months
from model.reading.numbers import certain_marks, read_numbers, shape_of
from model.vocabulary import Array

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "series": ("serie", "id", "name", "nom", "unique_id"),
    "month": ("mois", "date", "ds", "period", "periode"),
    "value": ("valeur", "y", "amount", "montant"),
}
NUMBER = "a number such as 1234.5"
TEXTS = (".csv", ".tsv", ".txt")
HEAD_BYTES = 10_000  # that a header takes at most


@dataclass(frozen=True)
class MonthlySeries:
    """One series without a gap: its values   [month] and its first month."""

    name: str
    first_month: str
    values: Array


def holds_series(path: Path) -> bool:
    """Whether a file is a CSV file whose header names series, month and value."""
    if path.suffix.lower() not in TEXTS or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.readline(HEAD_BYTES)
    try:
        return set(_places(_parsed(path, head))) == set(COLUMNS)
    except CompanyUnreadable:
        return False


def read_series(path: Path) -> list[MonthlySeries]:
    """The series of a file in the order of their first rows; raises CompanyUnreadable with one finding."""
    grid = _grid(path)
    places = _places(grid)
    for name in COLUMNS:
        if name not in places:
            raise CompanyUnreadable(Finding(grid.name, "missing_column", grid.rows[0].number, name))
    rows = grid.rows[1:]
    if not rows:
        raise CompanyUnreadable(Finding(grid.name, "no_data"))
    cells = {name: [_cell(row.cells, place) for row in rows] for name, place in places.items()}
    numbers = np.array([row.number for row in rows])
    _refuse_blanks(grid.name, cells, numbers)
    return _by_name(grid.name, cells, numbers)


def _grid(path: Path) -> Grid:
    if not path.is_file():
        raise CompanyUnreadable(Finding(str(path), "not_found"))
    if path.stat().st_size > FILE_BYTES:
        size, allowed = f"{path.stat().st_size / 2**20:.0f} MB", f"{FILE_BYTES // 2**20} MB"
        raise CompanyUnreadable(Finding(path.name, "too_large", value=size, allowed=allowed))
    return _parsed(path, path.read_bytes())


def _parsed(path: Path, content: bytes) -> Grid:
    return read_delimited(path.stem, content, lambda record: len(_named(record)))


def _named(record: Sequence[Cell]) -> dict[str, int]:
    words = [plain(text_of(cell)) for cell in record]
    found = {
        name: next((place for place, word in enumerate(words) if word == name or word in aliases), None)
        for name, aliases in COLUMNS.items()
    }
    return {name: place for name, place in found.items() if place is not None}


def _places(grid: Grid) -> dict[str, int]:
    """Where each known column stands in the header, the first row."""
    return _named(grid.rows[0].cells)


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _refuse_blanks(table: str, cells: Mapping[str, Sequence[Cell]], numbers: np.ndarray) -> None:
    for name, column in cells.items():
        blank = next((place for place, cell in enumerate(column) if is_blank(cell)), None)
        if blank is not None:
            raise CompanyUnreadable(Finding(table, "empty", int(numbers[blank]), name))


def _by_name(table: str, cells: Mapping[str, Sequence[Cell]], numbers: np.ndarray) -> list[MonthlySeries]:
    months = _months(table, cells["month"], numbers)
    values = _values(table, cells["value"], numbers)
    rows: dict[str, list[int]] = {}
    for row, cell in enumerate(cells["series"]):
        rows.setdefault(text_of(cell).strip(), []).append(row)
    return [_series(table, name, months[found], values[found], numbers[found]) for name, found in rows.items()]


def _months(table: str, cells: Sequence[Cell], numbers: np.ndarray) -> np.ndarray:
    read = read_months(cells)
    for place, rule in read.faults.items():
        raise CompanyUnreadable(Finding(table, rule, int(numbers[place]), "month", text_of(cells[place]), ALLOWED))
    return np.array([month_number(str(month)) for month in read.values])


def _values(table: str, cells: Sequence[Cell], numbers: np.ndarray) -> Array:
    read = read_numbers(cells, certain_marks(set(cells)))
    for place, rule in read.faults.items():
        raise CompanyUnreadable(_fault(table, rule, int(numbers[place]), text_of(cells[place])))
    values = np.array(read.values, dtype=float)
    broken = np.flatnonzero(~np.isfinite(values))
    if broken.size:
        raise CompanyUnreadable(_fault(table, "not_a_number", int(numbers[broken[0]]), text_of(cells[broken[0]])))
    return values


def _fault(table: str, rule: str, row: int, text: str) -> Finding:
    """What is wrong with a number; an open one is shown both ways."""
    shape = shape_of(text)
    fields = {} if shape is None else {"low": f"{shape.value():g}", "high": f"{shape.value('thousands'):g}"}
    return Finding(table, rule, row, "value", text, NUMBER, fields=fields)


def _series(table: str, name: str, months: np.ndarray, values: Array, numbers: np.ndarray) -> MonthlySeries:
    """The values in the order of their months; a month told twice or left out is refused."""
    order = np.argsort(months, kind="stable")
    months, values, numbers = months[order], values[order], numbers[order]
    steps = np.diff(months)
    if (steps == 0).any():
        place = int(np.flatnonzero(steps == 0)[0])
        fields = {"other": str(numbers[place]), "key": "series, month"}
        given = f"{values[place + 1]:g}"
        raise CompanyUnreadable(
            Finding(table, "conflicting_rows", int(numbers[place + 1]), "value", given, fields=fields)
        )
    if (steps > 1).any():
        absent = month_text(int(months[np.flatnonzero(steps > 1)[0]]) + 1)
        raise CompanyUnreadable(
            Finding(table, "missing_month", None, "month", absent, fields={"member": f" for {name}"})
        )
    if len(values) < FEWEST:
        raise CompanyUnreadable(Finding(table, "too_few_months", None, name, str(len(values)), str(FEWEST)))
    return MonthlySeries(name, month_text(int(months[0])), values)
