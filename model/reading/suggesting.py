"""Which column of a file may be which declared one: by its name, by words it shares, and by what stands in it."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import PurePosixPath

from model.columns import Column, Table
from model.reading.files import table_named
from model.reading.grid import Cell, Grid, is_blank, text_of
from model.reading.headers import chosen, plain, recognised
from model.reading.mapped import header_index
from model.reading.mapping import KNOWN, Mapping, SourceMapping, undated
from model.reading.months import candidates
from model.reading.numbers import shape_of
from model.rollup.exports import EXPORTS
from model.tables import SHORT_FORM, TABLES

SURE, LIKELY, GUESS = 0.95, 0.75, 0.5  # scores above which a suggestion is called so
BY_CONTENT = 0.7  # of a header that says nothing over a column that can only be one thing
CLEAN = 0.8  # share of the cells that must read as the kind of the column
IDLE = frozenset(  # words of a header that say nothing of what stands below it
    """de du des d la le les l the of par per en in a au aux et and total montant nb nombre number count n
    eur euro euros k keur usd ht ttc mensuel monthly""".split()  # noqa: SIM905  # read as a sentence
)
ROWS = 200
OTHER_RHYTHM = 0.2  # taken off a table of months where there are days, and off lines where there are months
UNSEEN = ("company", "experiments")  # tables that are known by their names only


@dataclass(frozen=True)
class Suggestion:
    """A header for a declared column, and how certain that is, from 0 to 1."""

    header: str
    score: float


def suggestions(headers: Sequence[str], rows: Sequence[Sequence[Cell]], table: Table) -> dict[str, Suggestion]:
    """The best header for each declared column that has one; every header is used once at most."""
    cells = {at: [row[at] for row in rows if at < len(row) and not is_blank(row[at])] for at in range(len(headers))}
    ranked = sorted(
        (
            (-scored(header, cells[at], column, table), place, at)
            for place, column in enumerate(table.columns)
            if not column.prefix
            for at, header in enumerate(headers)
            if header.strip()
        ),
    )
    found: dict[str, Suggestion] = {}
    used: set[int] = set()
    for score, place, at in ranked:
        name = table.columns[place].name
        if -score >= GUESS and name not in found and at not in used:
            found[name] = Suggestion(headers[at], -score)
            used.add(at)
    return found


def scored(header: str, cells: Sequence[Cell], column: Column, table: Table) -> float:
    """How certain it is that a header means a column: its name counts, and its cells can rule it out."""
    match = recognised(header, table)
    named = 1.0 if match is not None and match[1] == column.name else 0.0
    if match is not None and not named:
        return 0.0
    fit = fitting(cells, column)
    if fit < CLEAN:
        return 0.4 if named else 0.0
    telling = column.kind == "choice" or (column.kind == "month" and all(_says_date(cell) for cell in cells))
    only = BY_CONTENT if telling and fit == 1.0 and cells else 0.0
    return max(named, likeness(plain(header), column), only)


def likeness(word: str, column: Column) -> float:
    """How alike a header is to the words of a column, from 0 to .9: shared words first, then letters."""
    return max(_alike(word, alias) for alias in (column.name, *column.aliases))


@lru_cache(maxsize=20_000)
def _alike(word: str, alias: str) -> float:
    ours, theirs = set(word.split("_")) - IDLE, set(alias.split("_")) - IDLE
    shared = len(ours & theirs) / len(theirs | ours) if theirs and ours else 0.0
    inside = 0.8 if theirs and theirs <= ours else 0.0
    letters = SequenceMatcher(None, word, alias).ratio()
    return max(0.9 * shared, inside, 0.9 * letters if letters > CLEAN else 0.0)


def fitting(cells: Sequence[Cell], column: Column) -> float:
    """The share of the cells that read as the kind of the column."""
    if not cells:
        return 1.0
    if column.kind == "month":
        return sum(bool(candidates(cell, None)) for cell in cells) / len(cells)
    if column.numeric:
        return sum(not isinstance(cell, str) or shape_of(cell) is not None for cell in cells) / len(cells)
    if column.kind == "choice":
        return sum(chosen(text_of(cell), column.choices) is not None for cell in cells) / len(cells)
    numbers = sum(not isinstance(cell, str) or shape_of(cell) is not None for cell in cells)
    return 1.0 if numbers < len(cells) else 0.0


def _says_date(cell: Cell) -> bool:
    """Whether a cell is a date by itself; a bare number may be an amount."""
    if isinstance(cell, str):
        return shape_of(cell) is None and bool(candidates(cell, None))
    return isinstance(cell, datetime)


def headers_and_rows(grid: Grid, table: Table | None = None) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """The header cells of a grid as text and its first rows."""
    index = header_index(grid, table, ())
    return [text_of(cell) for cell in grid.rows[index].cells], [row.cells for row in grid.rows[index + 1 :][:ROWS]]


def suggested_table(name: str, grid: Grid, *, alone: bool = False) -> tuple[str, float]:
    """The table that a file or sheet seems to be, by its name, else by its columns; ('', 0) when none fits.

    One that stands `alone` can be the short form; among others it is one of the tables.
    """
    named = table_named(name) or table_named(undated(name))
    if named is not None and not alone:
        return named, 1.0
    words = set(undated(PurePosixPath(name).name).split("_"))
    monthly = (SHORT_FORM,) if alone else tuple(TABLES.values())
    declared = (*monthly, *(export.lines for export in EXPORTS.values()))
    lines = [export.name for export in EXPORTS.values()]
    daily = _by_day(grid)
    scores = {
        table.name: _fit(grid, table, words) - (OTHER_RHYTHM if (table.name in lines) != daily else 0.0)
        for table in declared
        if table.name not in UNSEEN
    }
    best = max(scores, key=lambda table: scores[table])
    return (best, min(1.0, scores[best])) if scores[best] >= GUESS else ("", 0.0)


def _by_day(grid: Grid) -> bool:
    """Whether dates fall on days within months, as those of lines do; a monthly table has months or first days."""
    _, rows = headers_and_rows(grid)
    cells = [cell for row in rows for cell in row if _says_date(cell)]
    days = [day for cell in cells for day in candidates(cell, None).values()]
    return any(day.day != 1 for day in days)


def _fit(grid: Grid, table: Table, words: set[str]) -> float:
    """How much of what a table needs is there and how much of the file it uses; a word of the file's name counts too."""
    headers, rows = headers_and_rows(grid, table)
    found = suggestions(headers, rows, table)
    needed = [column.name for column in table.columns if column.required]
    there = sum(found[column].score for column in needed if column in found) / max(1, len(needed))
    used = sum(said.score for said in found.values()) / max(1, sum(bool(header.strip()) for header in headers))
    return 0.5 * there + 0.5 * min(1.0, used) + (0.3 if words & {table.name, *table.aliases} else 0.0)


def suggested_mapping(name: str, grids: Map[str, Grid]) -> tuple[Mapping, dict[str, dict[str, float]]]:
    """A mapping of all sources with the best header for each column, and the score of each, by source and column."""
    sources, scores = {}, {}
    for source, grid in grids.items():
        table, _ = suggested_table(source, grid, alone=len(grids) == 1)
        found = suggestions(*headers_and_rows(grid, KNOWN[table]), KNOWN[table]) if table else {}
        sources[source] = SourceMapping(table, {column: said.header for column, said in found.items()})
        scores[source] = {column: said.score for column, said in found.items()}
    return Mapping(name, sources), scores
