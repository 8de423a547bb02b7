"""The step 'check': the list of findings, the workbook with the cells marked, templates, and re-reading in place."""

import io

import openpyxl
import pytest

from model.columns import KINDS
from model.findings import CompanyUnreadable, Finding
from model.observing import read_company
from model.reading.originals import as_read, originals
from model.samples import SAMPLES, load_sample
from model.tables import TABLES
from tests.test_pages import LANGUAGES, html, opened
from tests.written import whole_company, xlsx_bytes
from ui import templates
from ui.annotated import annotated
from ui.check_view import listed
from ui.check_words import mend, rule
from ui.words import speaking

BROKEN = [["month", "function", "heads"], ["2023-01", "sales", "=1+1"], ["2023-02", "sales", -3]]
FINDINGS = (
    Finding("people", "not_a_number", 2, "heads", "=1+1", "a number such as 1234.5"),
    Finding("people", "too_low", 3, "heads", "-3", "0"),
    Finding("sales", "missing_month", None, "month", "2023-04", severity="warning", fields={"member": " for P"}),
)


def marked(language):
    """The annotated workbook as another reader finds it."""
    source = ("acme.xlsx", xlsx_bytes(whole_company(people=BROKEN)))
    with speaking(language):
        return openpyxl.load_workbook(io.BytesIO(annotated(originals(source), FINDINGS)))


@pytest.mark.parametrize(("language", "words"), [("en", "is not a number"), ("fr", "n’est pas un nombre")])
def test_a_marked_cell_has_a_colour_and_the_sentence_in_the_readers_language(language, words):
    cell = marked(language)["people"]["C2"]
    assert cell.fill.fgColor.rgb == "FFF4A6A6"
    assert words in cell.comment.text


def test_a_warning_is_yellow_and_one_without_row_stands_at_the_header():
    cell = marked("en")["sales"]["A1"]
    assert cell.fill.fgColor.rgb == "FFFFE08A"
    assert "2023" in cell.comment.text


def test_the_first_sheet_lists_all_findings():
    sheet = marked("en").worksheets[0]
    assert sheet.title == "Findings"
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Heads", "Heads", "Month"]


def test_no_cell_of_a_workbook_that_we_write_is_a_formula():
    for prefix in ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'):
        tables = whole_company(people=[*BROKEN, ["2023-03", "sales", prefix]])
        with speaking("en"):
            content = annotated(originals(("a.xlsx", xlsx_bytes(tables))), FINDINGS)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_data_that_were_read_are_marked_at_the_users_own_rows():
    company = load_sample("industry")
    with speaking("en"):
        book = openpyxl.load_workbook(io.BytesIO(annotated(as_read(company.tables), company.findings)))
    for finding in company.findings:
        assert book[finding.table].cell(finding.row, _column(book[finding.table], finding.column)).comment


def _column(sheet, name):
    return [cell.value for cell in sheet[1]].index(name) + 1


def test_a_finding_is_cut_into_what_is_wrong_and_what_to_do():
    with speaking("en"):
        assert (rule(FINDINGS[1]), mend(FINDINGS[1])) == ("-3 is below 0", "Correct the value.")


def test_names_from_files_never_become_markup():
    with speaking("en"):
        assert "<script>" not in listed([Finding("<script>", "empty", 2, "<script>", "<script>")])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_each_sample_as_a_workbook_is_the_same_company(sample, language):
    with speaking(language):
        content = templates.filled(sample)
    assert read_company(("sample.xlsx", content)).content_hash == load_sample(sample).content_hash


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_is_told_in_one_sentence(kind, language):
    with speaking(language):
        content = templates.empty(kind)
    with pytest.raises(CompanyUnreadable) as caught:
        read_company(("template.xlsx", content))
    assert [finding.rule for finding in caught.value.findings] == ["only_headers"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_of_a_template_is_explained_and_known_to_the_reader(language):
    from model.reading.headers import recognised

    with speaking(language):
        book = openpyxl.load_workbook(io.BytesIO(templates.empty("saas")))
        expected = {table.name: [templates.header(column) for column in table.columns] for table in TABLES.values()}
    for sheet, name in zip(book, [name for name in TABLES if name != "stock"], strict=True):
        assert [cell.value for cell in sheet[1]] == expected[name]
        assert all(cell.comment for cell in sheet[1])
        known = [recognised(cell.value, TABLES[name]) for cell in sheet[1]]
        assert [found and found[1] for found in known] == [column.name for column in TABLES[name].columns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_findings_by_table_with_charts(language):
    app = opened("company", lang=language, c="industry")
    assert ("à regarder" in html(app)) == (language == "fr")
    assert len(app.get("vega_lite_chart")) >= 1 or len(app.get("arrow_vega_lite_chart")) >= 1
    app.session_state["check-table"] = "stock"
    app.run()
    assert not app.exception
    assert "Trade fairs" not in html(app).partition("findings")[2]


def test_a_file_that_is_refused_leaves_the_company_before_and_a_corrected_one_is_read():
    app = opened("company", lang="en")
    before = app.query_params.get("c")
    app.file_uploader(key="upload").set_value(
        ("acme.xlsx", xlsx_bytes(whole_company(people=BROKEN)), "application/octet-stream")
    ).run()
    assert not app.exception
    assert app.query_params.get("c") == before
    assert "is not a number" in html(app)
    app.file_uploader(key="upload").set_value(
        ("acme.xlsx", xlsx_bytes(whole_company()), "application/octet-stream")
    ).run()
    assert not app.exception
    assert app.query_params.get("c") != before
