"""A chart's own figures as a file: columns with names and units, numbers as the reader's spreadsheet expects them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ui import csv_file
from ui.words import Language

DAY = 86_400_000.0  # milliseconds


@dataclass(frozen=True)
class Column:
    """One column of a chart's figures: the field of its frame, its name and unit for people."""

    field: str
    title: str
    unit: str = ""
    kind: Literal["number", "text", "month", "month_before"] = "number"

    @property
    def head(self) -> str:
        """Name and unit."""
        return f"{self.title} [{self.unit}]" if self.unit else self.title


def written(frame: pd.DataFrame, columns: Sequence[Column], spoken: Language) -> bytes:
    """The rows that have a name and a number, as CSV in UTF-8 with its mark; French: semicolon and decimal comma."""
    return csv_file.written([column.head for column in columns], rows(frame, columns), spoken)


def rows(frame: pd.DataFrame, columns: Sequence[Column]) -> list[tuple[str | float, ...]]:
    """The rows that have a name and a number, cell by cell."""
    cells = [[_cell(value, column) for value in frame[column.field]] for column in columns]
    return [row for row, kept in zip(zip(*cells, strict=True), _said(frame, columns), strict=True) if kept]


def _said(frame: pd.DataFrame, columns: Sequence[Column]) -> np.ndarray:
    """Rows without a name serve the drawing only, and so do those without any number."""
    kept = np.ones(len(frame), dtype=bool)
    for column in columns:
        if column.kind == "text":
            kept &= (frame[column.field] != "").to_numpy()
    numbers = [column.field for column in columns if column.kind == "number"]
    return kept & frame[numbers].notna().any(axis=1).to_numpy() if numbers else kept


def _cell(value: object, column: Column) -> str | float:
    if column.kind == "text":
        return str(value)
    number = float(value)  # type: ignore[arg-type]  # the declaration says that it is one
    if not math.isfinite(number):
        return ""
    if column.kind == "number":
        return number
    return str(np.datetime64(int(number - (DAY if column.kind == "month_before" else 0.0)), "ms"))[:7]
