"""A company's tables read from files: `read_tables` is the only entrance; every file is hostile."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from model.agreements import agreements
from model.checks import check_table, check_tables, too_few_months
from model.contradictions import contradictions
from model.findings import CompanyUnreadable, Finding, capped
from model.reading.company import normalised_company
from model.reading.files import Grids, Source, read_grids
from model.reading.frames import frame_of
from model.reading.grid import Grid
from model.reading.names import one_spelling
from model.reading.short_form import company_tables, named_members, unknown_functions
from model.tables import COMPANY, SHORT_FORM, TABLES
from model.unusual import unusual

__all__ = ["Reading", "Source", "read_tables"]


WHOLE_COLUMN = ("missing_column", "ambiguous_month")  # nothing more is said of such a column
ABOUT_MONTHS = ("missing_month", "missing_month_for_all", "too_few_months")  # not of months that were not read


@dataclass(frozen=True)
class Reading:
    """The frames by table name, each with every declared column (missing = NaN), and all that is wrong.

    Months are 'YYYY-MM', numbers float64, names str; `row` is the row in the user's spreadsheet.
    """

    tables: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True when no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)


def read_tables(source: Source) -> Reading:
    """The company's tables from a path or from (name, bytes); raises CompanyUnreadable and nothing else."""
    grids = read_grids(source)
    if SHORT_FORM.name in grids.tables:
        return _read_short_form(grids, PurePath(source[0] if isinstance(source, tuple) else source).stem)
    filled = _filled(grids, source)
    frames: dict[str, pd.DataFrame] = {}
    findings = [*grids.findings, *(Finding(name, "empty_table", 1, severity="warning") for name in _left_out(grids))]
    for name in (table for table in TABLES if table in filled):
        frames[name], found = frame_of(filled[name], TABLES[name])
        findings.extend(found)
    frames, twins = one_spelling(frames)
    if "company" in frames:
        frames["company"], found = normalised_company(frames["company"])
        findings.extend(found)
    return Reading(frames, _joined([*findings, *twins], check_tables(frames)))


def _read_short_form(grids: Grids, name: str) -> Reading:
    frame, findings = frame_of(grids.tables[SHORT_FORM.name], SHORT_FORM)
    merged, twins = one_spelling({SHORT_FORM.name: frame})
    flat = named_members(merged[SHORT_FORM.name])
    checks = [
        *check_table(SHORT_FORM, flat),
        *too_few_months(SHORT_FORM.name, flat),
        *unknown_functions(flat, 1),
    ]
    told, wrong = _told_company(grids)
    findings = list(_joined([*grids.findings, *findings, *twins, *wrong], checks))
    if any(finding.severity == "error" for finding in findings):
        return Reading({}, capped(findings))
    tables = company_tables(flat, name, told)
    return Reading(
        tables, capped([*findings, *contradictions(tables), *agreements(tables), *unusual(_as_told(tables))])
    )


def _left_out(grids: Grids) -> list[str]:
    """Optional tables with nothing below their header, as an empty template has them."""
    return [name for name, grid in grids.tables.items() if len(grid.rows) == 1 and not TABLES[name].required]


def _filled(grids: Grids, source: Source) -> dict[str, Grid]:
    """The tables but those left out; CompanyUnreadable when none of the required ones has figures."""
    needed = [name for name, grid in grids.tables.items() if TABLES[name].required and TABLES[name].dated]
    if needed and all(len(grids.tables[name].rows) == 1 for name in needed):
        name = source[0] if isinstance(source, tuple) else source.name
        raise CompanyUnreadable(Finding(name, "only_headers", allowed=", ".join(needed)))
    left_out = _left_out(grids)
    return {name: grid for name, grid in grids.tables.items() if name not in left_out}


def _as_told(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of a short form without the columns of sales that were derived from others."""
    return {**tables, "sales": tables["sales"].assign(revenue=math.nan, unit_cost=math.nan)}


def _told_company(grids: Grids) -> tuple[pd.DataFrame | None, list[Finding]]:
    """The table `company` beside a short form, if there is one, and what is wrong with it."""
    if COMPANY.name not in grids.tables:
        return None, []
    frame, findings = frame_of(grids.tables[COMPANY.name], COMPANY)
    company, wrong = normalised_company(frame)
    return company, list(_joined([*findings, *wrong], check_table(COMPANY, company)))


def _joined(reading: Iterable[Finding], checks: Iterable[Finding]) -> tuple[Finding, ...]:
    """Both kinds of findings; a check says nothing of a cell or column that reading has already refused."""
    first = list(reading)
    said = {(finding.table, finding.row, finding.column) for finding in first if finding.severity == "error"}
    columns = {(finding.table, finding.column) for finding in first if finding.rule in WHOLE_COLUMN}
    unread = {table for table, _, column in said if column == "month"}
    new = (
        finding
        for finding in checks
        if (finding.table, finding.row, finding.column) not in said
        and (finding.table, finding.column) not in columns
        and not (finding.rule in ABOUT_MONTHS and finding.table in unread)
    )
    return capped([*first, *new])
