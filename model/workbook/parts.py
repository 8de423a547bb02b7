"""The parts of a workbook around its cells: which sheets there are, shared texts, and formats that show dates."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

TEXT = 1_000  # characters kept of a cell: more than a name may have
TAGS = 15_000_000  # of all parts together: what a few seconds are enough for
LONG_TAG = re.compile(rb"<[^<>]{65536}")  # attributes without end
PIECE = 2**20  # bytes read at a time
DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # built in
NOT_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general', re.IGNORECASE)  # text, fill, colours, conditions
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Attributes = dict[str, str]


class Refused(Exception):  # noqa: N818  it names what happened: one word that the parent makes a sentence of
    """The workbook is hostile or too large."""


class Part(Protocol):
    """What reads one part: called at the start, the text and the end of each element."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def text(self, piece: str) -> None:
        """A piece of text."""

    def end(self, tag: str) -> None:
        """An element ends."""


def count_tags(archive: zipfile.ZipFile, names: Iterable[str]) -> None:
    """Refused when the parts have more or longer tags than can be read in time; their bytes are only counted."""
    tags = 0
    for name in names:
        with archive.open(name) as content:
            while piece := content.read(PIECE):
                tags += piece.count(b"<") + piece.count(b"/>")
                if tags > TAGS or LONG_TAG.search(piece):
                    raise Refused("TooLarge")


def read_part(archive: zipfile.ZipFile, name: str, part: Part) -> None:
    """Run through a part; Refused when it declares a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = _first(parser, part)
    with archive.open(name) as content:
        parser.ParseFile(content)


def _first(parser: expat.XMLParserType, part: Part) -> Callable[[str, Attributes], None]:
    """The first element shows whether tags carry a prefix, which is then taken off."""

    def started(tag: str, attributes: Attributes) -> None:
        start, end = _without_prefix(part) if ":" in tag else (part.start, part.end)
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = part.text
        start(tag, attributes)

    return started


def _without_prefix(part: Part) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    def start(tag: str, attributes: Attributes) -> None:
        part.start(tag.rpartition(":")[2], attributes)

    return start, lambda tag: part.end(tag.rpartition(":")[2])


def _refuse_document_type(*_: object) -> None:
    """No spreadsheet declares one; entities that grow without end do."""
    raise Refused("DTDForbidden")


@dataclass
class Relations:
    """What the relations of a part lead to inside the archive: kind and name by identifier."""

    folder: str
    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, tag: str, attributes: Attributes) -> None:
        """One relation; what lies outside the archive is never followed."""
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", self.folder, attributes.get("Target", ""))
            self.found[attributes.get("Id", "")] = (kind, posixpath.normpath(target).lstrip("/"))

    def text(self, _: str) -> None:
        """Nothing stands between relations."""

    def end(self, _: str) -> None:
        """Nothing follows."""

    def of_kind(self, kind: str) -> str:
        """The first part of a kind; '' when there is none."""
        return next((name for found, name in self.found.values() if found == kind), "")


@dataclass
class Book:
    """The sheets in their order: name, relation and whether it is shown; and whether days count from 1904."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """A sheet, or the properties of the workbook."""
        if tag == "sheet":
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    def text(self, _: str) -> None:
        """No text is of use here."""

    def end(self, _: str) -> None:
        """Nothing follows."""


@dataclass
class Texts:
    """The shared texts of a workbook: the runs of each, without the phonetic ones."""

    found: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    inside: bool = False
    phonetic: bool = False

    def start(self, tag: str, _: Attributes) -> None:
        """An item begins, or a text in it."""
        if tag == "si":
            self.runs = []
        self.phonetic = self.phonetic or tag == "rPh"
        self.inside = tag == "t" and not self.phonetic

    def text(self, piece: str) -> None:
        """A piece of text, wherever it stands."""
        if self.inside:
            self.runs.append(piece)

    def end(self, tag: str) -> None:
        """A text or an item ends."""
        self.inside = False
        if tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.found.append(unescaped("".join(self.runs)))


def unescaped(text: str) -> str:
    """The text with its escapes as the characters that they stand for, cut where no name reaches.

    >>> unescaped("a_x000D_b")
    'a\\rb'
    """
    short = text[: 8 * TEXT]
    return (ESCAPED.sub(lambda match: chr(int(match[1], 16)), short) if "_x" in short else short)[:TEXT]


@dataclass
class Styles:
    """Which cell formats show a date."""

    formats: dict[int, str] = field(default_factory=dict)
    dates: list[bool] = field(default_factory=list)
    inside: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """A number format, or a cell format that uses one."""
        if tag == "numFmt":
            self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            number = int(attributes.get("numFmtId", 0))
            self.dates.append(shows_date(self.formats[number]) if number in self.formats else number in DATE_FORMATS)

    def text(self, _: str) -> None:
        """No text is of use here."""

    def end(self, tag: str) -> None:
        """The cell formats end."""
        self.inside = self.inside and tag != "cellXfs"


def shows_date(code: str) -> bool:
    """True for a number format with days, months or years; hours that pass 24 are no date.

    >>> [shows_date(code) for code in ("mmm yyyy", '0.00" day"', "[Red]0", "[h]:mm", "[$-40C]mmm yy")]
    [True, False, False, False, True]
    """
    first = code.lower().split(";", maxsplit=1)[0]
    return not ELAPSED.search(code) and re.search("[dmyhs]", NOT_DATE.sub("", first)) is not None
