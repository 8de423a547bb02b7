"""A sheet of A4 drawn by hand: text as text, never as markup, and every height known before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4

from ui.charts.palette import PALETTES
from ui.handout.cells import Cell
from ui.handout.typeface import BOLD, LEADING, PLAIN, Missing, fitted, runs, shortened, width

WIDE, HIGH = A4  # points
LEFT, RIGHT, TOP, BOTTOM = 42.0, WIDE - 42.0, 40.0, HIGH - 40.0  # of what is drawn, from the top
INK = PALETTES["light"]
ROW = 13.6  # of a table
CELL = 8.0
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Box:
    """A place on the sheet, from its upper left corner   [points]."""

    left: float
    top: float
    wide: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Type:
    """How a text looks: sizes to try from the largest, the role of its colour."""

    sizes: tuple[float, ...] = (9.0, 8.5, 8.0)
    role: str = "ink"
    bold: bool = False

    @property
    def font(self) -> str:
        """The font of the texts."""
        return BOLD if self.bold else PLAIN


BODY, QUIET, HEAD = Type(), Type(sizes=(7.5, 7.0), role="quiet"), Type(sizes=(10.5, 9.5, 8.5), bold=True)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: titles, rows, widths in points, and the first column that stands to the right."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    numbers: int = 1


@dataclass(frozen=True)
class Sheet:
    """Sheets of one file; `missing` collects letters that no font has."""

    canvas: Any
    missing: Missing = field(default_factory=Missing)

    def line(self, left: float, top: float, text: str, look: Type, *, right: bool = False) -> None:
        """One line of text whose foot is `top` from the upper edge; `right`: it ends at `left`."""
        size = look.sizes[0]
        at = left - width(text, size, look.font) if right else left
        self.canvas.setFillColor(HexColor(getattr(INK, look.role)))
        for font, piece in runs(text, look.font, self.missing):
            self.canvas.setFont(font, size)
            self.canvas.drawString(at, HIGH - top, piece)
            at += self.canvas.stringWidth(piece, font, size)

    def block(self, box: Box, text: str, look: Type = BODY) -> float:
        """A text in its place, smaller or cut where it is too long; gives the top of what comes next."""
        found = fitted(text, (box.wide, box.high), look.sizes, look.font)
        top = box.top
        for line in found.lines:
            top += LEADING * found.size
            self.line(
                box.left, top - 0.25 * found.size, line, Type(sizes=(found.size,), role=look.role, bold=look.bold)
            )
        return top

    def items(self, box: Box, texts: Sequence[str], rest: str) -> float:
        """Texts under one another while there is room; `rest` says that some are left out, with its {count}."""
        top, end = box.top, box.top + box.high
        for number, text in enumerate(texts):
            room = end - top - (0.0 if number == len(texts) - 1 else 11.0)
            found = fitted(text, (box.wide - 9.0, 3 * 11.0), BODY.sizes[1:])
            if len(found.lines) * found.size * LEADING > room:
                return self.block(Box(box.left, top, box.wide, 11.0), rest.format(count=len(texts) - number), QUIET)
            self.line(box.left, top + 0.97 * found.size, "•", Type(sizes=(found.size,)))
            top = self.block(Box(box.left + 9.0, top, box.wide - 9.0, 3 * 11.0), text, Type(sizes=BODY.sizes[1:])) + 1.5
        return top

    def table(self, left: float, top: float, grid: Grid) -> float:
        """A table; gives the top of what comes next."""
        heads = [Cell(title, "quiet") for title in grid.titles]
        for number, row in enumerate((heads, *grid.rows)):
            at = left
            for column, (cell, wide) in enumerate(zip(row, grid.widths, strict=True)):
                look = Type(sizes=(CELL if number else CELL - 1.0,), role=cell.role, bold=cell.bold)
                text = shortened(cell.text, wide - 4.0, look.sizes[0], look.font)
                right = column >= grid.numbers
                self.line(at + wide - 2.0 if right else at, top + ROW - 4.0, text, look, right=right)
                at += wide
            top += ROW
            self.rule(left, at, top, "grid")
        return top

    def rule(self, left: float, right: float, top: float, role: str, thick: float = 0.5) -> None:
        """A thin line across."""
        self.canvas.setStrokeColor(HexColor(getattr(INK, role)))
        self.canvas.setLineWidth(thick)
        self.canvas.line(left, HIGH - top, right, HIGH - top)

    def bar(self, box: Box, role: str) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(HexColor(getattr(INK, role)))
        self.canvas.rect(box.left, HIGH - box.top - box.high, box.wide, box.high, stroke=0, fill=1)

    def link(self, box: Box, words: str, target: str) -> float:
        """An address as text, which can be clicked when it is one of the web."""
        end = self.block(
            box, f"{words} {target}", Type(sizes=(6.5,), role="cro" if target.startswith(WEB) else "quiet")
        )
        if target.startswith(WEB):
            self.canvas.linkURL(target, (box.left, HIGH - end, box.left + box.wide, HIGH - box.top), relative=0)
        return end
