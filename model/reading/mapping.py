"""Which source is which table and which column of it is which: chosen once, saved as text, used again next month.

A mapping is read back only when it is valid; one that no longer fits the files names the column that is gone.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.columns import COMPANY_KEYS, Table
from model.findings import CompanyUnreadable, Finding
from model.reading.headers import plain
from model.rollup.exports import EXPORTS
from model.tables import SHORT_FORM, TABLES

LARGEST = 200_000  # characters of a mapping's text
LONGEST = 200  # characters of a name or a header
ORDERS: Map[str, str] = {"day_first": "day, month and year", "month_first": "month, day and year"}
FORM = "a file saved by 'Save this mapping'"
KNOWN: Map[str, Table] = {
    **TABLES,
    SHORT_FORM.name: SHORT_FORM,
    **{name: export.lines for name, export in EXPORTS.items()},
}


@dataclass(frozen=True)
class SourceMapping:
    """One file or sheet: the table that it is ('' = left out), the header of each declared column ('' = not read).

    `months` settles dates whose day and month may be either way round; '' leaves that to the column.
    """

    table: str
    columns: Map[str, str] = field(default_factory=dict)
    months: str = ""


@dataclass(frozen=True)
class Mapping:
    """A named mapping: sources by their names, and what the files do not say about the company."""

    name: str
    sources: Map[str, SourceMapping] = field(default_factory=dict)
    company: Map[str, str] = field(default_factory=dict)

    def source(self, name: str) -> SourceMapping | None:
        """What is said of a file or sheet; 'ventes 2024-04' is what 'ventes 2024-03' was."""
        if name in self.sources:
            return self.sources[name]
        alike = {undated(known): mapped for known, mapped in self.sources.items()}
        return alike.get(undated(name))


def undated(name: str) -> str:
    """A source's name without accents, case, spaces and the digits of its date.

    >>> undated("Ventes 2024-03.csv") == undated("ventes_2024-04")
    True
    """
    return re.sub(r"[0-9_]+", "_", plain(re.sub(r"\.(csv|txt|tsv|xlsx)$", "", name, flags=re.IGNORECASE))).strip("_")


def mapping_text(mapping: Mapping) -> str:
    """The mapping as TOML, which `mapping_of` reads back to an equal one."""
    lines = ["# Which column is which, for Tandem.", f"name = {_quoted(mapping.name)}"]
    if mapping.company:
        lines += ["", "[company]", *(f"{key} = {_quoted(value)}" for key, value in mapping.company.items())]
    for source, mapped in mapping.sources.items():
        lines += ["", f"[sources.{_quoted(source)}]", f"table = {_quoted(mapped.table)}"]
        lines += [f"months = {_quoted(mapped.months)}"] if mapped.months else []
        lines += [f"columns.{_quoted(column)} = {_quoted(header)}" for column, header in mapped.columns.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string; JSON escapes alike but for the character that deletes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file; raises CompanyUnreadable."""
    if not path.is_file():
        raise CompanyUnreadable(Finding(str(path), "not_found"))
    if path.stat().st_size > 4 * LARGEST:
        raise CompanyUnreadable(_unreadable(path.name, "too long"))
    return mapping_of(path.read_bytes(), path.name)


def mapping_of(content: bytes | str, name: str = "mapping") -> Mapping:
    """The mapping of a TOML or JSON text; raises CompanyUnreadable, with one finding for each thing that is wrong."""
    held = _parsed(content, name)
    findings = list(_faults(held, name))
    if findings:
        raise CompanyUnreadable(*findings)
    sources = {
        source: SourceMapping(said["table"], dict(said.get("columns", {})), said.get("months", ""))
        for source, said in held.get("sources", {}).items()
    }
    return Mapping(held["name"], sources, dict(held.get("company", {})))


def _parsed(content: bytes | str, name: str) -> Map[str, Any]:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        if len(text) > LARGEST:
            raise CompanyUnreadable(_unreadable(name, "too long"))
        held = json.loads(text) if text.lstrip()[:1] == "{" else tomllib.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CompanyUnreadable(_unreadable(name, str(error).split("\n")[0][:60])) from error
    if not isinstance(held, dict) or not _is_name(held.get("name")):
        raise CompanyUnreadable(_unreadable(name, "it has no name"))
    return held


def _faults(held: Map[str, Any], name: str) -> Iterator[Finding]:
    """What a parsed mapping says that is not allowed."""
    for key in held:
        if key not in ("name", "company", "sources"):
            yield _unreadable(name, f"'{key}'")
    for part in ("company", "sources"):
        if not isinstance(held.get(part, {}), dict):
            yield _unreadable(name, f"'{part}' is no table")
            return
    for key, value in held.get("company", {}).items():
        if key not in COMPANY_KEYS or not isinstance(value, str) or len(value) > LONGEST:
            yield _unreadable(name, f"company.{key}")
    for source, said in held.get("sources", {}).items():
        yield from _source_faults(source, said, name)


def _source_faults(source: str, said: object, name: str) -> Iterator[Finding]:
    if not isinstance(said, dict) or not isinstance(said.get("table"), str) or len(source) > LONGEST:
        yield _unreadable(name, source)
        return
    table = said["table"]
    if table and table not in KNOWN:
        yield Finding(source, "mapping_table", value=table, allowed=", ".join(KNOWN))
        return
    if not isinstance(said.get("columns", {}), dict) or said.get("months", "") not in ("", *ORDERS):
        yield _unreadable(name, source)
        return
    names = [column.name for column in KNOWN[table].columns] if table else []
    for column, header in said.get("columns", {}).items():
        if not any(column == known or (known.endswith("_") and column.startswith(known)) for known in names):
            yield Finding(source, "mapping_column", value=column, allowed=", ".join(names))
        elif not isinstance(header, str) or len(header) > LONGEST:
            yield _unreadable(name, f"{source}, {column}")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST


def _unreadable(name: str, value: str) -> Finding:
    return Finding(name, "mapping_unreadable", value=value, allowed=FORM)
