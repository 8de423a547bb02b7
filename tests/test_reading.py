"""Companies read from every kind of file: what was written is understood, or refused where it stands."""

import numpy as np
import pandas as pd

from model.columns import ROW
from model.reading import read_tables
from model.tables import TABLES
from tests.written import (
    MONTHS,
    company,
    csv_bytes,
    people,
    sales,
    sentences,
    short_rows,
    whole_company,
    xlsx_bytes,
    zip_bytes,
)


def test_a_folder_of_csv_files_is_a_company(tmp_path):
    for name, rows in whole_company().items():
        (tmp_path / f"{name}.csv").write_bytes(csv_bytes(rows))
    reading = read_tables(tmp_path)
    assert sentences(reading) == []
    assert list(reading.tables) == ["company", "sales", "people"]


def test_a_workbook_with_the_same_sheets_is_the_same_company():
    book = read_tables(("acme.xlsx", xlsx_bytes(whole_company())))
    archive = read_tables(("acme.zip", zip_bytes(whole_company())))
    assert book.findings == archive.findings == ()
    for name, frame in book.tables.items():
        pd.testing.assert_frame_equal(frame, archive.tables[name])


def test_every_declared_column_is_there_with_its_type():
    frame = read_tables(("acme.zip", zip_bytes(whole_company()))).tables["sales"]
    assert list(frame.columns[:1]) == [ROW]
    assert set(frame.columns) == {ROW, *(column.name for column in TABLES["sales"].columns)}
    for column in TABLES["sales"].columns:
        assert (frame[column.name].dtype == np.float64) == column.numeric
    assert frame["customers"].isna().all()


def test_french_file_names_headers_and_values_are_understood():
    tables: dict[str, list] = {
        "Société": [
            ["Clé", "Valeur"],
            ["Nom", "Acme"],
            ["Secteur", "Logiciel"],
            ["Devise", "EUR"],
            ["Langue", "Français"],
        ],
        "Ventes": [
            [
                "Mois",
                "Produit",
                "Marché",
                "Canal de vente",
                "Prix catalogue",
                "Quantités",
                "Chiffre d’affaires",
            ]
        ],
        "Effectifs": [["Mois", "Département", "Effectif"]],
    }
    tables["Société"].append(["Premier mois prévu", "janvier 2025"])
    tables["Ventes"] += sales()[1:]
    tables["Effectifs"] += [[month, "Ventes", 3] for month in MONTHS]
    reading = read_tables(("acme.zip", zip_bytes(tables, delimiter=";")))
    assert sentences(reading) == []
    assert list(reading.tables["company"]["value"])[:2] == ["Acme", "saas"]
    assert set(reading.tables["people"]["function"]) == {"sales"}


def test_two_departments_of_one_function_add_up():
    tables = whole_company(people=people(["finance", "HR", "R&D"]))
    frame = read_tables(("acme.zip", zip_bytes(tables))).tables["people"]
    assert dict(frame.groupby("function")["heads"].first()) == {"administration": 5.0, "product": 2.5}


def test_one_department_given_twice_is_refused():
    tables = whole_company(people=people(["finance", "finance"]))
    assert not read_tables(("acme.zip", zip_bytes(tables))).ok


def test_a_missing_required_table_is_named():
    reading = read_tables(("acme.zip", zip_bytes({"sales": sales(), "company": company()})))
    assert not reading.ok
    assert any(text.startswith("people: this table is required") for text in sentences(reading))


def test_a_missing_required_column_is_named_once():
    tables = whole_company(people=[row[:2] for row in people()])
    assert sentences(read_tables(("acme.zip", zip_bytes(tables)))) == [
        "people, row 1, heads: this column is required; add it to the header."
    ]


def test_an_unknown_sheet_is_left_out_with_a_word():
    reading = read_tables(("acme.xlsx", xlsx_bytes(whole_company(Notes=[["to do"], ["call Anna"]]))))
    assert reading.ok
    assert [finding.rule for finding in reading.findings] == ["ignored_table"]


def test_the_short_form_becomes_tables():
    header = ["headcount_sales", "headcount_r_d", "cost_goods", "cost_rent", "marketing_spend"]
    first, *rest = short_rows()
    rows = [[*first, *header], *([*row, 2, 3, 400, 50, 70] for row in rest)]
    reading = read_tables(("acme.csv", csv_bytes(rows)))
    assert sentences(reading) == []
    tables = reading.tables
    assert tables["sales"]["revenue"].sum() == 12 * 1050
    assert set(tables["sales"]["unit_cost"]) == {4.0}
    assert dict(tables["people"].groupby("function")["heads"].sum()) == {"product": 36.0, "sales": 24.0}
    assert dict(tables["finance"].groupby("line")["amount"].sum()) == {"overheads": 600.0}
    assert tables["marketing"]["spend"].sum() == 840
    assert list(tables["company"]["value"]) == ["acme", "services", "EUR", "fr", "2024-01"]


def test_the_short_form_is_also_a_sheet_of_any_name():
    assert read_tables(("acme.xlsx", xlsx_bytes({"Historique": short_rows()}))).ok


def test_what_is_told_of_the_company_goes_before_what_is_derived():
    told = [["key", "value"], ["kind", "Industrie"]]
    frame = read_tables(("acme.zip", zip_bytes({"company": told, "history": short_rows()}))).tables["company"]
    values = frame.set_index("key")["value"]
    assert (values["kind"], values["first_forecast_month"]) == ("industry", "2024-01")


def test_rows_are_numbered_as_a_spreadsheet_does():
    rows = short_rows()
    rows[0:0] = [["Annual report"], []]
    rows[8][4] = "many"
    assert sentences(read_tables(("acme.csv", csv_bytes(rows)))) == [
        "short_form, row 3: the header was found here; the rows above it were left out.",
        "short_form, row 9, units: 'many' is not a number; write a number such as 1234.5.",
    ]


def test_a_share_above_one_says_how_to_write_it():
    operations = [
        ["month", "process", "volume", "hours", "on_time"],
        *([m, "ship", 10, 5, 97] for m in MONTHS),
    ]
    reading = read_tables(("acme.zip", zip_bytes(whole_company(operations=operations))))
    assert sentences(reading)[0] == "operations, row 2, on_time: 97 is not a share; write 0.97 or 97 %."


def test_names_that_look_missing_or_like_formulas_stay_names():
    for name in ("NA", "null", "=1+1", "-2+3", "@SUM(A1)", "None"):
        tables = read_tables(("acme.csv", csv_bytes(short_rows(segment=name)))).tables
        assert set(tables["sales"]["market"]) == {name}


def test_spellings_that_differ_by_case_are_merged_and_named():
    rows = short_rows()
    rows[5][1] = "PRO "
    reading = read_tables(("acme.csv", csv_bytes(rows)))
    assert set(reading.tables["sales"]["market"]) == {"Pro"}
    assert sentences(reading) == ["short_form, row 6, segment: 'PRO' was read as 'Pro'; write the name one way only."]


def test_a_name_with_a_control_character_is_refused():
    reading = read_tables(("acme.csv", csv_bytes(short_rows(segment="Pro\x1b[31m"))))
    assert {finding.rule for finding in reading.findings} == {"control_character"}


def test_invisible_characters_are_removed_and_named():
    reading = read_tables(("acme.csv", csv_bytes(short_rows(segment="P\u202ero"))))
    assert [finding.rule for finding in reading.findings] == ["removed_characters"]
    assert set(reading.tables["sales"]["market"]) == {"Pro"}


def test_a_row_that_ends_early_names_the_first_missing_column():
    content = csv_bytes(short_rows()).replace(b"2023-05,Pro,Direct,10.5,100", b"2023-05,Pro,Direct")
    finding = read_tables(("acme.csv", content)).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("short_row", 6, "price")


def test_a_total_is_refused():
    finding = read_tables(("acme.csv", csv_bytes([*short_rows(), ["Total", "", "", "", 1200]]))).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("total_row", 14, "month")


def test_two_columns_of_one_meaning_are_refused():
    rows = [[*row, row[3]] for row in short_rows()]
    rows[0][5] = "Prix"
    finding = read_tables(("acme.csv", csv_bytes(rows))).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("duplicate_column", 1, "price")
