"""Where things are kept: PostgreSQL when DATABASE_URL names it, else one SQLite file in TANDEM_DATA or beside the app."""

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

BESIDE = Path(__file__).parents[1] / ".tandem"
FILE = "tandem.db"
POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")


class DatabaseUnknown(ValueError):  # noqa: N818  it names what happened, in the field's words
    """DATABASE_URL names no database that is known; the message says what is allowed."""


def folder() -> Path:
    """Where the SQLite file lives."""
    return Path(os.environ.get("TANDEM_DATA") or BESIDE)


def address() -> URL:
    """The database's address; raises DatabaseUnknown."""
    named = os.environ.get("DATABASE_URL", "")
    return known(named) if named else sqlite(folder() / FILE)


def known(named: str) -> URL:
    """An address as SQLAlchemy wants it.

    >>> known("postgres://tandem@localhost/plans").drivername
    'postgresql+psycopg'
    """
    try:
        url = make_url(named)
    except ArgumentError as error:
        raise DatabaseUnknown(_allowed("it is not an address")) from error
    if url.drivername in POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database:
        return url
    raise DatabaseUnknown(_allowed(f"{url.drivername} is not known"))


def sqlite(path: Path) -> URL:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(path))


def _allowed(what: str) -> str:
    return f"DATABASE_URL: {what}; write postgresql://USER:PASSWORD@HOST/NAME or sqlite:////PATH, or unset it."
