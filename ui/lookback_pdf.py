"""A look-back as a PDF: the same sentences and tables as the page."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from ui import lookback_tables, pdf_page
from ui.lookback_tables import Report, Table
from ui.words import t


def file(report: Report) -> bytes:
    """The whole look-back."""
    return pdf_page.written(report.title, list(_parts(report)))


def _parts(report: Report) -> Iterator[Flowable]:
    yield pdf_page.text(report.title, "title")
    yield pdf_page.text(t("lookback.of_plan", plan=report.plan))
    yield pdf_page.text(lookback_tables.sentence(report.found, as_if=report.as_if), "strong")
    for one in lookback_tables.tables(report):
        yield from _table(one)
    yield pdf_page.text(f"{t('lookback.exact')} {t('lookback.sources')}", "note")


def _table(one: Table) -> Iterator[Flowable]:
    if one.title:
        yield from pdf_page.heading(one.title)
    if one.note:
        yield pdf_page.text(one.note, "note")
    if one.rows:
        yield pdf_page.table(one.titles, one.rows, one.first)
