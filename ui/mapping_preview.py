"""The first rows of a file as its mapping will read them: months and amounts in the reader's language, faults in words."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd

from model.columns import Column, Table
from model.findings import CompanyUnreadable, Finding
from model.reading import monthly
from model.reading.frames import frame_of
from model.reading.grid import Grid
from model.reading.mapped import applied
from model.reading.mapping import KNOWN, SourceMapping
from model.rollup.exports import EXPORTS
from model.tables import TABLES
from ui import panels
from ui.findings import sentence
from ui.numbers import Style, amount, month_name
from ui.words import language, t

SHOWN = 5  # rows
READ = 60  # rows of a monthly table that are read for them
READ_LINES = 5_000  # lines of a row-level export
FAULTS = 4


def html(said: SourceMapping, grid: Grid, currency: str) -> str:
    """The first rows as a table, with what cannot be read."""
    try:
        table, frame, findings = _read(said, grid)
    except CompanyUnreadable as unreadable:
        return _faults(unreadable.findings)
    errors = [finding for finding in findings if finding.severity == "error"]
    columns = [column for column in table.columns if column.name in frame and frame[column.name].notna().any()]
    if not columns or frame.empty:
        return _faults(errors)
    style = Style(language(), currency)
    rows = [
        [escape(_cell(frame[column.name].iloc[place], column, style)) for column in columns]
        for place in range(min(SHOWN, len(frame)))
    ]
    titles = [escape(t(f"field.{column.name}")) for column in columns]
    first = next((place for place, column in enumerate(columns) if column.numeric), len(columns))
    return panels.table(titles, rows, t("mapping.preview"), max(1, first)) + _faults(errors)


def _read(said: SourceMapping, grid: Grid) -> tuple[Table, pd.DataFrame, Sequence[Finding]]:
    """The first rows; those of a row-level export as the months that its first lines make."""
    head = replace(grid, rows=grid.rows[: READ_LINES if said.table in EXPORTS else READ])
    renamed, findings = applied(said, head)
    table = KNOWN[said.table]
    if said.table in EXPORTS:
        if findings:
            raise CompanyUnreadable(*findings)
        renamed, _ = monthly(renamed, EXPORTS[said.table])
        table = TABLES[EXPORTS[said.table].table]
    frame, found = frame_of(renamed, table)
    return table, frame, [*findings, *found]


def _cell(value: object, column: Column, style: Style) -> str:
    if not isinstance(value, str) and pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.kind == "month":
        return month_name(str(value), style=style)
    return (
        amount(float(str(value)), column.unit or "number", compact=False, style=style) if column.numeric else str(value)
    )


def _faults(findings: Sequence[Finding]) -> str:
    """What cannot be read, in sentences; columns that nobody chose yet in one of them."""
    missing = [t(f"field.{finding.column}") for finding in findings if finding.rule == "missing_column"]
    others = [sentence(finding) for finding in findings if finding.rule != "missing_column"]
    said = [*([t("mapping.still", columns=", ".join(missing))] if missing else []), *others]
    lines = "".join(f"<li>{escape(words)}</li>" for words in said[:FAULTS])
    more = f"<li>{escape(t('company.more', count=len(said) - FAULTS))}</li>" if len(said) > FAULTS else ""
    return f'<ul class="faults">{lines}{more}</ul>' if said else ""
