"""The sheets of the audit workbook: rows of blocks with inputs in blue, formulas in black and steps in grey."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from model.assumptions import ASSUMPTIONS
from model.tracing.blocks import FIRST_COLUMN, MONTHLY, VALUE, Block, Book, Place
from model.tracing.formulas import Formulas
from model.tracing.inputs import NEVER
from model.tracing.nodes import Element, Node, number
from ui.audit_words import DECLARED, label, member, number_format, plain, rule, unit_words
from ui.words import t
from ui.workbooks import Book as File

HEADER = 3  # row of the columns' names
WIDTHS = (40, 26, 18, 60, 15)  # of the columns before the months
NARROW = {"assumptions": 3, "company": 3, "levers": 12, "lines": 3, "checks": 3}  # where the fourth column says little
WIDER = {("assumptions", 2): 46, ("assumptions", 7): 20, ("assumptions", 8): 80}  # sheet and column -> width
TEXTS = ("grade", "source")  # columns of words among those of numbers
INPUT, INK, QUIET, PALE, HEAD, BAND = "#0000FF", "#000000", "#6B7280", "#FFFBE6", "#1F3A5F", "#E8EDF3"
COLUMNS: Mapping[str, tuple[str, ...]] = {  # of the sheets without months, from the value on
    "levers": ("value", "start", "ramp", "end", "low", "high"),
    "assumptions": ("value", "low", "high", "grade", "source"),
    "company": ("value",),
    "opening": ("value",),
    "kpis": ("scenario", "baseline", "difference"),
}
EXTRA = FIRST_COLUMN + 3  # of the lowest and highest value of a lever


@dataclass
class Looks:
    """The formats of one workbook, made once each."""

    file: File
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **how: Any) -> Any:
        """A format with these properties."""
        key = tuple(sorted(how.items()))
        if key not in self.made:
            self.made[key] = self.file.add_format({"font_name": "Calibri", "font_size": 10, **how})
        return self.made[key]


@dataclass(frozen=True)
class Pages:
    """What the sheets are written from and into: the book and its formulas, the first days of the months, the evidence."""

    book: Book
    formulas: Formulas
    looks: Looks
    months: Sequence[datetime]
    evidence: Mapping[tuple[str, str], tuple[str, str]]  # assumption and member -> grade and source, as keys of words

    def header(self, page: Worksheet, sheet: str) -> None:
        """Title, names of the columns, frozen panes and how it prints."""
        looks = self.looks
        page.write_string(0, 0, t(f"audit.sheet.{sheet}"), looks.of(bold=True, font_size=16, font_color=HEAD))
        page.write_string(1, 0, t(f"audit.about.{sheet}"), looks.of(italic=True, font_color=QUIET))
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter"}
        names = [*(t(f"audit.column.{name}") for name in ("amount", "member", "unit")), _fourth(sheet)]
        page.set_row(HEADER, 30)
        if sheet in MONTHLY:
            names.append(t(_fifth(sheet)))
            days = looks.of(**head, num_format=t("audit.month_format"), align="right")
            for place, day in enumerate(self.months):
                page.write_datetime(HEADER, FIRST_COLUMN + place, day, days)
        else:
            names += [t(_named(name)) for name in COLUMNS[sheet]]
        for column, name in enumerate(names):
            page.write_string(HEADER, column, name, looks.of(**head, **_beside(sheet, column)))
        _printed(page, sheet)

    def fill(self, page: Worksheet, sheet: str) -> Iterator[int]:
        """Write the blocks of a sheet; yields the number of formulas of each."""
        self.header(page, sheet)
        section = ""
        for block in self.book.of(sheet):
            if block.section != section:
                section = block.section
                band = self.looks.of(bold=True, bg_color=BAND, font_color=HEAD)
                page.set_row(block.first - 1, None, band)
                page.write_string(block.first - 1, 0, t(f"audit.section.{section}"), band)
            yield self._block(page, block)

    def _block(self, page: Worksheet, block: Block) -> int:
        quiet = block.kind == "step"
        words = self.looks.of(font_color=QUIET if quiet else INK, italic=quiet, indent=1 if quiet else 0)
        small = self.looks.of(font_color=QUIET, font_size=8)
        texts = (label(block), "", unit_words(block), self._fourth(block))
        for row, place in block.order.items():
            at = block.first + place
            if quiet:
                page.set_row(at, None, None, {"level": 1})
            page.write_string(at, 0, texts[0], words)
            page.write_string(at, 1, member(block, row), words)
            page.write_string(at, 2, texts[2], small)
            page.write_string(at, 3, texts[3], small)
            _BESIDE.get(block.kind, _nothing)(self, page, block, at)
        return sum(self._cell(page, Place(block, *where), element) for where, element in block.cells.items())

    def _fourth(self, block: Block) -> str:
        if block.kind == "lever" and block.sheet == "levers":
            return t(f"owner.{DECLARED[block.name].owner}")
        return "" if block.kind in ("assumption", "line", "identity") or block.sheet == "company" else rule(block)

    def _cell(self, page: Worksheet, place: Place, element: Element) -> int:
        """One number or formula; 1 where it is a formula."""
        _, row, column = place.address
        shown = number_format(place.block)
        text = self.formulas.of(element, place) if isinstance(element, Node) else ""
        if text:
            quiet = place.block.kind == "step"
            look = self.looks.of(num_format=shown, font_color=QUIET if quiet else INK)
            page.write_formula(row, column, text, look, float(number(element)))
            return 1
        self._number(page, place, element, shown)
        return 0

    def _number(self, page: Worksheet, place: Place, element: Element, shown: str) -> None:
        """A number: an input that somebody may change, a constant, or a dash for what nobody knows."""
        _, row, column = place.address
        value = number(element)
        typed = isinstance(element, Node) and place.block.name != "month"
        if math.isnan(value):
            page.write_string(row, column, "–", self.looks.of(align="right", font_color=QUIET))
            return
        if place.block.sheet == "levers" and place.month != VALUE:
            shown = f'[>={NEVER:.0f}]"–";0'
        look = self.looks.of(num_format=shown, font_color=INPUT, bg_color=PALE, border=4, border_color="#C9B458")
        page.write_number(row, column, value, look if typed else self.looks.of(num_format=shown))
        if typed and place.month == VALUE and place.block.kind in _BOUNDS:
            low, high = _BOUNDS[place.block.kind](place.block.name)
            allowed = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
            page.data_validation(row, column, row, column, allowed | {"error_type": "warning"})


def _lever_bounds(name: str) -> tuple[float, float]:
    return DECLARED[name].low, DECLARED[name].high


def _assumption_bounds(name: str) -> tuple[float, float]:
    return ASSUMPTIONS[name].low, ASSUMPTIONS[name].high


_BOUNDS: Mapping[str, Callable[[str], tuple[float, float]]] = {"lever": _lever_bounds, "assumption": _assumption_bounds}


def _nothing(pages: Pages, page: Worksheet, block: Block, row: int) -> None:
    """Most rows have nothing beside their numbers."""


def _lever_beside(pages: Pages, page: Worksheet, block: Block, row: int) -> None:
    if block.sheet == "levers":
        for column, value in enumerate(_lever_bounds(block.name)):
            page.write_number(
                row, EXTRA + column, value, pages.looks.of(num_format=number_format(block), font_color=QUIET)
            )


def _assumption_beside(pages: Pages, page: Worksheet, block: Block, row: int) -> None:
    quiet = pages.looks.of(num_format=number_format(block), font_color=QUIET)
    for column, value in enumerate(_assumption_bounds(block.name)):
        page.write_number(row, FIRST_COLUMN + column, value, quiet)
    name = block.members[row - block.first] if block.members else ""
    keys = pages.evidence.get((block.name, name)) or pages.evidence.get((block.name, ""), ("", ""))
    for column, key in enumerate(key for key in keys if key):
        page.write_string(row, FIRST_COLUMN + 2 + column, plain(t(key)), pages.looks.of(font_color=QUIET, indent=1))


_BESIDE: Mapping[str, Callable[[Pages, Worksheet, Block, int], None]] = {
    "lever": _lever_beside,
    "assumption": _assumption_beside,
}


def _fourth(sheet: str) -> str:
    named = {"levers": "owner", "kpis": "definition"}
    return t(f"audit.column.{named.get(sheet, 'rule')}") if NARROW.get(sheet, WIDTHS[3]) > 3 else ""


def _fifth(sheet: str) -> str:
    return {"lines": "audit.column.overall", "checks": "audit.column.gap"}.get(sheet, "audit.opening")


def _beside(sheet: str, column: int) -> Mapping[str, Any]:
    """How the name of a column stands: over words at the left, over numbers at the right."""
    place = column - FIRST_COLUMN - VALUE
    words = place < 0 or (sheet in COLUMNS and COLUMNS[sheet][place] in TEXTS)
    return {"indent": 1} if place > 0 and words else {} if words else {"align": "right"}


def _named(name: str) -> str:
    return f"audit.{name}" if name in ("scenario", "baseline") else f"audit.column.{name}"


def _printed(page: Worksheet, sheet: str) -> None:
    monthly = sheet in MONTHLY
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, NARROW.get(sheet, width) if column == 3 else width)
    page.set_column(FIRST_COLUMN, FIRST_COLUMN + 60, 12 if monthly else 15)
    for (wide, column), width in WIDER.items():
        if wide == sheet:
            page.set_column(column, column, width)
    page.freeze_panes(HEADER + 1, 2)
    page.set_landscape()
    page.set_paper(8 if monthly else 9)  # A3, A4
    page.fit_to_pages(3 if monthly else 1, 0)
    page.repeat_columns(0, 1 if monthly else 0)
    page.repeat_rows(HEADER)
    page.set_footer("&L&A&R&P / &N")
    page.outline_settings(visible=True, symbols_below=False)
    page.hide_gridlines(2)
