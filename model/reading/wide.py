"""Months that stand in columns: turned into rows, or refused in words where it is not said what the figures are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from model.columns import Table
from model.findings import Finding
from model.reading.grid import Cell, Grid, Row, is_blank, text_of
from model.reading.headers import SEARCHED, plain, recognised
from model.reading.months import ALLOWED, NAMES, candidates, read_months

FEWEST = 3  # months side by side that make a wide table
MEASURES = ("measure", "mesure", "indicateur", "indicator", "metric", "metrique", "kpi", "grandeur", "figure")
SUMS = re.compile(
    r"(sous_)?total.*|cumul.*|ytd.*|somme.*|sum|moyenne.*|average.*|mean|annee.*|year.*|fy_?[0-9]+|[0-9]{4}"
)


@dataclass(frozen=True)
class Wide:
    """Where the months stand: index and spreadsheet row of the header, month of each column, the other columns."""

    index: int
    row: Row
    months: Mapping[int, str]
    others: tuple[int, ...]
    measure: int | None


def long_of(grid: Grid, table: Table) -> tuple[Grid, list[Finding]]:
    """The grid with a row per month; the grid itself when its months stand in rows."""
    if not table.dated:
        return grid, []
    for index, row in enumerate(grid.rows[:SEARCHED]):
        if any(isinstance(cell, str) and _names_month(cell, table) for cell in row.cells):
            return grid, []
        places = [place for place, cell in enumerate(row.cells) if _is_month(cell)]
        bare = [cell for cell in row.cells if isinstance(cell, str) and plain(cell) in NAMES]
        if len(places) >= FEWEST:
            return _turned(grid, table, index, places)
        if len(bare) >= FEWEST:
            return grid, [Finding(table.name, "wide_without_year", row.number, "month", text_of(bare[0]))]
    return grid, []


def _is_month(cell: Cell) -> bool:
    """A header that is a month: a date, or a text with a month and a year; a bare number may be an amount."""
    if isinstance(cell, datetime):
        return True
    return isinstance(cell, str) and not cell.strip().isdigit() and bool(candidates(cell, None))


def _turned(grid: Grid, table: Table, index: int, places: Sequence[int]) -> tuple[Grid, list[Finding]]:
    row = grid.rows[index]
    months = read_months([row.cells[place] for place in places], grid.epoch)
    if months.faults:
        texts = {place: text_of(row.cells[places[place]]) for place in months.faults}
        faults = [
            Finding(table.name, rule, row.number, "month", texts[at], ALLOWED) for at, rule in months.faults.items()
        ]
        return grid, faults
    known = {place: str(month) for place, month in zip(places, months.values, strict=True)}
    others = [place for place, cell in enumerate(row.cells) if place not in known and not is_blank(cell)]
    sums = [place for place in others if SUMS.fullmatch(plain(text_of(row.cells[place])))]
    found = [
        Finding(table.name, "wide_total", row.number, "", text_of(row.cells[place]), severity="warning")
        for place in sums
    ]
    measure = next((place for place in others if plain(text_of(row.cells[place])) in MEASURES), None)
    kept = tuple(place for place in others if place not in (*sums, measure))
    turned, said = _long(grid, table, Wide(index, row, known, kept, measure))
    return turned, [*found, *said]


def _names_month(text: str, table: Table) -> bool:
    match = recognised(text, table)
    return match is not None and match[0].kind == "month"


def _long(grid: Grid, table: Table, wide: Wide) -> tuple[Grid, list[Finding]]:
    figures, findings = _figures(grid, table, wide)
    if figures is None:
        return grid, findings
    names = list(dict.fromkeys(name for rows in figures.values() for name in rows))
    header = Row(wide.row.number, (*(wide.row.cells[place] for place in wide.others), "month", *names))
    rows = list(_rows(wide, figures, names))
    return Grid(grid.name, (*grid.rows[: wide.index], header, *rows), grid.epoch), findings


Figures = Mapping[tuple[Cell, ...], Mapping[str, Row]]  # the other columns -> measure -> the row with its figures


def _figures(grid: Grid, table: Table, wide: Wide) -> tuple[Figures | None, list[Finding]]:
    rows = grid.rows[wide.index + 1 :]
    numeric = [column.name for column in table.columns if column.numeric and not column.prefix]
    if wide.measure is not None:
        return _measured(rows, table, wide, numeric)
    required = [column.name for column in table.columns if column.required and column.numeric]
    if len(required) != 1:
        return None, [Finding(table.name, "wide_without_measure", wide.row.number, "", allowed=", ".join(numeric))]
    found: dict[tuple[Cell, ...], dict[str, Row]] = {}
    for row in rows:
        found[(*_others(row, wide), row.number)] = {required[0]: row}
    said = Finding(table.name, "read_wide", wide.row.number, "", required[0], severity="warning")
    return found, [said]


def _measured(rows: Sequence[Row], table: Table, wide: Wide, numeric: Sequence[str]) -> tuple[Figures, list[Finding]]:
    found: dict[tuple[Cell, ...], dict[str, Row]] = {}
    findings = []
    for row in rows:
        cell = row.cells[wide.measure] if wide.measure is not None and wide.measure < len(row.cells) else None
        match = recognised(text_of(cell), table)
        if match is None or not match[0].numeric:
            allowed = ", ".join(numeric)
            findings.append(Finding(table.name, "unknown_measure", row.number, "", text_of(cell), allowed))
        elif match[1] in found.setdefault(_others(row, wide), {}):
            other = {"other": str(found[_others(row, wide)][match[1]].number)}
            findings.append(Finding(table.name, "duplicate_row", row.number, match[1], "", fields=other))
        else:
            found[_others(row, wide)][match[1]] = row
    return found, findings


def _others(row: Row, wide: Wide) -> tuple[Cell, ...]:
    return tuple(row.cells[place] if place < len(row.cells) else None for place in wide.others)


def _rows(wide: Wide, figures: Figures, names: Sequence[str]) -> list[Row]:
    """One row per member and month that has a figure; its number is that of the first row it comes from."""
    made = []
    for measures in figures.values():
        first = min(measures.values(), key=lambda row: row.number)
        for place, month in wide.months.items():
            cells = [_cell(measures.get(name), place) for name in names]
            if not all(is_blank(cell) for cell in cells):
                made.append(Row(first.number, (*_others(first, wide), month, *cells)))
    return made


def _cell(row: Row | None, place: int) -> Cell:
    return row.cells[place] if row is not None and place < len(row.cells) else None
