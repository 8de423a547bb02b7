"""Mappings: suggested with a certainty, saved as text and read back equal, applied to next month's files, or refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.columns import COMPANY_KEYS
from model.findings import CompanyUnreadable, message
from model.reading import read_tables
from model.reading.files import raw_grids
from model.reading.mapping import KNOWN, ORDERS, Mapping, SourceMapping, mapping_of, mapping_text, read_mapping
from model.reading.suggesting import LIKELY, SURE, suggested_mapping, suggested_table, suggestions
from model.tables import TABLES
from tests.written import MONTHS, sales, sentences, whole_company, xlsx_bytes, zip_bytes

HEADERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def columns_of(table):
    names = [column.name for column in KNOWN[table].columns if not column.prefix]
    return st.dictionaries(st.sampled_from(names), HEADERS, max_size=6)


SOURCES = st.sampled_from(sorted(KNOWN)).flatmap(
    lambda table: st.builds(SourceMapping, st.just(table), columns_of(table), st.sampled_from(["", *ORDERS]))
)
MAPPINGS = st.builds(
    Mapping,
    HEADERS.filter(str.strip),
    st.dictionaries(HEADERS, SOURCES | st.just(SourceMapping("")), max_size=4),
    st.dictionaries(st.sampled_from(sorted(COMPANY_KEYS)), HEADERS, max_size=4),
)


@given(MAPPINGS)
def test_a_mapping_is_read_back_as_it_was_saved(mapping):
    assert mapping_of(mapping_text(mapping)) == mapping
    assert mapping_of(mapping_text(mapping).encode()) == mapping


def answer(content):
    try:
        return mapping_of(content).name
    except CompanyUnreadable as refused:
        return [message(finding) for finding in refused.findings]


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_a_mapping_or_refused_in_words(content):
    assert answer(content)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "mapping_unreadable"),
        ('name = "x"\nother = 1', "mapping_unreadable"),
        ('name = "x"\n[sources.a]\ntable = "turnover"', "mapping_table"),
        ('name = "x"\n[sources.a]\ntable = "sales"\ncolumns.colour = "C"', "mapping_column"),
        ('name = "x"\n[sources.a]\ntable = "sales"\ncolumns.units = 3', "mapping_unreadable"),
        ('name = "x"\n[sources.a]\ntable = "sales"\nmonths = "perhaps"', "mapping_unreadable"),
        ('name = "x"\n[company]\ncolour = "red"', "mapping_unreadable"),
        ('{"name": "x", "sources": []}', "mapping_unreadable"),
        ("x" * 300_000, "mapping_unreadable"),
    ],
)
def test_a_text_that_is_no_mapping_is_refused(text, rule):
    with pytest.raises(CompanyUnreadable) as caught:
        mapping_of(text)
    assert caught.value.findings[0].rule == rule


def test_json_says_the_same_as_toml():
    held = {"name": "x", "sources": {"a": {"table": "sales", "columns": {"units": "Volume sold"}}}}
    assert mapping_of(json.dumps(held)) == Mapping("x", {"a": SourceMapping("sales", {"units": "Volume sold"})})


ODD = {"month": "Période comptable", "units": "Qté vendue", "revenue": "Facturé HT", "market": "Zone de vente"}


def odd_sales(name="Ventes"):
    rows = sales()
    rows[0] = [ODD.get(column, column) for column in rows[0]]
    return {name: rows}


def odd_company(sheet="export 2024-12"):
    tables = whole_company()
    tables.pop("sales")
    return tables | {sheet: odd_sales()["Ventes"]}


SAID = Mapping("acme", {"export 2024-12": SourceMapping("sales", ODD)})


def test_a_mapped_company_is_the_company_with_declared_headers():
    reading = read_tables(("acme.zip", zip_bytes(odd_company())), SAID)
    expected = read_tables(("acme.zip", zip_bytes(whole_company())))
    assert sentences(reading) == []
    assert reading.tables["sales"].equals(expected.tables["sales"])


def test_a_mapping_is_used_again_for_the_file_of_another_month():
    assert read_tables(("acme.zip", zip_bytes(odd_company("Export_2025-01"))), SAID).ok


def test_a_column_that_is_gone_is_named_with_what_to_do():
    tables = odd_company()
    tables["export 2024-12"][0][5] = "Pièces"
    finding = read_tables(("acme.zip", zip_bytes(tables)), SAID).findings[0]
    assert (finding.rule, finding.row, finding.column, finding.value) == (
        "mapped_column_gone",
        1,
        "units",
        "Qté vendue",
    )
    assert "Pièces" in message(finding)


def test_a_source_that_is_gone_is_named():
    reading = read_tables(("acme.zip", zip_bytes(whole_company())), SAID)
    assert "mapped_source_gone" in {finding.rule for finding in reading.findings}


def test_columns_that_the_mapping_leaves_out_are_not_read():
    tables = whole_company(sales=[[*row, 999] for row in sales()])
    tables["sales"][0][-1] = "customers"
    said = Mapping("acme", {"sales": SourceMapping("sales", {"customers": ""})})
    reading = read_tables(("acme.zip", zip_bytes(tables)), said)
    assert reading.tables["sales"]["customers"].isna().all()
    assert sentences(reading) == []


def test_a_mapping_settles_whether_the_day_comes_first():
    tables = whole_company()
    for row in tables["sales"][1:]:
        row[0] = f"{row[0][5:]}/05/{row[0][:4]}"
    plain = SourceMapping("sales", {"month": "month"})
    first = SourceMapping("sales", {"month": "month"}, "month_first")
    assert not read_tables(("acme.zip", zip_bytes(tables)), Mapping("a", {"sales": plain})).ok
    reading = read_tables(("acme.zip", zip_bytes(tables)), Mapping("a", {"sales": first}))
    assert list(reading.tables["sales"]["month"]) == MONTHS


def test_what_the_files_do_not_say_of_the_company_is_in_the_mapping():
    tables = whole_company()
    tables.pop("company")
    said = Mapping("acme", {}, {"name": "Acme", "kind": "services", "currency": "EUR", "language": "fr"})
    frame = read_tables(("acme.xlsx", xlsx_bytes(tables)), said).tables["company"].set_index("key")["value"]
    assert (frame["name"], frame["first_forecast_month"]) == ("Acme", "2025-01")


def test_known_headers_are_sure_and_likely_ones_are_less_so():
    headers = ["Mois", "Produit", "Marché", "Canal de vente", "Prix catalogue", "Quantité vendue", "CA HT"]
    rows = [["2024-01", "P", "FR", "direct", "100", "5", "500"]]
    found = suggestions(headers, rows, TABLES["sales"])
    assert found["month"].score >= SURE
    assert found["units"].header == "Quantité vendue"
    assert LIKELY <= found["units"].score < SURE
    assert found["revenue"].header == "CA HT"


def test_a_column_of_months_is_found_by_what_stands_in_it():
    found = suggestions(["A", "B", "C"], [["2024-01", "x", "3"], ["2024-02", "y", "4"]], TABLES["stock"])
    assert found["month"].header == "A"


def test_text_is_never_suggested_for_numbers():
    assert "units" not in suggestions(["units sold"], [["many"], ["few"]], TABLES["sales"])


def test_a_file_is_known_by_its_name_or_by_its_columns():
    grids = raw_grids(("a.zip", zip_bytes({"Ventes 2024": sales(), "x1": odd_company()["people"]})))
    assert suggested_table("Ventes 2024", grids["Ventes 2024.csv"])[0] == "sales"
    assert suggested_table("x1", grids["x1.csv"])[0] == "people"


def test_the_suggested_mapping_of_known_files_reads_the_same_company():
    source = ("acme.zip", zip_bytes(whole_company()))
    mapping, scores = suggested_mapping("acme", raw_grids(source))
    assert read_tables(source, mapping).tables["sales"].equals(read_tables(source).tables["sales"])
    assert min(scores["sales.csv"].values()) >= SURE


def test_a_mapping_file_is_taken_by_the_command_line(tmp_path, capsys):
    from model.__main__ import main

    (tmp_path / "acme.zip").write_bytes(zip_bytes(odd_company()))
    (tmp_path / "m.toml").write_text(mapping_text(SAID))
    assert main(["check", str(tmp_path / "acme.zip"), "--mapping", str(tmp_path / "m.toml")]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]
    assert read_mapping(tmp_path / "m.toml") == SAID
