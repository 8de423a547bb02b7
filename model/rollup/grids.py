"""A file of lines that was read as a grid already, rolled up to the grid of its monthly table."""

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd

from model.findings import Finding
from model.reading.grid import EXCEL_1900, Cell, Grid, Row, text_of
from model.rollup.making import Export
from model.rollup.rolling import roll_up
from model.rollup.sample import folder_for_spills


def monthly_grid(grid: Grid, export: Export) -> tuple[Grid, list[Finding]]:
    """The monthly table and what is worth a word; the grid's headers are the export's fields. Raises CompanyUnreadable."""
    with folder_for_spills() as folder:
        path = Path(folder) / f"{Path(grid.name).stem[:60] or 'lines'}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([text_of(cell) for cell in row.cells] for row in grid.rows)
        rolled = roll_up(path, export)
    rows = [tuple(_cell(value) for value in line) for line in rolled.frame.itertuples(index=False, name=None)]
    header = tuple(str(name) for name in rolled.frame.columns)
    numbered = tuple(Row(number, cells) for number, cells in enumerate([header, *rows], 1))
    said = [replace(finding, table=grid.name) for finding in rolled.findings]
    return Grid(grid.name, numbered, EXCEL_1900), said


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]
