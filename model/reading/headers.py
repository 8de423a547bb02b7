"""Which column of a file is which declared one, in French or English, whatever accents, case and spaces."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from model.columns import Choices, Column, Table
from model.findings import Finding
from model.reading.grid import Cell, Grid, filled_width, is_blank, text_of
from model.tables import SHORT_FORM, TABLES

SEARCHED = 30  # first rows among which the header is looked for
MEMBER_WORDS: Choices = {
    "goods": ("des_ventes", "marchandises", "goods_sold", "ventes", "of_goods_sold", "of_goods", "matieres"),
    "rent": ("loyer", "loyers"),
    "it": ("informatique",),
}


@dataclass(frozen=True)
class Place:
    """Where a column stands: its declaration, its name (with the member of a prefix), its index."""

    column: Column
    name: str
    index: int


@dataclass(frozen=True)
class Header:
    """The header row: its spreadsheet row, its index in the grid, the places, the table's width."""

    row: int
    index: int
    places: tuple[Place, ...]
    width: int
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words without accents and case, joined by '_'.

    >>> plain(" Coût-des ventes ")
    'cout_des_ventes'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", bare.replace("œ", "oe")).strip("_")


def chosen(text: str, choices: Choices) -> str | None:
    """The declared word that the text means, or None."""
    word = plain(text)
    return next((name for name, aliases in choices.items() if word == name or word in aliases), None)


def words_of(table: Table) -> Mapping[str, Column]:
    """Every word that stands for a column of a table; a column's own name wins over an alias."""
    fixed = [column for column in table.columns if not column.prefix]
    aliases = {alias: column for column in reversed(fixed) for alias in column.aliases}
    return {**aliases, **{column.name: column for column in fixed}}


WORDS: dict[str, Mapping[str, Column]] = {table.name: words_of(table) for table in (*TABLES.values(), SHORT_FORM)}


def recognised(text: str, table: Table) -> tuple[Column, str] | None:
    """The declared column that a header cell means and its name, or None."""
    word = plain(text)
    if table.name not in WORDS:  # the lines of an export are declared apart from the tables of a company
        WORDS[table.name] = words_of(table)
    column = WORDS[table.name].get(word)
    if column is not None:
        return column, column.name
    for candidate in (column for column in table.columns if column.prefix):
        for start in (candidate.name, *candidate.aliases):
            if word.startswith(start) and word != start:
                return candidate, candidate.name + member_word(candidate, word.removeprefix(start))
    return None


def member_word(column: Column, word: str) -> str:
    """The word behind a prefix, as declared where it is a known one."""
    return chosen(word, column.choices or MEMBER_WORDS) or word


def header_words(record: Sequence[str]) -> int:
    """How many cells of a record are header words of any table: what the delimiter vote counts."""
    tables = (*TABLES.values(), SHORT_FORM)
    return max(sum(recognised(cell, table) is not None for cell in record[:50]) for table in tables)


def find_header(grid: Grid, table: Table) -> Header:
    """The row among the first ones with the most known words; the first of equals."""
    rows = grid.rows[:SEARCHED]
    counts = [sum(_known(cell, table) for cell in row.cells) for row in rows]
    index = counts.index(max(counts))
    row = rows[index]
    places, findings = _places(row.cells, table, row.number)
    if index > 0:
        findings.append(Finding(table.name, "header_below_title", row.number, severity="warning"))
    return Header(row.number, index, tuple(places), filled_width(row), tuple(findings))


def _known(cell: Cell, table: Table) -> bool:
    return isinstance(cell, str) and recognised(cell, table) is not None


def _places(cells: Sequence[Cell], table: Table, row: int) -> tuple[list[Place], list[Finding]]:
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for index, cell in enumerate(cells):
        if is_blank(cell):
            continue
        match = recognised(text_of(cell), table)
        if match is None:
            findings.append(_unknown(text_of(cell), table, row))
        elif match[1] in places and match[0].prefix and plain(text_of(cell)) not in places:
            word = plain(text_of(cell))  # a second word for one member: both columns count, and are added up
            places[word] = Place(match[0], word, index)
        elif match[1] in places:
            findings.append(Finding(table.name, "duplicate_column", row, match[1], text_of(cell)))
        else:
            places[match[1]] = Place(match[0], match[1], index)
    missing = [column for column in table.columns if column.required and column.name not in places]
    findings.extend(Finding(table.name, "missing_column", row, column.name) for column in missing)
    return list(places.values()), findings


def _unknown(text: str, table: Table, row: int) -> Finding:
    names = [column.name for column in table.columns]
    close = get_close_matches(plain(text), names, n=3) or names
    return Finding(table.name, "unknown_column", row, "", text, ", ".join(close), "warning")
