"""A query run with progress and cancel: the database works in a thread of its own while the caller is told how far."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

Progress: TypeAlias = Callable[[float | None], None]  # the share done, None where the database does not say

WAIT = 0.1  # seconds between two words to the caller
DIALECT: sa.Dialect = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # DuckDB speaks PostgreSQL's SQL

Rows: TypeAlias = Sequence[Sequence[Any]]


def silent(_: float | None) -> None:
    """Tell nobody."""


def on_duckdb(connection: duckdb.DuckDBPyConnection, query: sa.Select[Any], progress: Progress) -> Rows:
    """The rows of a query on DuckDB; raises duckdb.Error."""
    compiled = query.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    values = [compiled.params[name] for name in compiled.positiontup or ()]
    return watched(
        lambda: connection.execute(str(compiled), values).fetchall(),
        connection.interrupt,
        lambda: connection.query_progress() / 100.0,
        progress,
    )


def watched(
    work: Callable[[], Rows], interrupt: Callable[[], object], done: Callable[[], float | None], progress: Progress
) -> Rows:
    """Work in a thread; tell `progress` how far it is. What `progress` or a signal raises interrupts the work."""
    found: list[Rows] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="rollup", daemon=True)
    thread.start()
    try:
        _tell(thread, done, progress)
    except BaseException:
        interrupt()
        raise
    finally:
        thread.join()
    if failed:
        raise failed[0]
    return found[0]


def _tell(thread: threading.Thread, done: Callable[[], float | None], progress: Progress) -> None:
    """Until the thread ends; the share told never goes back."""
    furthest = 0.0
    while thread.is_alive():
        share = done()
        furthest = max(furthest, min(share or 0.0, 1.0))
        progress(None if share is None else furthest)
        thread.join(WAIT)
    progress(1.0)
