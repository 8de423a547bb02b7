"""Why a KPI moved: the exact Shapley value of every lever that was moved, summing to the whole difference.

Shapley 1953: a player's share is its effect averaged over all orders in which the players can be moved. Beyond EXACT
players the average is over antithetic permutations, each of which sums exactly. A player is one lever, shock or assumption,
or a group of them that moves as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import factorial
from typing import TypeVar

import numpy as np

from model.company import Company
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from model.questions.outcomes import View, lines_read, scenario_lines, windowed
from model.questions.watching import ALONE, Watch
from model.scenario import AS_IS, Move, Scenario, moved
from model.scores import why_not
from model.vocabulary import Array

EXACT = 12  # players for which every subset is run
PERMUTATIONS = 24  # and as many reversed, beyond that
BATCH = 1024  # subsets between two looks at whether the answer is still wanted
BRIDGED = (
    "revenue", "revenue_growth", "operating_cost", "ebitda", "cash", "satisfaction", "on_time", "churn_rate", "new_customers",
)  # fmt: skip
Subset = frozenset[str]
Setting = TypeVar("Setting", Move, float)
Windows = tuple[tuple[int, int | None], ...]  # months [first, last)
Groups = Mapping[str, Sequence[str]]  # player -> the levers, shocks or assumptions that move as one


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """How one KPI gets from one scenario to another: `before` + sum of `shares` = `after`.

    `alone` is what each player does by itself, so shares - alone is its part of the interactions; `pairs` holds what two
    players do together beyond what they do apart, from the first scenario on, strongest first.
    """

    kpi: str
    before: float
    after: float
    shares: Mapping[str, float]
    alone: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]

    @property
    def interaction(self) -> float:
        """What the players do together beyond the sum of what each does alone."""
        return self.after - self.before - sum(self.alone.values())


def bridges(company: Company, scenario: Scenario, months: int, *, coupled: bool = True) -> dict[str, dict[str, float]]:
    """KPI -> lever or shock -> amount; the amounts sum to the KPI's difference to the baseline."""
    kpis = tuple(kpi for kpi in BRIDGED if not why_not(KPIS[kpi], company))
    start = replace(AS_IS, assumptions=scenario.assumptions)
    found = bridge(View(company=company, months=months, coupled=coupled), start, scenario, kpis)
    return {kpi: dict(one.shares) for kpi, one in found.items()}


def bridge(
    view: View, before: Scenario, after: Scenario, kpis: Sequence[str], groups: Groups | None = None
) -> dict[str, Bridge]:
    """KPI -> bridge from one scenario to another over the view's months; `groups` join what is to be seen as one.

    Levers that differ and are in no group are players of their own.
    """
    return windowed_bridges(view, (before, after), Seen(tuple(kpis), ((view.first, view.last),)), groups)[0]


@dataclass(frozen=True)
class Seen:
    """Which KPIs are bridged, over which windows of months [first, last)."""

    kpis: tuple[str, ...]
    windows: Windows


def windowed_bridges(
    view: View, ends: tuple[Scenario, Scenario], seen: Seen, groups: Groups | None = None, watch: Watch = ALONE
) -> list[dict[str, Bridge]]:
    """The same bridge over several windows, from the same runs of the engine   [window] KPI -> bridge."""
    before, after = ends
    every = _players(before, after, groups or {})
    players = {player: names for player, names in every.items() if _acts(names, ends, view.months)}
    idle = tuple(player for player in every if player not in players)
    needed = subsets(tuple(players))
    scenarios = [mixed(before, after, {name for player in subset for name in players[player]}) for subset in needed]
    index = {subset: row for row, subset in enumerate(needed)}
    return [
        {kpi: _with_idle(_bridge(kpi, tuple(players), index, values), idle) for kpi, values in window.items()}
        for window in _values(view, scenarios, seen, watch)
    ]


def _values(view: View, scenarios: Sequence[Scenario], seen: Seen, watch: Watch) -> list[dict[str, Array]]:
    """Values of every KPI over every window   [window] KPI -> [scenario]."""
    needed = frozenset[str]().union(*(lines_read(kpi) for kpi in seen.kpis))
    parts: list[list[dict[str, Array]]] = []
    for start in range(0, len(scenarios), BATCH):
        watch.at(start / len(scenarios))
        lines = scenario_lines(view, scenarios[start : start + BATCH], needed)
        parts.append([windowed(lines, seen.kpis, first, last) for first, last in seen.windows])
    watch.at(1.0)
    return [
        {kpi: np.concatenate([part[place][kpi] for part in parts]) for kpi in seen.kpis}
        for place in range(len(seen.windows))
    ]


def moved_levers(scenario: Scenario) -> tuple[str, ...]:
    """Levers and shocks that differ from 'as it is', in the order of their declaration."""
    levers = [name for name, lever in LEVERS.items() if name in scenario.levers and moved(lever, scenario.levers[name])]
    shocks = [name for name, shock in SHOCKS.items() if name in scenario.shocks and moved(shock, scenario.shocks[name])]
    return (*levers, *shocks)


def differing(before: Scenario, after: Scenario) -> tuple[str, ...]:
    """Levers, shocks and assumptions that are not the same in two scenarios; a move that changes nothing is no move."""
    found = [name for name in LEVERS if _setting(before.levers, name) != _setting(after.levers, name)]
    found += [name for name in SHOCKS if _setting(before.shocks, name) != _setting(after.shocks, name)]
    names = dict.fromkeys((*before.assumptions, *after.assumptions))
    return (*found, *(name for name in names if before.assumptions.get(name) != after.assumptions.get(name)))


def _setting(moves: Mapping[str, Move], name: str) -> Move | None:
    lever = LEVERS[name] if name in LEVERS else SHOCKS[name]
    return moves[name] if name in moves and moved(lever, moves[name]) else None


def _players(before: Scenario, after: Scenario, groups: Groups) -> dict[str, tuple[str, ...]]:
    """Player -> what moves with it; only what differs."""
    different = differing(before, after)
    joined = {player: tuple(name for name in names if name in different) for player, names in groups.items()}
    grouped = {name for names in joined.values() for name in names}
    alone = {name: (name,) for name in different if name not in grouped}
    return {player: names for player, names in joined.items() if names} | alone


def _acts(names: Sequence[str], ends: tuple[Scenario, Scenario], months: int) -> bool:
    """Whether any of some differences can be felt within the months: a move that starts later cannot."""
    moves = [
        move for end in ends for moved in (end.levers, end.shocks) for name, move in moved.items() if name in names
    ]
    return any(move.start < months for move in moves) or any(
        name not in LEVERS and name not in SHOCKS for name in names
    )


def _with_idle(found: Bridge, idle: Sequence[str]) -> Bridge:
    """The bridge with the players that nothing can be felt of, each with a share of nothing."""
    nothing = dict.fromkeys(idle, 0.0)
    return replace(found, shares={**found.shares, **nothing}, alone={**found.alone, **nothing})


def mixed(before: Scenario, after: Scenario, names: set[str]) -> Scenario:
    """The first scenario with some levers, shocks and assumptions as in the second."""
    return Scenario(
        before.name,
        before.note,
        levers=_swapped(before.levers, after.levers, names),
        shocks=_swapped(before.shocks, after.shocks, names),
        assumptions=_swapped(before.assumptions, after.assumptions, names),
    )


def _swapped(before: Mapping[str, Setting], after: Mapping[str, Setting], names: set[str]) -> dict[str, Setting]:
    if not before and not after:
        return {}
    kept = {name: value for name, value in before.items() if name not in names}
    return kept | {name: value for name, value in after.items() if name in names}


def subsets(players: Sequence[str]) -> list[Subset]:
    if len(players) <= EXACT:
        return [
            frozenset(player for bit, player in enumerate(players) if number >> bit & 1)
            for number in range(2 ** len(players))
        ]
    found = {frozenset(order[:size]) for order in _orders(players) for size in range(len(players) + 1)}
    found |= {frozenset(pair) for pair in combinations(players, 2)} | {frozenset((player,)) for player in players}
    return sorted(found, key=lambda subset: (len(subset), sorted(subset)))


def shapley(players: Sequence[str], worths: Mapping[Subset, float]) -> dict[str, float]:
    """Each player's share of worths[all] - worths[none], from the worth of every subset of at most EXACT players."""
    every = subsets(players)
    values = np.array([worths[subset] for subset in every])
    return _shares(players, {subset: row for row, subset in enumerate(every)}, values)


def _orders(players: Sequence[str]) -> list[list[str]]:
    generator = np.random.default_rng(len(players))
    orders = [[str(name) for name in generator.permutation(list(players))] for _ in range(PERMUTATIONS)]
    return [*orders, *(order[::-1] for order in orders)]


def _bridge(kpi: str, players: Sequence[str], index: Mapping[Subset, int], values: Array) -> Bridge:
    start = float(values[index[frozenset()]])
    alone = {player: float(values[index[frozenset((player,))]]) - start for player in players}
    pairs = {
        (one, other): float(values[index[frozenset((one, other))]]) - start - alone[one] - alone[other]
        for one, other in combinations(players, 2)
    }
    return Bridge(
        kpi=kpi,
        before=start,
        after=float(values[index[frozenset(players)]]),
        shares=_shares(players, index, values),
        alone=alone,
        pairs=dict(sorted(pairs.items(), key=lambda pair: -abs(pair[1]))),
    )


def _shares(players: Sequence[str], index: Mapping[Subset, int], values: Array) -> dict[str, float]:
    if len(players) > EXACT:
        return _permuted(players, index, values)
    count = len(players)
    weight = np.array([factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)])
    numbers = np.arange(2**count)
    sizes = np.array([int(number).bit_count() for number in numbers])
    shares = {}
    for bit, player in enumerate(players):
        without = numbers[(numbers >> bit & 1) == 0]
        gains = values[without | 1 << bit] - values[without]
        shares[player] = float((weight[sizes[without]] * gains).sum())
    return shares


def _permuted(players: Sequence[str], index: Mapping[Subset, int], values: Array) -> dict[str, float]:
    shares = dict.fromkeys(players, 0.0)
    orders = _orders(players)
    for order in orders:
        for size, player in enumerate(order):
            gain = values[index[frozenset(order[: size + 1])]] - values[index[frozenset(order[:size])]]
            shares[player] += float(gain) / len(orders)
    return shares
