"""XLSX bytes on standard input, sheets as JSON on standard output; one word on standard error when it fails."""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime

from model.workbook.cells import CELLS, Cells
from model.workbook.parts import Book, Part, Refused, Relations, Styles, Texts, count_tags, read_part

MEMORY = 500 * 2**20  # bytes of address space
SECONDS = 20  # of processor time
ANSWER = 64 * 2**20  # characters
PARTS = ("worksheet", "sharedStrings", "styles")
DAY_ZERO = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001  a spreadsheet's days have no time zone


def limit_resources() -> None:
    """Set the limits of memory and processor time, where the system has them."""
    try:
        import resource  # noqa: PLC0415  absent on Windows, where only the parent's time limit holds
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue  # macOS may not limit memory


def sheets(archive: zipfile.ZipFile) -> Iterator[dict[str, object]]:
    """Each worksheet: name, visible, epoch and rows as [number, cells]."""
    top = _relations(archive, "")
    main = top.of_kind("officeDocument") or "xl/workbook.xml"
    book, relations, texts, styles = Book(), _relations(archive, main), Texts(), Styles()
    read_part(archive, main, book)
    parts = [name for kind, name in relations.found.values() if kind in PARTS]
    count_tags(archive, [name for name in parts if name in archive.namelist()])
    for kind, part in (("sharedStrings", texts), ("styles", styles)):
        _read_if_there(archive, relations.of_kind(kind), part)
    room, epoch = CELLS, DAY_ZERO[book.since_1904]
    for name, identifier, visible in book.sheets:
        kind, path = relations.found.get(identifier, ("", ""))
        if kind == "worksheet":
            cells = Cells(texts.found, styles.dates, epoch, room)
            read_cells(archive, path, cells)
            room = cells.room
            yield {"name": name, "visible": visible, "epoch": epoch.isoformat(), "rows": cells.rows}


def read_cells(archive: zipfile.ZipFile, path: str, cells: Cells) -> None:
    """Read a sheet until its end, or until it has more rows than are allowed."""
    try:
        read_part(archive, path, cells)
    except StopIteration:
        return


def _relations(archive: zipfile.ZipFile, part: str) -> Relations:
    folder, _, name = part.rpartition("/")
    relations = Relations(folder)
    _read_if_there(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), relations)
    return relations


def _read_if_there(archive: zipfile.ZipFile, name: str, part: Part) -> None:
    if name in archive.namelist():
        read_part(archive, name, part)


def main() -> int:
    """Parse standard input; exit 0 with JSON, or 1 with the kind of error."""
    limit_resources()
    try:
        answer = json.dumps(list(sheets(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())))))
        if len(answer) > ANSWER:
            raise Refused("TooLarge")
        sys.stdout.write(answer)
    except Exception as error:
        sys.stderr.write(str(error) if isinstance(error, Refused) else type(error).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
