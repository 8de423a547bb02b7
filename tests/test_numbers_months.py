"""Numbers and months as people write them: one grammar per column, and no guess."""

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.reading.grid import EXCEL_1900, EXCEL_1904, Cell, Formula
from model.reading.months import read_months
from model.reading.numbers import Marks, certain_marks, read_numbers

NO_MARKS = Marks()


def numbers(*texts, table=NO_MARKS, share=False):
    return read_numbers(texts, table, share=share)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("57,51", 57.51),
        ("57.51", 57.51),
        ("1 234,50", 1234.5),
        ("1\u00a0234,50", 1234.5),
        ("1\u202f234,50", 1234.5),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("1'234.50", 1234.5),
        ("1’234.50", 1234.5),
        ("1.234.567", 1234567.0),
        ("1 234,50 €", 1234.5),
        ("$1,234.50", 1234.5),
        ("-$5.00", -5.0),
        ("CHF 12.50", 12.5),
        ("(12.50)", -12.5),
        ("\u221212,5", -12.5),
        ("0,125", 0.125),
        (",5", 0.5),
        ("1,5E+03", 1500.0),
    ],
)
def test_a_number_is_read_in_every_usual_writing(text, value):
    assert numbers(text).values == [value]


@pytest.mark.parametrize(
    "text",
    [
        "1.234.56",
        "1_000",
        "١٢",
        "n.d.",
        "1,23,456",
        "12 34",
        "--5",
        "nan",
        "inf",
        "1e",
        "#N/A",
        "5 %",
        "€",
        ".",
    ],
)
def test_what_is_no_number_is_refused(text):
    result = numbers("12.5", text)
    assert list(result.faults) == [1]
    assert math.isnan(result.values[1])


def test_a_lone_group_of_three_digits_is_ambiguous():
    assert numbers("1,234").faults == {0: "ambiguous_number"}


def test_a_lone_group_is_read_by_the_marks_of_the_column():
    assert numbers("1,234", "57,5").values == [1.234, 57.5]
    assert numbers("1,234", "1,234,567").values == [1234.0, 1234567.0]


def test_a_lone_group_is_read_by_the_marks_of_the_table():
    assert numbers("3,882", table=certain_marks(["3,301.82"])).values == [3882.0]
    assert numbers("3.882", table=certain_marks(["57,5"])).values == [3882.0]


def test_two_decimal_marks_in_a_column_are_refused_where_they_stand():
    assert numbers("57.51", "1,234", "62.43", "1.234").faults == {1: "mixed_decimals", 3: "mixed_decimals"}
    assert numbers("57.51", "62.43", "1,5").faults == {2: "mixed_decimals"}


def test_a_percent_sign_counts_in_shares_only():
    assert numbers("97 %", "5,5%", share=True).values == [0.97, 0.055]
    assert numbers("97 %").faults == {0: "not_a_number"}


def test_shares_with_and_without_percent_sign_are_not_mixed():
    assert numbers("97 %", "0.95", share=True).faults == {1: "mixed_percent"}


def test_a_blank_cell_is_unknown_and_not_zero():
    result = numbers("", None, "  ", "1")
    assert [math.isnan(value) for value in result.values] == [True, True, True, False]
    assert result.faults == {}


def test_a_formula_without_value_and_a_date_are_no_numbers():
    result = read_numbers([Formula("=B1*2"), datetime(2024, 1, 1), 5.0], NO_MARKS)  # noqa: DTZ001
    assert result.faults == {0: "formula_without_value", 1: "not_a_number"}


@given(
    st.lists(st.integers(0, 10**11), min_size=1),
    st.sampled_from([" ", "\u00a0", "\u202f", "'"]),
    st.sampled_from(".,"),
)
def test_grouped_amounts_in_cents_come_back(cents, thousands, decimal):
    texts = [f"{value // 100:,}".replace(",", thousands) + f"{decimal}{value % 100:02d}" for value in cents]
    assert list(numbers(*texts).values) == [float(f"{value // 100}.{value % 100:02d}") for value in cents]


@pytest.mark.parametrize(
    "texts",
    [
        ["2024-01", "2024-02"],
        ["2024-01-01", "2024-02-01"],
        ["2024-01-31", "2024-02-29"],
        ["2024-01-01 00:00:00", "2024-02-01 00:00:00"],
        ["2024/01", "2024/02"],
        ["202401", "202402"],
        ["01/2024", "02/2024"],
        ["01/01/2024", "01/02/2024"],
        ["31/01/2024", "29/02/2024"],
        ["01.01.2024", "01.02.2024"],
        ["01/01/24", "01/02/24"],
        ["1/31/2024", "2/29/2024"],
        ["janv. 2024", "févr. 2024"],
        ["JANVIER 2024", "Février 2024"],
        ["Jan-24", "Feb-24"],
        ["January 2024", "February 2024"],
        ["1er janvier 2024", "1 février 2024"],
        ["2024 Jan", "2024 Feb"],
        ["45292", "45323"],
        ["43830", "43861"],
    ],
)
def test_months_are_read_in_every_usual_writing(texts):
    assert list(read_months(texts).values) == ["2024-01", "2024-02"]


def test_first_days_decide_between_day_and_month():
    assert list(read_months(["02/01/2024", "03/01/2024", "04/01/2024"]).values) == [
        "2024-02",
        "2024-03",
        "2024-04",
    ]
    assert list(read_months(["01/02/2024", "01/03/2024", "01/04/2024"]).values) == [
        "2024-02",
        "2024-03",
        "2024-04",
    ]


def test_day_and_month_that_cannot_be_told_apart_are_refused():
    result = read_months(["03/04/2024", "05/06/2024"])
    assert list(result.values) == [None, None]
    assert set(result.faults.values()) == {"ambiguous_month"}


def test_a_date_out_of_the_calendar_is_refused():
    assert read_months(["2024-01-31", "2024-02-30"]).faults == {1: "not_a_month"}


def test_a_second_date_grammar_is_refused():
    assert read_months(["2024-01-01", "2024-02-01", "mars 2024"]).faults == {2: "not_a_month"}


@pytest.mark.parametrize("text", ["1889-01", "2101-01", "2024-13", "Total", "2024", "-5", "Q1 2024", "٢٠٢٤-٠١"])
def test_what_is_no_month_is_refused(text):
    assert read_months(["2024-01", "2024-02", text]).faults == {2: "not_a_month"}


def test_serials_count_from_the_day_zero_of_the_workbook():
    assert read_months([45292.0], EXCEL_1900).values == ["2024-01"]
    assert read_months([43830.0], EXCEL_1904).values == ["2024-01"]
    assert read_months([-5.0], EXCEL_1900).faults == {0: "not_a_month"}


def test_a_number_that_spells_year_and_month_is_no_serial():
    assert read_months([202401.0], EXCEL_1900).values == ["2024-01"]


def test_dates_of_a_workbook_do_not_mix_with_texts():
    cells: list[Cell] = [datetime(2024, 1, 1), datetime(2024, 2, 1), "13/03/2024"]  # noqa: DTZ001
    assert read_months(cells, EXCEL_1900).faults == {2: "not_a_month"}


@given(
    st.integers(1990, 2100),
    st.integers(1, 12),
    st.sampled_from(["{y}-{m:02d}", "{m:02d}/{y}", "01.{m:02d}.{y}"]),
)
def test_every_month_comes_back(year, month, form):
    assert read_months([form.format(y=year, m=month)]).values == [f"{year}-{month:02d}"]
