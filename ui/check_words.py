"""A finding cut into what its table shows: where, which rule, and what to do."""

import re
from dataclasses import replace

from model.findings import Finding
from model.tables import SHORT_FORM, TABLES
from ui.findings import sentence
from ui.words import known, t

PARTS = re.compile("[\\s\\u202f]*(?:;|(?<=[^0-9])\\.(?= [A-Z]))\\s*")


def table_name(finding: Finding) -> str:
    """The table in the reader's words; a file's own name where no table is known."""
    named = finding.table in TABLES or finding.table == SHORT_FORM.name
    return t(f"table.{finding.table}") if named else finding.table


def column_name(finding: Finding) -> str:
    """The column as the files have it, with its words where they say more."""
    key = f"heading.{finding.column}"
    return t(key) if finding.column and known(key) else finding.column


def rule(finding: Finding) -> str:
    """What is wrong, without the place."""
    return _parts(finding)[0]


def mend(finding: Finding) -> str:
    """What to do about it."""
    return _parts(finding)[1]


def _parts(finding: Finding) -> tuple[str, str]:
    bare = sentence(replace(finding, table="", row=None, column="")).lstrip(" :\u202f\u00a0")
    what, *todo = PARTS.split(bare, maxsplit=1)
    return _opened(what), _opened(todo[0]) if todo else ""


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]
