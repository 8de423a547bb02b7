"""How wide text is and which font has its letters: Vera, then what every PDF reader has, then DejaVu where it is installed.

What no font has is written as a question mark and counted, so that a file can say so.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

PLAIN, BOLD = "Vera", "VeraBd"
SPARE = ("Symbol", "ZapfDingbats")  # of every reader: Greek and arrows, marks
INSTALLED = {PLAIN: "DejaVuSans", BOLD: "DejaVuSans-Bold"}  # found only where the machine has it
SPACES = {"\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}", "\N{THIN SPACE}": "\N{NO-BREAK SPACE}"}
UNKNOWN = "?"
ELLIPSIS = "…"
LEADING = 1.22  # of the size, from line to line


@dataclass
class Missing:
    """Letters that no font had."""

    letters: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Fitted:
    """A text in lines that fit their place at a size; `cut` says whether something was left out."""

    lines: tuple[str, ...]
    size: float
    cut: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return " ".join(self.lines)


@cache
def letters(font: str) -> frozenset[str]:
    """The letters that a font can draw; none where it is not installed."""
    if font in SPARE:
        return frozenset(letter for number in range(32, 256) if (letter := _spare(font, number)))
    try:
        pdfmetrics.registerFont(TTFont(font, f"{font}.ttf"))
    except TTFError:
        return frozenset()
    return frozenset(chr(code) for code in pdfmetrics.getFont(font).face.charToGlyph)


def _spare(font: str, number: int) -> str:
    """The letter at a place of a standard font; nothing where there is none."""
    try:
        return bytes([number]).decode(pdfmetrics.getFont(font).encName)
    except UnicodeDecodeError:
        return ""


@cache
def font_of(letter: str, font: str) -> str:
    """The first font that has a letter; nothing when none has."""
    return next((one for one in (font, *SPARE, INSTALLED[font]) if letter in letters(one)), "")


def runs(text: str, font: str, missing: Missing | None = None) -> Iterator[tuple[str, str]]:
    """The text in pieces that one font can draw: (font, piece)."""
    held, piece = font, ""
    for letter in text:
        shown = SPACES.get(letter, letter)
        found = font_of(shown, font)
        if not found:
            shown, found = _nearest(shown, font), font
            if shown == UNKNOWN and missing is not None:
                missing.letters.add(letter)
        if found != held and piece:
            yield held, piece
            piece = ""
        held, piece = found, piece + shown
    if piece:
        yield held, piece


def _nearest(letter: str, font: str) -> str:
    """A letter without its marks, where the font has that."""
    bare = unicodedata.normalize("NFKD", letter)[:1]
    return bare if bare != letter and bare in letters(font) else UNKNOWN


@cache
def _advance(letter: str, font: str) -> float:
    """Width of a letter as a share of the size; a letter of no font may be as wide as it is high."""
    shown = SPACES.get(letter, letter)
    found = font_of(shown, font)
    return float(pdfmetrics.stringWidth(shown, found, 1.0)) if found else 1.0


def width(text: str, size: float, font: str = PLAIN) -> float:
    """Width of a text   [points]."""
    return size * sum(_advance(letter, font) for letter in text)


def lines(text: str, wide: float, size: float, font: str = PLAIN) -> list[str]:
    """The text in lines no wider than `wide`; a word wider than that is broken."""
    found: list[str] = []
    line = ""
    for word in (piece for whole in text.split(" ") for piece in _pieces(whole, wide, size, font)):
        joined = f"{line} {word}" if line else word
        if line and width(joined, size, font) > wide:
            found.append(line)
            joined = word
        line = joined
    return [*found, line] if line or not found else found


def _pieces(word: str, wide: float, size: float, font: str) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width(piece + letter, size, font) > wide:
            yield piece
            piece = ""
        piece += letter
    yield piece


def fitted(text: str, place: tuple[float, float], sizes: tuple[float, ...], font: str = PLAIN) -> Fitted:
    """The text at the largest of some sizes at which it fits a place (wide, high); cut with an ellipsis at the last."""
    wide, high = place
    for size in sizes:
        found = lines(text, wide, size, font)
        if len(found) <= _room(high, size):
            return Fitted(tuple(found), size, cut=False)
    least = sizes[-1]
    found, most = lines(text, wide, least, font), _room(high, least)
    last = shortened(" ".join(found[most - 1 :]) + ELLIPSIS, wide, least, font)
    return Fitted((*found[: most - 1], last), least, cut=True)


def _room(high: float, size: float) -> int:
    """How many lines there is room for, at least one."""
    return max(int(high / (LEADING * size)), 1)


def shortened(text: str, wide: float, size: float, font: str = PLAIN) -> str:
    """One line no wider than `wide`, with an ellipsis where something is left out."""
    if width(text, size, font) <= wide:
        return text
    kept = text.removesuffix(ELLIPSIS)
    while kept and width(f"{kept}{ELLIPSIS}", size, font) > wide:
        kept = kept[:-1]
    return f"{kept.rstrip()}{ELLIPSIS}"
