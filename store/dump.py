"""Every row of a database as lines of JSON, packed: moves between SQLite and PostgreSQL, and is PostgreSQL's backup."""

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, select

from store.database import Database
from store.failures import StoreRefused
from store.tables import COMPANIES, HOLDINGS, METADATA

FORMAT = "tandem-dump-1"
BYTES = "bytes"  # marks what is no text
BATCH = 500  # rows inserted at once
_HELD = exists().where(HOLDINGS.c.workspace == COMPANIES.c.workspace, HOLDINGS.c.data == COMPANIES.c.data)
_LISTED = HOLDINGS.insert().from_select(  # what an older file does not say: a listed company is held
    ("workspace", "data"), select(COMPANIES.c.workspace, COMPANIES.c.data).where(~_HELD).distinct()
)


def dump(database: Database, target: Path) -> None:
    """Write every row, all of one moment, into a file."""
    with gzip.open(target, "wt", encoding="utf-8") as out, database.reading() as connection:
        if not database.on_sqlite:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        out.write(json.dumps({"format": FORMAT}) + "\n")
        for name, row in _rows(connection):
            out.write(json.dumps([name, row], ensure_ascii=False) + "\n")


def load(database: Database, source: Path) -> None:
    """Replace every row by those of a file, in one transaction; raises StoreRefused, then nothing was changed."""
    try:
        with gzip.open(source, "rt", encoding="utf-8") as lines, database.writing() as connection:
            if json.loads(next(lines)) != {"format": FORMAT}:
                raise StoreRefused("not_a_bundle", source.name)
            _replace(connection, (json.loads(line) for line in lines))
    except (ValueError, EOFError, gzip.BadGzipFile, StopIteration, KeyError, TypeError, StoreRefused) as error:
        raise StoreRefused("not_a_bundle", source.name) from error


def _rows(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in METADATA.sorted_tables:
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            yield table.name, {name: _written(value) for name, value in row._asdict().items()}


def _replace(connection: Connection, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    for table in reversed(METADATA.sorted_tables):
        connection.execute(delete(table))
    waiting: list[dict[str, Any]] = []
    current: Table | None = None
    for name, row in rows:
        table = METADATA.tables[name]
        if table is not current or len(waiting) >= BATCH:
            _insert(connection, current, waiting)
            current, waiting = table, []
        waiting.append({column: _read(value) for column, value in row.items()})
    _insert(connection, current, waiting)
    connection.execute(_LISTED)


def _insert(connection: Connection, table: Table | None, rows: list[dict[str, Any]]) -> None:
    if table is not None and rows:
        connection.execute(table.insert(), rows)


def _written(value: Any) -> Any:
    return {BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _read(value: Any) -> Any:
    return base64.b64decode(value[BYTES]) if isinstance(value, dict) else value
