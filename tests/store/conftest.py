"""Each test of the store runs on SQLite and on a real PostgreSQL 15; where that cannot be had, it says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from store.database import Database
from store.settings import known, sqlite
from store.tables import METADATA
from store.workspaces import new_workspace
from tests import postgres

NAMES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    """A PostgreSQL 15, started once."""
    if missing := postgres.why_not():
        pytest.skip(missing)
    with postgres.serve() as started:
        yield started


@pytest.fixture(params=NAMES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind."""
    opened = (
        Database(sqlite(tmp_path / "tandem.db"))
        if request.param == "sqlite"
        else Database(known(request.getfixturevalue("server").url()))
    )
    if request.param == "postgresql":
        empty(opened)
    yield opened
    opened.close()


def empty(database: Database) -> None:
    """Take every row away."""
    names = ", ".join(table.name for table in METADATA.sorted_tables)
    with database.writing() as connection:
        connection.execute(text(f"TRUNCATE {names} CASCADE"))


@pytest.fixture
def workspace(database: Database) -> str:
    """A workspace of one's own."""
    return new_workspace(database, "mine")


@pytest.fixture
def other(database: Database) -> str:
    """A workspace of somebody else."""
    return new_workspace(database, "theirs")
