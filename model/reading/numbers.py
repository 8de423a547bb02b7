"""One number grammar per column: decimal and thousands marks, currency, %, no guess between two readings.

A text shows its marks for certain ('57,51', '1 234,5', '1.234.567') or leaves them open ('1,234'). Open texts
are read by the certain ones of the column, then of the table; where nothing decides, they are refused.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from model.reading.grid import Cell, Formula, is_blank

Reading = Literal["decimal", "thousands", "mixed", "ambiguous"]

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ") | dict.fromkeys(map(ord, "’ʼ"), "'")
SIGNS = dict.fromkeys(map(ord, "−‒–"), "-")
CURRENCY = (
    r"(?:€|(?:US|CA|C|A|AU|NZ|HK|R)?\$|£|¥|₹|₣|zł|Kč|Ft|lei|EUR|USD|GBP|CHF|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|SEK|NOK|DKK|PLN"
    r"|CZK|HUF|RON|TRY|ILS|ZAR|MAD|TND|DZD|XOF|XAF|Fr\.|kr\.?)"
)
NUMBER = re.compile(
    rf"(?P<sign>[-+])? ?(?:{CURRENCY} ?)?(?P<inner>[-+])?(?P<body>[0-9]*(?:[ '.,][0-9]+)*)"
    rf"(?:[eE](?P<power>[-+]?[0-9]{{1,3}}))?(?P<behind>-)?(?: ?{CURRENCY})?(?: ?(?P<percent>%))?"
)
ERROR_CELLS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")


@dataclass(frozen=True)
class Shape:
    """A number as written: digits before and after the last mark, and what its marks are for certain."""

    sign: float
    whole: str
    fraction: str
    power: int
    percent: bool
    decimal: str = ""  # the mark that is a decimal mark for certain
    thousands: str = ""  # the mark that is a thousands mark for certain
    open: str = ""  # the mark that may be either

    def value(self, reading: Reading = "decimal") -> float:
        """The number; `reading` settles an open mark."""
        joined = f"{self.whole}{self.fraction}" if self.open and reading == "thousands" else None
        text = joined or f"{self.whole or '0'}.{self.fraction or '0'}"
        return self.sign * float(f"{text}e{self.power}") / (100.0 if self.percent else 1.0)


@dataclass(frozen=True)
class Marks:
    """The decimal and thousands marks that texts show for certain."""

    decimal: frozenset[str] = frozenset()
    thousands: frozenset[str] = frozenset()

    def __or__(self, other: "Marks") -> "Marks":
        return Marks(self.decimal | other.decimal, self.thousands | other.thousands)


@dataclass(frozen=True)
class Numbers:
    """A column read: NaN where the cell is blank or wrong; `faults` gives the rule broken at a position."""

    values: Sequence[float]
    faults: Mapping[int, str] = field(default_factory=dict)


def shape_of(text: str) -> Shape | None:
    """The shape of a text, or None when it is no number.

    >>> shape_of("1 234,50 €").value(), shape_of("1,234").open, shape_of("1.234.56"), shape_of("1_000")
    (1234.5, ',', None, None)
    """
    tidy = text.translate(SPACES).translate(SIGNS).strip()
    bracketed = tidy.startswith("(") and tidy.endswith(")")
    match = NUMBER.fullmatch(tidy[1:-1] if bracketed else tidy)
    if match is None or not match["body"]:
        return None
    signs = [sign for sign in (match["sign"], match["inner"], match["behind"]) if sign]
    if len(signs) > 1:
        return None
    marks = _marks_in(match["body"])
    if marks is None:
        return None
    negative = bracketed or "-" in signs  # some systems write the sign behind: 5,00-
    whole, fraction, certain = marks
    return Shape(
        -1.0 if negative else 1.0,
        whole,
        fraction,
        int(match["power"] or 0),
        match["percent"] is not None,
        **certain,
    )


def _marks_in(body: str) -> tuple[str, str, dict[str, str]] | None:
    groups, marks = re.split(r"[ '.,]", body), re.findall(r"[ '.,]", body)
    kinds = sorted(set(marks))
    grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if not marks:
        return body, "", {}
    if len(kinds) == 1 and (len(marks) > 1 or marks[0] in " '"):
        return ("".join(groups), "", {"thousands": marks[0]}) if grouped else None
    if len(kinds) == 1:
        role = "open" if grouped and groups[0] not in ("0", "") and groups[0][0] != "0" else "decimal"
        return groups[0], groups[1], {role: marks[0]}
    return _marks_of_two_kinds(groups, marks)


def _marks_of_two_kinds(groups: Sequence[str], marks: Sequence[str]) -> tuple[str, str, dict[str, str]] | None:
    *before, last = marks
    grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:-1])
    if not grouped or last in " '" or set(before) != {before[0]} or before[0] == last:
        return None
    return "".join(groups[:-1]), groups[-1], {"thousands": before[0], "decimal": last}


def certain_marks(cells: Iterable[Cell]) -> Marks:
    """The marks that the texts of a column show for certain; none when they contradict each other."""
    shapes = [shape for cell in cells if isinstance(cell, str) and (shape := shape_of(cell)) is not None]
    marks = Marks(
        frozenset(shape.decimal for shape in shapes if shape.decimal),
        frozenset(shape.thousands for shape in shapes if shape.thousands),
    )
    contradictory = len(marks.decimal) > 1 or marks.decimal & marks.thousands
    return Marks() if contradictory else marks


def read_numbers(cells: Sequence[Cell], table: Marks, *, share: bool = False) -> Numbers:
    """The column's numbers; `table` are the marks of the whole table; % is read only where `share`."""
    shapes = {cell: shape_of(cell) for cell in set(cells) if isinstance(cell, str) and not is_blank(cell)}
    valid = {text: shape for text, shape in shapes.items() if shape is not None and (share or not shape.percent)}
    readings = _open_readings(valid.values(), table)
    faults = _text_faults(shapes, valid, readings)
    known = {text: shape.value(readings.get(shape.open, "decimal")) for text, shape in valid.items()}
    known = {text: math.nan if text in faults else value for text, value in known.items()}
    values = [_value(cell, known) for cell in cells]
    broken = {cell: fault for cell in set(cells) if (fault := _cell_fault(cell, faults))}
    places = ((place, broken.get(cell)) for place, cell in enumerate(cells)) if broken else ()
    return Numbers(values, {place: fault for place, fault in places if fault})


def _value(cell: Cell, known: Mapping[str, float]) -> float:
    if isinstance(cell, str):
        return known.get(cell, math.nan)
    return float(cell) if isinstance(cell, float | int) else math.nan


def _cell_fault(cell: Cell, faults: Mapping[str, str]) -> str:
    if isinstance(cell, str):
        return faults.get(cell, "")
    if isinstance(cell, Formula):
        return "formula_without_value"
    return "" if cell is None or isinstance(cell, float | int) else "not_a_number"


def _open_readings(shapes: Collection[Shape], table: Marks) -> dict[str, Reading]:
    column = Marks(
        frozenset(shape.decimal for shape in shapes if shape.decimal),
        frozenset(shape.thousands for shape in shapes if shape.thousands),
    )
    marks = {shape.open for shape in shapes if shape.open}
    return {mark: _open_reading(mark, marks, column, table) for mark in marks}


def _open_reading(mark: str, marks: Collection[str], column: Marks, table: Marks) -> Reading:
    if mark in column.thousands:
        return "thousands"
    if len(marks) > 1 and not column.thousands:
        return "mixed"
    if mark in column.decimal:
        return "decimal"
    if column.decimal:
        return "thousands" if mark in table.thousands else "mixed"
    return _by_table(mark, column, table)


def _by_table(mark: str, column: Marks, table: Marks) -> Reading:
    if column.thousands:  # another mark separates thousands, so this one does not
        return "decimal"
    if mark in table.thousands or (table.decimal and mark not in table.decimal):
        return "thousands" if mark not in table.decimal else "ambiguous"
    return "decimal" if mark in table.decimal else "ambiguous"


def _text_faults(
    shapes: Mapping[str, Shape | None], valid: Mapping[str, Shape], readings: Mapping[str, Reading]
) -> dict[str, str]:
    faults = {text: "error_cell" if text in ERROR_CELLS else "not_a_number" for text in shapes if text not in valid}
    refused: dict[Reading, str] = {"mixed": "mixed_decimals", "ambiguous": "ambiguous_number"}
    for text, shape in valid.items():
        fault = refused.get(readings.get(shape.open, "decimal"))
        if shape.open and fault:
            faults[text] = fault
    return faults | _contradictions(valid) | _missing_percents(valid)


def _contradictions(valid: Mapping[str, Shape]) -> dict[str, str]:
    """Texts whose decimal mark is not the column's most frequent one, or is another text's thousands mark."""
    decimals = [shape.decimal for shape in valid.values() if shape.decimal]
    if not decimals:
        return {}
    usual = max(sorted(set(decimals)), key=decimals.count)
    return {
        text: "mixed_decimals"
        for text, shape in valid.items()
        if shape.decimal not in ("", usual) or shape.thousands == usual
    }


def _missing_percents(valid: Mapping[str, Shape]) -> dict[str, str]:
    if not any(shape.percent for shape in valid.values()):
        return {}
    return {text: "mixed_percent" for text, shape in valid.items() if not shape.percent and shape.value() != 0}
