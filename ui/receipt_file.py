"""A receipt as a file for programs: the document with its hash, written as JSON and read back unchanged."""

import json
from typing import Any

from store.marks import digest
from store.receipts import Receipt, text_of

LARGEST = 1_000_000  # bytes
FIELDS = ("id", "at", "hash", "document")


def written(one: Receipt) -> bytes:
    """The receipt; two files of one receipt are the same byte for byte."""
    held = {"id": one.id, "at": one.at, "hash": one.hash, "document": one.document}
    return json.dumps(held, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(content: bytes) -> Receipt | None:
    """The receipt of a file, or None when it is none; `whole` says whether the document still has its hash."""
    if len(content) > LARGEST:
        return None
    try:
        held = json.loads(content)
        return _receipt({name: held[name] for name in FIELDS})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _receipt(held: dict[str, Any]) -> Receipt | None:
    document = held["document"]
    if not isinstance(document, dict):
        return None
    return Receipt(
        id=str(held["id"]),
        workspace="",
        scenario=None,
        corrects=None,
        document=document,
        hash=str(held["hash"]),
        at=str(held["at"]),
        whole=digest(text_of(document)) == held["hash"],
    )
