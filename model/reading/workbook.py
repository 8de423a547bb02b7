"""The child process that parses a workbook: XLSX bytes on standard input, sheets as JSON on standard output.

It is run by path and apart from the app, under limits of memory and time, because a small workbook can cost
minutes and gigabytes; it imports nothing of the rest. Dates are {"d": iso}, uncalculated formulas
{"f": text}, numbers that are not finite {"n": text}; blank rows are left out.
"""

import io
import json
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

MEMORY = 512 * 2**20  # bytes of address space
SECONDS = 20  # of processor time
ROWS = 200_001  # one more than is allowed, so that the parent sees it
LAST_ROW = 1_048_576  # of any spreadsheet
COLUMNS = 2_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def limit_resources() -> None:
    """Set the limits of memory and processor time, where the system has them."""
    try:
        import resource  # noqa: PLC0415  absent on Windows, where only the parent's time limit holds
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(kind, (limit, limit))


def encoded(value: object) -> object:
    """A cell as JSON."""
    if isinstance(value, datetime):
        return {"d": value.isoformat()}
    if isinstance(value, date):
        return {"d": f"{value.isoformat()}T00:00:00"}
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value - value != 0:
        return {"n": repr(value)}
    return value if value is None or isinstance(value, int | float | str) else str(value)


def sheets(content: bytes) -> Iterator[dict[str, object]]:
    """Each worksheet: name, visible, epoch and rows as [number, cells]."""
    workbook = opened(content)
    archive = zipfile.ZipFile(io.BytesIO(content))
    for sheet in workbook.worksheets:
        rows = {number: [encoded(value) for value in row] for number, row in filled_rows(sheet)}
        for number, column, text in uncalculated(archive, sheet._worksheet_path) if len(rows) < ROWS else ():
            cells = rows.setdefault(number, [])
            cells.extend([None] * (column - len(cells)))
            cells[column - 1] = {"f": text}
        yield {
            "name": sheet.title,
            "visible": sheet.sheet_state == "visible",
            "epoch": workbook.epoch.isoformat(),
            "rows": sorted(rows.items()),
        }


def opened(content: bytes) -> Any:
    """The workbook with the values that its formulas had when it was saved, read row by row."""
    from openpyxl import DEFUSEDXML, load_workbook  # noqa: PLC0415  after the limits are set

    if not DEFUSEDXML:
        raise ImportError("defusedxml")
    return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def filled_rows(sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows with anything in them; a coloured cell on the last row of the sheet costs nothing."""
    sheet.reset_dimensions()
    kept = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(value is not None for value in row):
            kept += 1
            yield number, row[:COLUMNS]
        if kept >= ROWS:
            return
        if number > LAST_ROW:
            raise ValueError("more rows than a sheet has")


def uncalculated(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of each formula that was never calculated; an empty text is a value."""
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415  after the limits are set
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415

    if not has_formulas(archive, path):
        return
    with archive.open(path) as part:
        for _, element in iterparse(part):
            if element.tag == f"{MAIN}c":
                formula = element.find(f"{MAIN}f")
                if formula is not None and element.get("t") != "str" and not element.findtext(f"{MAIN}v"):
                    yield (*coordinate_to_tuple(element.get("r")), f"={formula.text or ''}")
            elif element.tag == f"{MAIN}row":
                element.clear()


def has_formulas(archive: zipfile.ZipFile, path: str) -> bool:
    """True when the sheet may hold a formula; looked for in pieces, because a sheet may be large."""
    tail = b""
    with archive.open(path) as part:
        while piece := part.read(2**20):
            if b"<f" in tail + piece:
                return True
            tail = piece[-1:]
    return False


def main() -> int:
    """Parse standard input; exit 0 with JSON, or 1 with the kind of error."""
    limit_resources()
    sys.modules.update(numpy=None)  # type: ignore[call-overload]  # openpyxl does without, and starts faster
    warnings.simplefilter("ignore")
    content = sys.stdin.buffer.read()
    try:
        json.dump(list(sheets(content)), sys.stdout)
    except Exception as error:
        sys.stderr.write(type(error).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
