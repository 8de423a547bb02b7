"""Tables brought to the version of the app: inside one transaction, so that a step that fails leaves nothing behind."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

FOLDER = Path(__file__).parent / "migrations"
LATEST = "head"
_GATE = 7_320_941  # the number of the lock that processes on one PostgreSQL wait at


def migrated(engine: Engine, version: str = LATEST) -> None:
    """Run every step that this database has not seen, up to a version."""
    with engine.connect().execution_options(tandem_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:gate)"), {"gate": _GATE})
        command.upgrade(config(connection), version)


def config(connection: Connection) -> Config:
    """Alembic's settings: our folder, and a connection that is open and inside a transaction."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
