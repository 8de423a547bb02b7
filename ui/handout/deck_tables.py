"""Native tables of a deck: quiet lines, texts that fit their cells, a height known beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Inches

from ui.handout.cells import Cell
from ui.handout.deck import INK, NARROWER, POINTS, Deck, Place, Type, described
from ui.handout.ooxml import child, element
from ui.handout.typeface import BOLD, LEADING, PLAIN, fitted

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
SIDE = 0.05  # inches left and right of a cell's text
HEAD = Type(sizes=(10.0, 9.0, 8.0), role="quiet")
CELL = (11.0, 10.0, 9.0)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: titles, rows, the share of the width of each column, and where numbers begin."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    shares: Sequence[float]
    numbers: int = 1  # the first column that stands to the right
    row: float = 0.31  # inches
    lines: int = 1  # of text in a cell
    size: float | None = None  # of the texts; the largest that fits them all when nothing is said


def table(deck: Deck, slide: Slide, place: Place, grid: Grid) -> None:
    """A table at a place; its height is one row more than its rows."""
    high = grid.row * (len(grid.rows) + 1)
    held = slide.shapes.add_table(
        len(grid.rows) + 1, len(grid.titles), *Place(place.left, place.top, place.wide, high).emu
    )
    described(held, grid.name, grid.name)
    _plain(held.table)
    for row in held.table.rows:
        row.height = Inches(grid.row)
    sizes = HEAD.sizes, (grid.size or common(grid, place.wide),)
    for number, (column, wide) in enumerate(zip(held.table.columns, _widths(grid, place.wide), strict=True)):
        column.width = Inches(wide)
        column_cells = [Cell(grid.titles[number], HEAD.role), *(row[number] for row in grid.rows)]
        for down, cell in enumerate(column_cells):
            look = Type(sizes=sizes[down > 0], role=cell.role, bold=cell.bold, right=number >= grid.numbers)
            _filled(deck, held.table.cell(down, number), cell.text, (look, _room(grid, wide)))


def _widths(grid: Grid, wide: float) -> list[float]:
    return [wide * share / sum(grid.shares) for share in grid.shares]


def _room(grid: Grid, wide: float) -> tuple[float, float]:
    """What a text in a cell may take   [points]."""
    return (wide - 2 * SIDE) * POINTS / NARROWER, max(grid.row * POINTS - 2.0, LEADING * CELL[0] * grid.lines)


def common(grid: Grid, wide: float) -> float:
    """The largest size at which every text fits its cell; the smallest where one fits at none."""
    rooms = [_room(grid, one) for one in _widths(grid, wide)]

    def fits(size: float) -> bool:
        return not any(
            fitted(cell.text, room, (size,), BOLD if cell.bold else PLAIN).cut
            for row in grid.rows
            for cell, room in zip(row, rooms, strict=True)
        )

    return next((size for size in CELL if fits(size)), CELL[-1])


def _filled(deck: Deck, held: _Cell, text: str, how: tuple[Type, tuple[float, float]]) -> None:
    look, room = how
    held.margin_left = held.margin_right = Inches(SIDE)
    held.margin_top = held.margin_bottom = 0
    held.vertical_anchor = MSO_ANCHOR.MIDDLE
    deck.run(held.text_frame, fitted(text, room, look.sizes, BOLD if look.bold else PLAIN), look)
    _line(held)


def _plain(table: Any) -> None:
    """No style of the programme's own."""
    look = table._tbl.tblPr
    look.set("bandRow", "0")
    look.set("firstRow", "1")
    look.find(qn("a:tableStyleId")).text = NO_STYLE


def _line(held: _Cell) -> None:
    """A thin line under a cell."""
    about = held._tc.get_or_add_tcPr()
    line = element("a:lnB", w="6350")
    child(child(line, "a:solidFill"), "a:srgbClr", val=INK.grid.lstrip("#"))
    about.insert(0, line)
