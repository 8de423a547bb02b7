"""What is wrong with a company's data: a stable rule, where, what was given, and one English sentence.

A screen translates a finding from a catalogue with the same rules and the same named placeholders.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from model.source_sentences import SENTENCES as SOURCE_SENTENCES

Severity = Literal["error", "warning"]
SHOWN = 60  # characters of a value that a sentence repeats
MOST = 50  # findings of one rule in one column that are listed one by one


@dataclass(frozen=True)
class Finding:
    """One thing wrong: `row` is numbered as a spreadsheet does (header = 1), `fields` fill the sentence."""

    table: str
    rule: str
    row: int | None = None
    column: str = ""
    value: str = ""
    allowed: str = ""
    severity: Severity = "error"
    fields: Mapping[str, str] = field(default_factory=dict)


class CompanyUnreadable(Exception):  # noqa: N818  it names what happened, in the field's words
    """The source cannot be read as a company at all; `findings` says why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(" ".join(message(finding) for finding in findings))
        self.findings = findings


SENTENCES: Mapping[str, str] = {
    **SOURCE_SENTENCES,
    # the file
    "not_found": "{where}: there is no such file or folder; check the path.",
    "unknown_file_kind": "{where}: this kind of file is not read; save it as {allowed}.",
    "too_large": "{where}: the file is too large ({value}); the limit is {allowed}. Shorten it.",
    "packed_too_tightly": "{where}: '{value}' is too large, over {allowed} times its packed size; save the file anew.",
    "too_many_entries": "{where}: the archive holds {value} files; at most {allowed} are read.",
    "damaged": "{where}: the file is damaged or cut; save it again and send it anew.",
    "unsafe_path": "{where}: the archive holds the name '{value}', outside its folder; pack the files anew.",
    "macro": "{where}: the workbook holds macros; save it as .xlsx without macros.",
    "old_xls": "{where}: this is an Excel 97 workbook (.xls); save it as .xlsx.",
    "password": "{where}: the workbook is protected by a password; save it without password.",
    "text_in_workbook": "{where}: this is CSV text under a workbook's name; rename it to .csv.",
    "workbook_in_text": "{where}: this is a workbook under the name of a text; rename it to .xlsx.",
    "html": "{where}: this is a web page, not a table; export the data as CSV or XLSX.",
    "unsafe_xml": "{where}: the workbook declares XML entities, which no spreadsheet writes; save it anew.",
    "too_slow": "{where}: the workbook took more than {allowed} to read; keep only the tables asked for.",
    "unreadable": "{where}: the file cannot be read; save it anew as {allowed}.",
    "no_data": "{where}: there is no data; a header row and one row per month are needed.",
    "too_many_columns": "{where}: {value} columns; at most {allowed} are read. Remove the others.",
    "too_many_rows": "{where}: more than {allowed} rows; add rows up by month first.",
    "too_much_memory": "{where}: the file is too large for the memory of {allowed}; keep only the tables asked for.",
    "too_many_cells": "{where}: more than {allowed} cells; keep only the tables asked for, by month.",
    "unclosed_quote": '{where}: a quotation mark (") is not closed properly here; close it or remove it.',
    "same_table_twice": "{where}: '{value}' holds the same table a second time; keep one of them.",
    "ignored_table": "{where}: '{value}' is no table of a company and was left out; tables are {allowed}.",
    # the header
    "only_headers": "{where}: there are headers but no figures yet; fill in {allowed} from row 2 on.",
    "empty_table": "{where}: there is no row below the header, so the table was left out; fill it in if you can.",
    "missing_table": "{where}: this table is required; add a file or sheet of that name with {allowed}.",
    "missing_column": "{where}: this column is required; add it to the header.",
    "duplicate_column": "{where}: two columns have this meaning ('{value}'); keep one of them.",
    "unknown_column": "{where}: '{value}' is not a known column and was left out; known are {allowed}.",
    "header_below_title": "{where}: the header was found here; the rows above it were left out.",
    # the cell
    "short_row": "{where}: the row ends after {value} cells instead of {allowed}; fill in the missing cells.",
    "long_row": "{where}: the row has a cell beyond the header ('{value}'); quote it or remove it.",
    "empty": "{where}: the cell is empty; write a value (0 only if it is zero).",
    "gap": "{where}: the cell is empty and is taken as unknown, not as 0; fill it if you know it.",
    "total_row": "{where}: '{value}' is a total, which would count everything twice; remove the row.",
    "error_cell": "{where}: the cell holds the error {value}; correct the formula in the workbook.",
    "formula_without_value": "{where}: the formula {value} was never calculated; open and save the workbook.",
    "not_a_number": "{where}: '{value}' is not a number; write {allowed}.",
    "mixed_decimals": "{where}: '{value}' cannot be read safely: the column mixes decimal marks; use one.",
    "ambiguous_number": "{where}: '{value}' may be {low} or {high}; write {low}0 or {high}.",
    "mixed_percent": "{where}: '{value}' has no %, others in the column have; write all alike.",
    "not_a_share": "{where}: {value} is not a share; write {example} or {percent} %.",
    "too_low": "{where}: {value} is below {allowed}; correct the value.",
    "too_high": "{where}: {value} is above {allowed}; correct the value or its unit.",
    "not_a_month": "{where}: '{value}' is not a month; write {allowed}, as in the rest of the column.",
    "ambiguous_month": "{where}: '{value}' is ambiguous (day or month first?); write months as {allowed}.",
    "control_character": "{where}: '{value}' holds a control character; type the text anew.",
    "removed_characters": "{where}: invisible characters were removed, leaving '{value}'; check the name.",
    "name_too_long": "{where}: the name '{value}' is too long; at most {allowed} characters are kept.",
    "same_name": "{where}: '{value}' was read as '{other}'; write the name one way only.",
    "too_many_names": "{where}: {value} different names; at most {allowed} may be. Group the small ones.",
    "unknown_choice": "{where}: '{value}' is not known here; write one of {allowed}.",
    # the table
    "missing_key": "{where}: this line is required; add it with {allowed}.",
    "too_few_months": "{where}: {value} months of history; at least {allowed} are needed. Add earlier ones.",
    "missing_month": "{where}: {value} is missing{member}; nothing was filled in. Add the rows if you can.",
    "missing_month_for_all": "{where}: {value} is missing for every row; add that month.",
    "duplicate_row": "{where}: the row is the same as row {other}; remove one, or it counts twice.",
    "conflicting_rows": "{where}: same {key} as row {other}, another value ('{value}'); keep the right one.",
    "zero_price": "{where}: the price is 0 and is kept; a price change in % has no effect on it.",
    "churn_above_customers": "{where}: {value} customers left of the {other} there were; correct either.",
    "unlikely_churn": "{where}: {value} customers left in a month with {other} units; check the figure.",
    "customers_do_not_add_up": "{where}: {value}, but last month + new - lost is {other}; check them.",
    "revenue_does_not_add_up": "{where}: {value}, but units x list price less discount is {other}; check.",
    "rework_above_volume": "{where}: {value} reworked of a volume of {other}; correct either.",
    "leavers_above_heads": "{where}: {value} left of {other} heads; correct either.",
    "won_above_opportunities": "{where}: {value} won of {other} opportunities open or new; check them.",
    "payroll_off_heads": "{where}: {value} for {heads} heads, whose usual pay makes {other}; check both.",
    "heads_do_not_add_up": "{where}: {value}, but last month + hires - leavers is {other}; check them.",
    "won_off_new_customers": "{where}: {value} deals won in {member}, but {other} new customers in sales; check both.",
    "leads_below_campaigns": "{where}: {value} leads in all, but marketing alone counts {other}; check both tables.",
    "funnel_widens": "{where}: {value} in {member} in all, more than {other} {before} before them; check the stages.",
    "cost_above_price": "{where}: {value} a unit, sold at {other}, in {months} months; check cost and price.",
    "on_time_but_late": "{where}: {value} on time, but {other} days taken of {days} promised; check both.",
    "outlier": "{where}: {value} in {month}{member}, where {other} would be usual; check the figure or say what happened.",
    "break": "{where}: from {month} on{member} the level is {other} times the one before; check unit and source.",
    "forecast_start": "{where}: starts in {value}, but sales end just before {allowed}; write {allowed}.",
    "and_more": "{where}: at least {value} more findings of the kind '{other}'; correct those above first.",
}


def where(finding: Finding) -> str:
    """Table, row and column, as far as they are known: 'operations, row 14, on_time'."""
    row = "" if finding.row is None else f"row {finding.row}"
    return ", ".join(part for part in (finding.table, row, finding.column) if part)


def message(finding: Finding) -> str:
    """One English sentence: where, what was given, what is allowed, what to do next.

    >>> fields = {"example": "0.97", "percent": "97"}
    >>> message(Finding("operations", "not_a_share", 14, "on_time", "97", fields=fields))
    'operations, row 14, on_time: 97 is not a share; write 0.97 or 97 %.'
    """
    words = {name: shortened(text) for name, text in finding.fields.items()}
    return SENTENCES[finding.rule].format(
        **words, where=where(finding), value=shortened(finding.value), allowed=finding.allowed
    )


def shortened(text: str) -> str:
    """The text as a sentence repeats it: printable and not too long."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return printable if len(printable) <= SHOWN else f"{printable[: SHOWN - 1]}…"


def capped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with at most MOST of one rule in one column; one last finding counts the rest."""
    kept: list[Finding] = []
    seen: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        place = (finding.table, finding.column, finding.rule)
        seen[place] = seen.get(place, 0) + 1
        if seen[place] <= MOST:
            kept.append(finding)
    severities = {(finding.table, finding.column, finding.rule): finding.severity for finding in kept}
    for (table, column, rule), count in seen.items():
        if count > MOST:
            value, severity = str(count - MOST), severities[(table, column, rule)]
            kept.append(Finding(table, "and_more", None, column, value, "", severity, {"other": rule}))
    return tuple(kept)
