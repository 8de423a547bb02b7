"""Names of products, markets, channels and processes: cleaned, checked, and one spelling for each."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from model.columns import MEMBERS, NAME_LENGTH, ROW
from model.findings import Finding
from model.tables import SHORT_FORM, TABLES

SPACES = re.compile(r"\s+")
TOTALS = (
    "total",
    "totals",
    "totaux",
    "sous_total",
    "subtotal",
    "sub_total",
    "grand_total",
    "total_general",
    "somme",
    "sum",
)


def cleaned(text: str) -> str:
    """The name in composed letters, without invisible characters and needless spaces.

    >>> cleaned("  Pro,\\n grands \\u202ecomptes ")
    'Pro, grands comptes'
    """
    if text.isascii() and text.isprintable():
        return SPACES.sub(" ", text).strip()
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def name_fault(text: str) -> str:
    """The rule that a name breaks ('' for none); `removed_characters` is a warning."""
    if len(text) <= NAME_LENGTH and text.isascii() and text.isprintable():
        return ""
    if any(_is_control(letter) for letter in text):
        return "control_character"
    name = cleaned(text)
    if len(name) > NAME_LENGTH:
        return "name_too_long"
    if text.strip() and not name:
        return "empty"
    return "removed_characters" if any(unicodedata.category(letter) == "Cf" for letter in text) else ""


def _is_control(letter: str) -> bool:
    """True for control characters, halves of a character, and the ones that Unicode gives to nobody."""
    if unicodedata.category(letter) in ("Cc", "Cs"):
        return letter not in "\t\r\n"
    return ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF


def one_spelling(tables: Mapping[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """The tables with names that differ by case only in the most frequent spelling, across tables."""
    places = _name_columns(tables)
    spellings: dict[str, Counter[str]] = {}
    for table, column in places:
        counter = spellings.setdefault(column, Counter())
        counter.update(tables[table][column].dropna().astype(str))
    merged = {table: frame.copy() for table, frame in tables.items()}
    findings: list[Finding] = []
    for table, column in places:
        other = _renamed(spellings[column])
        findings.extend(_twins(table, column, merged[table], other))
        merged[table][column] = merged[table][column].replace(other)
        findings.extend(_too_many(table, column, merged[table]))
    return merged, findings


def _name_columns(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    declared = {**TABLES, SHORT_FORM.name: SHORT_FORM}
    return [
        (table, column.name)
        for table, frame in tables.items()
        for column in declared[table].columns
        if column.kind == "name" and column.name in frame and table != "company"
    ]


def _renamed(counter: Counter[str]) -> dict[str, str]:
    groups: dict[str, list[str]] = {}
    for name, _ in counter.most_common():
        groups.setdefault(name.casefold(), []).append(name)
    return {name: names[0] for names in groups.values() for name in names[1:]}


def _twins(table: str, column: str, frame: pd.DataFrame, other: Mapping[str, str]) -> Iterable[Finding]:
    for name, kept in other.items():
        rows = frame.loc[frame[column] == name, ROW]
        if len(rows):
            fields = {"other": kept}
            yield Finding(table, "same_name", int(rows.iloc[0]), column, name, "", "warning", fields)


def _too_many(table: str, column: str, frame: pd.DataFrame) -> Iterable[Finding]:
    count = frame[column].nunique()
    if count > MEMBERS:
        yield Finding(table, "too_many_names", None, column, str(count), str(MEMBERS))
