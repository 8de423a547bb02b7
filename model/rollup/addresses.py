"""A database address in place of a file, so that the warehouse does the grouping; opened for reading only."""

import re
import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import duckdb
import sqlalchemy as sa

from model.findings import CompanyUnreadable, Finding
from model.rollup.origin import Origin
from model.rollup.running import Progress, Rows, on_duckdb, watched

DUCK_COLUMNS = """SELECT column_name, data_type FROM information_schema.columns
WHERE table_name = $1 AND table_schema = $2 ORDER BY ordinal_position"""
ALLOWED = "duckdb:///FILE, sqlite:///FILE or postgresql://USER@HOST/DATABASE"


@dataclass(frozen=True)
class Warehouse:
    """An open database: the name without password, and either a connection of DuckDB or of SQLAlchemy."""

    name: str
    duck: duckdb.DuckDBPyConnection | None = None
    alchemy: sa.Connection | None = None

    @property
    def sets(self) -> bool:
        """Whether it knows GROUPING SETS."""
        return self.alchemy is None or self.alchemy.dialect.name != "sqlite"

    @property
    def casts_dates(self) -> bool:
        """Whether a text must be cast before it is a date; SQLite has no dates and takes the text."""
        return self.sets

    def run(self, query: sa.Select[Any], progress: Progress) -> Rows:
        """The rows of a query; raises CompanyUnreadable with what the database says."""
        try:
            if self.duck is not None:
                return on_duckdb(self.duck, query, progress)
            assert self.alchemy is not None
            connection = self.alchemy
            return watched(
                lambda: [tuple(row) for row in connection.execute(query)], self._interrupt, lambda: None, progress
            )
        except (duckdb.Error, sa.exc.SQLAlchemyError) as error:
            raise CompanyUnreadable(Finding(self.name, "database_failed", value=_reason(error))) from error

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and their SQL types, in order; raises CompanyUnreadable when there is no such table."""
        found = self._duck_columns(table) if self.duck is not None else self._alchemy_columns(table)
        if not found:
            raise CompanyUnreadable(Finding(self.name, "address_table", value=table, allowed=self._tables()))
        return found

    def _duck_columns(self, table: str) -> dict[str, str]:
        schema, _, name = table.rpartition(".")
        assert self.duck is not None
        rows = self.duck.execute(DUCK_COLUMNS, [name, schema or "main"]).fetchall()
        return {str(column): str(kind) for column, kind in rows}

    def _alchemy_columns(self, table: str) -> dict[str, str]:
        schema, _, name = table.rpartition(".")
        assert self.alchemy is not None
        try:
            found = sa.inspect(self.alchemy).get_columns(name, schema or None)
        except sa.exc.SQLAlchemyError:
            return {}
        return {str(column["name"]): str(column["type"]) for column in found}

    def _tables(self) -> str:
        if self.duck is not None:
            rows = self.duck.execute("SELECT table_name FROM information_schema.tables ORDER BY 1 LIMIT 20").fetchall()
            return ", ".join(str(row[0]) for row in rows)
        assert self.alchemy is not None
        return ", ".join(sorted(sa.inspect(self.alchemy).get_table_names())[:20])

    def _interrupt(self) -> None:
        assert self.alchemy is not None
        driver: Any = self.alchemy.connection.driver_connection
        stop = getattr(driver, "interrupt", None) or getattr(driver, "cancel", None)
        if stop is not None:
            stop()


def table_clause(table: str, columns: dict[str, str]) -> sa.TableClause:
    """The table for a query, every identifier quoted."""
    schema, _, name = table.rpartition(".")
    quoted: list[sa.ColumnClause[Any]] = [sa.column(sa.quoted_name(column, quote=True)) for column in columns]
    where = sa.quoted_name(schema, quote=True) if schema else None
    return sa.table(sa.quoted_name(name, quote=True), *quoted, schema=where)


@contextmanager
def warehouse(origin: Origin) -> Iterator[Warehouse]:
    """The database of an address, for reading; raises CompanyUnreadable when it is not allowed or cannot be opened."""
    name = re.sub(r"//[^/@]*@", "//***@", origin.address)
    if not origin.allowed:
        raise CompanyUnreadable(Finding(name, "address_not_allowed"))
    try:
        url = sa.make_url(origin.address)
        if url.get_backend_name() == "duckdb":
            config: dict[str, Any] = {"enable_external_access": False, "lock_configuration": True}
            with duckdb.connect(url.database or "", read_only=True, config=config) as duck:
                yield Warehouse(name, duck=duck)
            return
        engine = _engine(url)
        connection = engine.connect()
    except (duckdb.Error, sa.exc.SQLAlchemyError, sqlite3.Error, ImportError) as error:
        found = Finding(name, "address_unknown", value=_reason(error), allowed=ALLOWED)
        raise CompanyUnreadable(found) from error
    with connection:
        yield Warehouse(name, alchemy=connection)
    engine.dispose()


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        return sa.create_engine(url, creator=lambda: _sqlite(url.database or ""), poolclass=sa.pool.StaticPool)
    options = {"postgresql_readonly": True} if url.get_backend_name() == "postgresql" else {}
    return sa.create_engine(url).execution_options(**options)


def _sqlite(path: str) -> sqlite3.Connection:
    """A file opened for reading only, with the median that SQLite lacks."""
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, check_same_thread=False)
    connection.create_aggregate("median", 1, _Median)  # type: ignore[arg-type]
    return connection


class _Median:
    """The median as SQLite asks for it, one value after the other."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        """One more value; an empty one does not count."""
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        """The median of all values."""
        return statistics.median(self.values) if self.values else None


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).split("\n")[0]
