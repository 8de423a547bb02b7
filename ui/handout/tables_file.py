"""Every table of a hand-over as CSV in one ZIP, with a text that says what each holds and in which units."""

import io
import zipfile
from collections.abc import Mapping
from typing import TypeAlias

from model.projection import MODEL_VERSION
from model.questions.watching import ALONE, Watch
from ui import csv_file
from ui.chart_files import part
from ui.handout.handover import SEED, Handover
from ui.handout.tables import Found, Table, found, tables
from ui.projections import DRAWS
from ui.words import t

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file, whenever it is made
Files: TypeAlias = Mapping[str, bytes]


def made(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The ZIP."""
    with handed.spoken():
        return zipped(files(found(handed, watch)))


def files(of: Found) -> Files:
    """Every file of the ZIP by its name."""
    each = {f"{part(title(table))}.csv": table for table in tables(of)}
    spoken = of.handed.language
    csv = {name: csv_file.written(table.titles, table.rows, spoken) for name, table in each.items()}
    return {f"{t('tables_file.readme')}.txt": _readme(of, each).encode("utf-8-sig"), **csv}


def zipped(held: Files) -> bytes:
    """Some files as one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unzipped(content: bytes) -> Files:
    """The files of a ZIP that `zipped` made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def title(table: Table) -> str:
    """What a table is called."""
    return f"{t(f'file_table.{table.name}.name')} {table.about}".strip()


def _readme(of: Found, each: Mapping[str, Table]) -> str:
    handed = of.handed
    company = handed.company
    said: dict[str, dict[str, object]] = {
        "title": {"company": company.name},
        "made": {"day": handed.day, "model": MODEL_VERSION, "data": handed.data_mark},
        "scenarios": {"names": ", ".join(handed.names), "months": handed.months, "first": of.shown.months[0]},
        **({"belief": {}} if handed.subject.evidence.speaks else {}),
        "format": {},
        "units": {"currency": company.currency},
        "band": {"draws": DRAWS, "seed": SEED},
    }
    lines = [t(f"tables_file.{key}", **fields) for key, fields in said.items()]
    listed = [
        t("tables_file.file", name=name, about=t(f"file_table.{table.name}.about"), rows=len(table.rows))
        for name, table in each.items()
    ]
    return "\r\n".join(map(csv_file.shown, [*lines, "", t("tables_file.files"), *listed, ""]))
