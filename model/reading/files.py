"""From a path or bytes to grids by table name: a folder, a ZIP of CSV files, one CSV, or a workbook."""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from model.columns import CELL_LIMIT
from model.findings import CompanyUnreadable, Finding
from model.reading.archives import FILE_BYTES, checked_archive, unpacked
from model.reading.delimited import read_delimited
from model.reading.grid import Grid, too_many_cells
from model.reading.headers import header_words, plain
from model.reading.spreadsheets import Sheet, read_workbook
from model.tables import COMPANY, SHORT_FORM, TABLES

Source: TypeAlias = Path | tuple[str, bytes]

TEXTS = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb")
ALLOWED = "a folder or .zip of CSV files, one .csv, or one .xlsx"


@dataclass(frozen=True)
class Grids:
    """The grids by table name ('short_form' for a single flat table), and what was left out."""

    tables: Mapping[str, Grid]
    findings: tuple[Finding, ...] = ()


def read_grids(source: Source) -> Grids:
    """The grids of a source by table; CompanyUnreadable when there are none, whatever the bytes."""
    return named_grids(_name(source), raw_grids(source))


def raw_grids(source: Source) -> Mapping[str, Grid]:
    """The grids of a source by the names of files or sheets; CompanyUnreadable when there are none."""
    name = _name(source)
    try:
        return _grids(source, name)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise CompanyUnreadable(Finding(name, "damaged", value=type(error).__name__)) from error
    except (OSError, ValueError, RuntimeError, NotImplementedError) as error:
        value = type(error).__name__
        raise CompanyUnreadable(Finding(name, "unreadable", value=value, allowed=ALLOWED)) from error


def _name(source: Source) -> str:
    return source[0] if isinstance(source, tuple) else source.name


def _grids(source: Source, name: str) -> Mapping[str, Grid]:
    if isinstance(source, tuple):
        return _file_grids(name, source[1])
    if source.is_dir():
        return _folder_grids(source)
    if not source.is_file():
        raise CompanyUnreadable(Finding(str(source), "not_found"))
    return _file_grids(name, _content(source))


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise CompanyUnreadable(_too_large(path.name, size))
    return path.read_bytes()


def _too_large(name: str, size: int) -> Finding:
    return Finding(name, "too_large", value=f"{size / 2**20:.0f} MB", allowed=f"{FILE_BYTES // 2**20} MB")


def _folder_grids(folder: Path) -> Mapping[str, Grid]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in TEXTS and path.is_file())
    workbooks = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".xlsx")
    if not paths and len(workbooks) == 1:
        return _file_grids(workbooks[0].name, _content(workbooks[0]))
    return _texts_grids(folder.name, ((path.name, _content(path)) for path in paths))


def _file_grids(name: str, content: bytes) -> Mapping[str, Grid]:
    suffix = PurePosixPath(name).suffix.lower()
    if len(content) > FILE_BYTES:
        raise CompanyUnreadable(_too_large(name, len(content)))
    if suffix in TEXTS:
        return _texts_grids(name, [(name, content)])
    if suffix in WORKBOOKS:
        return _sheets_grids(read_workbook(name, content))
    if suffix == ".zip":
        return _archive_grids(name, content)
    raise CompanyUnreadable(Finding(name, "unknown_file_kind", value=suffix, allowed=ALLOWED))


def _archive_grids(name: str, content: bytes) -> Mapping[str, Grid]:
    archive = checked_archive(name, content)
    if "xl/workbook.xml" in archive.namelist():
        return _sheets_grids(read_workbook(name, content))
    paths = [PurePosixPath(entry) for entry in archive.namelist()]
    wanted = [
        path
        for path in paths
        if path.suffix.lower() in TEXTS and not any(part.startswith((".", "__MACOSX")) for part in path.parts)
    ]
    return _texts_grids(name, ((path.name, unpacked(name, archive, str(path))) for path in wanted))


def _texts_grids(source: str, texts: Iterable[tuple[str, bytes]]) -> Mapping[str, Grid]:
    grids: dict[str, Grid] = {}
    room = CELL_LIMIT
    for name, content in texts:
        grids[name] = read_delimited(PurePosixPath(name).stem, content, header_words)
        room -= sum(len(row.cells) for row in grids[name].rows)
        if room < 0:
            raise CompanyUnreadable(too_many_cells(source))
    return grids


def _sheets_grids(sheets: Iterable[Sheet]) -> Mapping[str, Grid]:
    found = [sheet for sheet in sheets if sheet.grid is not None]
    visible = [sheet for sheet in found if sheet.visible] or found
    tables = [sheet for sheet in found if table_named(sheet.name) in TABLES]
    shown = visible if not tables else [sheet for sheet in found if sheet.visible or sheet in tables]
    return {sheet.name: sheet.grid for sheet in shown if sheet.grid is not None}


def table_named(name: str) -> str | None:
    """The table that a file or sheet name stands for, or None.

    >>> table_named("Ventes.csv"), table_named("notes")
    ('sales', None)
    """
    word = plain(name.rsplit(".", 1)[0])
    known = {alias: table.name for table in TABLES.values() for alias in table.aliases}
    return word if word in TABLES else known.get(word)


def named_grids(source: str, grids: Mapping[str, Grid]) -> Grids:
    """The grids by the tables that their names stand for; CompanyUnreadable when there are none."""
    if not grids:
        raise CompanyUnreadable(Finding(source, "no_data"))
    names = {name: table_named(name) for name in grids}
    if len(grids) == 1 or not set(names.values()) - {None, COMPANY.name}:
        return _flat(grids)
    tables: dict[str, Grid] = {}
    findings = []
    for name, table in names.items():
        if table is None:
            findings.append(Finding(name, "ignored_table", None, "", name, ", ".join(TABLES), "warning"))
        elif table in tables:
            raise CompanyUnreadable(Finding(table, "same_table_twice", value=name))
        else:
            tables[table] = grids[name]
    return Grids(tables, tuple(findings))


def _flat_words(grid: Grid) -> int:
    return max(header_words([cell for cell in row.cells if isinstance(cell, str)]) for row in grid.rows[:30])


def _flat(grids: Mapping[str, Grid]) -> Grids:
    """The grid with most header words is the short form; `company` may stand beside it."""
    told = {table_named(name) or "": name for name in grids if len(grids) > 1 and table_named(name)}
    flat = {name: grid for name, grid in grids.items() if name not in told.values()}
    best = max(flat, key=lambda name: _flat_words(flat[name]))
    others = [
        Finding(name, "ignored_table", None, "", name, ", ".join(TABLES), "warning") for name in flat if name != best
    ]
    return Grids({SHORT_FORM.name: flat[best]} | {table: grids[name] for table, name in told.items()}, tuple(others))
