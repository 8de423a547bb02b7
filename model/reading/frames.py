"""A grid turned into a typed frame: one reader per kind of column, a finding for each broken cell."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from model.columns import NAME_LENGTH, ROW, Column, Table
from model.findings import Finding, Severity
from model.reading.grid import Cell, Grid, Row, filled_width, is_blank, text_of
from model.reading.headers import Header, Place, chosen, find_header, plain
from model.reading.months import ALLOWED as MONTH_ALLOWED
from model.reading.months import read_months
from model.reading.names import TOTALS, cleaned, name_fault
from model.reading.numbers import ERROR_CELLS, Marks, certain_marks, read_numbers, shape_of
from model.reading.synonyms import added_up
from model.reading.wide import long_of

NUMBER_ALLOWED = {"share": "0.97 or 97 %"}


@dataclass(frozen=True)
class Typed:
    """The values of one column, the fault at each broken position, and a text that names what is allowed."""

    values: Sequence[object]
    faults: Mapping[int, str] = field(default_factory=dict)
    allowed: str = "a number such as 1234.5"


def frame_of(grid: Grid, table: Table) -> tuple[pd.DataFrame, list[Finding]]:
    """The typed frame with every declared column (missing = NaN) and the column `row`; and what is wrong."""
    grid, shaped = long_of(grid, table)
    header = find_header(grid, table)
    findings = [*shaped, *header.findings]
    rows = grid.rows[header.index + 1 :]
    if not rows:
        findings.append(Finding(table.name, "no_data"))
    totals = {row.number: finding for row in rows if (finding := _total(row, header, table))}
    findings.extend(totals.values())
    kept = [row for row in rows if row.number not in totals]
    findings.extend(_width_findings(kept, header, table, grid.ragged))
    columns = {place.name: (place.column, _cells(kept, place.index)) for place in header.places}
    frame, broken = _typed_frame(table, columns, [row.number for row in kept], grid)
    for name, (column, cells) in columns.items():
        if column.kind == "choice" and name in table.key:
            frame = added_up(table, frame, cells)
    return frame, findings + broken


def _cells(rows: Sequence[Row], index: int) -> list[Cell]:
    return [row.cells[index] if index < len(row.cells) else None for row in rows]


def _typed_frame(
    table: Table, columns: Mapping[str, tuple[Column, list[Cell]]], rows: Sequence[int], grid: Grid
) -> tuple[pd.DataFrame, list[Finding]]:
    numeric = [certain_marks(set(cells)) for column, cells in columns.values() if column.numeric]
    marks = Marks()
    for found in numeric:
        marks = marks | found
    data: dict[str, object] = {ROW: np.array(rows, dtype=np.int64)}
    findings: list[Finding] = []
    for name, (column, cells) in columns.items():
        typed = _read(column, cells, marks, grid)
        data[name] = _series(column, typed.values)
        findings.extend(_cell_findings(table.name, name, cells, rows, typed))
        findings.extend(_empty_findings(table, (column, name), cells, rows))
    for column in table.columns:
        if column.name not in data and not column.prefix:
            data[column.name] = _series(column, [None] * len(rows))
    return pd.DataFrame(data), findings


def _series(column: Column, values: Sequence[object]) -> pd.Series:
    if column.numeric:
        return pd.Series(np.array([math.nan if value is None else value for value in values], dtype=np.float64))
    return pd.Series(list(values), dtype="str")


def _read(column: Column, cells: Sequence[Cell], marks: Marks, grid: Grid) -> Typed:
    if column.kind == "month":
        months = read_months(cells, grid.epoch)
        return Typed(months.values, months.faults, MONTH_ALLOWED)
    if column.numeric:
        numbers = read_numbers(cells, marks, share=column.kind == "share")
        return Typed(numbers.values, numbers.faults, NUMBER_ALLOWED.get(column.kind, Typed.allowed))
    readers: dict[str, Callable[[Sequence[Cell]], Typed]] = {"choice": partial(_read_choices, column)}
    return readers.get(column.kind, _read_names)(cells)


def _read_names(cells: Sequence[Cell]) -> Typed:
    texts = [text_of(cell) for cell in cells]
    faults = {text: "error_cell" if text in ERROR_CELLS else name_fault(text) for text in set(texts)}
    values = [cleaned(text) or None if faults[text] in ("", "removed_characters") else None for text in texts]
    broken = {place: faults[text] for place, text in enumerate(texts) if faults[text]}
    return Typed(values, broken, str(NAME_LENGTH))


def _read_choices(column: Column, cells: Sequence[Cell]) -> Typed:
    texts = [text_of(cell) for cell in cells]
    known = {text: chosen(text, column.choices) for text in set(texts)}
    broken = {place: "unknown_choice" for place, text in enumerate(texts) if text.strip() and known[text] is None}
    return Typed([known[text] for text in texts], broken, ", ".join(column.choices))


def _cell_findings(
    table: str, name: str, cells: Sequence[Cell], rows: Sequence[int], typed: Typed
) -> Iterator[Finding]:
    named: set[str] = set()
    for place, rule in typed.faults.items():
        value = text_of(cells[place])
        if rule == "removed_characters":
            value = cleaned(value)
            if value in named:
                continue
            named.add(value)
        if rule == "ambiguous_month" and rule in named:
            continue
        named.add(rule)
        severity: Severity = "warning" if rule == "removed_characters" else "error"
        fields = _number_fields(value) if rule == "ambiguous_number" else {}
        yield Finding(table, rule, rows[place], name, value, typed.allowed, severity, fields)


def _number_fields(value: str) -> dict[str, str]:
    shape = shape_of(value)
    return {} if shape is None else {"low": f"{shape.value():g}", "high": f"{shape.value('thousands'):g}"}


def _empty_findings(
    table: Table, named: tuple[Column, str], cells: Sequence[Cell], rows: Sequence[int]
) -> Iterator[Finding]:
    """An empty cell is wrong in a required or key column, and worth a word among numbers."""
    column, name = named
    blank = [row for row, cell in zip(rows, cells, strict=True) if is_blank(cell)]
    if len(blank) == len(cells) and not column.required:
        return
    for row in blank:
        if column.required or name in table.key:
            yield Finding(table.name, "empty", row, name)
        elif column.numeric:
            yield Finding(table.name, "gap", row, name, severity="warning")


def _total(row: Row, header: Header, table: Table) -> Finding | None:
    """A finding when a cell of the key is the word 'total'."""
    for place in header.places:
        if place.name in table.key and plain(text_of(row.cells[place.index]) if _has(row, place) else "") in TOTALS:
            return Finding(table.name, "total_row", row.number, place.name, text_of(row.cells[place.index]))
    return None


def _has(row: Row, place: Place) -> bool:
    return place.index < len(row.cells)


def _width_findings(rows: Sequence[Row], header: Header, table: Table, ragged: bool) -> Iterator[Finding]:
    places = sorted(header.places, key=lambda place: place.index)
    for row in rows:
        width = filled_width(row)
        if width > header.width:
            severity: Severity = "error" if ragged else "warning"
            value = text_of(row.cells[width - 1])
            yield Finding(table.name, "long_row", row.number, "", value, severity=severity)
        missing = next((place for place in places if not _has(row, place)), None)
        if ragged and missing is not None:
            value, allowed = str(len(row.cells)), str(header.width)
            yield Finding(table.name, "short_row", row.number, missing.name, value, allowed)
