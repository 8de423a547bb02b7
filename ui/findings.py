"""Findings about a company's data in the reader's words: where, what was given, and what to do."""

from model.findings import Finding, message, shortened
from model.tables import TABLES
from ui.words import known, t


def sentence(finding: Finding) -> str:
    """One sentence; the model's own when the rule has no words here."""
    key = f"finding.{finding.rule}"
    if not known(key):
        return message(finding)
    fields = {name: shortened(text) for name, text in finding.fields.items()}
    return t(key, **fields, where=where(finding), value=shortened(finding.value), allowed=finding.allowed)


def where(finding: Finding) -> str:
    """Table, row and column, as far as they are known."""
    table = t(f"table.{finding.table}") if finding.table in TABLES else finding.table
    row = "" if finding.row is None else t("finding_row", row=finding.row)
    return ", ".join(part for part in (table, row, finding.column) if part)
