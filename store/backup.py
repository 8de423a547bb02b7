"""Backup and restore while the app runs: SQLite by its own backup interface, PostgreSQL as a dump. A copy of the file
would miss what was just acknowledged.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from store.database import Database
from store.dump import dump, load
from store.failures import StoreRefused, told
from store.migrate import migrated
from store.settings import sqlite

MAGIC = b"SQLite format 3\x00"


def backup(database: Database, target: Path) -> None:
    """Write everything of one moment into a file, whole or not at all; raises StoreDown."""
    with told():
        with database.reading():  # the tables exist from here on
            pass
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
        os.close(handle)
        try:
            _write(database, Path(name))
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)


def restore(database: Database, source: Path) -> None:
    """Put everything back as it was in a backup of either kind; raises StoreRefused, then nothing was changed."""
    with told():
        if not source.is_file():
            raise StoreRefused("not_a_bundle", source.name)
        with source.open("rb") as opened:
            on_sqlite = opened.read(len(MAGIC)) == MAGIC
    if on_sqlite and database.on_sqlite:
        _copy_back(database, source)
    elif on_sqlite:
        _moved(database, source)
    else:
        load(database, source)


def _write(database: Database, target: Path) -> None:
    if database.on_sqlite:
        _copy(_file(database), target)
    else:
        dump(database, target)


def _file(database: Database) -> Path:
    return Path(str(database.url.database))


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as written:
            live.backup(written)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _copy_back(database: Database, source: Path) -> None:
    _check(source)
    with told():
        _copy(source, _file(database))
        migrated(database.engine)


def _check(source: Path) -> None:
    """Raise StoreRefused unless the file is a whole database of ours."""
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as opened:
            whole = opened.execute("PRAGMA quick_check").fetchone() == ("ok",)
            ours = opened.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    except sqlite3.Error as error:
        raise StoreRefused("not_a_bundle", source.name) from error
    if not (whole and ours):
        raise StoreRefused("not_a_bundle", source.name)


def _moved(database: Database, source: Path) -> None:
    """From a SQLite backup into PostgreSQL, by a dump of a copy that is brought up to date."""
    _check(source)
    with tempfile.TemporaryDirectory(prefix="tandem-") as folder:
        copy, dumped = Path(folder) / "copy.db", Path(folder) / "dump"
        with told():
            _copy(source, copy)
        old = Database(sqlite(copy))
        try:
            dump(old, dumped)
        finally:
            old.close()
        load(database, dumped)
