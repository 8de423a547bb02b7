"""The annotated workbook: a first sheet that lists the findings, then the reader's own data with the cells marked."""

from collections.abc import Mapping, Sequence

from model.findings import Finding
from model.reading.originals import Original, original_of, written
from ui.check_words import column_name, mend, rule, table_name
from ui.findings import sentence
from ui.words import t
from ui.workbooks import Book, safe, sheet_name, workbook

FILL = {"error": "#F4A6A6", "warning": "#FFE08A"}
INK = "#1A1A1A"
WIDTHS = (11, 16, 8, 20, 22, 60, 48)
COMMENT = {"x_scale": 2.4, "y_scale": 1.2, "author": "Tandem"}
COLUMN_WIDTH = 16
Place = tuple[str, int, int | None]  # table, spreadsheet row, index of the column; None for the whole row


def annotated(originals: Sequence[Original], findings: Sequence[Finding]) -> bytes:
    """The workbook, in the reader's language."""

    def fill(book: Book) -> None:
        _list(book, findings)
        marks = marked(originals, findings)
        for original in originals:
            _data(book, original, marks)

    return workbook(fill)


def marked(originals: Sequence[Original], findings: Sequence[Finding]) -> Mapping[Place, list[Finding]]:
    """The findings of each cell; of a whole row where none is named, and of the header where no row is."""
    marks: dict[Place, list[Finding]] = {}
    for finding in findings:
        original = original_of(originals, finding)
        if original is not None:
            row = finding.row or original.header
            marks.setdefault((original.table, row, original.index_of(finding.column)), []).append(finding)
    return marks


def _list(book: Book, findings: Sequence[Finding]) -> None:
    sheet = book.add_worksheet(sheet_name(t("check.sheet")))
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    fills = {
        name: book.add_format({"bg_color": color, "font_color": INK, "valign": "top"}) for name, color in FILL.items()
    }
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, t(f"check.column.{name}"), head)
    for row, finding in enumerate(findings, 1):
        sheet.write_string(row, 0, t(f"check.{finding.severity}"), fills[finding.severity])
        for column, cell in enumerate(_cells(finding), 1):
            sheet.write_string(row, column, safe(cell), text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(findings)), len(COLUMNS) - 1)


COLUMNS = ("severity", "table", "row", "column", "value", "rule", "mend")


def _cells(finding: Finding) -> tuple[str, ...]:
    row = "" if finding.row is None else str(finding.row)
    return table_name(finding), row, column_name(finding), finding.value, rule(finding), mend(finding)


def _data(book: Book, original: Original, marks: Mapping[Place, list[Finding]]) -> None:
    sheet = book.add_worksheet(sheet_name(original.table))
    fills = {name: book.add_format({"bg_color": color, "font_color": INK}) for name, color in FILL.items()}
    bold = book.add_format({"bold": True})
    sheet.set_column(0, max(original.places.values(), default=0), COLUMN_WIDTH)
    for row in original.rows:
        whole = marks.get((original.table, row.number, None), [])
        for column, cell in enumerate(written(row)):
            found = [*marks.get((original.table, row.number, column), []), *whole]
            style = fills[_worst(found)] if found else bold if row.number == original.header else None
            _write(sheet, (row.number - 1, column), cell, style)
    for (table, number, place), found in marks.items():
        if table == original.table:
            said = "\n".join(safe(sentence(finding)) for finding in found)
            sheet.write_comment(number - 1, place or 0, said, COMMENT)
            if place is not None and not any(row.number == number and place < len(row.cells) for row in original.rows):
                sheet.write_blank(number - 1, place, None, fills[_worst(found)])
    sheet.freeze_panes(original.header, 0)


def _worst(findings: Sequence[Finding]) -> str:
    return "error" if any(finding.severity == "error" for finding in findings) else "warning"


def _write(sheet: object, place: tuple[int, int], cell: str | float | None, style: object) -> None:
    if cell is None or cell == "":
        sheet.write_blank(*place, None, style)  # type: ignore[attr-defined]
    elif isinstance(cell, str):
        sheet.write_string(*place, safe(cell), style)  # type: ignore[attr-defined]
    else:
        sheet.write_number(*place, cell, style)  # type: ignore[attr-defined]
