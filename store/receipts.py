"""Receipts of decisions: a document that is written once and never changed; a correction is a new receipt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from store.database import Database
from store.failures import StoreRefused
from store.marks import digest, new_identity, now, own_key
from store.tables import RECEIPTS, SCENARIOS
from store.upserts import put_once

Document = Mapping[str, Any]
SHORTEST = 8  # characters of a number that tell a receipt


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One receipt; `hash` is that of the document's text as it is kept."""

    id: str
    workspace: str
    scenario: str | None
    corrects: str | None
    document: Document
    hash: str
    at: str
    whole: bool  # whether the document still has its hash


@dataclass(frozen=True, kw_only=True)
class About:
    """What a receipt belongs to; `key` makes the same receipt count once."""

    key: str
    scenario: str | None = None
    corrects: str | None = None


def text_of(document: Document) -> str:
    """A document as it is kept and hashed: sorted, without spaces.

    >>> text_of({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def write(database: Database, workspace: str, document: Document, about: About) -> Receipt:
    """Write a receipt for good; raises StoreRefused when what it belongs to is not the workspace's."""
    text = text_of(document)
    row = {
        "id": new_identity(),
        "workspace": workspace,
        "scenario": about.scenario,
        "corrects": about.corrects,
        "document": text,
        "hash": digest(text),
        "key": own_key(workspace, about.key),
        "at": now(),
    }
    _check(database, workspace, about)
    with database.writing() as connection:
        put_once(connection, RECEIPTS, row)
        return _receipt(connection.execute(select(RECEIPTS).where(RECEIPTS.c.key == row["key"])).one())


def receipts(database: Database, workspace: str) -> tuple[Receipt, ...]:
    """The receipts of a workspace, the newest first."""
    found = select(RECEIPTS).where(RECEIPTS.c.workspace == workspace).order_by(RECEIPTS.c.at.desc(), RECEIPTS.c.id)
    with database.reading() as connection:
        return tuple(_receipt(row) for row in connection.execute(found))


def numbered(database: Database, start: str) -> tuple[Receipt, ...]:
    """The receipts of all workspaces whose number begins so, at least `SHORTEST` characters; for the command line only."""
    found = select(RECEIPTS).where(RECEIPTS.c.id.startswith(start, autoescape=True)).order_by(RECEIPTS.c.id).limit(2)
    if len(start) < SHORTEST:
        return ()
    with database.reading() as connection:
        return tuple(_receipt(row) for row in connection.execute(found))


def _check(database: Database, workspace: str, about: About) -> None:
    for table, identity in ((SCENARIOS, about.scenario), (RECEIPTS, about.corrects)):
        if identity is not None:
            found = select(table.c.id).where(table.c.id == identity, table.c.workspace == workspace)
            with database.reading() as connection:
                if connection.execute(found).first() is None:
                    raise StoreRefused("gone", identity)


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(
        id=row.id,
        workspace=row.workspace,
        scenario=row.scenario,
        corrects=row.corrects,
        document=json.loads(row.document),
        hash=row.hash,
        at=row.at,
        whole=digest(row.document) == row.hash,
    )
