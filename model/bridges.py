"""Why a KPI moved: the exact Shapley value of every lever that was moved, summing to the whole difference.

Shapley 1953: a lever's share is its effect averaged over all orders in which the levers can be moved. Beyond EXACT
levers the average is over antithetic permutations, each of which sums exactly.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import factorial

import numpy as np

from model.company import Company
from model.levers import LEVERS, SHOCKS
from model.projection import project
from model.scenario import AS_IS, Scenario, moved
from model.scores import kpi_values
from model.vocabulary import Array

EXACT = 8  # levers for which every subset is run
PERMUTATIONS = 24  # and as many reversed, beyond that
BRIDGED = (
    "revenue", "revenue_growth", "operating_cost", "ebitda", "cash", "satisfaction", "on_time", "churn_rate", "new_customers",
)  # fmt: skip
Subset = frozenset[str]


def bridges(company: Company, scenario: Scenario, months: int, *, coupled: bool = True) -> dict[str, dict[str, float]]:
    """KPI -> lever or shock -> amount; the amounts sum to the KPI's difference to the baseline."""
    players = moved_levers(scenario)
    if not players:
        return {kpi: {} for kpi in BRIDGED}
    needed = _subsets(players)
    scenarios = [_only(scenario, subset) for subset in needed]
    projection = project(company, scenarios, months=months, coupled=coupled)
    values = kpi_values(projection)
    index = {subset: row for row, subset in enumerate(needed, start=1)}
    return {kpi: _shares(players, index, values[kpi][:, 0]) for kpi in BRIDGED if kpi in values}


def moved_levers(scenario: Scenario) -> tuple[str, ...]:
    """Levers and shocks that differ from 'as it is', in the order of their declaration."""
    levers = [name for name, lever in LEVERS.items() if name in scenario.levers and moved(lever, scenario.levers[name])]
    shocks = [name for name, shock in SHOCKS.items() if name in scenario.shocks and moved(shock, scenario.shocks[name])]
    return (*levers, *shocks)


def _only(scenario: Scenario, subset: Subset) -> Scenario:
    return replace(
        AS_IS,
        assumptions=scenario.assumptions,
        levers={name: move for name, move in scenario.levers.items() if name in subset},
        shocks={name: move for name, move in scenario.shocks.items() if name in subset},
    )


def _subsets(players: Sequence[str]) -> list[Subset]:
    if len(players) <= EXACT:
        return [
            frozenset(player for bit, player in enumerate(players) if number >> bit & 1)
            for number in range(2 ** len(players))
        ]
    found = {frozenset(order[:size]) for order in _orders(players) for size in range(len(players) + 1)}
    return sorted(found, key=sorted)


def _orders(players: Sequence[str]) -> list[list[str]]:
    generator = np.random.default_rng(len(players))
    orders = [[str(name) for name in generator.permutation(list(players))] for _ in range(PERMUTATIONS)]
    return [*orders, *(order[::-1] for order in orders)]


def _shares(players: Sequence[str], index: dict[Subset, int], values: Array) -> dict[str, float]:
    if len(players) > EXACT:
        return _permuted(players, index, values)
    count = len(players)
    shares = dict.fromkeys(players, 0.0)
    for subset, row in index.items():
        for player in subset:
            weight = factorial(len(subset) - 1) * factorial(count - len(subset)) / factorial(count)
            shares[player] += weight * float(values[row] - values[index[subset - {player}]])
    return shares


def _permuted(players: Sequence[str], index: dict[Subset, int], values: Array) -> dict[str, float]:
    shares = dict.fromkeys(players, 0.0)
    orders = _orders(players)
    for order in orders:
        for size, player in enumerate(order):
            gain = values[index[frozenset(order[: size + 1])]] - values[index[frozenset(order[:size])]]
            shares[player] += float(gain) / len(orders)
    return shares
