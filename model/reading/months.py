"""One date grammar per column: a text may fit several, the column decides for one or is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from model.columns import YEARS
from model.reading.grid import EXCEL_1900, EXCEL_1904, Cell, Formula, is_blank
from model.reading.headers import plain

NAMES: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "january jan janvier janv",
                "february feb fevrier fevr fev",
                "march mar mars",
                "april apr avril avr",
                "may mai",
                "june jun juin",
                "july jul juillet juil",
                "august aug aout aou",
                "september sept sep septembre",
                "october oct octobre",
                "november nov novembre",
                "december dec decembre",
            ),
            start=1,
        )
        for name in names.split()
    }
)
TIME = (
    r"(?:[T ]00:00(?::00(?:\.0+)?)?Z|"  # a moment of another zone may belong to another day, so only midnight
    r"[T ][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:[+-][0-9]{2}:?[0-9]{2})?)?"
)
ISO_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
STATISTICAL = re.compile(r"([0-9]{4})[- ]?[Mm]([0-9]{1,2})")
MONTH_SHORT_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{2})")
COMPACT_MONTH = re.compile(r"([0-9]{4})([0-9]{2})")
ISO_DATE = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){TIME}")
MONTH_YEAR = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
THREE_PARTS = re.compile(rf"([0-9]{{1,2}})[-/. ]([0-9]{{1,2}})[-/. ]([0-9]{{4}}|[0-9]{{2}}){TIME}")
SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?_"
    r"|(?:lun|mar|mer|jeu|ven|sam|dim)_|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)_)?"
)
NAMED = re.compile(rf"{WEEKDAY}(?:([0-9]{{1,2}})(?:er|st|nd|rd|th)?_)?([a-z]+)_?([0-9]{{4}}|[0-9]{{2}})")
NAMED_DAY_SECOND = re.compile(rf"{WEEKDAY}([a-z]+)_([0-9]{{1,2}})(?:st|nd|rd|th)?_([0-9]{{4}})")
NAMED_YEAR_FIRST = re.compile(r"([0-9]{4})_([a-z]+)")
LONGEST_DAY = 12  # a number up to this one may be a month
DATE_CELL = "date cell"
ALLOWED = "2024-01 or 01/2024"


@dataclass(frozen=True)
class Months:
    """A column read: None where the cell is blank or wrong; `faults` gives the rule broken at a position."""

    values: Sequence[str | None]
    faults: Mapping[int, str] = field(default_factory=dict)


def day_of(year: int, month: int, day: int = 1) -> date | None:
    """The date, or None when there is no such day or the year is out of range."""
    full_year = year if year >= 100 else 2000 + year
    if not YEARS[0] <= full_year <= YEARS[1]:
        return None
    try:
        return date(full_year, month, day)
    except ValueError:
        return None


def _by(pattern: re.Pattern[str], order: str) -> Callable[[str], date | None]:
    def parse(text: str) -> date | None:
        match = pattern.fullmatch(text)
        if match is None:
            return None
        parts = dict(zip(order, map(int, match.groups()), strict=True))
        return day_of(parts["y"], parts["m"], parts.get("d", 1))

    return parse


def _month_and_short_year(text: str) -> date | None:
    """MM/YY, where YY can be nothing but a year: 01/24 is read, 01/12 may be a day and a month."""
    match = MONTH_SHORT_YEAR.fullmatch(text)
    return day_of(int(match[2]), int(match[1])) if match is not None and int(match[2]) > LONGEST_DAY else None


def _named(text: str) -> date | None:
    word = plain(text)
    match = NAMED.fullmatch(word)
    if match is not None and match[2] in NAMES:
        return day_of(int(match[3]), NAMES[match[2]], int(match[1] or 1))
    match = NAMED_DAY_SECOND.fullmatch(word)
    if match is not None and match[1] in NAMES:
        return day_of(int(match[3]), NAMES[match[1]], int(match[2]))
    match = NAMED_YEAR_FIRST.fullmatch(word)
    return day_of(int(match[1]), NAMES[match[2]]) if match is not None and match[2] in NAMES else None


def serial_day(serial: float, epoch: datetime) -> date | None:
    """The date of a spreadsheet's serial number, or None when it is out of range."""
    if not 0 < serial < 200_000:
        return None
    day = (epoch + timedelta(days=serial)).date()
    return day_of(day.year, day.month, day.day)


def _serial_since(epoch: datetime) -> Callable[[str], date | None]:
    def parse(text: str) -> date | None:
        match = SERIAL.fullmatch(text)
        return None if match is None else serial_day(float(match[1]), epoch)

    return parse


GRAMMARS: Mapping[str, Callable[[str], date | None]] = MappingProxyType(
    {
        "year and month": _by(ISO_MONTH, "ym"),
        "year, month and day": _by(ISO_DATE, "ymd"),
        "year and month together": _by(COMPACT_MONTH, "ym"),
        "year, month and day together": _by(COMPACT_DATE, "ymd"),
        "year, M and month": _by(STATISTICAL, "ym"),
        "month and short year": _month_and_short_year,
        "month and year": _by(MONTH_YEAR, "my"),
        "name of the month": _named,
        "day, month and year": _by(THREE_PARTS, "dmy"),
        "month, day and year": _by(THREE_PARTS, "mdy"),
        "short year, month and day": _by(re.compile(r"([0-9]{2})[-/.]([0-9]{2})[-/.]([0-9]{2})"), "ymd"),
        "serial since 1900": _serial_since(EXCEL_1900),
        "serial since 1904": _serial_since(EXCEL_1904),
    }
)


def candidates(cell: Cell, epoch: datetime | None) -> dict[str, date]:
    """The grammars that a cell fits, each with its date."""
    if isinstance(cell, str):
        text = cell.strip()
        fits = {name: parse(text) for name, parse in GRAMMARS.items()}
        return {name: day for name, day in fits.items() if day is not None}
    day = _cell_day(cell, epoch)
    return {} if day is None else {DATE_CELL: day}


def _cell_day(cell: Cell, epoch: datetime | None) -> date | None:
    if isinstance(cell, datetime):
        return day_of(cell.year, cell.month, cell.day)
    if cell is None or isinstance(cell, str | Formula):
        return None
    if YEARS[0] * 100 < cell < YEARS[1] * 100 + 13 and cell == int(cell):
        return day_of(int(cell) // 100, int(cell) % 100)
    return serial_day(cell, epoch or EXCEL_1900)


def read_months(cells: Sequence[Cell], epoch: datetime | None = None) -> Months:
    """The column's months as 'YYYY-MM'; `epoch` is day 0 of the workbook's serials."""
    fits = {cell: candidates(cell, epoch) for cell in set(cells) if not is_blank(cell)}
    counts: dict[str, int] = {}
    for cell in cells:
        for name in fits.get(cell, ()):
            counts[name] = counts.get(name, 0) + 1
    grammars = [name for name in counts if counts[name] == max(counts.values())]
    grammar = chosen_grammar(grammars, list(fits.values()))
    values = [None if is_blank(cell) else _month(fits[cell], grammar) for cell in cells]
    broken = (place for place, cell in enumerate(cells) if not is_blank(cell) and values[place] is None)
    return Months(values, {place: _fault(cells[place], fits[cells[place]], grammars, grammar) for place in broken})


def chosen_grammar(grammars: Sequence[str], fits: Sequence[Mapping[str, date]]) -> str | None:
    """The one grammar, or the one that falls on first days only, or None when the months would differ."""
    columns = {name: [fit[name] for fit in fits if name in fit] for name in grammars}
    if len({tuple(day.isoformat()[:7] for day in days) for days in columns.values()}) == 1:
        return grammars[0]
    firsts = [name for name, days in columns.items() if all(day.day == 1 for day in days)]
    return firsts[0] if len(firsts) == 1 else None


def _month(fit: Mapping[str, date], grammar: str | None) -> str | None:
    return None if grammar is None or grammar not in fit else fit[grammar].isoformat()[:7]


def _fault(cell: Cell, fit: Mapping[str, date], grammars: Sequence[str], grammar: str | None) -> str:
    if isinstance(cell, Formula):
        return "formula_without_value"
    return "ambiguous_month" if grammar is None and any(name in fit for name in grammars) else "not_a_month"
