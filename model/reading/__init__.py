"""A company's tables read from files: `read_tables` is the only entrance; every file is hostile."""

import math
from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from model.agreements import agreements
from model.checks import check_table, check_tables, too_few_months
from model.contradictions import contradictions
from model.findings import CompanyUnreadable, Finding, capped
from model.reading.company import normalised_company
from model.reading.files import Grids, Source, named_grids, raw_grids, table_named
from model.reading.frames import frame_of
from model.reading.grid import Grid
from model.reading.mapped import mapped_grids, told_company
from model.reading.mapping import Mapping
from model.reading.names import one_spelling
from model.reading.short_form import company_tables, named_members, unknown_functions
from model.rollup.exports import EXPORTS
from model.rollup.making import Export
from model.tables import COMPANY, SHORT_FORM, TABLES
from model.unusual import unusual

__all__ = ["Reading", "Source", "read_mapped", "read_tables"]


WHOLE_COLUMN = ("missing_column", "ambiguous_month")  # nothing more is said of such a column
ABOUT_MONTHS = ("missing_month", "missing_month_for_all", "too_few_months")  # not of months that were not read


@dataclass(frozen=True)
class Reading:
    """The frames by table name, each with every declared column (missing = NaN), and all that is wrong.

    Months are 'YYYY-MM', numbers float64, names str; `row` is the row in the user's spreadsheet.
    """

    tables: abc.Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True when no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)


def read_tables(source: Source, mapping: Mapping | None = None) -> Reading:
    """The company's tables from a path or from (name, bytes), as a mapping reads them; raises CompanyUnreadable."""
    return read_mapped(source, raw_grids(source), mapping)


def read_mapped(source: Source, raw: abc.Mapping[str, Grid], mapping: Mapping | None) -> Reading:
    """As `read_tables`, of grids that are read already."""
    name = source[0] if isinstance(source, tuple) else source.name
    grids = named_grids(name, raw) if mapping is None else _mapped(name, raw, mapping)
    if SHORT_FORM.name in grids.tables:
        return _read_short_form(grids, PurePath(name).stem)
    filled = _filled(grids, source)
    frames: dict[str, pd.DataFrame] = {}
    findings = [*grids.findings, *(Finding(name, "empty_table", 1, severity="warning") for name in _left_out(grids))]
    for name in (table for table in TABLES if table in filled):
        frames[name], found = frame_of(filled[name], TABLES[name])
        findings.extend(found)
    told = frames.get("company") if mapping is None else told_company(mapping, frames)
    frames = frames if told is None else {"company": told, **{k: v for k, v in frames.items() if k != "company"}}
    frames, twins = one_spelling(frames)
    if "company" in frames:
        frames["company"], found = normalised_company(frames["company"])
        findings.extend(found)
    return Reading(frames, _joined([*findings, *twins], check_tables(frames)))


def _mapped(name: str, raw: abc.Mapping[str, Grid], mapping: Mapping) -> Grids:
    """The grids that the mapping names, and beside them those whose names say what they are."""
    tables, rest, findings = mapped_grids(mapping, raw)
    for export in (EXPORTS[table] for table in list(tables) if table in EXPORTS):
        if any(finding.table == export.name and finding.severity == "error" for finding in findings):
            del tables[export.name]
        elif export.table in tables:
            raise CompanyUnreadable(Finding(export.table, "same_table_twice", value=tables[export.name].name))
        else:
            tables[export.table], found = monthly(tables.pop(export.name), export)
            findings.extend(found)
    known = {table: rest[source] for source in rest if (table := table_named(source)) and table not in tables}
    whole = {**known, **tables}
    if not whole:
        return named_grids(name, rest)
    return Grids(whole, tuple(findings))


def monthly(grid: Grid, export: Export) -> tuple[Grid, list[Finding]]:
    """The monthly table of a grid of lines, made by DuckDB, and what is worth a word."""
    from model.rollup.grids import monthly_grid  # noqa: PLC0415  # its library costs every start half a second

    return monthly_grid(grid, export)


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


def _as_told(tables: abc.Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
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
