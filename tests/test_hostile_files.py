"""Files that are damaged, hostile or something else: refused in words, whatever the bytes."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.findings import CompanyUnreadable, message
from model.reading import read_tables
from tests.written import MONTHS, SHORT_HEADER, csv_bytes, sentences, short_rows, xlsx_bytes


def refusal(name, content):
    with pytest.raises(CompanyUnreadable) as caught:
        read_tables((name, content))
    (finding,) = caught.value.findings
    return message(finding)


def test_a_quotation_mark_that_never_closes_is_found_where_it_opens():
    content = csv_bytes(short_rows()).replace(b"2023-05,Pro", b'2023-05,"Pro')
    assert refusal("acme.csv", content) == (
        'acme, row 6: a quotation mark (") is not closed properly here; close it or remove it.'
    )


def workbook_with(edit, date_system=None):
    book = openpyxl.Workbook()
    for row in short_rows():
        book.active.append(row)
    if date_system:
        book.epoch = date_system
    edit(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_formula_that_was_never_calculated_is_refused():
    def edit(sheet):
        sheet["D5"] = "=B1*2"

    finding = read_tables(("acme.xlsx", workbook_with(edit))).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("formula_without_value", 5, "price")


def test_an_error_cell_is_refused():
    def edit(sheet):
        sheet["E9"] = "#DIV/0!"

    finding = read_tables(("acme.xlsx", workbook_with(edit))).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("error_cell", 9, "units")


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
def test_dates_of_both_systems_give_the_same_months(epoch):
    def edit(sheet):
        for number, month in enumerate(MONTHS[:12], 2):
            sheet.cell(number, 1, date.fromisoformat(f"{month}-01"))

    tables = read_tables(("acme.xlsx", workbook_with(edit, epoch))).tables
    assert list(tables["sales"]["month"]) == MONTHS[:12]


def packed(entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return content.getvalue()


BOOK = ("xl/workbook.xml", b"<workbook/>")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.xlsx", packed([BOOK, ("xl/worksheets/sheet1.xml", b" " * 40_000_000)]), "too large"),
        ("a.xlsx", packed([BOOK, *((f"{n}.xml", b" " * 900_000) for n in range(130))]), "too large"),
        ("a.xlsx", packed([BOOK, *((f"{n}.xml", b"") for n in range(600))]), "archive holds 601 files"),
        ("a.xlsx", packed([BOOK, ("xl/vbaProject.bin", b"x")]), "macro"),
        ("a.xlsx", packed([BOOK, ("xl/a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")]), "XML entities"),
        ("a.xlsx", packed([("xl/a.xml", b"<x/>")]), "damaged"),
        ("a.xlsx", packed([BOOK, ("../a.xml", b"<x/>")]), "outside its folder"),
        ("a.zip", packed([("../sales.csv", b"x")]), "outside its folder"),
        ("a.zip", packed([("readme.md", b"x")]), "no data"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", b"month,price\n2024-01,5\n", "CSV"),
        ("a.xlsx", b"PK\x03\x04 cut", "damaged"),
        ("a.csv", b"PK\x03\x04 cut", "workbook"),
        ("a.csv", b"<html><body></body></html>", "web page"),
        ("a.csv", b"", "no data"),
        ("a.csv", b"month" + b",c" * 300 + b"\n", "301 columns"),
        ("a.csv", b"x" * (21 * 2**20), "too large"),
        ("a.pdf", b"%PDF", "not read"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_in_words(name, content, word):
    assert word in refusal(name, content)


def test_an_archive_with_two_files_of_one_name_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed([BOOK, ("xl/a.xml", b"1"), ("xl/a.xml", b"2")])
    assert "damaged" in refusal("a.xlsx", content)


def test_a_workbook_without_data_is_refused():
    assert "no data" in refusal("a.xlsx", xlsx_bytes({"Sheet1": []}))


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CompanyUnreadable, match="no such file"):
        read_tables(tmp_path / "nowhere.csv")


def test_entities_are_refused_by_the_parser_itself():
    assert openpyxl.DEFUSEDXML


def answer(name, content):
    """The sentences about a file, whether it is read or refused."""
    try:
        return sentences(read_tables((name, content)))
    except CompanyUnreadable as refused:
        return [message(finding) for finding in refused.findings]


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.zip", "a.tsv"]))
def test_any_bytes_get_an_answer(content, name):
    assert answer(name, content)


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table_gets_an_answer(rows):
    assert answer("a.csv", csv_bytes([SHORT_HEADER, *rows], encoding="utf-16"))


def test_a_sheet_with_more_rows_than_a_spreadsheet_has_is_refused():
    source = zipfile.ZipFile(io.BytesIO(workbook_with(lambda sheet: None)))
    parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="13"', b'<row r="99999999"')
    assert "damaged" in refusal("a.xlsx", packed(parts.items()))


def test_an_empty_cell_in_a_key_is_refused():
    content = csv_bytes(short_rows()).replace(b"2023-05,Pro", b"2023-05,")
    finding = read_tables(("acme.csv", content)).findings[0]
    assert (finding.rule, finding.row, finding.column) == ("empty", 6, "segment")
