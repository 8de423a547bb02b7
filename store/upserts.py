"""Insert a row, or change the one that has its key: the same words on both databases."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]


def put(connection: Connection, table: Table, row: Row, changed: Sequence[str]) -> None:
    """Insert a row, or give the columns `changed` of the row with its primary key these values."""
    insert = _insert(connection, table).values(**row)
    new = {name: insert.excluded[name] for name in changed}
    connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new))


def put_newer(connection: Connection, table: Table, row: Row, changed: Sequence[str]) -> None:
    """As `put`, but a row whose `number` is as high or higher stays."""
    insert = _insert(connection, table).values(**row)
    new = {name: insert.excluded[name] for name in changed}
    newer = insert.excluded["number"] > table.c["number"]
    connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new, where=newer))


def put_once(connection: Connection, table: Table, row: Row) -> None:
    """Insert a row unless there is one with its key."""
    connection.execute(_insert(connection, table).values(**row).on_conflict_do_nothing())


def _insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
