"""Findings about a company's data in the reader's words: where, what was given, and what to do."""

import re
from decimal import Decimal

from babel.numbers import format_decimal

from model.findings import Finding, message, shortened
from model.reading.headers import plain
from model.tables import TABLES
from ui.numbers import MINUS, Style, month_name
from ui.words import known, language, t

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
COMPUTED = frozenset(
    {
        "outlier",
        "break",
        "payroll_off_heads",
        "heads_do_not_add_up",
        "won_off_new_customers",
        "leads_below_campaigns",
        "funnel_widens",
        "cost_above_price",
        "on_time_but_late",
        "customers_do_not_add_up",
        "revenue_does_not_add_up",
        "churn_above_customers",
        "unlikely_churn",
        "rework_above_volume",
        "leavers_above_heads",
        "won_above_opportunities",
        "missing_month",
        "missing_month_for_all",
    }
)


def sentence(finding: Finding) -> str:
    """One sentence; the model's own when the rule has no words here."""
    key = f"finding.{finding.rule}"
    if not known(key):
        return message(finding)
    fields = {name: _figure(finding, shortened(text)) for name, text in finding.fields.items()}
    value = _figure(finding, shortened(finding.value))
    return t(key, **fields, where=where(finding), value=value, allowed=_allowed(finding.allowed))


def _figure(finding: Finding, text: str) -> str:
    """A computed figure or a month as this reader writes it; what a file holds stays as it was typed."""
    if finding.rule not in COMPUTED:
        return text
    if NUMBER.fullmatch(text):
        return str(format_decimal(Decimal(text), format="#,##0.######", locale=language())).replace("-", MINUS)
    return month_name(text, style=Style(language())) if MONTH.fullmatch(text) else text


def _allowed(text: str) -> str:
    key = f"allowed.{plain(text)}"
    return t(key) if known(key) else text


def where(finding: Finding) -> str:
    """Table, row and column, as far as they are known."""
    table = t(f"table.{finding.table}") if finding.table in TABLES else finding.table
    row = "" if finding.row is None else t("finding_row", row=finding.row)
    return ", ".join(part for part in (table, row, finding.column) if part)
