"""A scenario as a book of formulas: inputs, opening month, the months of the scenario and of its baseline, lines, KPIs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS, Lever
from model.paths import lever_members
from model.tracing.amounts import ADDED, LAST, line_unit, over_of
from model.tracing.arrays import Traced
from model.tracing.blocks import VALUE, Block, Book, table, worth_a_row
from model.tracing.identities import identities
from model.tracing.inputs import Key
from model.tracing.nodes import Node
from model.tracing.steps import add_steps
from model.tracing.trace import Lived, Pair
from model.vocabulary import Array
from model.world import BY_MEMBER

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
        lever = {**LEVERS, **SHOCKS}.get(name) if where[-1] == "lever" else None
        over = _who(self.company, lever) if lever else over_of(self.company, name, len(array))
        block = table(Block(*where, name, *over), array, month)
        if not worth_a_row(block) or self._stands(block):
            return None
        self.book.add(block)
        return block

    def _stands(self, block: Block) -> bool:
        """Whether all its numbers stand under its name already, on a sheet that comes before."""
        near = {"company", "opening", block.sheet}
        found = [self.book.places.get(element) for element in block.cells.values() if isinstance(element, Node)]
        return len(found) == len(block.cells) and all(
            place is not None and place.block.name == block.name and place.block.sheet in near for place in found
        )


def book_of(inputs: Mapping[Key, Traced], traced: Pair) -> Book:
    """The book of one traced scenario, its rows laid out."""
    builder = _Builder(traced.company, Book())
    _levers(builder, inputs)
    _given(builder, inputs)
    for section, amounts in (("base", traced.world.base), ("state", traced.opening)):
        for name, amount in amounts.items():
            builder.rows(("opening", section, "amount"), name, amount)
    both = {"scenario": traced.scenario, "baseline": traced.baseline}
    for fill in (_months, _lines, _details, _checks):
        for sheet, lived in both.items():
            fill(builder, sheet, lived)
        if fill is _lines:
            _difference(builder, traced)
    for name, value in traced.kpis.items():
        three = np.stack([value[0], value[1], value[0] - value[1]])
        builder.book.add(table(Block("kpis", KPIS[name].lens, "kpi", name), three[np.newaxis], VALUE))
    add_steps(builder.book, len(traced.scenario.numbers))
    builder.book.lay_out()
    return builder.book


def _levers(builder: _Builder, inputs: Mapping[Key, Traced]) -> None:
    for declared, section in ((LEVERS, "levers"), (SHOCKS, "shocks")):
        for name, lever in declared.items():
            if ("value", name) in inputs:
                who = _who(builder.company, lever)
                block = table(Block("levers", section, "lever", name, *who), inputs["value", name], VALUE)
                for column, setting in enumerate(("start", "ramp", "end")):
                    if (setting, name) in inputs:
                        block.cells[(0,), column] = inputs[setting, name].item()
                builder.book.add(block)


def _who(company: Company, lever: Lever) -> tuple[str, Sequence[str]]:
    """The dimension of a lever and its members; nobody where it is one value for the company."""
    return lever.over, lever_members(company, lever) if lever.over != "company" else ()


def _given(builder: _Builder, inputs: Mapping[Key, Traced]) -> None:
    """Assumptions, and what was observed."""
    company = builder.company
    for (group, name), amount in inputs.items():
        if group == "assumption":
            known = name.removesuffix(BY_MEMBER)
            over = over_of(company, known, len(amount)) if name != known else ("company", ())
            builder.book.add(table(Block("assumptions", "", "assumption", known, *over), amount, VALUE))
    for (group, name), amount in inputs.items():
        if group == "observed":
            over = over_of(company, name, len(amount))
            builder.book.add(table(Block("company", "observed", "amount", name, *over), amount, VALUE))
        elif group == "season":
            builder.book.add(table(Block("company", group, "amount", f"season_{name}", group, CALENDAR), amount, VALUE))
        elif group == "history":
            months = company.history_months[-len(amount) :]
            builder.book.add(table(Block("company", group, "amount", name, group, months), amount, VALUE))


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
    for name in _in_order(lived):
        _line(builder, sheet, name, lived.lines[name])


def _difference(builder: _Builder, traced: Pair) -> None:
    for name in _in_order(traced.scenario):
        line = traced.scenario.lines[name] - traced.baseline.lines[name]
        _line(builder, "difference", name, line)


def _in_order(lived: Lived) -> Sequence[str]:
    """Lines as a profit and loss account reads them: revenue, then costs, as the engine has them, then the rest."""
    return sorted(lived.lines, key=lambda name: name != "revenue")


def _line(builder: _Builder, section: str, name: str, line: Array) -> None:
    block = table(Block("lines", section, "line", name), line[np.newaxis], 0)
    if any(isinstance(element, Node) for element in block.cells.values()):
        block.cells[(0,), VALUE] = over_months(name, line).item()
        builder.book.add(block)


def over_months(name: str, line: Array) -> Array:
    """One figure for a line: its last month, its sum or its mean   [1]."""
    if name in LAST:
        return line[-1:]
    added = line_unit(name) in ADDED and name != "market_size"
    return line.sum(keepdims=True) if added else line.mean(keepdims=True)


def _details(builder: _Builder, sheet: str, lived: Lived) -> None:
    for line, dimension in DETAILS:
        members = builder.company.members[dimension]
        block = Block("lines", f"{sheet}_details", "amount", line, dimension, members)
        builder.book.add(table(block, lived.by[line][dimension].T, 0))


def _checks(builder: _Builder, sheet: str, lived: Lived) -> None:
    for name, gap in identities(builder.company, lived).items():
        block = table(Block("checks", sheet, "identity", name), gap[np.newaxis], 0)
        block.cells[(0,), VALUE] = gap.max().item()
        builder.book.add(block)
