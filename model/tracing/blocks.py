"""Where traced numbers stand in a workbook: blocks of rows on sheets, a place for every number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from model.tracing.nodes import Element, Node

VALUE = -1  # the column before the first month: what has no month, or the opening balance
FIRST_ROW = 6  # of a sheet, below title and months
FIRST_COLUMN = 5  # of the months; the value column stands before it
TIMELESS = ("levers", "assumptions", "company", "opening")
MONTHLY = ("scenario", "baseline", "lines", "checks")
SHEETS = (*TIMELESS[:3], "opening", "scenario", "baseline", "lines", "kpis", "checks")
Row = tuple[int, ...]  # position of a row in its block: member, or member and part


@dataclass(eq=False)
class Block:
    """Rows of one amount on one sheet: cells by row and month (VALUE: none), and the blocks of its steps before it."""

    sheet: str
    section: str
    kind: str  # of words: 'amount', 'lever', 'assumption', 'kpi', 'step', ...
    name: str
    over: str = "company"  # the dimension of its members
    members: Sequence[str] = ()
    cells: dict[tuple[Row, int], Element] = field(default_factory=dict)
    steps: "list[Block]" = field(default_factory=list)
    first: int = 0  # row on the sheet
    order: dict[Row, int] = field(default_factory=dict)  # position of every row, once laid out

    @property
    def rows(self) -> list[Row]:
        """Its rows in order."""
        return sorted({row for row, _ in self.cells})


@dataclass(frozen=True)
class Place:
    """Where a number stands: its block, row and month."""

    block: Block
    row: Row
    month: int

    @property
    def address(self) -> tuple[str, int, int]:
        """Sheet, row and column, counted from zero."""
        return self.block.sheet, self.block.first + self.block.order[self.row], FIRST_COLUMN + self.month


def table(block: Block, array: np.ndarray, month: int = 0) -> Block:
    """The block with the elements of an array [member, month] or [member], the latter all in one column."""
    plain = np.asarray(array, dtype=object)
    for row, elements in enumerate(plain.reshape(len(plain), -1)):
        block.cells |= {((row,), month + place): element for place, element in enumerate(elements)}
    return block


def worth_a_row(block: Block) -> bool:
    """Whether a block says anything: constants of the model that are zero do not."""
    return any(isinstance(element, Node) or element != 0.0 for element in block.cells.values())


@dataclass
class Book:
    """All blocks, sheet by sheet, and the place of every node."""

    blocks: list[Block] = field(default_factory=list)
    places: dict[Node, Place] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Keep a block; a node stands where it is named first."""
        self.blocks.append(block)
        self.place(block)

    def place(self, block: Block) -> None:
        """Give the block's nodes their place, unless they have one."""
        for (row, month), element in block.cells.items():
            if isinstance(element, Node) and element not in self.places:
                self.places[element] = Place(block, row, month)

    def of(self, sheet: str) -> Iterator[Block]:
        """The blocks of one sheet in order, steps before what they lead to."""
        for block in self.blocks:
            for one in (*block.steps, block):
                if one.sheet == sheet:
                    yield one

    def lay_out(self) -> None:
        """Number the rows of every sheet; a section begins with its heading after an empty row."""
        for sheet in SHEETS:
            row, section = FIRST_ROW - 1, ""
            for block in self.of(sheet):
                if block.section != section:
                    row, section = row + 2, block.section
                block.first = row
                block.order = {one: number for number, one in enumerate(block.rows)}
                row += len(block.rows)
