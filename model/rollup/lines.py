"""Lines opened for the query: a CSV or Parquet file through DuckDB, or a table of a database, read only.

Columns get safe names (c0, c1, ...), so that no header of a file ever stands in a query.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa

from model.columns import Table
from model.findings import CompanyUnreadable, Finding
from model.rollup.formats import Formats, formats_of
from model.rollup.sample import Sample, sampled

MEMORY = "1GB"  # of DuckDB; what does not fit goes to disk
REJECTED = 50  # lines that cannot be read and are listed
PARQUET = (".parquet", ".pq")
VIEW = "lines"


@dataclass(frozen=True)
class Opened:
    """A connection of DuckDB on which the view `lines` stands: c0, c1, ... are the columns in the file's order."""

    connection: duckdb.DuckDBPyConnection
    headers: Sequence[str]
    formats: Formats

    def rejected(self) -> list[tuple[int, int, str]]:
        """Line, place of the column and text of each line that could not be read."""
        if "reject_errors" not in {row[0] for row in self.connection.execute("SHOW TABLES").fetchall()}:
            return []
        found = self.connection.execute("SELECT DISTINCT line, column_idx, csv_line FROM reject_errors ORDER BY line")
        return [(int(line), int(place) - 1, str(text)) for line, place, text in found.fetchall()]


@contextmanager
def database(folder: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty DuckDB in memory of limited size that may spill into a folder of its own."""
    settings: dict[str, Any] = {"memory_limit": MEMORY}
    settings |= {"temp_directory": str(folder)} if folder is not None else {}
    with duckdb.connect(config=settings) as connection:
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        yield connection


def is_parquet(path: Path) -> bool:
    """Whether the name says Parquet."""
    return path.suffix.lower() in PARQUET


def headers_of(path: Path, fields: Table) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The headers and a few lines of a file, for recognising and mapping columns; raises CompanyUnreadable."""
    if is_parquet(path):
        with database() as connection:
            found = _parquet(connection, path).limit(200)
            return found.columns, [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()]
    sample = sampled(path, fields)
    return sample.headers, sample.rows


def opened(connection: duckdb.DuckDBPyConnection, path: Path, fields: Table, places: Mapping[str, int]) -> Opened:
    """The file as view `lines`; `places` says in which column each field stands. Raises CompanyUnreadable."""
    if is_parquet(path):
        found = _parquet(connection, path)
        renamed = [duckdb.ColumnExpression(name).alias(f"c{place}") for place, name in enumerate(found.columns)]
        found.select(*renamed).create_view(VIEW)
        return Opened(connection, found.columns, Formats.typed(found.columns, [str(kind) for kind in found.types]))
    sample = sampled(path, fields)
    formats = formats_of(sample, fields, places)
    _delimited(connection, sample, formats).create_view(VIEW)
    return Opened(connection, sample.headers, formats)


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    try:
        return connection.read_parquet(str(path))
    except duckdb.Error as error:
        raise CompanyUnreadable(Finding(path.name, "damaged", value=str(error).split("\n")[0])) from error


def _delimited(connection: duckdb.DuckDBPyConnection, sample: Sample, formats: Formats) -> duckdb.DuckDBPyRelation:
    options: dict[str, Any] = {"date_format": formats.date} if formats.date else {}
    options |= {"timestamp_format": formats.timestamp} if formats.timestamp else {}
    return connection.read_csv(
        str(sample.path),
        header=True,
        skiprows=sample.skip,
        sep=sample.delimiter,
        quotechar='"',
        escapechar='"',
        decimal=formats.decimal,
        columns={f"c{place}": kind for place, kind in enumerate(formats.types)},
        auto_detect=False,
        null_padding=False,
        store_rejects=True,
        rejects_limit=REJECTED,
        **options,
    )


def table_of(headers: Sequence[str]) -> sa.TableClause:
    """The view as SQLAlchemy sees it."""
    return sa.table(VIEW, *(sa.column(f"c{place}") for place in range(len(headers))))
