"""Months that stand in columns, titles above and totals below: understood or refused in words, in both languages."""

from datetime import datetime

import pytest

from model.reading import read_tables
from tests.written import MONTHS, csv_bytes, sentences, whole_company, xlsx_bytes, zip_bytes

FRENCH = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
HEADERS = {
    "French": [f"{name} {year}" for year in (2023, 2024) for name in FRENCH],
    "English": [f"{name}-{year - 2000}" for year in (2023, 2024) for name in ENGLISH],
    "plain": MONTHS,
    "numbers": [f"{month[5:]}/{month[:4]}" for month in MONTHS],
}
WORDS = {"French": ("Effectifs", "Fonction"), "English": ("People", "Function")}


def wide_people(language="plain", function="Function", extra=()):
    head = [function, *HEADERS[language], *(name for name, _ in extra)]
    return [
        head,
        ["sales", *([3] * 24), *(value for _, value in extra)],
        ["support", *([2] * 24), *(v for _, v in extra)],
    ]


def bundle(kind, tables):
    return ("acme.xlsx", xlsx_bytes(tables)) if kind == "xlsx" else ("acme.zip", zip_bytes(tables))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", HEADERS)
def test_months_in_columns_become_rows_and_the_measure_is_told(kind, language):
    sheet, function = WORDS.get(language, ("people", "function"))
    tables = whole_company()
    tables.pop("people")
    reading = read_tables(bundle(kind, tables | {sheet: wide_people(language, function)}))
    assert [(finding.rule, finding.value) for finding in reading.findings] == [("read_wide", "heads")]
    frame = reading.tables["people"]
    assert sorted(set(frame["month"])) == MONTHS
    assert dict(frame.groupby("function")["heads"].first()) == {"sales": 3.0, "support": 2.0}


def test_dates_of_a_workbook_are_months_in_columns_too():
    dates = [datetime.fromisoformat(f"{month}-01") for month in MONTHS]
    rows = [["function", *dates], ["sales", *([3] * 24)]]
    reading = read_tables(("acme.xlsx", xlsx_bytes(whole_company(people=rows))))
    assert sorted(set(reading.tables["people"]["month"])) == MONTHS


@pytest.mark.parametrize(
    "measure", [("Indicateur", "Prix catalogue", "Quantités", "CA"), ("Measure", "price", "units", "revenue")]
)
def test_a_column_says_what_the_figures_of_each_row_are(measure):
    title, *names = measure
    rows = [["product", "market", "sales_channel", title, *MONTHS]]
    rows += [["P", "FR", "direct", name, *([amount] * 24)] for name, amount in zip(names, (100, 5, 500), strict=True)]
    reading = read_tables(("acme.zip", zip_bytes(whole_company(sales=rows))))
    assert sentences(reading) == []
    assert reading.tables["sales"][["list_price", "units", "revenue"]].iloc[0].tolist() == [100, 5, 500]


def test_figures_that_may_be_several_things_are_refused():
    rows = [["product", "market", "sales_channel", *MONTHS], ["P", "FR", "direct", *([5] * 24)]]
    reading = read_tables(("acme.zip", zip_bytes(whole_company(sales=rows))))
    assert "wide_without_measure" in {finding.rule for finding in reading.findings}
    assert not reading.ok


@pytest.mark.parametrize("names", [FRENCH, ENGLISH])
def test_months_without_a_year_are_refused(names):
    rows = [["function", *names], ["sales", *([3] * 12)]]
    finding = read_tables(("acme.zip", zip_bytes(whole_company(people=rows)))).findings[0]
    assert (finding.rule, finding.row, finding.value) == ("wide_without_year", 1, names[0])


@pytest.mark.parametrize("word", ["Total", "Total 2024", "Cumul annuel", "YTD", "Moyenne", "2024"])
def test_a_column_that_adds_the_months_up_is_left_out_with_a_word(word):
    rows = wide_people(extra=[(word, 72)])
    reading = read_tables(("acme.zip", zip_bytes(whole_company(people=rows))))
    assert [(finding.rule, finding.value) for finding in reading.findings if finding.rule == "wide_total"] == [
        ("wide_total", word)
    ]
    assert reading.ok


@pytest.mark.parametrize("word", ["Total", "TOTAL GÉNÉRAL", "Sous-total", "Subtotal"])
def test_a_total_below_is_refused_by_its_row(word):
    rows = [*wide_people(), [word, *([5] * 24)]]
    finding = next(
        f for f in read_tables(("acme.zip", zip_bytes(whole_company(people=rows)))).findings if f.severity == "error"
    )
    assert (finding.rule, finding.row, finding.value) == ("total_row", 4, word)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["Effectifs par service, au 31/12", "Headcount report"])
def test_titles_above_months_in_columns_are_left_out_with_a_word(kind, title):
    rows = [[title], *wide_people()]
    reading = read_tables(bundle(kind, whole_company(people=rows)))
    assert {finding.rule for finding in reading.findings} == {"read_wide", "header_below_title"}
    assert reading.ok


def test_a_table_of_rows_is_never_taken_for_months_in_columns():
    reading = read_tables(
        ("acme.csv", csv_bytes([["month", "price", "units"], *([month, 10.5, 100] for month in MONTHS)]))
    )
    assert sentences(reading) == []
