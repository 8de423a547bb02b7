"""Rows of the engine made ready for the loop over months, which is what the engine benchmark measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.scalar_month import Month
from model.company import Company
from model.draws import beliefs, demand_noise, drawn_beliefs
from model.month import next_month
from model.paths import lever_paths
from model.projection import month_levers
from model.scenario import Move, Scenario
from model.vocabulary import Array
from model.warm_start import State, warm_start
from model.world import World

LEVERS = {
    "price_change": Move(0.05),
    "marketing_spend": Move(0.2),
    "sales_heads": Move(0.1, ramp=3),
    "delivery_heads": Move(-0.05, ramp=3),
    "process_efficiency": Move(0.1, ramp=12),
}
MOVED = Scenario(name="moved", levers=LEVERS)
AS_IS = Scenario(name="as is")
COMPARED = ("revenue_total", "operating_cost", "cash")
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Rows:
    """A run before its first month: constants, levers of all months, and the state after a first month."""

    world: World
    levers: tuple[Mapping[str, Array], ...]
    state: State
    size: int

    def loop(self) -> State:
        """The engine's months, one after the other, lines not kept."""
        state = self.state
        for levers in self.levers:
            state = next_month(self.world, levers, state)
        return state


def drawn_rows(company: Company, scenario: Scenario, rows: int, months: int) -> Rows:
    """One scenario, one row for each draw of the assumptions (a single row: the assumptions at their values)."""
    belief = drawn_beliefs(company, {}, rows, 1) if rows > 1 else beliefs(company, {})
    world, state = warm_start(company, belief)
    paths = lever_paths(company, [scenario], months + 1)
    paths["noise"] = demand_noise(company, world.base, months + 1, rows, 1)
    levers = [month_levers(world, paths, month) for month in range(months + 1)]
    return Rows(world, tuple(levers[1:]), next_month(world, levers[0], state), rows)


@dataclass(frozen=True)
class Packed:
    """The same rows as arrays [row, slot] (levers [month, row, slot]) for scalar code."""

    base: Any
    belief: Any
    levers: Any
    state: Any

    @classmethod
    def of(cls, rows: Rows, month: Month) -> "Packed":
        """Copies of the amounts in the order that the scalar code reads."""
        slots, size = month.slots, rows.size
        return cls(
            slots["base"].packed(rows.world.base, size),
            slots["belief"].packed(rows.world.belief, size),
            np.stack([slots["levers"].packed(levers, size) for levers in rows.levers]),
            slots["state"].packed(rows.state, size),
        )

    def lists(self) -> "Packed":
        """As lists of floats, which plain Python reads faster than arrays."""
        return Packed(self.base.tolist(), self.belief.tolist(), self.levers.tolist(), self.state.tolist())

    def fresh(self) -> "Packed":
        """With an opening state of its own, since scalar code writes the state in place."""
        own = self.state.copy() if isinstance(self.state, np.ndarray) else [list(row) for row in self.state]
        return Packed(self.base, self.belief, self.levers, own)


def largest_gap(rows: Rows, month: Month, final: Any) -> float:
    """The largest relative difference to the engine after the last month, over COMPARED and rows."""
    engine, scalar = rows.loop(), np.asarray(final)
    gaps = []
    for name in COMPARED:
        place = month.slots["state"].of[name]
        gaps.append(np.abs(scalar[:, place].T / engine[name] - 1.0).max())
    return float(max(gaps))
