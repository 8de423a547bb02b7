"""A mapping applied to what was read: headers become the declared names, columns left out go, gone ones are named."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from model.columns import COMPANY_KEYS, ROW, Table
from model.findings import CompanyUnreadable, Finding
from model.reading.grid import Cell, Grid, Row, is_blank, text_of
from model.reading.headers import SEARCHED, plain, recognised
from model.reading.mapping import KNOWN, ORDERS, Mapping, SourceMapping
from model.reading.months import GRAMMARS
from model.reading.short_form import next_month

MappedGrids = dict[str, Grid]


def sources_gone(mapping: Mapping, names: Sequence[str]) -> list[Finding]:
    """A finding for each source that the mapping reads and that is no longer there."""
    there = {id(mapping.source(name)) for name in names}
    return [
        Finding(mapping.name, "mapped_source_gone", value=source, allowed=", ".join(names) or "none")
        for source, said in mapping.sources.items()
        if said.table and id(said) not in there
    ]


def applied(said: SourceMapping, grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid with declared headers, and a finding for each column that the mapping reads and the file lacks."""
    table = KNOWN[said.table]
    index = header_index(grid, table, list(said.columns.values()))
    header = grid.rows[index]
    places, findings = _places(said, table, header)
    names = {place: column for column, place in places.items()}
    kept = [place for place, cell in enumerate(header.cells) if place in names or _stays(cell, table, said)]
    rows = [Row(header.number, tuple(names.get(place, header.cells[place]) for place in kept))]
    for row in grid.rows[index + 1 :]:
        rows.append(Row(row.number, tuple(row.cells[place] for place in kept if place < len(row.cells))))
    renamed = replace(grid, rows=(*grid.rows[:index], *rows))
    return _ordered(renamed, index, table, said.months), findings


def header_index(grid: Grid, table: Table | None, wanted: Sequence[str]) -> int:
    """The place of the row among the first ones that has most of the wanted headers and known words."""
    words = {plain(header) for header in wanted if header}

    def score(row: Row) -> int:
        texts = [text_of(cell) for cell in row.cells if isinstance(cell, str) and not is_blank(cell)]
        known = sum(table is not None and recognised(text, table) is not None for text in texts)
        return 2 * sum(plain(text) in words for text in texts) + known

    scores = [score(row) for row in grid.rows[:SEARCHED]]
    if max(scores):
        return scores.index(max(scores))
    widths = [sum(isinstance(cell, str) and not is_blank(cell) for cell in row.cells) for row in grid.rows[:SEARCHED]]
    return widths.index(max(widths))


def _places(said: SourceMapping, table: Table, header: Row) -> tuple[dict[str, int], list[Finding]]:
    texts = [text_of(cell) for cell in header.cells]
    places, findings = {}, []
    for column, wanted in said.columns.items():
        if not wanted:
            continue
        same = [place for place, text in enumerate(texts) if text.strip() == wanted.strip()]
        alike = same or [place for place, text in enumerate(texts) if plain(text) == plain(wanted)]
        if alike:
            places[column] = alike[0]
        else:
            there = ", ".join(text for text in texts if text.strip())
            findings.append(Finding(table.name, "mapped_column_gone", header.number, column, wanted, there))
    return places, findings


def _stays(cell: Cell, table: Table, said: SourceMapping) -> bool:
    """Whether a column that the mapping does not name is read all the same: months and known words are."""
    if not isinstance(cell, str):
        return not is_blank(cell)
    match = recognised(cell, table)
    if match is not None:
        return match[1] not in said.columns
    return any(parse(cell.strip()) is not None for parse in GRAMMARS.values()) and not cell.strip().isdigit()


def _ordered(grid: Grid, index: int, table: Table, months: str) -> Grid:
    """The grid with its months written YYYY-MM, where the mapping says whether the day comes first."""
    columns = [column.name for column in table.columns if column.kind == "month"]
    if not months:
        return grid
    places = {place for place, cell in enumerate(grid.rows[index].cells) if cell in columns}
    parse = GRAMMARS[ORDERS[months]]

    def cell_of(place: int, cell: Cell) -> Cell:
        day: date | None = parse(cell.strip()) if place in places and isinstance(cell, str) else None
        return cell if day is None else day.isoformat()[:7]

    rows = [
        Row(row.number, tuple(cell_of(place, cell) for place, cell in enumerate(row.cells)))
        for row in grid.rows[index + 1 :]
    ]
    return replace(grid, rows=(*grid.rows[: index + 1], *rows))


def mapped_grids(mapping: Mapping, grids: Map[str, Grid]) -> tuple[MappedGrids, MappedGrids, list[Finding]]:
    """The grids that the mapping names, by table; those that it does not know, by name; and what no longer fits."""
    findings = sources_gone(mapping, list(grids))
    tables: MappedGrids = {}
    rest: MappedGrids = {}
    for name, grid in grids.items():
        said = mapping.source(name)
        if said is None:
            rest[name] = grid
        elif said.table in tables:
            raise CompanyUnreadable(Finding(said.table, "same_table_twice", value=name))
        elif said.table:
            tables[said.table], found = applied(said, grid)
            findings.extend(found)
    return tables, rest, findings


def told_company(mapping: Mapping, frames: Map[str, pd.DataFrame]) -> pd.DataFrame | None:
    """The table `company` with what the mapping says where the files say nothing; None when neither says anything."""
    given = frames.get("company")
    known = set() if given is None else set(given["key"])
    facts = {key: value for key, value in mapping.company.items() if key not in known and value.strip()}
    if "sales" in frames and mapping.company and "first_forecast_month" not in {*known, *facts}:
        months = frames["sales"]["month"].dropna()
        facts |= {"first_forecast_month": next_month(str(months.max()))} if len(months) else {}
    if not facts:
        return given
    said = pd.DataFrame(
        {
            ROW: pd.Series([1] * len(facts), dtype="int64"),
            "key": pd.Series([key for key in COMPANY_KEYS if key in facts], dtype="str"),
            "value": pd.Series([facts[key] for key in COMPANY_KEYS if key in facts], dtype="str"),
        }
    )
    return said if given is None else pd.concat([given, said], ignore_index=True)
