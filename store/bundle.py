"""A workspace as one file: its scenarios with every version, the data they are pinned to, remarks, mappings, receipts,
and what look-backs taught.

A file comes from strangers: everything in it is checked as what people type is, and company data must have their hash.
"""

import base64
import gzip
import json
import zlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from store.companies import held_by
from store.company_content import unpacked
from store.database import Database
from store.failures import StoreRefused
from store.tables import COMPANIES, COMPANY_DATA, LOOKBACKS, MAPPINGS, RECEIPTS, REMARKS, SCENARIOS, VERSIONS

FORMAT = "tandem-workspace-1"
LARGEST = 20_000_000  # bytes packed
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 300_000  # objects and lists: each costs a reader far more memory than its two characters
OWNED: Mapping[str, Table] = {
    table.name: table for table in (SCENARIOS, COMPANIES, REMARKS, MAPPINGS, RECEIPTS, LOOKBACKS)
}  # rows that belong to the workspace itself

Rows = Mapping[str, list[dict[str, Any]]]


def export(database: Database, workspace: str) -> bytes:
    """The workspace as a file; links, visitors and drafts stay here."""
    with database.reading() as connection:
        rows = {name: _rows(connection, table, workspace) for name, table in OWNED.items()}
        rows["versions"] = _versions(connection, workspace)
        rows["company_data"] = _data(connection, rows, held_by(connection, workspace))
    content = {"format": FORMAT, **rows}
    return gzip.compress(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"), mtime=0)


def read(content: bytes) -> Rows:
    """The rows of a file by table; raises StoreRefused when it is none of ours or too large."""
    if len(content) > LARGEST:
        raise StoreRefused("not_a_bundle", "size")
    try:
        engine = zlib.decompressobj(wbits=31)
        text = engine.decompress(content, LARGEST_UNPACKED)
        whole = engine.eof and text.count(b"{") + text.count(b"[") <= MOST_PARTS
        found = json.loads(text.decode("utf-8", "surrogatepass")) if whole else None
    except (zlib.error, ValueError, RecursionError) as error:
        raise StoreRefused("not_a_bundle", "form") from error
    if not isinstance(found, dict) or found.pop("format", "") != FORMAT or not all(map(_is_table, found.values())):
        raise StoreRefused("not_a_bundle", "format")
    return found


def contents_of(rows: Rows) -> dict[str, bytes]:
    """The company data of a file by their hash; raises StoreRefused unless all have the hash that they claim."""
    try:
        held = {str(row["hash"]): base64.b64decode(row["content"]) for row in rows.get("company_data", [])}
    except (ValueError, KeyError, TypeError) as error:
        raise StoreRefused("not_a_bundle", "company_data") from error
    wrong = next((data for data, content in held.items() if unpacked(content, data) is None), None)
    if wrong is not None:
        raise StoreRefused("not_a_bundle", "company_data")
    return held


def _is_table(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _rows(connection: Connection, table: Table, workspace: str) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.workspace == workspace).order_by(*table.primary_key))
    return [{name: value for name, value in row._asdict().items() if name != "workspace"} for row in found]


def _versions(connection: Connection, workspace: str) -> list[dict[str, Any]]:
    mine = select(VERSIONS).join(SCENARIOS, SCENARIOS.c.id == VERSIONS.c.scenario)
    found = mine.where(SCENARIOS.c.workspace == workspace).order_by(VERSIONS.c.scenario, VERSIONS.c.number)
    return [row._asdict() for row in connection.execute(found)]


def _data(connection: Connection, rows: Rows, held: set[str]) -> list[dict[str, Any]]:
    """The data that the rows rest on, where the workspace holds them."""
    needed = held & {row["data"] for name in ("versions", "companies") for row in rows[name]}
    found = select(COMPANY_DATA).where(COMPANY_DATA.c.hash.in_(sorted(needed)))
    return [
        {"hash": row.hash, "content": base64.b64encode(row.content).decode()}
        for row in connection.execute(found.order_by(COMPANY_DATA.c.hash))
    ]
