"""A company's tables and findings as bytes that give back the same company, cell by cell.

JSON, deflated: numbers as Python writes them, which lose nothing, and NaN as null. Read back, the tables must have the
hash under which they were kept.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from model.company import Company
from model.findings import Finding
from model.observing import observe
from model.reading import Reading

LARGEST = 200_000_000  # bytes unpacked
MOST_PARTS = 200_000  # objects and lists
FASTEST = 1  # how hard zlib tries
TYPES: Mapping[str, str] = {"f": "float64", "i": "int64", "b": "bool"}  # anything else is text


def packed(company: Company) -> bytes:
    """What the store keeps of a company."""
    content = {
        "tables": {name: _columns(frame) for name, frame in company.tables.items()},
        "findings": [asdict(finding) for finding in company.findings],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), FASTEST)


def unpacked(content: bytes, expected: str) -> Company | None:
    """The company of kept bytes, or None when they are not those of the hash expected."""
    try:
        found = json.loads(_inflated(content).decode("utf-8", "surrogatepass"))
        tables = {name: _frame(columns) for name, columns in found["tables"].items()}
        findings = tuple(Finding(**fields) for fields in found["findings"])
        company = observe(Reading(tables, findings))
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return company if company.content_hash == expected else None


def _inflated(content: bytes) -> bytes:
    engine = zlib.decompressobj()
    text = engine.decompress(content, LARGEST)
    if not engine.eof or text.count(b"{") + text.count(b"[") > MOST_PARTS:
        raise ValueError("cut or too large")
    return text


def _columns(frame: pd.DataFrame) -> list[list[Any]]:
    """Each column: its name, its type, its cells."""
    return [[str(name), frame[name].dtype.kind, _cells(frame[name])] for name in frame.columns]


def _cells(column: "pd.Series[Any]") -> list[Any]:
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def _frame(columns: list[list[Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: _series(kind, cells) for name, kind, cells in columns})


def _series(kind: str, cells: list[Any]) -> "pd.Series[Any]":
    return pd.Series(cells, dtype=TYPES.get(kind, "str"))
