"""The child process that parses workbooks: the same cells as another reader finds, and floods refused in time."""

import io
import resource
import string
import time
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.findings import CompanyUnreadable, message
from model.reading import read_tables
from model.reading.spreadsheets import read_workbook
from tests.test_hostile_files import packed, workbook_with

SECONDS, MEGABYTES = 5, 500
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
VALUES = st.one_of(
    st.none(),
    st.floats(-1e12, 1e12),
    st.integers(-(10**9), 10**9),
    st.text(string.printable[:95] + "éà€ -", min_size=1, max_size=20),
    st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)).map(lambda day: day.replace(microsecond=0)),  # noqa: DTZ001
)


def parts(edit=lambda sheet: None):
    """The parts of a sound workbook by name."""
    source = zipfile.ZipFile(io.BytesIO(workbook_with(edit)))
    return {name: source.read(name) for name in source.namelist()}


def rows_of(name, content):
    """The rows of a workbook's only sheet."""
    (sheet,) = read_workbook(name, content)
    assert sheet.grid is not None
    return sheet.grid.rows


def with_sheet(rows, before="", **others):
    """A workbook whose first sheet is this XML."""
    return packed(
        (parts() | {SHEET: f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"} | others).items()
    )


def refused(content):
    """The sentence, and that it came in time and within memory."""
    earlier = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.process_time() + earlier.ru_utime
    with pytest.raises(CompanyUnreadable) as caught:
        read_tables(("a.xlsx", content))
    assert time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start < SECONDS
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a child is counted as large as we are until it begins
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert largest <= max(MEGABYTES * 1024, earlier.ru_maxrss, ours)
    (finding,) = caught.value.findings
    return message(finding)


@settings(max_examples=15)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=8))
def test_every_cell_is_what_another_reader_finds(rows):
    book = openpyxl.Workbook()
    for row in [["head"], *rows]:
        book.active.append([f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell for cell in row])
    content = io.BytesIO()
    book.save(content)
    other = openpyxl.load_workbook(content, data_only=True).active
    for row in rows_of("a.xlsx", content.getvalue()):
        expected = [cell.value for cell in other[row.number]]
        assert list(row.cells) == expected[: len(row.cells)]
        assert not any(expected[len(row.cells) :])


def cells(row, *values):
    return f'<row r="{row}">' + "".join(f"<c><v>{value}</v></c>" for value in values) + "</row>"


def far_right(row):
    return f'<row r="{row}"><c r="XFD{row}"><v>{row}</v></c></row>'


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (lambda: with_sheet("".join(cells(row, *range(40)) for row in range(1, 110_000))), "too large"),
        (
            lambda: with_sheet(
                "".join(f'<row r="{row}"><c r="XFD{row}"><v>{row}</v></c></row>' for row in range(1, 9000))
            ),
            "cells",
        ),
        (lambda: with_sheet("<c " + " ".join(f'a{n}="{n}"' for n in range(90_000)) + "/>"), "cells"),
        (lambda: with_sheet("<a>" * 50_000 + "</a>" * 50_000), "no data"),
        (lambda: with_sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "damaged"),
        (lambda: with_sheet('<row r="99999999"><c><v>1</v></c></row>'), "damaged"),
        (lambda: with_sheet(cells(2, 1) + cells(2, 5)), "damaged"),
        (lambda: with_sheet('<row><c t="s"><v>99</v></c></row>'), "damaged"),
        (lambda: with_sheet("<row>"), "damaged"),
        (lambda: with_sheet("<row/>", f"<!--{'x' * 5000}--><!DOCTYPE a [<!ENTITY b 'c'>]>"), "XML entities"),
        (lambda: with_sheet("", **{"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
        (lambda: with_sheet("", **{"C:\\a.xml": "<x/>"}), "outside its folder"),
        (lambda: packed((("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),)), "not read"),
    ],
)
def test_a_flood_or_a_lie_is_refused_in_one_sentence_in_time(content, word):
    assert word in refused(content())


def test_a_size_that_the_directory_lies_about_is_refused():
    content = bytearray(with_sheet(" " * 30_000_000))
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert "damaged" in refused(bytes(content))


def test_more_than_200_columns_are_refused():
    assert "300 columns" in refused(with_sheet(cells(1, *range(300))))


def test_tags_with_a_prefix_are_read():
    rows = '<x:row r="3"><x:c r="B3"><x:v>5</x:v></x:c></x:row>'
    sheet = f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    found = rows_of("a.xlsx", packed((parts() | {SHEET: sheet}).items()))
    assert [(row.number, row.cells) for row in found] == [(3, (None, 5.0))]


def test_rich_text_is_joined_and_phonetic_text_left_out():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Pro</t></r><r><t>duit</t></r><rPh><t>x</t></rPh></is></c></row>'
    )
    assert rows_of("a.xlsx", with_sheet(rows))[0].cells == ("Produit",)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.csv", b"\n" * 2_000_000, "more than 200000 rows"),
        ("a.csv", b"," * 2_000_000, "columns"),
        ("a.csv", b"1," * 150 * 25_000, "columns"),
        ("a.csv", (b"1," * 150 + b"1\n") * 25_000, "cells"),
        ("a.csv", b"month,price\n" + b"x" * 20_000, "too long"),
        ("a.csv", b'{"month": "2024-01"}', "not read"),
        ("a.csv", b"%PDF-1.7", "not read"),
        ("a.csv", b"<div>Please log in</div>", "web page"),
        ("a.zip", packed([(f"sales{n}.csv", b"1,2,3,4\n" * 200_000) for n in range(3)]), "too large"),
    ],
)
def test_a_text_that_would_fill_the_memory_or_is_none_is_refused_in_one_sentence(name, content, word):
    with pytest.raises(CompanyUnreadable) as caught:
        read_tables((name, content))
    (finding,) = caught.value.findings
    assert word in message(finding)
