"""Every table of a hand-over, as titles and rows: what the page's figures are made of, for a spreadsheet of one's own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from model.assumptions import ASSUMPTIONS
from model.beliefs import Belief
from model.bridges import Bridge
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS, Lever
from model.months import months_from
from model.projection import Projection
from model.questions.watching import ALONE, Watch, part
from model.scenario import Move, Scenario, moved
from model.scores import kpi_values, why_not
from model.stakes import believed
from ui.bridge_words import label
from ui.cards import reason
from ui.handout.handover import Band, Handover
from ui.handout.line_units import DETAILS, LINES
from ui.ledger import name_of
from ui.lever_values import member_name, word
from ui.remarks import Remark
from ui.words import known, t

Cell = str | float
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """One table: its key in the catalogue, what it is about besides, titles with units, and rows."""

    name: str
    about: str = ""
    titles: Sequence[str] = ()
    rows: Sequence[Row] = ()


@dataclass(frozen=True)
class Found:
    """A hand-over with all that its tables say."""

    handed: Handover
    shown: Projection
    bands: Sequence[Band] = field(default_factory=tuple)
    bridges: Sequence[Mapping[str, Bridge]] = field(default_factory=tuple)


def found(handed: Handover, watch: Watch = ALONE) -> Found:
    """What the tables are made of; the bands and the bridges take seconds."""
    shown = handed.shown()
    return Found(handed, shown, handed.bands(part(watch, 0.0, 0.6)), handed.bridges(part(watch, 0.6, 1.0)))


def tables(of: Found) -> Iterator[Table]:
    """Every table that has anything to say, in the reader's language."""
    for make in TABLES:
        yield from (table for table in make(of) if table.rows)


def unit(name: str, of: Found) -> str:
    """A unit in words; money is the company's currency."""
    return t(f"file_unit.{name}", currency=of.handed.company.currency)


def _titles(*names: str) -> list[str]:
    return [t(f"file_column.{name}") for name in names]


def _headed(lines: Iterable[str], units: Mapping[str, str], of: Found) -> list[str]:
    return [f"{t(f'file_line.{line}')} [{unit(units[line], of)}]" for line in lines]


def _kpis(of: Found) -> Iterator[Table]:
    values = kpi_values(of.shown)
    rows: list[Row] = []
    for number, scenario in enumerate(of.handed.names):
        for kpi in KPIS.values():
            head = (scenario, t(f"lens.{kpi.lens}"), t(f"kpi.{kpi.name}.label"), kpi.name, unit(kpi.unit, of))
            missing = why_not(kpi, of.handed.company)
            if missing:
                rows.append((*head, *[""] * 5, reason(missing)))
                continue
            value, base = (float(values[kpi.name][row, 0]) for row in (number, 0))
            rows.append((*head, value, base, value - base, *of.bands[number][kpi.name], ""))
    names = ("scenario", "lens", "kpi", "name", "unit", "value", "baseline", "difference", "low", "high", "remark")
    yield Table("kpis", titles=_titles(*names), rows=rows)


def _months(of: Found) -> Iterator[Table]:
    lines = [line for line in LINES if line in of.shown.lines]
    rows: list[Row] = [
        (scenario, month, *(float(of.shown.lines[line][number, 0, at]) for line in lines))
        for number, scenario in enumerate(of.handed.names)
        for at, month in enumerate(of.shown.months)
    ]
    yield Table("months", titles=[*_titles("scenario", "month"), *_headed(lines, LINES, of)], rows=rows)


def _details(of: Found) -> Iterator[Table]:
    """One table per dimension: offer, product, market, channel, function, process, cost line."""
    dimensions = dict.fromkeys(dimension for details in of.shown.by.values() for dimension in details)
    for dimension in dimensions:
        lines = [line for line in DETAILS if dimension in of.shown.by.get(line, {})]
        titles = [*_titles("scenario", "month"), t(f"dimension.{dimension}").capitalize(), *_headed(lines, DETAILS, of)]
        yield Table("detail", t(f"dimension.{dimension}"), titles, list(_detail_rows(of, dimension, lines)))


def _detail_rows(of: Found, dimension: str, lines: Sequence[str]) -> Iterator[Row]:
    members = [member_name(name, dimension) for name in of.shown.members[dimension]]
    amounts = np.stack([of.shown.by[line][dimension][:, 0] for line in lines], axis=-1)
    for number, scenario in enumerate(of.handed.names):
        for at, month in enumerate(of.shown.months):
            for row, member in enumerate(members):
                yield scenario, month, member, *amounts[number, at, row].tolist()


def _levers(of: Found) -> Iterator[Table]:
    names = ("scenario", "kind", "owner", "lever", "name", "member", "value", "unit", "start", "ramp", "end")
    rows = [
        row
        for scenario in of.handed.scenarios
        for moves, declared in ((scenario.levers, LEVERS), (scenario.shocks, SHOCKS))
        for name, move in moves.items()
        if moved(declared[name], move)
        for row in _lever_rows(of, scenario, declared[name], move)
    ]
    yield Table("levers", titles=_titles(*names), rows=rows)


def _lever_rows(of: Found, scenario: Scenario, lever: Lever, move: Move) -> Iterator[Row]:
    company = of.handed.company
    kind = "shock" if lever.owner == "world" else "lever"
    head = (scenario.name, t(f"file_kind.{kind}"), t(f"owner.{lever.owner}"), word(lever, "label"), lever.name)
    start, end = (
        "" if month is None else months_from(company.first_month, month + 1)[-1] for month in (move.start, move.end)
    )
    whole = t(f"dimensions.{lever.over}")
    alike = (whole if lever.over == "company" else t("file_kind.all", members=whole), move.value)
    each = [(member_name(member, lever.over), move.of(member)) for member in company.members[lever.over]]
    for member, value in each if move.values else [alike]:
        yield *head, member, value, unit(lever.unit, of), start, move.ramp, end


def _assumptions(of: Found) -> Iterator[Table]:
    names = (
        "assumption", "name", "member", "unit", "prior", "prior_spread", "value", "spread", "low", "high", "data_share",
        "grade", "source", "by_hand", "who", "review", "note",
    )  # fmt: skip
    yield Table(
        "assumptions", titles=_titles(*names), rows=[_assumption(of, one) for one in believed(of.handed.company)]
    )


def _assumption(of: Found, one: Belief) -> Row:
    said = of.handed.remarks.get(one.name, Remark())
    by_hand = [
        f"{scenario.name}: {scenario.assumptions[one.name]:g}"
        for scenario in of.handed.scenarios
        if one.name in scenario.assumptions
    ]
    source = t(f"source.{one.source}") if known(f"source.{one.source}") else one.source
    numbers = (one.prior, one.prior_spread, one.value, one.spread, one.low, one.high, one.data_share)
    head = (name_of(one.name, one.member), one.name, one.member, t(f"unit.{ASSUMPTIONS[one.name].unit}"))
    words = (t(f"grade.{one.grade}"), source, "; ".join(by_hand), said.owner, said.review, said.note)
    return *head, *map(float, numbers), *words


def _bridges(of: Found) -> Iterator[Table]:
    names = ("scenario", "kpi", "name", "unit", "lever", "lever_name", "share", "alone", "together")
    rows = [
        (scenario.name, t(f"kpi.{kpi}.label"), kpi, unit(KPIS[kpi].unit, of), label(player), player, *parts)
        for scenario, bridges in zip(of.handed.scenarios, of.bridges, strict=True)
        for kpi, bridge in bridges.items()
        for player, parts in _parts(bridge)
    ]
    yield Table("bridges", titles=_titles(*names), rows=rows)


def _parts(bridge: Bridge) -> Iterator[tuple[str, tuple[float, float, float]]]:
    for player, share in bridge.shares.items():
        alone = bridge.alone[player]
        yield player, (float(share), float(alone), float(share - alone))


def _history(of: Found) -> Iterator[Table]:
    company = of.handed.company
    lines = [line for line in LINES if line in company.history]
    rows: list[Row] = [
        (month, *(float(company.history[line][at]) for line in lines))
        for at, month in enumerate(company.history_months)
    ]
    yield Table("history", titles=[*_titles("month"), *_headed(lines, LINES, of)], rows=rows)


TABLES: Sequence[Callable[[Found], Iterator[Table]]] = (
    _kpis, _months, _details, _levers, _bridges, _assumptions, _history,
)  # fmt: skip
