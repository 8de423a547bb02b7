"""Pages of a PDF: fonts that carry French, plain texts only, tables that go over pages with their titles, a number on each.

No text is ever read as markup; a character that the font lacks becomes its plain letter, or a question mark.
"""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, SimpleDocTemplate

from ui.handout.typeface import BOLD, UNKNOWN, letters
from ui.handout.typeface import PLAIN as FONT
from ui.numbers import SPACE, THIN_SPACE
from ui.words import language

INK, QUIET, LINE = HexColor("#1b1f24"), HexColor("#5b6470"), HexColor("#d5d9de")
MARGIN = 14 * mm
REPLACED = {THIN_SPACE: SPACE, "\N{RIGHTWARDS ARROW}": ">", "\N{NON-BREAKING HYPHEN}": "-"}
PADDING = 6  # points that a page keeps inside its margins
LEAST = 30 * mm  # of a page, below which nothing new begins
WIDEST = 0.34  # of the page, the first column of a table


@dataclass(frozen=True)
class Look:
    """How one kind of text is set."""

    font: str
    size: float
    before: float = 0.0
    quiet: bool = False


LOOKS = {
    "title": Look(BOLD, 15),
    "heading": Look(BOLD, 10.5, before=9),
    "text": Look(FONT, 9, before=3),
    "strong": Look(BOLD, 9, before=3),
    "note": Look(FONT, 7.5, before=2, quiet=True),
    "cell": Look(FONT, 7.5),
    "column": Look(BOLD, 7),
}


def text(said: str, look: str = "text") -> Flowable:
    """A paragraph of plain text."""
    return Paragraph(escape(printable(said), quote=False), _style(look, right=False))


def heading(said: str) -> list[Flowable]:
    """A heading that does not stand alone at the foot of a page."""
    return [CondPageBreak(LEAST), text(said, "heading")]


def table(titles: Sequence[str], rows: Sequence[Sequence[str]], first: int = 1) -> Flowable:
    """A table of plain texts whose titles come again on each page; columns from `first` on stand to the right."""
    body = [[_cell(cell, "cell", column >= first) for column, cell in enumerate(row)] for row in rows]
    head = [_cell(title, "column", column >= first) for column, title in enumerate(titles)]
    drawn = LongTable([head, *body], colWidths=_widths(len(titles), first), repeatRows=1, spaceBefore=3)
    drawn.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((name, (0, 0), (-1, -1), points) for name, points in (("TOPPADDING", 1.6), ("BOTTOMPADDING", 2.2))),
            *((name, (0, 0), (-1, -1), points) for name, points in (("LEFTPADDING", 0), ("RIGHTPADDING", 4))),
        ]
    )
    return drawn


def written(title: str, parts: Sequence[Flowable]) -> bytes:
    """A document of landscape pages; the same parts give the same bytes."""
    held = io.BytesIO()
    size = landscape(A4)
    document = SimpleDocTemplate(
        held, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + 4 * mm,
        title=printable(title), author="Tandem", lang=language(), invariant=1,
    )  # fmt: skip
    fonts()
    foot = partial(_foot, title=printable(title), width=size[0])
    document.build(list(parts), onFirstPage=foot, onLaterPages=foot)
    return held.getvalue()


def printable(said: str) -> str:
    """A text that the fonts can show on one line of writing: no control or direction marks, no character they lack.

    >>> printable("1\\u202f234\\u00a0€ \\u202eŁódź 中")
    '1\\xa0234\\xa0€ Łódz ?'
    """
    letters = unicodedata.normalize("NFC", said)
    kept = (REPLACED.get(letter, letter) for letter in letters if _is_shown(letter))
    return "".join(letter if ord(letter) in fonts() else _plain(letter) for letter in kept)


@cache
def fonts() -> frozenset[int]:
    """Make both fonts known; the characters that both of them have."""
    found = letters(FONT) & letters(BOLD)
    registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)
    return frozenset(map(ord, found))


def _is_shown(letter: str) -> bool:
    return letter in " \n" or unicodedata.category(letter)[0] != "C"


def _plain(letter: str) -> str:
    """The letter without its marks, where the fonts have that."""
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) in fonts())
    return plain or ("" if unicodedata.combining(letter) else UNKNOWN)


@cache
def _style(name: str, *, right: bool) -> ParagraphStyle:
    fonts()
    look = LOOKS[name]
    return ParagraphStyle(
        name, fontName=look.font, fontSize=look.size, leading=look.size * 1.25, spaceBefore=look.before,
        textColor=QUIET if look.quiet else INK, splitLongWords=1,
        **({"alignment": TA_RIGHT} if right else {}),
    )  # fmt: skip


def _cell(said: str, look: str, right: bool) -> Flowable:
    return Paragraph(escape(printable(said), quote=False), _style(look, right=right))


def _widths(columns: int, first: int) -> list[float]:
    """Equal columns; a first one of words before numbers takes more, as far as there is room."""
    room = landscape(A4)[0] - 2 * MARGIN - 2 * PADDING
    if first >= columns:
        return [room / columns] * columns
    head = room * max(WIDEST - 0.014 * columns, 0.16)
    return [head, *[(room - head) / (columns - 1)] * (columns - 1)]


def _foot(canvas: Canvas, document: SimpleDocTemplate, *, title: str, width: float) -> None:
    """Title and page number."""
    canvas.saveState()
    canvas.setFont(FONT, 7)
    canvas.setFillColor(QUIET)
    canvas.drawString(MARGIN + PADDING, 9 * mm, title[:140])
    canvas.drawRightString(width - MARGIN - PADDING, 9 * mm, str(document.page))
    canvas.restoreState()
