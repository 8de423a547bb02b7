"""`python -m model rollup FILE --kind invoices --to FOLDER`: a row-level export becomes a monthly table of a company.

FILE is a CSV or Parquet file of any size, or the address of a database with --table. The new table replaces the one
in the folder only when it is whole. Progress goes to standard error; Ctrl-C stops the database and changes nothing.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from model.findings import CompanyUnreadable, Finding, message
from model.reading.mapping import read_mapping
from model.rollup.chosen import Chosen
from model.rollup.exports import EXPORTS
from model.rollup.making import Export
from model.rollup.origin import Origin, is_address

if TYPE_CHECKING:
    from model.rollup.rolling import Rolled
    from model.rollup.running import Progress

WIDTH = 30  # characters of the progress bar
STOPPED = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", help="a CSV or Parquet file, or an address such as duckdb:///FILE or sqlite:///FILE")
    parser.add_argument("--kind", required=True, help=f"what a line is: {', '.join(EXPORTS)}")
    parser.add_argument("--to", required=True, type=Path, help="the company's folder")
    parser.add_argument("--table", default="", help="the table of a database, as NAME or SCHEMA.NAME")
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADER", help="read a field from a column"
    )
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="one value for all lines")
    parser.add_argument("--mapping", type=Path, help="which column is which: a file saved on the Company page")
    parser.add_argument("--join", action="append", default=[], type=Path, help="a small file that shares one column")


def run(options: argparse.Namespace) -> tuple[Any, int]:
    """Roll up, write, and tell what was made; raises CompanyUnreadable."""
    from model.rollup.rolling import written  # noqa: PLC0415  # the database's library costs other commands half a second

    start = time.monotonic()
    export = _export(options.kind)
    columns = {**_mapped(options), **_pairs("--column", options.column)}
    chosen = Chosen(columns, _pairs("--set", options.set))
    with_bar = bar(sys.stderr)
    try:
        rolled = _rolled(options, export, chosen, with_bar)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing was written.\n")
        return {"stopped": True}, STOPPED
    target = written(rolled, options.to)
    seconds = round(time.monotonic() - start, 2)
    said = [{"rule": found.rule, "severity": found.severity, "message": message(found)} for found in rolled.findings]
    counts = {"lines": rolled.lines, "rows": len(rolled.frame), "months": rolled.frame["month"].nunique()}
    return {"table": rolled.table, "file": str(target), **counts, "seconds": seconds, "findings": said}, 0


def _rolled(options: argparse.Namespace, export: Export, chosen: Chosen, progress: "Progress") -> "Rolled":
    from model.rollup.rolling import roll_up, roll_up_address  # noqa: PLC0415

    if not is_address(options.file):
        return roll_up(Path(options.file), export, chosen, options.join, progress)
    if options.join:
        raise CompanyUnreadable(Finding("--join", "unreadable", value="beside an address", allowed="a file"))
    return roll_up_address(Origin(options.file, options.table, allowed=True), export, chosen, progress)


def _mapped(options: argparse.Namespace) -> dict[str, str]:
    """The columns that a saved mapping names: those of the file's own source, else of the first of its kind."""
    if options.mapping is None:
        return {}
    mapping = read_mapping(options.mapping)
    own = mapping.source(Path(options.file).name)
    alike = [said for said in (own, *mapping.sources.values()) if said is not None and said.table == options.kind]
    if not alike:
        there = ", ".join(said.table for said in mapping.sources.values() if said.table)
        raise CompanyUnreadable(Finding(options.mapping.name, "mapping_table", value=options.kind, allowed=there))
    return dict(alike[0].columns)


def _export(kind: str) -> Export:
    if kind not in EXPORTS:
        raise CompanyUnreadable(Finding("--kind", "unknown_export", value=kind, allowed=", ".join(EXPORTS)))
    return EXPORTS[kind]


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    """FIELD=TEXT, several times."""
    for text in texts:
        if "=" not in text:
            raise ValueError(f"{option}: '{text}' has no '='; write {option} FIELD=TEXT.")
    return {name.strip(): value for name, value in (text.split("=", 1) for text in texts)}


def bar(stream: TextIO) -> "Progress":
    """A bar redrawn in place where somebody watches, and a line for each tenth where nobody does."""
    told = [-1]

    def progress(share: float | None) -> None:
        tenth = -1 if share is None else int(share * (100 if stream.isatty() else 10))
        if tenth == told[0]:
            return
        told[0] = tenth
        if share is None:
            stream.write("the database is working\n")
        elif stream.isatty():
            full = int(share * WIDTH)
            stream.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {share:4.0%}{chr(10) if share >= 1 else ''}")
        else:
            stream.write(f"{share:.0%}\n")
        stream.flush()

    return progress
