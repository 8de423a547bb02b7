"""Rows of the engine made ready for the loop over months, which is what the engine benchmark measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.scalar_month import Month
from model.company import Company
from model.draws import beliefs, demand_noise, drawn_beliefs
from model.month import next_months, opened
from model.paths import lever_paths
from model.running import levers_of, spans
from model.scenario import Move, Scenario
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import State, World

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
    spans: tuple[
        Mapping[str, Array], ...
    ]  # levers [member, month, row or 1] of the months that the engine takes at once
    state: State
    size: int

    def loop(self) -> State:
        """The engine's months, lines not kept."""
        state = self.state
        for levers in self.spans:
            _, state = next_months(self.world, levers, state)
        return state

    @property
    def levers(self) -> list[Mapping[str, Array]]:
        """Levers month by month   [member, row or 1]."""
        return [
            {name: amount[:, month] for name, amount in levers.items()}
            for levers in self.spans
            for month in range(levers["month"].shape[1])
        ]


def drawn_rows(company: Company, scenario: Scenario, rows: int, months: int) -> Rows:
    """One scenario, one row for each draw of the assumptions (a single row: the assumptions at their values)."""
    belief = drawn_beliefs(company, {}, rows, 1) if rows > 1 else beliefs(company, {})
    world, state = warm_start(company, belief)
    paths = lever_paths(company, [scenario], months + 1)
    paths["noise"] = demand_noise(company, world.base, months + 1, rows, 1)
    _, first = next_months(world, levers_of(world, paths, range(1)), opened(state, rows))
    later = [range(span.start + 1, span.stop + 1) for span in spans(months, rows)]
    return Rows(world, tuple(levers_of(world, paths, span) for span in later), first, rows)


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
