"""An export rolled up: opened, grouped by its database, brought into months, written as a table of a company."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pandas as pd
import sqlalchemy as sa

from model.columns import ROW_LIMIT
from model.findings import CompanyUnreadable, Finding
from model.rollup.addresses import table_clause, warehouse
from model.rollup.chosen import Chosen
from model.rollup.fields import constants_of, fields_of, places_of, refuse_texts
from model.rollup.lines import Opened, database, headers_of, opened, table_of
from model.rollup.lookups import Joined, joined
from model.rollup.making import OUTCOMES, Export
from model.rollup.monthly import Grouped, grouped_of
from model.rollup.monthly import table_of as monthly_table
from model.rollup.origin import Origin
from model.rollup.query import Fields, made_columns, queries
from model.rollup.running import Progress, Rows, on_duckdb, silent
from model.rollup.sample import folder_for_spills, utf8_of

Query: TypeAlias = sa.Select[Any]
Run: TypeAlias = Callable[[Query], Rows]

AS_RECOGNISED = Chosen()
LONGEST = 5 * ROW_LIMIT  # rows that a query may give back
FORMULA = re.compile(r"^[=+\-@\t\r]")


@dataclass(frozen=True)
class Rolled:
    """A monthly table made from `lines` lines, and what is worth a word."""

    table: str
    frame: pd.DataFrame
    lines: int
    findings: tuple[Finding, ...] = field(default=())


def roll_up(
    path: Path,
    export: Export,
    chosen: Chosen = AS_RECOGNISED,
    lookups: Sequence[Path] = (),
    progress: Progress = silent,
) -> Rolled:
    """The monthly table of a CSV or Parquet file of any size; raises CompanyUnreadable, or what `progress` raises."""
    if not path.is_file():
        raise CompanyUnreadable(Finding(str(path), "not_found"))
    with folder_for_spills() as folder, database(Path(folder)) as connection:
        source = path if path.suffix.lower() in (".parquet", ".pq") else utf8_of(path, Path(folder))
        own, _ = headers_of(source, export.lines)
        beside = joined(connection, own, lookups)
        headers = [*own, *beside.headers]
        places = places_of(path.name, headers, export.lines, chosen)
        lines = opened(connection, source, export.lines, {k: at for k, at in places.items() if at < len(own)})
        fields = _file_fields(export, chosen, lines, beside, places)
        return _rolled(path.name, export, fields, lambda query: _on_file(path.name, lines, places, query, progress))


def roll_up_address(
    origin: Origin, export: Export, chosen: Chosen = AS_RECOGNISED, progress: Progress = silent
) -> Rolled:
    """The monthly table that a database makes of one of its tables; raises CompanyUnreadable."""
    with warehouse(origin) as database_of:
        columns = database_of.columns(origin.table)
        headers = list(columns)
        places = places_of(database_of.name, headers, export.lines, chosen)
        lines = table_clause(origin.table, columns)
        kinds = {name: columns[headers[at]] for name, at in places.items()}
        refuse_texts(database_of.name, export.lines, kinds)
        dated = {name: kind if database_of.casts_dates else "DATE" for name, kind in kinds.items()}
        given = {name: (lines.c[headers[at]], dated[name]) for name, at in places.items()}
        found = fields_of(lines, given, export.lines, None)
        fields = replace(found, of={**found.of, **constants_of(export.lines, chosen)})
        return _rolled(database_of.name, export, fields, partial(database_of.run, progress=progress), database_of.sets)


def _file_fields(export: Export, chosen: Chosen, lines: Opened, beside: Joined, places: Mapping[str, int]) -> Fields:
    """The fields of a file and of those joined to it."""
    view = table_of(lines.headers)
    own = len(lines.headers)
    columns = {
        name: (view.c[f"c{at}"], lines.formats.types[at]) if at < own else (beside.columns[at - own], "VARCHAR")
        for name, at in places.items()
    }
    found = fields_of(beside.joined_to(view), columns, export.lines, lines.formats)
    return replace(found, of={**found.of, **constants_of(export.lines, chosen)})


def _on_file(name: str, lines: Opened, places: Mapping[str, int], query: Query, progress: Progress) -> Rows:
    """The rows, unless a line cannot be read: then nothing, and the line is named."""
    try:
        rows = on_duckdb(lines.connection, query, progress)
    except duckdb.ConversionException as error:
        value = re.search(r"string ['\"](.*?)['\"] to", str(error))
        found = Finding(
            name, "unread_lines", value=value[1] if value else str(error)[:60], allowed="a number or a date"
        )
        raise CompanyUnreadable(found) from error
    except duckdb.OutOfMemoryException as error:
        raise CompanyUnreadable(Finding(name, "too_many_members", allowed=str(ROW_LIMIT))) from error
    except duckdb.Error as error:
        raise CompanyUnreadable(Finding(name, "damaged", value=str(error).split("\n")[0])) from error
    fields = {at: field_name for field_name, at in places.items()}
    faults = [
        Finding(name, "unread_lines", line, fields.get(place, ""), text, "written as the other lines are")
        for line, place, text in lines.rejected()
    ]
    if faults:
        raise CompanyUnreadable(*faults)
    return rows


def _rolled(name: str, export: Export, fields: Fields, run: Run, sets: bool = True) -> Rolled:
    groups: list[Grouped] = []
    rolls = [roll for roll in export.rolls if roll.date in fields.of]
    for roll, query in zip(rolls, queries(export, fields, sets=sets), strict=True):
        rows = run(query.limit(LONGEST + 1))
        if len(rows) > LONGEST:
            raise CompanyUnreadable(Finding(name, "too_many_members", allowed=str(ROW_LIMIT)))
        groups.append(grouped_of(query, rows, [made.column for made in made_columns(roll, fields)]))
    if not any(len(group.monthly) for group in groups):
        raise CompanyUnreadable(Finding(name, "no_lines"))
    frame, findings = monthly_table(export, groups)
    if len(frame) > ROW_LIMIT:
        raise CompanyUnreadable(Finding(name, "too_many_members", allowed=str(ROW_LIMIT)))
    return Rolled(export.table, frame, groups[0].lines, (*findings, *_words(name, export, groups, frame)))


def _words(name: str, export: Export, groups: Sequence[Grouped], frame: pd.DataFrame) -> list[Finding]:
    """Lines without date, and stages that nobody understood."""
    found = []
    if groups[0].undated:
        value, other = str(groups[0].undated), {"other": str(groups[0].lines)}
        found.append(
            Finding(name, "undated_lines", None, export.rolls[0].date, value, severity="warning", fields=other)
        )
    if {"won", "lost"} <= set(frame) and not frame[["won", "lost"]].to_numpy().sum():
        allowed = ", ".join(words[0] for words in OUTCOMES.values())
        found.append(Finding(name, "no_outcome", None, "stage", allowed=allowed, severity="warning"))
    return found


def table_text(rolled: Rolled) -> str:
    """The table as CSV in which no name is taken for a formula."""
    names = rolled.frame.select_dtypes(include=["string", "object"]).columns
    safe = rolled.frame.assign(**{name: rolled.frame[name].map(_inert) for name in names})
    return str(safe.to_csv(index=False, float_format="%.10g"))


def written(rolled: Rolled, folder: Path) -> Path:
    """The table as a CSV file of a company's folder; the one before stays until the new one is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{rolled.table}.csv"
    unfinished = target.with_suffix(".csv.part")
    unfinished.write_text(table_text(rolled), encoding="utf-8")
    os.replace(unfinished, target)  # noqa: PTH105  atomic on every system
    return target


def _inert(text: object) -> object:
    """A name that no spreadsheet takes for a formula."""
    return f"'{text}" if isinstance(text, str) and FORMULA.match(text) else text
