"""Row-level exports rolled up to monthly tables, from files as they are written in two countries and from databases."""

import sqlite3
from typing import Any

import duckdb
import pandas as pd
import pytest

from model.findings import CompanyUnreadable
from model.rollup.chosen import Chosen
from model.rollup.exports import EXPORTS
from model.rollup.origin import Origin, addresses_allowed
from model.rollup.rolling import AS_RECOGNISED, roll_up, roll_up_address, written
from model.tables import TABLES
from tests.written import csv_bytes

INVOICES: list[list[Any]] = [
    ["date", "product", "market", "sales_channel", "customer", "units", "revenue"],
    ["2024-01-05", "P", "FR", "direct", "A", 2, 200.5],
    ["2024-01-20", "P", "FR", "direct", "B", 1, 100.0],
    ["2024-02-03", "P", "FR", "direct", "A", 3, 300.0],
    ["2024-03-31", "P", "FR", "direct", "A", 1, 90.0],
    ["2024-03-31", "P", "FR", "direct", "C", 1, 110.0],
    ["2024-07-01", "P", "FR", "direct", "A", 1, 100.0],
    ["2024-07-02", "P", "FR", "direct", "C", 1, 100.0],
    ["2024-12-02", "P", "FR", "direct", "C", 1, 100.0],
]


def rolled(tmp_path, rows, kind="invoices", name="lines.csv", chosen=AS_RECOGNISED, **dialect):
    path = tmp_path / name
    path.write_bytes(csv_bytes(rows, **dialect))
    return roll_up(path, EXPORTS[kind], chosen)


def refusal(tmp_path, rows, kind="invoices", **options):
    with pytest.raises(CompanyUnreadable) as caught:
        rolled(tmp_path, rows, kind, **options)
    return caught.value.findings[0]


def column(result, name):
    return result.frame.set_index("month")[name].to_dict()


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_export_makes_only_declared_columns_of_its_table(kind):
    export = EXPORTS[kind]
    made = {column.column for roll in export.rolls for column in roll.made}
    assert made <= {column.name for column in TABLES[export.table].columns}
    assert {name for roll in export.rolls for each in roll.made for name in each.needs} <= {
        field.name for field in export.lines.columns
    }


def test_lines_of_a_month_add_up(tmp_path):
    result = rolled(tmp_path, INVOICES)
    assert column(result, "units")["2024-01"] == 3
    assert column(result, "revenue")["2024-01"] == 300.5
    assert column(result, "list_price")["2024-02"] == 100.0
    assert result.lines == 8


def test_a_month_without_lines_is_zero_at_the_price_before_and_is_told(tmp_path):
    result = rolled(tmp_path, INVOICES)
    assert column(result, "units")["2024-05"] == 0
    assert column(result, "list_price")["2024-05"] == 100.0
    assert "filled_months" in {finding.rule for finding in result.findings}


def test_a_customer_is_new_in_the_month_of_the_first_line_except_in_the_first_month_of_all(tmp_path):
    new = column(rolled(tmp_path, INVOICES), "new_customers")
    assert pd.isna(new["2024-01"])
    assert new["2024-03"] == 1


def test_a_customer_is_lost_in_the_month_after_the_last_line_unless_that_is_recent(tmp_path):
    churned = column(rolled(tmp_path, INVOICES), "churned_customers")
    assert {month: count for month, count in churned.items() if count} == {"2024-02": 1, "2024-08": 1}


def test_customers_in_less_customers_out_are_the_customers(tmp_path):
    frame = rolled(tmp_path, INVOICES).frame
    change = frame["new_customers"] - frame["churned_customers"]
    assert (frame["customers"].diff()[1:] == change[1:]).all()


def test_customers_who_hardly_come_back_are_not_called_lost(tmp_path):
    rows = [INVOICES[0], *([f"2024-{month:02d}-01", "P", "FR", "d", f"C{month}", 1, 10] for month in range(1, 13))]
    result = rolled(tmp_path, rows)
    assert "churned_customers" not in result.frame
    assert [finding.rule for finding in result.findings] == ["stays_not_told"]


def test_a_french_export_gives_the_same_table(tmp_path):
    head = ["Date facture", "Produit", "Pays", "Canal", "Client", "Quantité", "Montant HT"]
    rows = [head]
    for day, *names, units, revenue in INVOICES[1:]:
        year, month, number = day.split("-")
        rows.append(
            [f"{number}/{month}/{year}", *names, units, f"{revenue:,.2f} €".replace(",", "\u202f").replace(".", ",")]
        )
    french = rolled(tmp_path, rows, name="f.csv", delimiter=";", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(french.frame, rolled(tmp_path, INVOICES).frame)


def test_old_windows_letters_are_read(tmp_path):
    rows = [["date", "produit", "quantité", "montant"], ["2024-01-31", "Œuvre d’été", 1, 5]]
    assert list(rolled(tmp_path, rows, encoding="cp1252").frame["product"]) == ["Œuvre d’été"]


def test_days_and_months_that_may_be_either_are_refused(tmp_path):
    rows = [["date", "units", "revenue"], ["05/04/2024", 1, 1], ["06/07/2024", 1, 1]]
    assert refusal(tmp_path, rows).rule == "ambiguous_dates"


def test_dates_on_first_days_only_are_read_day_first(tmp_path):
    rows = [["date", "units", "revenue"], ["01/04/2024", 1, 1], ["01/05/2024", 1, 1]]
    assert list(rolled(tmp_path, rows).frame["month"]) == ["2024-04", "2024-05"]


def test_a_line_that_is_written_in_another_way_is_named_and_nothing_is_made(tmp_path):
    rows = [["date", "units", "revenue"], *(["2024-01-31", 1, 1] for _ in range(200_000))]
    rows[20_001] = ["2024-01-31", 1, "much"]
    found = refusal(tmp_path, rows)
    assert (found.rule, found.row, found.column) == ("unread_lines", 20_002, "revenue")


def test_lines_without_a_date_are_counted_aloud(tmp_path):
    rows = [*INVOICES, ["", "P", "FR", "direct", "A", 1, 1]]
    found = next(finding for finding in rolled(tmp_path, rows).findings if finding.rule == "undated_lines")
    assert (found.value, found.fields["other"]) == ("1", "9")


def test_a_column_that_is_not_recognised_is_named_by_the_user(tmp_path):
    rows = [["when", "how many", "revenue"], ["2024-01-31", 4, 8]]
    assert refusal(tmp_path, rows).rule == "no_field"
    chosen = Chosen({"date": "when", "units": "How many"}, {"market": "Iberia"})
    frame = rolled(tmp_path, rows, chosen=chosen).frame
    assert list(frame["market"]) == ["Iberia"]
    assert list(frame["units"]) == [4.0]


def test_opportunities_make_a_pipeline_with_what_is_open(tmp_path):
    rows = [
        ["created", "closed", "stage", "market", "value"],
        ["2024-01-10", "2024-02-10", "Won", "FR", 50],
        ["2024-01-11", "2024-03-10", "perdu", "FR", 70],
        ["2024-02-12", "", "open", "FR", ""],
    ]
    frame = rolled(tmp_path, rows, "opportunities").frame
    assert list(frame["opportunities"]) == [2, 1, 0]
    assert list(frame["won"]) == [0, 1, 0]
    assert list(frame["lost"]) == [0, 0, 1]
    assert list(frame["open_opportunities"]) == [2, 2, 1]
    assert list(frame["won_value"]) == [0, 50, 0]


def test_a_small_file_is_joined_by_the_column_it_shares(tmp_path):
    teams = tmp_path / "teams.csv"
    teams.write_bytes(csv_bytes([["agent", "region"], ["Ana", "Iberia"], ["Bo", "Nordics"]]))
    rows = [["created", "agent", "stage"], ["2024-01-10", "Ana", "open"], ["2024-01-11", "Bo", "open"]]
    path = tmp_path / "deals.csv"
    path.write_bytes(csv_bytes(rows))
    assert list(roll_up(path, EXPORTS["opportunities"], lookups=[teams]).frame["market"]) == ["Iberia", "Nordics"]
    teams.write_bytes(csv_bytes([["agent", "region"], ["Ana", "Iberia"], ["Ana", "Nordics"]]))
    with pytest.raises(CompanyUnreadable, match="stands there twice"):
        roll_up(path, EXPORTS["opportunities"], lookups=[teams])


def test_tickets_shipments_and_payroll_take_medians_shares_and_heads(tmp_path):
    tickets = [
        ["created", "answered"],
        *(["2024-01-10 08:00:00", f"2024-01-10 {hour}:00:00"] for hour in ("09", 10, 14)),
    ]
    assert list(rolled(tmp_path, tickets, "tickets").frame["response_hours"]) == [2.0]
    ships = [
        ["shipped", "ordered", "promised", "delivered", "hours"],
        ["2024-01-05", "2024-01-01", "2024-01-08", "2024-01-07", 2],
        ["2024-01-06", "2024-01-02", "2024-01-08", "2024-01-10", 3],
    ]
    frame = rolled(tmp_path, ships, "shipments", chosen=Chosen(constants={"process": "shipping"})).frame
    assert frame.iloc[0][["process", "volume", "hours", "on_time", "lead_time_days"]].tolist() == [
        "shipping",
        2,
        5,
        0.5,
        7,
    ]
    pay: list[list[Any]] = [["date", "department", "employee", "cost"]]
    pay += [["2024-01", "Ventes", "a", 3000], ["2024-01", "Ventes", "b", 4000], ["2024-02", "Ventes", "b", 4000]]
    pay += [[f"2024-{month:02d}", "Ventes", "b", 4000] for month in (3, 4)]
    people = rolled(tmp_path, pay, "payroll").frame
    assert list(people["heads"]) == [2, 1, 1, 1]
    assert list(people["leavers"]) == [0, 1, 0, 0]


def test_parquet_is_the_same_as_csv(tmp_path):
    path = tmp_path / "lines.parquet"
    frame = pd.DataFrame(INVOICES[1:], columns=INVOICES[0])
    frame.assign(date=pd.to_datetime(frame["date"])).to_parquet(path)
    pd.testing.assert_frame_equal(roll_up(path, EXPORTS["invoices"]).frame, rolled(tmp_path, INVOICES).frame)


def databases(tmp_path):
    frame = pd.DataFrame(INVOICES[1:], columns=INVOICES[0])
    with sqlite3.connect(tmp_path / "w.sqlite") as light:
        frame.to_sql("odd \"name'", light, index=False)
    light.close()
    with duckdb.connect(str(tmp_path / "w.duckdb")) as duck:
        duck.from_df(frame.assign(date=pd.to_datetime(frame["date"]))).create("plain")
        duck.execute("""alter table plain rename to "odd ""name'" """)
    return [f"sqlite:///{tmp_path}/w.sqlite", f"duckdb:///{tmp_path}/w.duckdb"]


def test_a_database_gives_the_same_table_and_its_names_are_quoted(tmp_path):
    expected = rolled(tmp_path, INVOICES).frame
    for address in databases(tmp_path):
        result = roll_up_address(Origin(address, "odd \"name'", allowed=True), EXPORTS["invoices"])
        pd.testing.assert_frame_equal(result.frame, expected)


def test_a_database_is_opened_for_reading_only(tmp_path):
    for address in databases(tmp_path):
        before = (tmp_path / address.rsplit("/", 1)[1]).read_bytes()
        roll_up_address(Origin(address, "odd \"name'", allowed=True), EXPORTS["invoices"])
        assert (tmp_path / address.rsplit("/", 1)[1]).read_bytes() == before


def test_a_median_is_taken_in_sqlite_too(tmp_path):
    with sqlite3.connect(tmp_path / "t.sqlite") as light:
        light.execute("create table t (created text, answered text)")
        rows = [("2024-01-10 08:00:00", f"2024-01-10 {hour}:00:00") for hour in ("09", "10", "14")]
        light.executemany("insert into t values (?, ?)", rows)
    light.close()
    result = roll_up_address(Origin(f"sqlite:///{tmp_path}/t.sqlite", "t", allowed=True), EXPORTS["tickets"])
    assert list(result.frame["response_hours"]) == [2.0]


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("duckdb:///nowhere/x.duckdb", "address_unknown"),
        ("sqlite:///nowhere/x.sqlite", "address_unknown"),
        ("nosuch://host/base", "address_unknown"),
    ],
)
def test_an_address_that_cannot_be_opened_is_refused_in_words(address, rule):
    with pytest.raises(CompanyUnreadable) as caught:
        roll_up_address(Origin(address, "t", allowed=True), EXPORTS["invoices"])
    assert caught.value.findings[0].rule == rule


def test_a_table_that_is_not_there_is_named_with_those_that_are(tmp_path):
    for address in databases(tmp_path):
        with pytest.raises(CompanyUnreadable, match=r"has no table 'x; drop table y'.*odd"):
            roll_up_address(Origin(address, "x; drop table y", allowed=True), EXPORTS["invoices"])


def test_an_address_is_refused_where_it_is_not_allowed_and_its_password_is_not_repeated():
    with pytest.raises(
        CompanyUnreadable, match=r"postgresql://\*\*\*@host/base: database addresses are not taken here"
    ):
        roll_up_address(Origin("postgresql://me:secret@host/base", "t", allowed=False), EXPORTS["invoices"])


def test_users_of_a_hosted_app_may_type_addresses_only_where_its_owner_says_so(monkeypatch):
    monkeypatch.delenv("TANDEM_ADDRESSES", raising=False)
    assert not addresses_allowed()
    monkeypatch.setenv("TANDEM_ADDRESSES", "allow")
    assert addresses_allowed()


def test_progress_is_told_up_to_the_end_and_what_it_raises_stops_the_work(tmp_path):
    told: list[float | None] = []
    path = tmp_path / "lines.csv"
    path.write_bytes(csv_bytes(INVOICES))
    roll_up(path, EXPORTS["invoices"], progress=told.append)
    assert told[-1] == 1.0

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        roll_up(path, EXPORTS["invoices"], progress=stop)


def test_the_table_is_replaced_only_when_it_is_whole_and_names_are_no_formulas(tmp_path):
    rows = [["date", "product", "units", "revenue"], ["2024-01-31", "=1+1", 1, 1]]
    target = written(rolled(tmp_path, rows), tmp_path / "company")
    assert target.read_text().splitlines()[1].startswith("2024-01,'=1+1,")
    assert [path.name for path in target.parent.iterdir()] == ["sales.csv"]
