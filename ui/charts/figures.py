"""A chart's own figures as a file: columns with names and units, numbers as the reader's spreadsheet expects them."""

import csv
import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ui.words import Language

DIGITS = 10  # significant
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BEYOND_ASCII = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
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
    french = spoken == "fr"
    text = io.StringIO()
    out = csv.writer(text, delimiter=";" if french else ",", lineterminator="\r\n")
    out.writerow([guarded(column.head) for column in columns])
    cells = [[_cell(value, column, french) for value in frame[column.field]] for column in columns]
    out.writerows(row for row, kept in zip(zip(*cells, strict=True), _said(frame, columns), strict=True) if kept)
    return text.getvalue().encode("utf-8-sig")


def _said(frame: pd.DataFrame, columns: Sequence[Column]) -> np.ndarray:
    """Rows without a name serve the drawing only, and so do those without any number."""
    kept = np.ones(len(frame), dtype=bool)
    for column in columns:
        if column.kind == "text":
            kept &= (frame[column.field] != "").to_numpy()
    numbers = [column.field for column in columns if column.kind == "number"]
    return kept & frame[numbers].notna().any(axis=1).to_numpy() if numbers else kept


def _cell(value: object, column: Column, french: bool) -> str:
    if column.kind == "text":
        return guarded(str(value))
    number = float(value)  # type: ignore[arg-type]  # the declaration says that it is one
    if not math.isfinite(number):
        return ""
    if column.kind == "number":
        told = f"{number:.{DIGITS}g}"
        return told.replace(".", ",") if french else told
    return str(np.datetime64(int(number - (DAY if column.kind == "month_before" else 0.0)), "ms"))[:7]


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would start a formula, no control characters.

    >>> guarded("=1+1"), guarded("a\\x00b"), guarded("Lyon")
    ("'=1+1", 'ab', 'Lyon')
    """
    clean = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))
    opening = clean.lstrip(" \N{NO-BREAK SPACE}\ufeff")
    risky = text.startswith(STARTS_A_FORMULA) or opening.startswith((*STARTS_A_FORMULA, *BEYOND_ASCII))
    return f"'{clean}" if risky else clean
