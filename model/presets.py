"""Revenue first, efficiency first, balanced and do nothing, under the same extra budget.

A preset is a direction (which levers, in which proportion); the engine finds how far each can go for the money.
The budget counts what the moves commit: marketing, programmes, investment, heads added. Heads not replaced are a result,
not a budget.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from model.company import Company
from model.levers import LEVERS
from model.projection import project
from model.scenario import Move, Scenario, neutral
from model.vocabulary import Array

BUDGET_SHARE = 0.03  # of a year's revenue, each year
SCALES = 33  # tried at once
ROUNDS = 3  # each narrows the scale to two steps of the one before
PRECISION = 4  # decimals of a lever value
LARGEST_SCALE = 3.0

Direction = Mapping[str, tuple[float, int]]  # lever -> share of its high (or, negative, of its low), start month
REVENUE: Direction = {
    "marketing_spend": (0.45, 0),
    "sales_heads": (0.35, 0),
    "sales_playbook": (0.6, 1),
    "lead_handling": (0.6, 1),
    "expansion_effort": (0.5, 2),
}
EFFICIENCY: Direction = {
    "process_efficiency": (0.55, 0),
    "automation_capex": (0.35, 1),
    "quality_effort": (0.25, 0),
    "unit_cost": (-0.35, 2),
    "delivery_heads": (-0.08, 12),
}
CAPACITY: Direction = {"support_heads": (0.2, 1), "delivery_heads": (0.12, 1)}


def _mixed() -> Direction:
    """Half of each priority, with the people that the growth will need instead of fewer of them."""
    halves = {name: (share / 2.0, start) for name, (share, start) in {**REVENUE, **EFFICIENCY}.items()}
    return {**halves, **CAPACITY}


DIRECTIONS: Mapping[str, Direction] = {
    "revenue_first": REVENUE,
    "efficiency_first": EFFICIENCY,
    "balanced": _mixed(),
}


def preset_budget(company: Company, months: int = 36) -> float:
    """The extra money that every preset may commit over the horizon   [money]."""
    return float(BUDGET_SHARE * company.quantities["annual_revenue"][0] * months / 12.0)


def presets(company: Company, months: int = 36) -> dict[str, Scenario]:
    """The presets of a company: name -> scenario, each committing the same extra money (do nothing keeps it)."""
    return dict(_presets(_Keyed(company), months))


class _Keyed:
    """A company that a cache can hold: equal when its content is."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.key = (company.content_hash, company.name, company.first_month)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.key == other.key


@lru_cache(maxsize=32)
def _presets(keyed: _Keyed, months: int) -> tuple[tuple[str, Scenario], ...]:
    company = keyed.company
    found = [("do_nothing", Scenario(name="do_nothing"))]
    budget = preset_budget(company, months)
    for name, direction in DIRECTIONS.items():
        scale = _scale(company, direction, budget, months)
        found.append((name, replace(preset_scenario(company, direction, scale), name=name)))
    return tuple(found)


def preset_scenario(company: Company, direction: Direction, scale: float) -> Scenario:
    """The moves of one direction at one scale, each within its lever's range."""
    moves = {}
    for name, (share, start) in direction.items():
        lever = LEVERS[name]
        reach = lever.high if share > 0 else -lever.low
        value = float(np.clip(round(share * scale * reach, PRECISION), lever.low, lever.high))
        if company.members[lever.over]:
            moves[name] = replace(neutral(lever), value=value, start=start)
    return Scenario(levers=_growing_heads_only_where_staffed(company, moves))


def _growing_heads_only_where_staffed(company: Company, moves: dict[str, Move]) -> dict[str, Move]:
    """Delivery heads move in operations alone: the other delivery functions are not a preset's business."""
    move = moves.get("delivery_heads")
    if move is None or "operations" not in company.members["delivery_function"]:
        return moves
    return {**moves, "delivery_heads": Move(0.0, {"operations": move.value}, move.start, move.ramp)}


def committed(company: Company, scenarios: list[Scenario], months: int) -> Array:
    """Extra money that each scenario commits over the horizon, against the baseline   [scenario]."""
    projection = project(company, scenarios, months=months)
    spend = projection.lines["committed_spend"][:, 0].sum(axis=-1)
    return np.asarray(spend[1:] - spend[0])


def _scale(company: Company, direction: Direction, budget: float, months: int) -> float:
    """The scale at which a direction commits the budget; the largest when it cannot spend it all."""
    low, high, found = 0.0, LARGEST_SCALE, LARGEST_SCALE
    for _ in range(ROUNDS):
        scales = np.linspace(low, high, SCALES)
        spent = committed(company, [preset_scenario(company, direction, scale) for scale in scales], months)
        if spent[-1] < budget:
            return float(high)
        above = max(int(np.searchsorted(spent, budget)), 1)
        low, high = scales[above - 1], scales[above]
        found = float(np.interp(budget, spent[above - 1 : above + 1], [low, high]))
    return found
