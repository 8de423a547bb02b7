"""A company of the reader's own, as the files that they would open: the services sample under another name."""

import csv
from collections.abc import Mapping, Sequence
from typing import Literal

from playwright.sync_api import FilePayload, Page

from tests.browser.reader import MAIN
from tests.browser.screens import settle
from tests.browser.server import ROOT
from tests.written import csv_bytes, xlsx_bytes, zip_bytes

Tables = Mapping[str, Sequence[Sequence[str | float]]]
Form = Literal["workbook", "csv", "zip", "french"]
NAME = "Atelier Bréval & fils"
FOLDER = ROOT / "sample_data" / "services"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def tables(name: str = NAME) -> dict[str, list[list[str | float]]]:
    """The tables of the company, numbers as numbers."""
    found = {
        path.stem: [[cell(text) for text in row] for row in rows(path.read_text())] for path in FOLDER.glob("*.csv")
    }
    found["company"] = [["name", name] if row[0] == "name" else row for row in found["company"]]
    return found


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV text."""
    return list(csv.reader(text.splitlines()))


def cell(text: str) -> str | float:
    """A cell as a workbook holds it."""
    try:
        return float(text)
    except ValueError:
        return text


def files(form: Form, held: Tables) -> list[FilePayload]:
    """The company in one of the forms it may be opened in."""
    match form:
        case "workbook":
            return [payload("breval.xlsx", WORKBOOK, xlsx_bytes(held))]
        case "zip":
            return [payload("breval.zip", "application/zip", zip_bytes(held))]
        case "csv":
            return [payload(f"{name}.csv", "text/csv", csv_bytes(lines)) for name, lines in held.items()]
        case "french":
            written = {name: [[french(value) for value in line] for line in lines] for name, lines in held.items()}
            dialect = {"delimiter": ";", "encoding": "cp1252"}
            return [payload(f"{name}.csv", "text/csv", csv_bytes(lines, **dialect)) for name, lines in written.items()]


def french(value: str | float) -> str:
    """A cell as a French spreadsheet writes it into CSV."""
    return value if isinstance(value, str) else f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def payload(name: str, kind: str, content: bytes) -> FilePayload:
    """A file as a browser sends it."""
    return {"name": name, "mimeType": kind, "buffer": content}


def open_files(page: Page, sent: Sequence[FilePayload]) -> None:
    """Give files to the company page and wait until they are read."""
    before = page.locator(MAIN).inner_text()
    page.locator(".st-key-upload [data-testid=stFileUploaderDropzoneInput]").set_input_files(list(sent))
    page.wait_for_function("([box, before]) => document.querySelector(box).innerText !== before", arg=[MAIN, before])
    page.wait_for_timeout(500)
    settle(page)
