"""A scenario as a book of formulas: inputs, opening month, the months of the scenario and of its baseline, lines, KPIs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from model.paths import lever_members
from model.tracing.amounts import ADDED, LAST, LINE_UNITS, members_of, unit_of
from model.tracing.arrays import Traced
from model.tracing.blocks import VALUE, Block, Book, table, worth_a_row
from model.tracing.identities import identities
from model.tracing.inputs import Key
from model.tracing.nodes import Node
from model.tracing.steps import add_steps
from model.tracing.trace import Lived, Pair
from model.vocabulary import Array
from model.world import BY_MEMBER, DIMENSIONS

CALENDAR = tuple(str(month) for month in range(1, 13))
DETAILS = (
    ("revenue", "product"), ("revenue", "market"), ("revenue", "sales_channel"), ("channel_profit", "sales_channel"),
    ("marketing_return", "channel"), ("marginal_marketing_return", "channel"),
)  # fmt: skip


@dataclass(frozen=True)
class _Builder:
    """What fills one book."""

    company: Company
    book: Book

    def rows(self, where: tuple[str, str, str], name: str, array: Array, month: int = VALUE) -> Block | None:
        """Rows of one amount, unless nothing is in it that does not stand under the same name already."""
        sheet, section, kind = where
        block = table(Block(sheet, section, kind, name, members_of(self.company, name, len(array))), array, month)
        if not worth_a_row(block) or self._stands(block):
            return None
        self.book.add(block)
        return block

    def _stands(self, block: Block) -> bool:
        """Whether all its numbers stand under its name already."""
        places = [self.book.places.get(element) for element in block.cells.values() if isinstance(element, Node)]
        named = [place.block.name == block.name and place.block.kind != "lever" for place in places if place]
        shown = {"levers", block.sheet, "company", "opening"}
        near = [place.block.sheet in shown for place in places if place]
        return len(named) == len(block.cells) and all(named) and all(near)


def book_of(inputs: Mapping[Key, Traced], traced: Pair) -> Book:
    """The book of one traced scenario, its rows laid out."""
    builder = _Builder(traced.company, Book())
    _inputs(builder, inputs)
    for name, amount in traced.world.base.items():
        builder.rows(("opening", "base", "amount"), name, amount)
    for name, amount in traced.opening.items():
        builder.rows(("opening", "state", "amount"), name, amount)
    for sheet, lived in (("scenario", traced.scenario), ("baseline", traced.baseline)):
        _months(builder, sheet, lived)
    for sheet, lived in (("scenario", traced.scenario), ("baseline", traced.baseline)):
        _lines(builder, sheet, lived)
    _kpis(builder, traced)
    for sheet, lived in (("scenario", traced.scenario), ("baseline", traced.baseline)):
        for name, gap in identities(traced.company, lived).items():
            block = table(Block("checks", sheet, "identity", name), gap[np.newaxis], 0)
            block.cells[(0,), VALUE] = gap.max()[()].item()
            builder.book.add(block)
    add_steps(builder.book, len(traced.scenario.numbers))
    builder.book.lay_out()
    return builder.book


def _inputs(builder: _Builder, inputs: Mapping[Key, Traced]) -> None:
    company = builder.company
    for declared, section in ((LEVERS, "levers"), (SHOCKS, "shocks")):
        for name, lever in declared.items():
            if ("value", name) in inputs:
                members = lever_members(company, lever)
                block = table(Block("levers", section, "lever", name, members), inputs["value", name], VALUE)
                for column, setting in enumerate(("start", "ramp", "end")):
                    if (setting, name) in inputs:
                        block.cells[(0,), column] = inputs[setting, name].item()
                builder.book.add(block)
    for (group, name), amount in inputs.items():
        if group == "assumption":
            known = name.removesuffix(BY_MEMBER)
            members = members_of(company, DIMENSIONS[known] and known, len(amount)) if name != known else ()
            builder.book.add(table(Block("assumptions", "", "assumption", known, members), amount, VALUE))
    for (group, name), amount in inputs.items():
        if group == "observed":
            members = members_of(company, name, len(amount))
            builder.book.add(table(Block("company", "observed", "amount", name, members), amount, VALUE))
        if group in ("season", "history"):
            months = CALENDAR if group == "season" else company.history_months[-12:]
            builder.book.add(table(Block("company", group, group, name, months), amount, VALUE))


def _months(builder: _Builder, sheet: str, lived: Lived) -> None:
    """All months of the engine, stage by stage, with the opening balances before the first."""
    builder.book.add(table(Block(sheet, "month", "amount", "month"), lived.numbers[np.newaxis], 0))
    for name, amount in lived.paths.items():
        if name != "month":
            kind = "lever" if name in LEVERS or name in SHOCKS else "path"
            builder.rows((sheet, "paths", kind), name, amount, 0)
    for name, amount in lived.amounts.items():
        block = builder.rows((sheet, lived.stages[name], "amount"), name, amount, 0)
        if block and name in lived.before:
            builder.book.place(table(block, lived.before[name], VALUE))


def _lines(builder: _Builder, sheet: str, lived: Lived) -> None:
    for line, dimension in DETAILS:
        amount = lived.by[line][dimension].T
        members = builder.company.members[dimension]
        builder.book.add(table(Block("lines", f"{sheet}_details", "amount", line, members), amount, 0))
    for name, line in lived.lines.items():
        block = table(Block("lines", sheet, "amount", name), line[np.newaxis], 0)
        if any(isinstance(element, Node) for element in block.cells.values()):
            block.cells[(0,), VALUE] = over_months(name, line).item()
            builder.book.add(block)


def over_months(name: str, line: Array) -> Array:
    """One figure for a line: its last month, its sum or its mean."""
    if name in LAST:
        return line[-1:].sum()
    added = LINE_UNITS.get(name, unit_of(name)) in ADDED and name != "market_size"
    return line.sum() if added else line.mean()


def _kpis(builder: _Builder, traced: Pair) -> None:
    for name, value in traced.kpis.items():
        block = table(Block("kpis", KPIS[name].lens, "kpi", name), value[np.newaxis], VALUE)
        builder.book.add(block)
