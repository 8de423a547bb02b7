"""From a scenario to a plan: dated moves with owner, prerequisite, lead time, capacity check, KPI to watch, sign to stop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from model.company import Company
from model.governor import Binding, bindings
from model.kpis import KPIS
from model.levers import LEVERS, Lever
from model.months import month_number, month_text
from model.projection import Projection, project
from model.questions.outcomes import View
from model.scenario import Move, Scenario, moved
from model.scores import kpi_series, why_not

RECRUITING = 2  # months from opening a post to the first day
EARLY = 0.25  # of the promised gain by the first check: less means stop and think
FIRST_CHECK = 3  # months after a move is fully in force
FELT = 1e-4  # of a KPI's size: a lever that changes it less is not watched by it
Prerequisite = Literal["none", "recruit", "train", "budget", "announce", "tender"]
DELIVERING = ("coo", "shared")  # owners whose moves are meant to free capacity
PREREQUISITES: Mapping[str, Prerequisite] = {
    "price_change": "announce", "discount_change": "announce", "marketing_spend": "budget", "sales_heads": "recruit",
    "sales_playbook": "train", "lead_handling": "train", "expansion_effort": "train", "channel_mix": "tender",
    "new_offer": "budget", "marketing_heads": "recruit", "support_heads": "recruit", "delivery_heads": "recruit",
    "process_efficiency": "train", "automation_capex": "tender", "quality_effort": "train", "overtime_cap": "announce",
    "stock_cover": "budget", "unit_cost": "tender", "promised_lead_time": "announce",
}  # fmt: skip
LEAD_TIMES: Mapping[Prerequisite, int] = {
    "none": 0,
    "recruit": RECRUITING,
    "train": 1,
    "budget": 1,
    "announce": 1,
    "tender": 3,
}


@dataclass(frozen=True, kw_only=True)
class Watched:
    """The KPI that shows whether a move works, and from where to stop: its value in a month with and without the move."""

    kpi: str
    month: str
    expected: float
    without: float
    stop_at: float
    below: bool


@dataclass(frozen=True, kw_only=True)
class Overload:
    """A process that binds without a move: from which month, and the last month to decide so that it does not."""

    process: str
    month: str
    decide_by: str
    too_late: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One dated move: months as YYYY-MM; `decide_by` is `lead_time` months before it starts, never before the first month.

    `overload` says what binds when this move alone is left out; `owner` is the lever's, which a page may change.
    """

    lever: str
    member: str
    value: float
    owner: str
    prerequisite: Prerequisite
    lead_time: int
    decide_by: str
    start: str
    in_force: str
    end: str | None
    overload: Overload | None
    watch: Watched | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All moves by start, what binds although all are made, and by when people must be sought so that it does not."""

    steps: tuple[Step, ...]
    still_binding: tuple[Binding, ...]
    capacity: tuple[Overload, ...]
    months: tuple[str, ...]


def plan(view: View, scenario: Scenario) -> Plan:
    """The plan of a scenario; each move is also left out once, to see what it prevents and what it changes."""
    names = [name for name, lever in LEVERS.items() if name in scenario.levers and moved(lever, scenario.levers[name])]
    without = [_left_out(scenario, name) for name in names]
    projection = project(view.company, [scenario, *without], months=view.months, coupled=view.coupled)
    steps = [
        step
        for row, name in enumerate(names, start=2)
        for step in _steps(projection, LEVERS[name], scenario.levers[name], row)
    ]
    return Plan(
        steps=tuple(sorted(steps, key=lambda step: (step.start, step.lever, step.member))),
        still_binding=tuple(bindings(projection, 1)),
        capacity=capacity(view.company, projection),
        months=projection.months,
    )


def _left_out(scenario: Scenario, name: str) -> Scenario:
    return replace(scenario, levers={other: move for other, move in scenario.levers.items() if other != name})


def _steps(projection: Projection, lever: Lever, move: Move, row: int) -> list[Step]:
    """One step per member that is moved by itself, else one for all."""
    members = {member: value for member, value in move.values.items() if value != lever.default}
    values = members if move.value == lever.default else {"": move.value, **members}
    prerequisite = _prerequisite(lever, values.values())
    lead_time = LEAD_TIMES[prerequisite]
    first = month_number(projection.months[0])
    overload = _overload(projection, row, (move, lead_time)) if lever.owner in DELIVERING else None
    watch = _watched(projection, lever, move, row)
    return [
        Step(
            lever=lever.name,
            member=member,
            value=value,
            owner=lever.owner,
            prerequisite=prerequisite,
            lead_time=lead_time,
            decide_by=month_text(first + max(move.start - lead_time, 0)),
            start=month_text(first + move.start),
            in_force=month_text(first + move.start + move.ramp - 1),
            end=None if move.end is None else month_text(first + move.end),
            overload=overload,
            watch=watch,
        )
        for member, value in values.items()
    ]


def _prerequisite(lever: Lever, values: Iterable[float]) -> Prerequisite:
    """What must be done before; fewer people or less money need an announcement only."""
    usual = PREREQUISITES.get(lever.name, "none")
    grows = any(value > lever.default for value in values)
    return usual if grows or usual not in ("recruit", "budget") else "announce"


def _overload(projection: Projection, row: int, timing: tuple[Move, int]) -> Overload | None:
    """What binds without the move, earlier or longer than with it; None when the move prevents nothing."""
    move, lead_time = timing
    with_it = {item.process: item for item in bindings(projection, 1)}
    worse = [item for item in bindings(projection, row) if _later(with_it.get(item.process), item)]
    if not worse:
        return None
    item = worse[0]
    first = month_number(projection.months[0])
    latest = item.first_month - move.ramp - lead_time
    return Overload(
        process=item.process,
        month=month_text(first + item.first_month),
        decide_by=month_text(first + max(latest, 0)),
        too_late=latest < 0,
    )


def _later(with_it: Binding | None, without: Binding) -> bool:
    return with_it is None or with_it.first_month > without.first_month or with_it.months < without.months


def _watched(projection: Projection, lever: Lever, move: Move, row: int) -> Watched | None:
    """The declared KPI that the move changes most for the better some months after it is in force."""
    month = min(move.start + move.ramp - 1 + FIRST_CHECK, len(projection.months) - 1)
    found: list[tuple[float, Watched]] = []
    for kpi in (KPIS[name] for name in lever.drives):
        if why_not(kpi, projection.company):
            continue
        series = kpi_series(projection, kpi.name)[:, 0, month]
        expected, without = float(series[1]), float(series[row])
        size = abs(expected - without) / max(abs(without), 1e-9)
        gain = (expected - without) * (kpi.better or 1)
        if size > FELT and gain > 0.0:
            stop_at = without + EARLY * (expected - without)
            found.append((size, _watch(kpi.name, projection.months[month], (expected, without, stop_at))))
    return max(found, key=lambda one: one[0])[1] if found else None


def _watch(kpi: str, month: str, values: tuple[float, float, float]) -> Watched:
    expected, without, stop_at = values
    return Watched(kpi=kpi, month=month, expected=expected, without=without, stop_at=stop_at, below=expected > without)


def capacity(company: Company, projection: Projection, scenario: int = 1) -> tuple[Overload, ...]:
    """Every process that binds in a scenario, and the last month to open posts so that people are there in time."""
    first = month_number(projection.months[0])
    found = []
    for item in bindings(projection, scenario):
        function = company.process_functions[company.members["process"].index(item.process)]
        ramp = LEVERS["support_heads" if function == "support" else "delivery_heads"].ramp
        latest = item.first_month - ramp - RECRUITING
        found.append(
            Overload(
                process=item.process,
                month=month_text(first + item.first_month),
                decide_by=month_text(first + max(latest, 0)),
                too_late=latest < 0,
            )
        )
    return tuple(found)
