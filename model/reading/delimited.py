"""CSV text of any dialect as a grid of text cells: encoding, delimiter, quotes and row numbers."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice

from model.columns import COLUMN_LIMIT, NAME_LENGTH, ROW_LIMIT
from model.findings import SHOWN, CompanyUnreadable, Finding
from model.reading.grid import Grid, grid_of

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 30  # records that vote for the delimiter
LONGEST_FIELD = 10_000  # characters; a longer one is a quotation mark that was never closed
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEP_DIRECTIVE = re.compile(r'\A"?sep=(?P<mark>.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
HTML = re.compile(r"\A\s*<[a-z!?]", re.IGNORECASE)
OTHER_KINDS = {
    b"%PDF": ".pdf",
    b"\x89PNG": ".png",
    b"\x1f\x8b": ".gz",
    b"{": ".json",
    b"[{": ".json",
    b"PAR1": ".parquet",
}
KINDS_ALLOWED = "CSV or XLSX"
LINES = 1_048_576  # of any spreadsheet
WIDEST = 16_384  # columns of any spreadsheet
ZERO_SHARE = 0.2  # of zero bytes, above which a text without byte order mark is UTF-16

Score = Callable[[list[str]], int]  # how many cells of a record are known header words


def read_delimited(name: str, content: bytes, score: Score) -> Grid:
    """The grid of a CSV file; CompanyUnreadable when it is no text, no table, or a quote never closes."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CompanyUnreadable(Finding(name, "workbook_in_text"))
    other = next((kind for start, kind in OTHER_KINDS.items() if content.startswith(start)), "")
    if other:
        raise CompanyUnreadable(Finding(name, "unknown_file_kind", value=other, allowed=KINDS_ALLOWED))
    text = decoded(name, content)
    if max(text.count("\n"), text.count("\r")) > LINES:
        raise CompanyUnreadable(Finding(name, "too_many_rows", allowed=str(ROW_LIMIT)))
    if HTML.match(text):
        raise CompanyUnreadable(Finding(name, "html"))
    directive = SEP_DIRECTIVE.match(text)
    first = 2 if directive else 1
    text = text[directive.end() :] if directive else text
    delimiter = directive["mark"] if directive else voted_delimiter(text, score)
    rows = ((number, tuple(cells)) for number, cells in enumerate(records(name, text, delimiter, first), first))
    return grid_of(name, rows)


def decoded(name: str, content: bytes) -> str:
    """The text: by byte order mark, else UTF-16 by its zero bytes, else strict UTF-8, else Windows-1252."""
    for encoding in candidate_encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CompanyUnreadable(Finding(name, "unreadable", value="unknown encoding", allowed="CSV in UTF-8"))


def candidate_encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try, in order; a byte order mark leaves one only."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return (encoding,)
    head = content[:4096]
    if len(head) > 1 and head.count(0) > ZERO_SHARE * len(head):
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1252")


def voted_delimiter(text: str, score: Score) -> str:
    """The delimiter that shows most known header words; among equals, the one of the most regular widths."""
    return max(DELIMITERS, key=lambda delimiter: vote(text, delimiter, score))


def vote(text: str, delimiter: str, score: Score) -> tuple[int, int]:
    """Known header words in the best record, and how many records share the most frequent width above 1."""
    sample: list[list[str]] = []
    try:
        sample.extend(islice(parsed(text[:100_000], delimiter, strict=False), SAMPLE))
    except csv.Error:
        return (0, 0)
    widths = [len(record) for record in sample if len(record) > 1]
    return (
        max((score(record) for record in sample), default=0),
        max((widths.count(width) for width in widths), default=0),
    )


def parsed(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    """The records of the text; all three kinds of line ends count."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def records(name: str, text: str, delimiter: str, first: int) -> Iterator[list[str]]:
    """The records, one per spreadsheet row; CompanyUnreadable names the row where a quote goes wrong."""
    reader = parsed(text, delimiter, strict=True)
    number = first
    try:
        for record in reader:
            if len(record) > WIDEST:
                raise CompanyUnreadable(
                    Finding(name, "too_many_columns", number, "", str(len(record)), str(COLUMN_LIMIT))
                )
            if max(map(len, record), default=0) > LONGEST_FIELD:
                raise CompanyUnreadable(_too_long(name, number, text))
            yield record
            number += 1
    except csv.Error as error:
        raise CompanyUnreadable(_too_long(name, number, text)) from error


def _too_long(name: str, number: int, text: str) -> Finding:
    """A cell without end: a quotation mark never closed, or where there is none, just a long text."""
    if '"' in text:
        return Finding(name, "unclosed_quote", number)
    return Finding(name, "name_too_long", number, "", text.splitlines()[number - 1][:SHOWN], str(NAME_LENGTH))
