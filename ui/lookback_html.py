"""A look-back as HTML: its tables for the page, and the whole as a file of its own; no script, every text escaped."""

from html import escape

from ui import html_file, lookback_tables, panels
from ui.lookback_tables import Report, Table
from ui.words import t


def table(one: Table, *, note: bool = True) -> str:
    """A table with its note, or the sentence that stands in its place."""
    said = f'<p class="quiet">{escape(one.note)}</p>' if one.note and note else ""
    if not one.rows:
        return said
    rows = [[escape(cell) for cell in row] for row in one.rows]
    return panels.table([escape(title) for title in one.titles], rows, first=one.first) + said


def file(report: Report) -> bytes:
    """The whole look-back as a page that opens anywhere, offline."""
    parts = "".join(_section(one) for one in lookback_tables.tables(report))
    head = (
        f"<h2>{escape(report.title)}</h2><p>{escape(t('lookback.of_plan', plan=report.plan))}</p>"
        f"<p><b>{escape(lookback_tables.sentence(report.found, as_if=report.as_if))}</b></p>"
    )
    foot = f"<p>{escape(t('lookback.exact'))} {escape(t('lookback.sources'))}</p>"
    return html_file.page(report.title, f'<article class="receipt wide">{head}{parts}{foot}</article>')


def _section(one: Table) -> str:
    title = f"<h3>{escape(one.title)}</h3>" if one.title else ""
    return f"<section>{title}{table(one)}</section>"
