"""Small files joined to the lines by the one column they share: products with prices, agents with regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import sqlalchemy as sa

from model.findings import CompanyUnreadable, Finding
from model.reading.archives import FILE_BYTES
from model.reading.headers import plain
from model.rollup.query import Expression
from model.rollup.running import on_duckdb, silent


@dataclass(frozen=True)
class Lookup:
    """A file as view of DuckDB, its key's place in it and the place of the same column in the lines."""

    view: sa.TableClause
    key: str
    line_place: int


@dataclass(frozen=True)
class Joined:
    """The files joined, the headers they add and the expressions of these."""

    lookups: tuple[Lookup, ...]
    headers: tuple[str, ...]
    columns: tuple[Expression, ...]

    def joined_to(self, lines: sa.TableClause) -> sa.FromClause:
        """The lines with what the files say of each."""
        whole: sa.FromClause = lines
        for lookup in self.lookups:
            whole = whole.outerjoin(lookup.view, lines.c[f"c{lookup.line_place}"] == lookup.view.c[lookup.key])
        return whole


def joined(connection: duckdb.DuckDBPyConnection, headers: Sequence[str], paths: Sequence[Path]) -> Joined:
    """The files, each with one column that the lines have too and no row twice; raises CompanyUnreadable."""
    lookups: list[Lookup] = []
    added: list[str] = []
    columns: list[Expression] = []
    for number, path in enumerate(paths):
        names = _opened(connection, path, f"lookup{number}")
        view = sa.table(f"lookup{number}", *(sa.column(f"c{place}") for place in range(len(names))))
        shared = [(place, at) for place, name in enumerate(names) for at in _same(name, headers)]
        if len(shared) != 1:
            allowed = ", ".join(names[place] for place, _ in shared) or "none"
            raise CompanyUnreadable(Finding(path.name, "lookup_key", allowed=allowed))
        key, line_place = shared[0]
        _refuse_twice(connection, view, f"c{key}", path.name)
        lookups.append(Lookup(view, f"c{key}", line_place))
        rest = [place for place in range(len(names)) if place != key]
        added.extend(names[place] for place in rest)
        columns.extend(view.c[f"c{place}"] for place in rest)
    return Joined(tuple(lookups), tuple(added), tuple(columns))


def _same(name: str, headers: Sequence[str]) -> list[int]:
    return [at for at, header in enumerate(headers) if plain(header) == plain(name)]


def _opened(connection: duckdb.DuckDBPyConnection, path: Path, view: str) -> list[str]:
    if not path.is_file():
        raise CompanyUnreadable(Finding(str(path), "not_found"))
    if path.stat().st_size > FILE_BYTES:
        raise CompanyUnreadable(Finding(path.name, "too_large", value="a file to join", allowed="20 MB"))
    try:
        found = connection.read_csv(str(path), header=True, all_varchar=True)
    except duckdb.Error as error:
        raise CompanyUnreadable(Finding(path.name, "damaged", value=str(error).split("\n")[0])) from error
    renamed = [duckdb.ColumnExpression(name).alias(f"c{place}") for place, name in enumerate(found.columns)]
    found.select(*renamed).create_view(view)
    return list(found.columns)


def _refuse_twice(connection: duckdb.DuckDBPyConnection, view: sa.TableClause, key: str, name: str) -> None:
    column = view.c[key]
    twice = sa.select(column).where(column.is_not(None)).group_by(column).having(sa.func.count() > 1).limit(1)
    rows = on_duckdb(connection, twice, silent)
    if rows:
        raise CompanyUnreadable(Finding(name, "lookup_twice", value=str(rows[0][0])))
