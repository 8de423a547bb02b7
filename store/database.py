"""One database per process: reads beside each other, one writer at a time, every write whole or not at all.

SQLite runs in WAL with synchronous FULL, foreign keys on, and writes begin IMMEDIATE: a transaction that reads first
and asks for the write lock later fails under contention, whatever its timeout.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from store.failures import told
from store.migrate import migrated
from store.settings import address

BUSY = 5000  # milliseconds to wait for another process that writes
CONNECT = 3  # seconds to wait for a server
WRITING = "tandem_writing"
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    f"busy_timeout = {BUSY}",
    "trusted_schema = OFF",
)


class Database:
    """An open database whose tables are those of this version of the app."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = engine_of(url)
        self._lock = threading.Lock()
        self._ready = False

    @property
    def on_sqlite(self) -> bool:
        """Whether it is one file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database; raises StoreDown."""
        with told():
            self._begin()
            with self.engine.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, committed at its end; one at a time in this process. Raises StoreDown."""
        with told():
            self._begin()
            with self._lock, self._writer() as connection, connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def _writer(self) -> Connection:
        return self.engine.connect().execution_options(**{WRITING: True})

    def _begin(self) -> None:
        """Bring the tables up to date, once; tried again at the next call where it failed."""
        if self._ready:
            return
        with self._lock:
            if not self._ready:
                migrated(self.engine)
                self._ready = True


def engine_of(url: URL) -> Engine:
    """An engine whose connections are set up as the store needs them."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT})
    engine = create_engine(url)
    event.listen(engine, "do_connect", _make_folder)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(_dialect: Any, _record: Any, arguments: list[Any], _named: dict[str, Any]) -> None:
    """The folder of the file, for nobody else to read."""
    Path(arguments[0]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def _opened(url: URL) -> Database:
    return Database(url)


def database() -> Database:
    """The database of this process; the same object for the same address."""
    return _opened(address())
