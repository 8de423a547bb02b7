"""How the columns of a large file are written, told from a sample and then demanded of every line.

What two readings allow is refused; a line that is written in another way than the sample is named, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.columns import Column, Table
from model.findings import CompanyUnreadable, Finding
from model.reading.numbers import shape_of
from model.rollup.sample import Sample

DATES: Mapping[str, str] = {
    "%Y-%m-%d": r"\d{4}-\d{2}-\d{2}",
    "%Y/%m/%d": r"\d{4}/\d{2}/\d{2}",
    "%Y%m%d": r"(19|20)\d{6}",
    "%Y-%m": r"\d{4}-\d{2}",
    "%m/%Y": r"(0?[1-9]|1[0-2])/\d{4}",
    "%d/%m/%Y": r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/\d{4}",
    "%m/%d/%Y": r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/\d{4}",
    "%d.%m.%Y": r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.\d{4}",
    "%d-%m-%Y": r"(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-\d{4}",
}
TIMES: Mapping[str, str] = {
    "": "",
    " %H:%M:%S": r" \d{1,2}:\d{2}:\d{2}",
    " %H:%M": r" \d{1,2}:\d{2}",
    "T%H:%M:%S": r"T\d{2}:\d{2}:\d{2}",
    "T%H:%M:%SZ": r"T\d{2}:\d{2}:\d{2}Z",
}
ALLOWED = "2024-01-31 or 31/01/2024"
PLAIN = {mark: re.compile(rf"[-+]?\d*({re.escape(mark)}\d+)?([eE][-+]?\d+)?") for mark in ".,"}


@dataclass(frozen=True)
class Formats:
    """The SQL type of each column in the file's order, the decimal mark, and the formats of dates and times.

    `loose` are the columns with numbers that DuckDB does not read by itself (currency, thousands): text to be cleaned.
    """

    types: tuple[str, ...]
    decimal: str = "."
    date: str = ""
    timestamp: str = ""
    loose: frozenset[int] = frozenset()

    @classmethod
    def typed(cls, headers: Sequence[str], types: Sequence[str]) -> "Formats":
        """The formats of a file that has types of its own."""
        return cls(tuple(types[place] for place in range(len(headers))))


def formats_of(sample: Sample, fields: Table, places: Mapping[str, int]) -> Formats:
    """The formats of the fields; raises CompanyUnreadable where a date is unclear."""
    types = ["VARCHAR"] * len(sample.headers)
    texts = {name: [text for row in sample.rows if (text := row[place].strip())] for name, place in places.items()}
    numeric = [name for name in places if fields.column(name).numeric]
    decimal = _decimal([text for name in numeric for text in texts[name]])
    loose = {places[name] for name in numeric if not all(PLAIN[decimal].fullmatch(text) for text in texts[name])}
    for name in numeric:
        types[places[name]] = "VARCHAR" if places[name] in loose else "DOUBLE"
    found = {"DATE": "", "TIMESTAMP": ""}
    for name in (name for name in places if fields.column(name).kind == "month"):
        written = _date_format(fields.column(name), texts[name], sample.path.name)
        kind = "TIMESTAMP" if "%H" in written else "DATE"
        if found[kind] not in ("", written):
            example = texts[name][0]
            raise CompanyUnreadable(Finding(sample.path.name, "two_date_formats", None, name, example, ALLOWED))
        found[kind] = written
        types[places[name]] = kind
    return Formats(tuple(types), decimal, found["DATE"], found["TIMESTAMP"], frozenset(loose))


def _decimal(texts: Sequence[str]) -> str:
    """The decimal mark that most numbers show for certain; a point where none does."""
    shapes = [shape for text in texts[:5_000] if (shape := shape_of(text)) is not None]
    shown = [shape.decimal for shape in shapes if shape.decimal]
    return "," if shown.count(",") > shown.count(".") else "."


def _date_format(column: Column, texts: Sequence[str], name: str) -> str:
    """The one format that all texts of the sample fit."""
    if not texts:
        return "%Y-%m-%d"
    fits = [f"{day}{time}" for day, days in DATES.items() for time, times in TIMES.items() if _fit(days + times, texts)]
    if not fits:
        odd = next((text for text in texts if not _any_format(text)), texts[-1])
        raise CompanyUnreadable(Finding(name, "unread_dates", None, column.name, odd, ALLOWED))
    fits = fits if len(fits) == 1 else _on_first_days(fits, texts)
    if len(fits) != 1:
        raise CompanyUnreadable(Finding(name, "ambiguous_dates", None, column.name, texts[0], ALLOWED))
    return fits[0]


def _on_first_days(fits: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Of two orders, the one in which every day is the first of its month: monthly exports are dated so."""
    firsts = {"%d/%m/%Y": r"0?1/.*", "%m/%d/%Y": r"\d+/0?1/.*"}
    return [found for found in fits if _fit(firsts.get(found[:8], r".*"), texts)]


def _fit(pattern: str, texts: Sequence[str]) -> bool:
    return all(re.fullmatch(pattern, text) for text in texts)


def _any_format(text: str) -> bool:
    return any(re.fullmatch(day + time, text) for day in DATES.values() for time in TIMES.values())
