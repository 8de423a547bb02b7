"""The words and number formats of the audit workbook's rows."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import get_args

from babel.dates import format_date

from model.assumptions import ASSUMPTIONS
from model.kpis import KPIS, Lens
from model.levers import LEVERS, SHOCKS, Lever
from model.tracing.amounts import line_unit, unit_of
from model.tracing.blocks import Block, Row
from model.tracing.nodes import Node
from ui.lever_values import member_name
from ui.numbers import PER_CENT, Style, month_name
from ui.words import known, language, t
from ui.workbooks import safe

DECLARED: Mapping[str, Lever] = {**LEVERS, **SHOCKS}
FORMATS = {
    **dict.fromkeys(PER_CENT, "0.00%"),
    **dict.fromkeys(("money", "money_per_month", "money_per_year"), "#,##0"),
    **dict.fromkeys(("money_per_unit", "count", "units", "hours", "heads"), "#,##0.00"),
    **dict.fromkeys(("days", "months"), "0.0"),
}
PLAIN = "[>=1000]#,##0;[<=-1000]-#,##0;0.0###"


def plain(text: str) -> str:
    """Somebody's text without control characters and without marks that turn the writing round."""
    return "".join(letter for letter in safe(text) if unicodedata.category(letter) != "Cf")


def label(block: Block) -> str:
    """What a block of rows is about."""
    return _LABELS[block.kind](block)


def _lever(block: Block) -> str:
    return t(f"{'lever' if block.name in LEVERS else 'shock'}.{block.name}.label")


def _amount(block: Block) -> str:
    return t(f"audit.amount.{block.name}")


def _step(block: Block) -> str:
    name, kpi = block.name, f"kpi.{block.name}.label"
    kinds = (f"audit.amount.{name}", f"lever.{name}.label", f"shock.{name}.label", kpi, f"audit.identity.{name}")
    first = (kpi,) if block.section in get_args(Lens) else ()
    return t("audit.step", amount=t(next(key for key in (*first, *kinds) if known(key))))


def _own(kind: str) -> Callable[[Block], str]:
    """The words of a kind where it means something of its own by a name, else those of the amount."""
    return lambda block: t(f"audit.{kind}.{block.name}") if known(f"audit.{kind}.{block.name}") else _amount(block)


_LABELS: Mapping[str, Callable[[Block], str]] = {
    "amount": _amount,
    "line": _own("line"),
    "step": _step,
    "lever": _lever,
    "path": _own("path"),
    "assumption": lambda block: t(f"assumption.{block.name}.label"),
    "kpi": lambda block: t(f"kpi.{block.name}.label"),
    "identity": lambda block: t(f"audit.identity.{block.name}"),
}


def member(block: Block, row: Row) -> str:
    """Whom a row is for, and which term of a sum it is; nothing where it is one figure for the company."""
    shared = block.kind == "step" and len({one[0] for one in block.rows}) == 1
    whom = "" if shared or not block.members or row[0] >= len(block.members) else _whom(block, row[0])
    term = t("audit.term", number=row[1] + 1) if len(row) > 1 else ""
    return " · ".join(text for text in (whom, term) if text)


def _whom(block: Block, place: int) -> str:
    name = block.members[place]
    if block.over == "season":
        return str(format_date(date(2000, int(name), 1), "LLLL", locale=language()))
    return (
        month_name(name, style=Style(language())) if block.over == "history" else plain(member_name(name, block.over))
    )


def unit(block: Block) -> str:
    """The unit of a block, as the model names it; empty for steps, which have whatever unit they have."""
    return _UNITS[block.kind](block.name)


_UNITS: Mapping[str, Callable[[str], str]] = {
    "amount": unit_of,
    "line": line_unit,
    "step": lambda _: "",
    "lever": lambda name: DECLARED[name].unit,
    "path": lambda name: "share" if name == "heads" else unit_of(name),
    "assumption": lambda name: ASSUMPTIONS[name].unit,
    "kpi": lambda name: KPIS[name].unit,
    "identity": lambda _: "share",
}


def unit_words(block: Block) -> str:
    """The unit in words."""
    name = unit(block)
    if block.kind == "identity" or not name:
        return ""
    return t(f"audit.unit.{name}") if known(f"audit.unit.{name}") else t(f"unit.{name}")


def number_format(block: Block) -> str:
    """How a spreadsheet shows the block's numbers."""
    return "0.0E+00" if block.kind == "identity" else FORMATS.get(unit(block), PLAIN)


def rule(block: Block) -> str:
    """The equation of the model that makes the rows, where one makes them alone; the definition of a KPI."""
    if block.kind == "kpi":
        return t(f"kpi.{block.name}.definition")
    found = next((element for element in block.cells.values() if isinstance(element, Node)), None)
    if found is None or not found.equation:
        return ""
    key = f"equation.{found.equation}"
    return t(f"{key}.label") if block.kind == "step" else t(f"{key}.formula")
