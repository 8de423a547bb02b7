"""The first sheet of the audit workbook, which tells what it is and whether it holds, and the engine's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from xlsxwriter.worksheet import Worksheet

from model.projection import MODEL_VERSION, Projection
from model.scenario import Scenario
from model.tracing.blocks import FIRST_COLUMN, VALUE, Block
from model.tracing.formulas import column_name, quoted
from model.tracing.nodes import number
from ui.audit_sheets import BAND, HEAD, INK, INPUT, PALE, QUIET, Pages
from ui.audit_words import label, number_format, plain, unit_words
from ui.numbers import amount, month_name
from ui.words import t

AGREES, HOLDS = 1e-6, 1e-9
SHOWN = (
    "cover",
    "levers",
    "assumptions",
    "company",
    "kpis",
    "lines",
    "scenario",
    "baseline",
    "opening",
    "checks",
    "engine",
)
ENGINE = ("scenario", "baseline")  # sections of the lines that the engine knows
TINY = 1e-9
USES = 8


@dataclass(frozen=True)
class Facts:
    """What the cover tells about the file."""

    projection: Projection
    scenario: Scenario
    made: str
    formulas: int


def engine(pages: Pages, page: Worksheet, projection: Projection) -> int:
    """The engine's figures as values, each line with its gap to the formulas; the number of formulas."""
    pages.header(page, "checks")
    page.write_string(0, 0, t("audit.sheet.engine"), pages.looks.of(bold=True, font_size=16, font_color=HEAD))
    page.write_string(1, 0, t("audit.about.engine"), pages.looks.of(italic=True, font_color=QUIET))
    blocks = [block for block in pages.book.of("lines") if block.kind == "line" and block.section in ENGINE]
    for block in blocks:
        figures = projection.lines[block.name][ENGINE.index(block.section) ^ 1, 0]
        _figures(pages, page, block, figures)
    return len(blocks)


def _figures(pages: Pages, page: Worksheet, block: Block, figures: np.ndarray) -> None:
    """One line of the engine, in the row that it has on the sheet of lines."""
    row = block.first
    page.write_string(row, 0, label(block), pages.looks.of())
    page.write_string(row, 1, t(f"audit.{block.section}"), pages.looks.of())
    page.write_string(row, 2, unit_words(block), pages.looks.of(font_color=QUIET, font_size=8))
    shown = pages.looks.of(num_format=number_format(block))
    for month, value in enumerate(figures):
        page.write_number(row, FIRST_COLUMN + month, float(value), shown)
    last = column_name(FIRST_COLUMN + len(figures) - 1)
    own = f"{column_name(FIRST_COLUMN)}{row + 1}:{last}{row + 1}"
    lines = f"{quoted(t('audit.sheet.lines'))}!{own}"
    computed = np.array([number(block.cells[(0,), month]) for month in range(len(figures))])
    gap = float(np.abs(computed - figures).sum() / (np.abs(figures).sum() + TINY))
    text = f"=SUMPRODUCT(ABS({lines}-{own}))/(SUMPRODUCT(ABS({own}))+1E-9)"
    page.write_formula(row, FIRST_COLUMN + VALUE, text, pages.looks.of(num_format="0.0E+00"), gap)


def cover(pages: Pages, page: Worksheet, facts: Facts) -> None:
    """What the workbook is, facts, checks, how to use it, and its sheets with links."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 100)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    looks = pages.looks
    company = plain(facts.projection.company.name)
    page.write_string(0, 0, t("audit.title", company=company), looks.of(bold=True, font_size=18, font_color=HEAD))
    page.merge_range(1, 0, 1, 1, t("audit.cover.what"), looks.of(text_wrap=True, valign="top"))
    page.set_row(1, 32)
    row = _section(pages, page, 3, "facts")
    for name, told in _told(facts).items():
        page.write_string(row, 0, t(f"audit.cover.{name}"), looks.of(font_color=QUIET))
        page.write_string(row, 1, told, looks.of(text_wrap=True))
        row += 1
    row = _checks(pages, page, _section(pages, page, row + 1, "checks"))
    row = _section(pages, page, row + 1, "how")
    for use in range(1, USES + 1):
        colours = {"font_color": INPUT, "bg_color": PALE} if use == 1 else {"font_color": INK}
        page.merge_range(row, 0, row, 1, t(f"audit.cover.use_{use}"), looks.of(text_wrap=True, valign="top", **colours))
        page.set_row(row, 15)
        row += 1
    row = _section(pages, page, row + 1, "sheets")
    for sheet in SHOWN[1:]:
        title = t(f"audit.sheet.{sheet}")
        page.write_url(row, 0, f"internal:{quoted(title)}!A1", looks.of(font_color=HEAD, underline=1), title)
        page.write_string(row, 1, t(f"audit.about.{sheet}"), looks.of())
        row += 1


def _told(facts: Facts) -> Mapping[str, str]:
    company, months = facts.projection.company, facts.projection.months
    told = {
        "company": company.name,
        "plan": facts.scenario.name or t("audit.no_name"),
        "note": facts.scenario.note,
        "months": f"{month_name(months[0])} – {month_name(months[-1])} ({len(months)})",
        "currency": company.currency,
        "made": facts.made,
        "version": MODEL_VERSION,
        "data": company.content_hash,
        "formulas": amount(facts.formulas, "count", compact=False),
    }
    return {name: plain(text) for name, text in told.items() if text}


def _checks(pages: Pages, page: Worksheet, row: int) -> int:
    """Two sentences, each with the largest gap and yes or no."""
    column = column_name(FIRST_COLUMN + VALUE)
    lines = [block.first + 1 for block in pages.book.of("lines") if block.kind == "line" and block.section in ENGINE]
    checks = [f"{column}{block.first + 1}" for block in pages.book.of("checks") if block.kind == "identity"]
    for words, sheet, cells, limit in (
        ("agrees", "engine", [f"{column}{lines[0]}:{column}{lines[-1]}"], AGREES),  # nothing else stands there
        ("holds", "checks", checks, HOLDS),
    ):
        title = t(f"audit.sheet.{sheet}")
        gaps = f"MAX({','.join(f'{quoted(title)}!{one}' for one in cells)})"
        page.write_string(row, 1, t(f"audit.cover.{words}"), pages.looks.of())
        yes, no = t("audit.cover.yes"), t("audit.cover.no", sheet=title)
        largest = f'=IF({gaps}<{limit:.0E},"{yes}","{no}")'
        page.write_formula(row, 0, largest, pages.looks.of(bold=True, font_color=HEAD, bg_color=BAND), yes)
        page.write_formula(row + 1, 0, f"={gaps}", pages.looks.of(num_format="0.0E+00", align="left"), 0.0)
        row += 2
    return row


def _section(pages: Pages, page: Worksheet, row: int, name: str) -> int:
    band = pages.looks.of(bold=True, bg_color=BAND, font_color=HEAD)
    page.write_string(row, 0, t(f"audit.cover.{name}"), band)
    page.write_blank(row, 1, None, band)
    return row + 1
