"""Tables that are wrong, incomplete or contradict themselves, and the sentence that says so."""

import pandas as pd
import pytest

from model.checks import check_tables
from model.columns import ROW
from model.findings import MOST, SENTENCES, Finding, capped, message
from model.tables import TABLES

MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
COMPANY = {
    "name": "Acme",
    "kind": "saas",
    "currency": "EUR",
    "language": "fr",
    "first_forecast_month": "2025-01",
}


def frame(table, rows):
    """A typed frame as reading makes it, with every declared column."""
    columns = {column.name: "float64" if column.numeric else "str" for column in TABLES[table].columns}
    data = pd.DataFrame(rows).reindex(columns=list(columns)).astype(columns)
    data.insert(0, ROW, range(2, len(data) + 2))
    return data


def sales_row(month, **changes):
    names = {"month": month, "product": "P", "market": "FR", "sales_channel": "direct"}
    return names | {"list_price": 100.0, "units": 5.0, "revenue": 500.0} | changes


def tables(**changes):
    company = [{"key": key, "value": value} for key, value in COMPANY.items()]
    people = [{"month": month, "function": "sales", "heads": 3.0} for month in MONTHS]
    rows = {"company": company, "sales": [sales_row(month) for month in MONTHS], "people": people} | changes
    return {name: frame(name, rows[name]) for name in rows}


def findings(**changes):
    return check_tables(tables(**changes))


def sentences(**changes):
    return [message(finding) for finding in findings(**changes)]


def with_sales(number, **changes):
    """Twelve months of sales of which the one in that spreadsheet row is changed."""
    return [sales_row(month, **(changes if row == number else {})) for row, month in enumerate(MONTHS, 2)]


def test_a_sound_company_has_no_findings():
    assert findings() == ()


def test_a_negative_amount_is_refused():
    assert sentences(sales=with_sales(7, list_price=-5.0, revenue=-25.0))[0] == (
        "sales, row 7, list_price: -5 is below 0; correct the value."
    )


def test_an_endless_amount_is_refused():
    assert findings(sales=with_sales(7, units=float("inf")))[0].rule == "too_high"


def test_an_empty_required_cell_is_refused():
    (finding,) = findings(sales=with_sales(4, revenue=float("nan")))
    assert (finding.rule, finding.row, finding.column) == ("empty", 4, "revenue")


def test_a_price_of_zero_is_kept_and_named():
    (finding,) = findings(sales=with_sales(6, list_price=0.0, revenue=0.0))
    assert (finding.rule, finding.severity, finding.row) == ("zero_price", "warning", 6)


def test_a_balance_may_be_negative():
    finance = [{"month": month, "line": "cash", "amount": -100.0} for month in MONTHS]
    assert findings(finance=finance) == ()


def test_less_than_a_year_is_too_short():
    short = [sales_row(month) for month in MONTHS[1:]]
    assert [finding.rule for finding in findings(sales=short)] == ["too_few_months"]


def test_a_month_that_one_series_leaves_out_is_named():
    other = [sales_row(month, market="UK") for month in MONTHS if month != "2024-05"]
    (finding,) = findings(sales=[sales_row(month) for month in MONTHS] + other)
    assert finding.severity == "warning"
    assert message(finding).startswith("sales, month: 2024-05 is missing for P / UK / direct;")


def test_a_month_that_all_sales_leave_out_is_an_error():
    rows = [sales_row(month) for month in ["2023-12", *MONTHS] if month != "2024-05"]
    (finding,) = findings(sales=rows)
    assert (finding.rule, finding.value, finding.severity) == ("missing_month_for_all", "2024-05", "error")


def test_a_month_that_an_optional_table_leaves_out_is_a_warning():
    service = [{"month": month, "tickets": 5.0} for month in MONTHS if month != "2024-05"]
    (finding,) = findings(service=service)
    assert (finding.rule, finding.severity) == ("missing_month_for_all", "warning")


def test_a_row_given_twice_is_refused_at_both_places():
    rows = [*(sales_row(month) for month in MONTHS), sales_row("2024-12")]
    assert [(finding.rule, finding.row, finding.column) for finding in findings(sales=rows)] == [
        ("duplicate_row", 13, "month"),
        ("duplicate_row", 14, "month"),
    ]


def test_rows_of_one_key_with_different_values_name_the_column():
    rows = [*(sales_row(month) for month in MONTHS), sales_row("2024-12", revenue=501.0)]
    assert [(finding.rule, finding.row, finding.column) for finding in findings(sales=rows)] == [
        ("conflicting_rows", 13, "revenue"),
        ("conflicting_rows", 14, "revenue"),
    ]


@pytest.mark.parametrize("key", COMPANY)
def test_each_line_of_company_is_required(key):
    rest = [{"key": name, "value": value} for name, value in COMPANY.items() if name != key]
    (finding,) = findings(company=rest)
    assert (finding.rule, finding.column) == ("missing_key", key)


@pytest.mark.parametrize("table", [table.name for table in TABLES.values() if table.required])
def test_each_required_table_is_missed(table):
    rest = {name: content for name, content in tables().items() if name != table}
    assert [finding.rule for finding in check_tables(rest)] == ["missing_table"]


def test_customers_follow_from_new_and_lost_ones():
    rows = [
        sales_row(month, customers=100.0 + 2 * number, new_customers=5.0, churned_customers=3.0)
        for number, month in enumerate(MONTHS)
    ]
    assert findings(sales=rows) == ()
    rows[5]["customers"] += 1
    assert sentences(sales=rows)[0] == ("sales, row 7, customers: 111, but last month + new - lost is 110; check them.")


def test_more_customers_cannot_leave_than_there_were():
    rows = with_sales(2, customers=10.0)
    rows[1] |= {"customers": 0.0, "new_customers": 2.0, "churned_customers": 20.0}
    finding = next(finding for finding in findings(sales=rows) if finding.rule == "churn_above_customers")
    assert (finding.row, finding.severity) == (3, "error")


def test_revenue_agrees_with_units_and_price_within_five_per_cent():
    assert findings(sales=with_sales(4, revenue=520.0)) == ()
    assert sentences(sales=with_sales(4, revenue=540.0)) == [
        "sales, row 4, revenue: 540, but units x list price less discount is 500; check."
    ]


def test_a_discount_counts_in_revenue():
    assert findings(sales=with_sales(4, revenue=400.0, discount=0.2)) == ()


def test_more_than_the_volume_cannot_be_reworked():
    row = {"process": "ship", "volume": 10.0, "hours": 5.0}
    rows = [row | {"month": month, "reworked": 11.0 if month == "2024-03" else 1.0} for month in MONTHS]
    assert sentences(operations=rows) == ["operations, row 4, reworked: 11 reworked of a volume of 10; correct either."]


def test_more_people_than_there_are_cannot_leave():
    rows = [{"month": month, "function": "sales", "heads": 3.0, "leavers": 4.0} for month in MONTHS]
    assert {finding.rule for finding in findings(people=rows)} == {"leavers_above_heads"}


def test_deals_are_won_from_new_and_open_opportunities():
    row = {"market": "FR", "opportunities": 3.0, "open_opportunities": 4.0}
    rows = [row | {"month": month, "won": 8.0 if month == "2024-03" else 7.0} for month in MONTHS]
    assert [(finding.rule, finding.row) for finding in findings(pipeline=rows)] == [("won_above_opportunities", 4)]


def test_the_forecast_starts_after_the_last_month_of_sales():
    company = [{"key": key, "value": value} for key, value in (COMPANY | {"first_forecast_month": "2025-02"}).items()]
    (finding,) = findings(company=company)
    assert (finding.rule, finding.severity, finding.allowed) == ("forecast_start", "warning", "2025-01")


def test_a_flood_of_findings_is_counted_and_not_listed():
    flood = [Finding("sales", "empty", row, "units") for row in range(MOST + 20)]
    *listed, last = capped(flood)
    assert len(listed) == MOST
    assert (last.rule, last.value, last.severity) == ("and_more", "20", "error")


@pytest.mark.parametrize("rule", SENTENCES)
def test_every_sentence_says_where_and_what_to_do(rule):
    words = (
        "low",
        "high",
        "example",
        "percent",
        "other",
        "key",
        "member",
        "heads",
        "before",
        "months",
        "month",
        "days",
    )
    finding = Finding("sales", rule, 7, "units", "12", "one thing", fields=dict.fromkeys(words, "x"))
    assert message(finding).startswith("sales, row 7, units: ")
    assert len(message(finding)) < 160


def test_a_value_is_shown_short_and_printable():
    finding = Finding("sales", "not_a_number", 2, "units", "\x1b[31m" + "x" * 100, "a number")
    assert message(finding) == f"sales, row 2, units: ' [31m{'x' * 54}…' is not a number; write a number."


def test_no_two_columns_of_a_table_share_a_header_word():
    for table in TABLES.values():
        words = [word for column in table.columns for word in (column.name, *column.aliases)]
        assert len(words) == len(set(words)), table.name
