"""Sold against deliverable: which process binds first, and the cheapest moves that free it, tried by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.company import Company
from model.levers import LEVERS
from model.projection import Projection, project
from model.scenario import Scenario, neutral

BINDING = 0.97  # load over capacity from which orders wait for days: the queue formula bends there


@dataclass(frozen=True)
class Binding:
    """A process whose load exceeds its capacity: from which month, for how many, and how far at worst."""

    process: str
    first_month: int
    months: int
    worst: float


@dataclass(frozen=True)
class Unblock:
    """One move that was tried: what it commits, and when something still binds (None: nothing does)."""

    lever: str
    member: str
    value: float
    cost: float
    profit: float
    on_time: float
    first_binding_month: int | None
    binding_months: int
    scenario: Scenario


def bindings(projection: Projection, scenario: int = -1) -> list[Binding]:
    """Processes that bind in a scenario's first draw, earliest first."""
    busy = projection.by["utilisation"]["process"][scenario, 0]
    found = []
    for index, name in enumerate(projection.members["process"]):
        over = np.flatnonzero(busy[:, index] > BINDING)
        if len(over):
            found.append(Binding(name, int(over[0]), len(over), float(busy[:, index].max())))
    return sorted(found, key=lambda binding: (binding.first_month, -binding.worst))


def unblocking_moves(company: Company, scenario: Scenario, months: int, most: int = 5) -> list[Unblock]:
    """Moves that make the first binding process bind later or less, cheapest first; empty when nothing binds."""
    today = project(company, [scenario], months=months)
    binding = bindings(today)
    if not binding:
        return []
    tried = _candidates(company, scenario, binding)
    result = project(company, [scenario, *(candidate for _, _, _, candidate in tried)], months=months)
    spend = result.lines["committed_spend"][:, 0].sum(axis=-1)
    profit = result.lines["operating_profit"][:, 0].sum(axis=-1)
    on_time = result.lines["on_time"][:, 0].mean(axis=-1)
    worst = _strain(result, 1)
    found = []
    for index, (lever, member, value, candidate) in enumerate(tried, start=2):
        if _strain(result, index) < worst:
            left = bindings(result, index)
            found.append(
                Unblock(
                    lever,
                    member,
                    value,
                    float(spend[index] - spend[1]),
                    float(profit[index] - profit[1]),
                    float(on_time[index] - on_time[1]),
                    left[0].first_month if left else None,
                    sum(item.months for item in left),
                    candidate,
                )
            )
    return _best(found)[:most]


def _strain(projection: Projection, scenario: int) -> float:
    """Load beyond capacity, summed over processes and months   [shares of capacity]."""
    busy = projection.by["utilisation"]["process"][scenario, 0]
    return float(np.maximum(busy - BINDING, 0.0).sum())


def _best(moves: Sequence[Unblock]) -> list[Unblock]:
    """Those that free everything first, by cost; of each lever and member the cheapest that does most."""
    ranked = sorted(moves, key=lambda move: (move.binding_months, move.cost))
    seen: dict[tuple[str, str], Unblock] = {}
    for move in ranked:
        seen.setdefault((move.lever, move.member), move)
    return list(seen.values())


def _candidates(company: Company, scenario: Scenario, binding: list[Binding]) -> list[tuple[str, str, float, Scenario]]:
    """Moves worth trying on the processes that bind: people, method, machines, overtime, or selling less or dearer."""
    tries: list[tuple[str, str, float]] = [
        *(("overtime_cap", "", value) for value in (0.05, 0.10, 0.15)),
        *(("automation_capex", "", value) for value in (0.02, 0.04, 0.08)),
        *(("quality_effort", "", value) for value in (0.02, 0.05)),
        *(("price_change", "", value) for value in (0.03, 0.06)),
        *(("marketing_spend", "", value) for value in (-0.25, -0.5)),
    ]
    for item in binding:
        index = company.members["process"].index(item.process)
        function = company.process_functions[index]
        tries += [("process_efficiency", item.process, value) for value in (0.10, 0.20, 0.30)]
        if function == "support":
            tries += [("support_heads", "", value) for value in (0.1, 0.2, 0.4)]
        elif function in company.members["delivery_function"]:
            tries += [("delivery_heads", function, value) for value in (0.05, 0.1, 0.2, 0.4)]
    found = []
    for lever, member, value in tries:
        candidate = added(company, scenario, lever, member, value)
        if candidate is not None:
            found.append((lever, member, value, candidate))
    return found


def added(company: Company, scenario: Scenario, lever: str, member: str, value: float) -> Scenario | None:
    """The scenario with one lever moved further, within its range; None when it cannot be."""
    declared = LEVERS[lever]
    if not company.members[declared.over] or (declared.needs and declared.needs not in company.has):
        return None
    move = scenario.levers.get(lever, neutral(declared))
    before = move.of(member)
    after = float(np.clip(round(before + value, 4), declared.low, declared.high))
    if after == before:
        return None
    if member:
        changed = replace(move, values={**move.values, member: after})
    else:
        shift = after - before
        values = {
            name: float(np.clip(round(old + shift, 4), declared.low, declared.high))
            for name, old in move.values.items()
        }
        changed = replace(move, value=after, values=values)
    return replace(scenario, levers={**scenario.levers, lever: changed})


def silo_view(company: Company, scenario: Scenario, months: int) -> tuple[Projection, Projection]:
    """The scenario with everything acting on everything, and with the coupling cut."""
    return (
        project(company, [scenario], months=months),
        project(company, [scenario], months=months, coupled=False),
    )
