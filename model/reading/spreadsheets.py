"""Workbooks: refused by first bytes and archive directory, else parsed in a child process under limits."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from model.findings import CompanyUnreadable, Finding
from model.reading.archives import checked_archive, unpacked
from model.reading.grid import Cell, Formula, Grid, grid_of, too_many_cells

ROOT = Path(__file__).parents[2]
PARSER = (sys.executable, "-S", "-P", "-m", "model.workbook")
SECONDS = 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
INHERITED = ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR")  # the child needs no secret of the app
MEMORY = "500 MB"
OTHER_KINDS = {
    "mimetype": ".ods",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
    "xl/workbook.bin": ".xlsb",
}


@dataclass(frozen=True)
class Sheet:
    """One worksheet as the child process found it."""

    name: str
    visible: bool
    grid: Grid | None  # None for a sheet without any data


def read_workbook(name: str, content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx file; CompanyUnreadable when it is hostile, damaged or no workbook."""
    refuse_other_kinds(name, content)
    refuse_macros(name, content)
    found = parsed_apart(name, content)
    return [_sheet(data) for data in found]


def refuse_other_kinds(name: str, content: bytes) -> None:
    """Tell an old workbook, a protected one, a web page or a text from an .xlsx file by its first bytes."""
    if content.startswith(OLE):
        raise CompanyUnreadable(Finding(name, "password" if ENCRYPTED in content else "old_xls"))
    if content.startswith(b"PK"):
        return
    if not content.strip():
        raise CompanyUnreadable(Finding(name, "no_data"))
    if content.lstrip()[:1] == b"<":
        raise CompanyUnreadable(Finding(name, "html"))
    rule = "damaged" if b"\x00" in content[:1000] else "text_in_workbook"
    raise CompanyUnreadable(Finding(name, rule, value="no workbook inside"))


def refuse_macros(name: str, content: bytes) -> None:
    """Refuse macros and document types, reading the small parts of the archive only."""
    archive = checked_archive(name, content)
    names = archive.namelist()
    types = unpacked(name, archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    macros = ("vbaproject", "macrosheets/")
    if b"macroEnabled" in types or any(word in entry.lower() for entry in names for word in macros):
        raise CompanyUnreadable(Finding(name, "macro"))
    other = next((kind for entry, kind in OTHER_KINDS.items() if entry in names), "")
    if other:
        raise CompanyUnreadable(Finding(name, "unknown_file_kind", value=other, allowed=".xlsx"))
    if not any(entry.startswith("xl/") for entry in names):
        raise CompanyUnreadable(Finding(name, "damaged", value="no workbook inside"))
    for entry in names:
        if entry.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(4096).replace(b"\x00", b""):
                    raise CompanyUnreadable(Finding(name, "unsafe_xml"))


def parsed_apart(name: str, content: bytes) -> Sequence[Mapping[str, Any]]:
    """What the child process says; CompanyUnreadable when it fails, takes too long or too much memory."""
    environment = {key: os.environ[key] for key in INHERITED if key in os.environ} | {"PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(PARSER, input=content, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise CompanyUnreadable(Finding(name, "too_slow", allowed=f"{SECONDS} s")) from error
    if done.returncode == 0:
        sheets: Sequence[Mapping[str, Any]] = json.loads(done.stdout)
        return sheets
    raise CompanyUnreadable(_failure(name, done))


def _failure(name: str, done: "subprocess.CompletedProcess[bytes]") -> Finding:
    reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    kind = reason[0] if reason else "stopped"
    if kind == "DTDForbidden":
        return Finding(name, "unsafe_xml")
    if kind == "TooLarge":
        return too_many_cells(name)
    if kind == "MemoryError":
        return Finding(name, "too_much_memory", allowed=MEMORY)
    if done.returncode < 0:
        return Finding(name, "too_slow", allowed=f"{SECONDS} s")
    return Finding(name, "damaged", value=kind)


def _sheet(data: Mapping[str, Any]) -> Sheet:
    rows = [(int(number), tuple(_cell(value) for value in cells)) for number, cells in data["rows"]]
    grid = grid_of(data["name"], rows, datetime.fromisoformat(data["epoch"])) if _any_value(rows) else None
    return Sheet(data["name"], bool(data["visible"]), grid)


def _any_value(rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> bool:
    return any(not (cell is None or cell == "") for _, cells in rows for cell in cells)


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return value if value is None or isinstance(value, str) else float(value)
    if "d" in value:
        return datetime.fromisoformat(value["d"])
    return Formula(value["f"]) if "f" in value else float(value["n"])
