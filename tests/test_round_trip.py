"""Random companies written in the dialects of several countries and programs come back as they were."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from model.columns import ROW
from model.reading import read_tables
from model.reading.names import TOTALS, cleaned
from tests.written import whole_company, xlsx_bytes, zip_bytes

FRENCH = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
LETTERS = st.text("abcàéçœ ABZ-;,'\"=+@0189\t", min_size=1, max_size=12)
NAMES = LETTERS.map(cleaned).filter(lambda name: name and name.casefold() not in TOTALS)
CENTS = st.integers(0, 10**9).map(lambda cents: cents / 100)


@st.composite
def companies(draw):
    first = draw(st.integers(1995, 2090)) * 12
    months = [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, first + draw(st.integers(12, 15)))]
    markets = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold))
    rows = [
        [month, "P", market, "direct", draw(CENTS), draw(st.integers(0, 100)) / 100, draw(CENTS), draw(CENTS)]
        for month in months
        for market in markets
    ]
    return pd.DataFrame(rows, columns=["month", "product", "market", "sales_channel", *AMOUNTS])


AMOUNTS = ["list_price", "discount", "units", "revenue"]


def french(row):
    month, *names, price, discount, units, revenue = row
    money = [f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",") for value in (price, units, revenue)]
    return [f"01/{month[5:]}/{month[:4]}", *names, money[0], f"{discount * 100:.0f} %", *money[1:]]


def unicode_text(row):
    month, *names, price, discount, units, revenue = row
    label = f"{FRENCH[int(month[5:]) - 1]} {month[:4]}"
    return [label, *names, f"{price:,.2f}", f"{discount:.2f}", f"{units:,.2f}", f"{revenue:.2f}"]


def dated(row):
    return [date.fromisoformat(f"{row[0]}-01"), *row[1:]]


def table_of(frame, write=list):
    return [list(frame.columns), *(write(row) for row in frame.itertuples(index=False))]


def read_back(name, content, frame):
    result = read_tables((name, content)).tables["sales"]
    pd.testing.assert_frame_equal(result[list(frame.columns)], frame, check_dtype=False, rtol=1e-12)
    assert list(result[ROW]) == list(range(2, len(frame) + 2))


@given(companies())
def test_plain_csv_comes_back(frame):
    read_back("a.zip", zip_bytes(whole_company(sales=table_of(frame))), frame)


@given(companies())
def test_french_excel_csv_comes_back(frame):
    tables = whole_company(sales=table_of(frame, french))
    read_back("a.zip", zip_bytes(tables, delimiter=";", encoding="cp1252"), frame)


@given(companies())
def test_unicode_text_comes_back(frame):
    tables = whole_company(sales=table_of(frame, unicode_text))
    read_back("a.zip", zip_bytes(tables, delimiter="\t", encoding="utf-16"), frame)


@settings(max_examples=5)
@given(companies())
def test_workbooks_come_back(frame):
    read_back("a.xlsx", xlsx_bytes(whole_company(sales=table_of(frame, dated))), frame)
