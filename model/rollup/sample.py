"""A few hundred lines from the beginning, the middle and the end of a large CSV file: enough to tell how it is written."""

import csv
import gzip
import io
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from model.columns import Table
from model.findings import CompanyUnreadable, Finding
from model.reading.delimited import candidate_encodings, decoded, voted_delimiter
from model.reading.headers import recognised

PIECE = 64 * 1024  # bytes of each piece that is looked at
PIECES = 16
HEADER_ROWS = 30


@dataclass(frozen=True)
class Sample:
    """How a file is written: `skip` are the lines above the header, `rows` lines from all over the file."""

    path: Path
    delimiter: str
    skip: int
    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]


def sampled(path: Path, fields: Table) -> Sample:
    """The sample of a CSV file; raises CompanyUnreadable when there is none or it is no text."""
    if not path.is_file():
        raise CompanyUnreadable(Finding(str(path), "not_found"))
    pieces = _pieces(path)
    if pieces[0].startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CompanyUnreadable(Finding(path.name, "workbook_in_text"))
    texts = [decoded(path.name, _whole_lines(piece, place)) for place, piece in enumerate(pieces)]
    delimiter = voted_delimiter(texts[0], partial(_words, fields))
    head = list(csv.reader(io.StringIO(texts[0], newline=""), delimiter=delimiter))
    skip = _header_row(head[:HEADER_ROWS], fields)
    if len(head) <= skip + 1:
        raise CompanyUnreadable(Finding(path.name, "no_data"))
    headers = tuple(head[skip])
    rest = (row for text in texts[1:] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    rows = [row for row in (*head[skip + 1 :], *rest) if len(row) == len(headers)]
    return Sample(path, delimiter, skip, headers, rows)


def utf8_of(path: Path, folder: Path) -> Path:
    """The file itself when it is UTF-8, else a copy of it that is, in a folder; never more than a piece in memory."""
    encoding = encoding_of(path)
    if encoding == "utf-8":
        return path
    target = folder / f"{path.stem}.utf-8.csv"
    with (
        io.TextIOWrapper(_open(path), encoding=encoding, newline="") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        shutil.copyfileobj(source, copy, PIECE)
    return target


def encoding_of(path: Path) -> str:
    """The encoding of a file by its byte order mark and by the pieces that are looked at."""
    pieces = _pieces(path)
    candidates = candidate_encodings(pieces[0])
    if len(candidates) == 1:
        return "utf-8" if candidates[0] == "utf-8-sig" else candidates[0]
    try:
        for place, piece in enumerate(pieces):
            _whole_lines(piece, place).decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def folder_for_spills() -> "tempfile.TemporaryDirectory[str]":
    """A folder for what does not fit into memory, removed afterwards."""
    return tempfile.TemporaryDirectory(prefix="rollup-", ignore_cleanup_errors=True)


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _pieces(path: Path) -> list[bytes]:
    """The beginning and, of a file that is not packed, pieces at even distances; each ends after a whole line."""
    try:
        with _open(path) as file:
            head = file.read(PIECE if path.suffix.lower() != ".gz" else PIECE * PIECES)
            if path.suffix.lower() == ".gz" or len(head) < PIECE:
                return [head]
            size, pieces = path.stat().st_size, [head]
            for number in range(1, PIECES + 1):
                file.seek(max(PIECE, (size - PIECE) * number // PIECES))
                pieces.append(file.read(PIECE))
            return pieces
    except (OSError, EOFError) as error:
        raise CompanyUnreadable(Finding(path.name, "damaged", value=type(error).__name__)) from error


def _whole_lines(piece: bytes, place: int) -> bytes:
    """The piece without the broken lines at its ends; UTF-16 breaks lines at two bytes."""
    wide = piece[:4096].count(0) > len(piece[:4096]) // 5
    if wide:
        return piece[: len(piece) // 2 * 2] if place == 0 else b""
    start = 0 if place == 0 else piece.find(b"\n") + 1
    end = piece.rfind(b"\n") + 1
    return piece[start:end] if end > start and len(piece) >= PIECE else piece[start:]


def _words(fields: Table, record: Sequence[str]) -> int:
    return sum(recognised(cell, fields) is not None for cell in record)


def _header_row(rows: Sequence[Sequence[str]], fields: Table) -> int:
    """The first of the rows with most known words; the first row that is as wide as the data when none has any."""
    counts = [_words(fields, row) for row in rows]
    if max(counts, default=0):
        return counts.index(max(counts))
    widths = [len(row) for row in rows]
    return widths.index(max(widths, default=0)) if widths else 0
