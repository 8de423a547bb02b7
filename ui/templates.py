"""Workbooks to start from: an empty one per kind of company, and each sample company, in the reader's language.

Each header cell has a comment that says what the column holds. What is written here is read by `model.reading`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from model.columns import COMPANY_KEYS, ROW, Column, Table
from model.samples import load_sample
from model.tables import COMPANY, TABLES
from ui.words import language, t
from ui.workbooks import Book, safe, sheet_name, workbook

SUBSCRIPTION = ("customers", "new_customers", "churned_customers", "expansion_revenue")
NOT_IN = {"industry": SUBSCRIPTION, "saas": (), "services": ()}  # columns that a kind of company has no use for
STOCKED = ("industry",)
COLUMN_WIDTH = 19
COMMENT = {"x_scale": 2.2, "y_scale": 1.3, "author": "Tandem"}
Cells = Sequence[Sequence[str | float | None]]


def empty(kind: str) -> bytes:
    """A workbook with all tables of a kind of company, headers explained, and no figures yet."""

    def fill(book: Book) -> None:
        for table in TABLES.values():
            if table.name != "stock" or kind in STOCKED:
                _sheet(book, table, _columns(table, kind), _start(table, kind))

    return workbook(fill)


def filled(sample: str) -> bytes:
    """A sample company as the workbook that its owner would bring."""
    tables = load_sample(sample).tables

    def fill(book: Book) -> None:
        for name, frame in tables.items():
            used = [
                TABLES[name].column(column) for column in frame.columns if column != ROW and frame[column].notna().any()
            ]
            _sheet(book, TABLES[name], used, _body(frame, used))

    return workbook(fill)


def file_name(what: str) -> str:
    """The name of a workbook: kind or sample, and language."""
    return f"tandem-{what}-{language()}.xlsx"


def header(column: Column) -> str:
    """The column's header in the reader's language."""
    return t(f"heading.{column.name}")


def _columns(table: Table, kind: str) -> list[Column]:
    return [column for column in table.columns if column.name not in NOT_IN[kind] or table.name != "sales"]


def _start(table: Table, kind: str) -> Cells:
    """What an empty workbook knows already: the lines of `company`."""
    if table.name != COMPANY.name:
        return ()
    known = {"kind": kind, "currency": "EUR", "language": language(), "first_forecast_month": _this_month()}
    return [(t(f"company_key.{key}"), known.get(key)) for key in COMPANY_KEYS]


def _this_month() -> str:
    return date.today().strftime("%Y-%m")  # noqa: DTZ011  the reader's month, not a moment


def _body(frame: pd.DataFrame, columns: Sequence[Column]) -> Cells:
    names = [column.name for column in columns]
    found = frame.sort_values(ROW)[names].astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False))


def _sheet(book: Book, table: Table, columns: Sequence[Column], rows: Cells) -> None:
    """One table: headers with their comments, months as text, so that no program turns them into days."""
    sheet = book.add_worksheet(sheet_name(t(f"sheet.{table.name}")))
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, COLUMN_WIDTH, text if column.kind == "month" else None)
        sheet.write_string(0, place, header(column), bold)
        sheet.write_comment(0, place, "\n".join(_told(table, column)), COMMENT)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, safe(cell), text)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    sheet.freeze_panes(1, 0)


def _told(table: Table, column: Column) -> Iterator[str]:
    """What a column holds, in the reader's language: kind, need, allowed words."""
    yield t(f"template.kind.{column.kind}")
    yield t("template.required") if column.required else t("template.optional")
    if column.choices:
        yield t("template.choices", choices=", ".join(column.choices))
    if column.name in table.key:
        yield t("template.key")
