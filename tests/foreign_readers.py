"""A second look at every kind of file: opened by other readers than those that wrote it."""

import ast
import csv
import io
import json
import re
import tomllib
import unicodedata
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pypdf

NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TAGS_THAT_DO = {
    "iframe",
    "img",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "input",
    "button",
    "video",
    "audio",
    "svg",
    "a",
}
CALLED_BY_OUR_LINES = {
    "load_sample", "read_company", "Path", "SystemExit", "Scenario", "Move", "project", "kpi_values", "print",
    "calibrate", "calibrated", "Event", "Experiment",
}  # fmt: skip


def faults(name: str, content: bytes, payload: str) -> list[str]:
    """What is wrong with a file when `payload` was part of every name in it."""
    return list(READERS[name.rpartition(".")[2]](content, payload))


def unseen(text: str) -> Iterator[str]:
    """Control characters, and marks that turn the order of letters."""
    for letter in set(text) - set("\r\n\ufeff"):
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in "\u200c\u200d":
            yield f"holds {unicodedata.name(letter, hex(ord(letter)))}"


def _zip(content: bytes, payload: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert re.fullmatch(r"[A-Za-z0-9_-]+\.[a-z]+", name), name
            yield from (f"{name}: {fault}" for fault in faults(name, archive.read(name), payload))


def _csv(content: bytes, payload: str) -> Iterator[str]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    yield from unseen(text)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.splitlines()[0] else ","):
        for cell in row:
            if cell.lstrip(" \u00a0").startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(cell):
                yield f"runs {cell!r}"


def _text(content: bytes, payload: str) -> Iterator[str]:
    yield from unseen(content.decode("utf-8-sig"))


class _Page(HTMLParser):
    """Every start of an element, and the scripts' texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[tuple[Mapping[str, str | None], str]] = []
        self.policy = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "script":
            self.scripts.append((held, ""))
        self.inside = tag == "script"
        if held.get("http-equiv") == "Content-Security-Policy":
            self.policy = held.get("content") or ""
        if tag in TAGS_THAT_DO or any(name.startswith("on") or name in ("href", "src", "action") for name in held):
            self.found.append(f"<{tag} {held}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)


def _html(content: bytes, payload: str) -> Iterator[str]:
    text = content.decode()
    page = _Page()
    page.feed(text)
    yield from page.found
    for held, script in page.scripts:
        if held.get("type") == "application/json":
            json.loads(script)
            yield from unseen(script)
        elif f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" not in page.policy:
            yield f"script that no hash allows: {script[:60]}"
    if "unsafe-eval" in page.policy or "default-src 'none'" not in page.policy:
        yield f"policy {page.policy}"
    yield from unseen(re.sub("<script>.*?</script>", "", text, flags=re.DOTALL))


def _python(content: bytes, payload: str) -> Iterator[str]:
    text = content.decode()
    yield from unseen(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) not in CALLED_BY_OUR_LINES:
            yield f"calls {ast.unparse(node.func)}"


def _toml(content: bytes, payload: str) -> Iterator[str]:
    yield from unseen(content.decode())
    unknown = set(tomllib.loads(content.decode())) - {"name", "note", "levers", "shocks", "assumptions"}
    yield from (f"table {name}" for name in unknown)


def _svg(content: bytes, payload: str) -> Iterator[str]:
    for element in ElementTree.fromstring(content).iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("script", "image", "foreignObject", "a") or any(name.startswith("on") for name in element.attrib):
            yield f"<{tag}>"


def _png(content: bytes, payload: str) -> Iterator[str]:
    if not content.startswith(b"\x89PNG"):
        yield "is no picture"


def _xlsx(content: bytes, payload: str) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and payload in str(cell.value):
                    yield f"{sheet.title} {cell.coordinate}: {cell.value}"
                if cell.hyperlink is not None and payload in str(cell.hyperlink.target):
                    yield f"{sheet.title} {cell.coordinate}: link"
                if isinstance(cell.value, str):
                    yield from unseen(cell.value)


def _pptx(content: bytes, payload: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels") and payload in archive.read(name).decode():
                yield f"{name}: leads to a name"
            if name.startswith("ppt/slides/") and name.endswith(".xml"):
                texts = ElementTree.fromstring(archive.read(name)).itertext()
                yield from (f"{name}: {fault}" for text in texts for fault in unseen(text))


def _pdf(content: bytes, payload: str) -> Iterator[str]:
    read = pypdf.PdfReader(io.BytesIO(content))
    if not any(page.extract_text().strip() for page in read.pages):
        yield "says nothing"
    for page in read.pages:
        yield from unseen(page.extract_text())
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A", {})
            if any(payload in str(value) for value in action.values()) or action.get("/S") in (
                "/JavaScript",
                "/Launch",
            ):
                yield f"action {action}"


Reader = Callable[[bytes, str], Iterator[str]]
READERS: Mapping[str, Reader] = {
    "zip": _zip, "csv": _csv, "txt": _text, "html": _html, "py": _python, "toml": _toml, "svg": _svg, "png": _png,
    "xlsx": _xlsx, "pptx": _pptx, "pdf": _pdf,
}  # fmt: skip
