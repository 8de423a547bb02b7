"""The step 'check': what is wrong or doubtful in the data, where, and what to do; with charts and a marked workbook."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from model.columns import ROW
from model.findings import CompanyUnreadable, Finding
from model.histories import history_of
from model.reading.originals import Original, as_read, originals
from ui import companies, state, unread, widgets
from ui.annotated import annotated
from ui.charts import history
from ui.check_words import column_name, mend, rule, table_name
from ui.panels import heading, plot, small_heading, table
from ui.voice import as_now
from ui.words import language, t

LISTED = 60  # findings shown; the workbook has all
CHARTS = 6
PER_LINE = 2
SERIES_RULES = ("outlier", "break")
TITLES = ("severity", "table", "row", "column", "value", "rule", "mend")
ORDER = {"error": 0, "warning": 1}
ALL = "all"
Files = list[tuple[str, bytes]]
Tables = Mapping[str, pd.DataFrame]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw() -> None:
    """The findings of the files last brought, or of the company looked at."""
    refused = unread.findings()
    findings = refused or state.company().findings
    heading(t("check.title"), t("check.note"))
    if not findings:
        st.success(t("check.clean"), icon=":material/check_circle:")
        return
    st.markdown(f"**{_count(findings)}** {t('check.kept') if refused else ''}")
    shown = _filtered(findings)
    st.html(listed(shown))
    if len(shown) > LISTED:
        st.caption(t("check.more", count=len(shown) - LISTED))
    if not refused:
        _charts(shown)
    _download(findings, bool(refused))


def listed(findings: Sequence[Finding]) -> str:
    """The findings as a table in HTML, errors first, table by table."""
    rows = [_cells(finding) for finding in findings[:LISTED]]
    titles = [escape(t(f"check.column.{name}")) for name in TITLES]
    return f'<div class="findings">{table(titles, rows, t("check.caption"), first=len(TITLES))}</div>'


def _cells(finding: Finding) -> tuple[str, ...]:
    kind = escape(t(f"check.{finding.severity}"))
    tag = f'<span class="tag {finding.severity}">{kind}</span>'
    row = "" if finding.row is None else str(finding.row)
    texts = (table_name(finding), row, column_name(finding), finding.value[:40], rule(finding), mend(finding))
    return tag, *(escape(text) for text in texts)


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    parts = [t("check.errors", count=errors)] if errors else []
    return ", ".join([*parts, *([t("check.warnings", count=warnings)] if warnings else [])]) + "."


def _filtered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of the table that the reader chose, errors first."""
    ordered = sorted(findings, key=lambda finding: (ORDER[finding.severity], finding.table))
    counts = Counter(finding.table for finding in ordered)
    if len(counts) < 2:
        return ordered
    names = {finding.table: table_name(finding) for finding in ordered}
    words = {ALL: t("check.all", count=len(ordered))} | {
        key: f"{names[key]} ({count})" for key, count in counts.items()
    }
    if widgets.value("check-table") not in words:
        widgets.give("check-table", ALL)
    chosen = st.segmented_control(
        t("check.filter"), list(words), key="check-table", required=True, format_func=lambda key: words.get(key, key)
    )
    return [finding for finding in ordered if chosen in (ALL, finding.table)]


def _charts(findings: Sequence[Finding]) -> None:
    """The series around each finding about a whole series, side by side where there is room."""
    tables = state.company().tables
    asked = [finding for finding in findings if finding.rule in SERIES_RULES]
    drawn = [(finding, found) for finding in asked if (found := history_of(tables, finding))][:CHARTS]
    for start in range(0, len(drawn), PER_LINE):
        columns = st.columns(PER_LINE)
        for column, (finding, found) in zip(columns, drawn[start : start + PER_LINE], strict=False):
            with column:
                title = " · ".join(part for part in (table_name(finding), column_name(finding), found.member) if part)
                small_heading(title, rule(finding))
                plot(title, history.chart(found), f"check-{finding.table}-{finding.column}-{finding.row}")


def _download(findings: Sequence[Finding], refused: bool) -> None:
    name = f"tandem-{t('check.file')}-{language()}-{_mark(refused)}.xlsx"
    st.download_button(
        t("check.download"),
        as_now(partial(_workbook, findings, _files() if refused else state.company().tables)),
        file_name=name,
        mime=XLSX,
        key="check-download",
        icon=":material/download:",
        help=t("check.download_help"),
        on_click="ignore",
    )


def _mark(refused: bool) -> str:
    """What tells one workbook from another in its name: part of the content hash."""
    return "corrections" if refused else state.company().content_hash[:8]


def _workbook(findings: Sequence[Finding], held: Files | Tables) -> bytes:
    return annotated(_brought(held) if isinstance(held, list) else as_read(_written(held)), findings)


def _files() -> Files:
    """The files last brought: their names and bytes."""
    held = widgets.value("upload")
    return [(file.name, file.getvalue()) for file in held] if isinstance(held, list) else []


def _brought(files: Files) -> tuple[Original, ...]:
    """The tables of the files last brought, as they were written; none where they are no tables at all."""
    try:
        return originals(companies.source_of(files)) if files else ()
    except CompanyUnreadable:
        return ()


def _written(tables: Tables) -> Tables:
    """The tables whose rows are the user's own: a row number stands once in each."""
    return {name: frame for name, frame in tables.items() if not frame[ROW].duplicated().any()}
