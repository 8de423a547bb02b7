"""A LibreOffice for tests: find one, install one from Debian's packages, let it compute a workbook anew.

python -m tests.office --install  installs one where there is none; says why where it cannot, which stops nothing
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from tests.browser.chromium import APT, APT_SECONDS, run

COMMANDS = ("soffice", "libreoffice")
PACKAGE = "libreoffice-calc-nogui"
SECONDS = 300
MISSING = f"LibreOffice is not installed and cannot be here: as root on Debian, apt-get install {PACKAGE}"
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = tuple[int, int]  # row and column, counted from zero
Grid = Mapping[str, Sequence[Sequence[object]]]  # sheet -> rows of values


def program() -> str:
    """The path of LibreOffice; nothing where there is none."""
    return next((path for path in map(shutil.which, COMMANDS) if path), "")


def why_not() -> str:
    """Why there is no LibreOffice to test with; nothing when there is."""
    return "" if program() else MISSING


def recomputed(content: bytes) -> bytes:
    """The workbook with every formula computed by LibreOffice; the values that stood in it are not believed."""
    with tempfile.TemporaryDirectory(prefix="tandem-office-") as folder:
        profile, source, target = Path(folder, "profile"), Path(folder, "book.xlsx"), Path(folder, "computed")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
        source.write_bytes(content)
        command = [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
        quiet = subprocess.DEVNULL
        subprocess.run(
            [*command, "--outdir", str(target), str(source)],
            check=True,
            timeout=SECONDS,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
        )
        return (target / "book.xlsx").read_bytes()


def retyped(content: bytes, typed: Mapping[str, Mapping[Cell, float]]) -> bytes:
    """The workbook with other numbers in some cells, by the title of their sheet, and no formula's value in any."""
    source = zipfile.ZipFile(io.BytesIO(content))
    paths = _sheets(source)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            title = paths.get(name)
            part = source.read(name)
            target.writestr(name, part if title is None else _sheet(part, typed.get(title, {})))
    return made.getvalue()


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """The part of every sheet -> its title; a writer of ours numbers them in order."""
    titles = [sheet.get("name", "") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
    return {f"xl/worksheets/sheet{number}.xml": title for number, title in enumerate(titles, 1)}


def _sheet(part: bytes, typed: Mapping[Cell, float]) -> bytes:
    ElementTree.register_namespace("", MAIN[1:-1])
    tree = ElementTree.fromstring(part)
    left = dict(typed)
    for row in tree.iter(f"{MAIN}row"):
        for cell in row:
            place = _place(cell.get("r", ""))
            value = cell.find(f"{MAIN}v")
            if place in left and value is not None:
                value.text = repr(left.pop(place))
            if cell.find(f"{MAIN}f") is not None and value is not None:
                cell.remove(value)
    assert not left, f"no number stands at {sorted(left)}"
    return ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)


def _place(reference: str) -> Cell:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def values(content: bytes) -> Grid:
    """The values of all sheets."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def install() -> str:
    """Install LibreOffice where that is possible; why not where it is not."""
    if why_not() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("No LibreOffice here: asking apt for one ...", file=sys.stderr)
        _ = run([*APT, "update"], seconds=APT_SECONDS)
        _ = run([*APT, "install", "--no-install-recommends", PACKAGE], seconds=APT_SECONDS)
    return why_not()


def main() -> int:
    """Say where it is, or why its tests will be skipped."""
    missing = install() if "--install" in sys.argv[1:] else why_not()
    print(missing or program(), file=sys.stderr if missing else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
