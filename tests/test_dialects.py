"""Generated tables written in every dialect of encoding, delimiter, number and date come back as they were."""

import codecs
import string
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.reading import read_tables
from model.reading.names import TOTALS, cleaned
from tests.written import csv_bytes

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
SPACES = (" ", "\u00a0", "\u202f")
GROUPS = {".": ("", ",", "'", "’", *SPACES), ",": ("", ".", "'", *SPACES)}
ENGLISH = "January February March April May June July August September October November December".split()  # noqa: SIM905
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
DATES = (
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y%m}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day:%m-%Y}",
    lambda day: f"{day:%m/%y}",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: f"{day:%Y-%m-%d}T00:00:00Z",
    lambda day: f"{day:%Y}-M{day:%m}",
    lambda day: f"{FRENCH[day.month - 1]} {day.year}",
    lambda day: f"{SHORT[day.month - 1]} {day.year}",
    lambda day: f"{ENGLISH[day.month - 1][:3]}-{day:%y}",
    lambda day: f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"1er {FRENCH[day.month - 1]} {day.year}",
    lambda day: str((day - date(1899, 12, 30)).days),
)
SIGNS = ("{}", "{} €", "€{}", "{} EUR", "$ {}", "CHF {}", "{}\u00a0£")
NAMES = (
    st.text(string.ascii_letters + string.digits + "éèàçœ &-;,|'\"=+@.()/", min_size=1, max_size=20)
    .map(cleaned)
    .filter(lambda name: name and name.casefold() not in TOTALS and name.casefold() != "total")
)
CENTS = st.integers(0, 10**8)


@dataclass(frozen=True)
class Dialect:
    """How one program writes a table."""

    encoding: str
    delimiter: str
    decimal: str
    group: str
    dated: int
    sign: str

    def number(self, cents):
        whole = f"{cents // 100:,}".replace(",", self.group)
        return f"{whole}{self.decimal}{cents % 100:02d}"

    def row(self, values):
        day, segment, channel, price, units = values
        return [DATES[self.dated](day), segment, channel, self.sign.format(self.number(price)), self.number(units)]


@st.composite
def dialects(draw):
    decimal = draw(st.sampled_from(".,"))
    encoding = draw(st.sampled_from(ENCODINGS))
    group = draw(st.sampled_from([group for group in GROUPS[decimal] if encoding != "cp1252" or group != "\u202f"]))
    dated = draw(st.integers(0, len(DATES) - 1))
    return Dialect(encoding, draw(st.sampled_from(DELIMITERS)), decimal, group, dated, draw(st.sampled_from(SIGNS)))


@st.composite
def tables(draw):
    """Rows of month, segment, channel, price and units in cents, for twelve months or more."""
    first = draw(st.integers(2013 * 12, 2048 * 12))
    months = [date(number // 12, number % 12 + 1, 1) for number in range(first, first + draw(st.integers(12, 14)))]
    segments = draw(st.lists(NAMES, min_size=1, max_size=2, unique_by=str.casefold))
    return [[day, name, "Direct", draw(CENTS), draw(CENTS)] for day in months for name in segments]


def written(table, dialect):
    """The bytes of the table; a byte order mark stands before UTF-16 that names its byte order."""
    header = ["month", "segment", "channel", "price", "units"]
    content = csv_bytes([header, *map(dialect.row, table)], dialect.delimiter, dialect.encoding)
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return marks.get(dialect.encoding, b"") + content


def comes_back(table, dialect):
    reading = read_tables(("acme.csv", written(table, dialect)))
    assert reading.ok, reading.findings
    expected = pd.DataFrame(
        {
            "month": [f"{row[0]:%Y-%m}" for row in table],
            "market": [row[1] for row in table],
            "list_price": [row[3] / 100 for row in table],
            "units": [row[4] / 100 for row in table],
        }
    )
    pd.testing.assert_frame_equal(
        reading.tables["sales"][list(expected.columns)], expected, check_dtype=False, rtol=1e-12
    )


TRIES = 1000 if settings().max_examples > 100 else 25  # a thousand where properties are proved, few in every run


@pytest.mark.prove
@settings(max_examples=TRIES)
@given(tables(), dialects())
def test_a_table_comes_back_from_every_dialect(table, dialect):
    comes_back(table, dialect)


@pytest.mark.parametrize("dated", range(len(DATES)))
def test_every_way_of_writing_months_comes_back(dated):
    table = [[date(2024, month, 1), "Pro", "Direct", 1050, 10000] for month in range(1, 13)]
    comes_back(table, Dialect("utf-8", ";", ",", " ", dated, "{} €"))
