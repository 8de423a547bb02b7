"""One run of the engine: rows of scenarios and draws through all months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.company import Company
from model.draws import beliefs, demand_noise, drawn_beliefs
from model.lines import Recording
from model.month import next_months, opened
from model.paths import Paths, lever_paths
from model.scenario import Scenario
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import World

SPAN = 2048  # rows x months that are foreseen at once: they then stay in the processor's cache


@dataclass(frozen=True, kw_only=True)
class Run:
    """How to run: horizon, draws of the assumptions (0: each at its value), seed, coupling.

    With `central` a row in which each assumption has its value goes before the draws.
    """

    months: int = 36
    draws: int = 0
    seed: int = 1
    coupled: bool = True
    central: bool = False

    @property
    def columns(self) -> int:
        """Rows of each scenario."""
        return self.draws + 1 if self.central else max(self.draws, 1)


def recorded(company: Company, scenarios: Sequence[Scenario], run: Run, names: Sequence[str] = ()) -> Recording:
    """One block of rows, [scenario x draw], through all months; records `names`, or everything.

    The assumptions by hand are those of the first scenario.
    """
    one = _beliefs(company, scenarios[0].assumptions, run)
    belief = {name: np.tile(value, (1, len(scenarios))) for name, value in one.items()} if run.draws else one
    world, opening = warm_start(company, belief, coupling=float(run.coupled))
    paths = _paths(world, scenarios, run)
    recording = Recording(world, opening, (run.months, len(scenarios), run.columns), names)
    rows = len(scenarios) * run.columns
    state = opened(opening, rows)
    for months in spans(run.months, rows):
        amounts, state = next_months(world, levers_of(world, paths, months), state, recording.names)
        recording.add(amounts)
    recording.finish()
    return recording


def levers_of(world: World, paths: Paths, months: range) -> dict[str, Array]:
    """Lever amounts of some months   [member, month, row], with the calendar."""
    levers = {name: path[months.start : months.stop].swapaxes(0, 1) for name, path in paths.items()}
    number = np.array(months)
    calendar = (world.month_of_year + number) % 12
    for name in ("leads", "units"):
        levers[f"season_{name}"] = world.company.season[name][calendar][np.newaxis, :, np.newaxis]
    return levers | {"month": (number + 1.0)[np.newaxis, :, np.newaxis]}


def _beliefs(company: Company, by_hand: Mapping[str, float], run: Run) -> dict[str, Array]:
    """The assumptions of one scenario's rows   [1, row]."""
    values = beliefs(company, by_hand)
    if not run.draws:
        return values
    drawn = drawn_beliefs(company, by_hand, run.draws, run.seed)
    return {name: np.hstack([values[name], draws]) for name, draws in drawn.items()} if run.central else drawn


def _paths(world: World, scenarios: Sequence[Scenario], run: Run) -> Paths:
    """Levers and noise of every month   [month, member, row or 1]."""
    paths = lever_paths(world.company, scenarios, run.months)
    noise = np.ones((run.months, world.company.market.size, run.columns))
    if run.draws:
        spread = {"demand_noise": world.base["demand_noise"][:, -run.draws :]}
        drawn = demand_noise(world.company, spread, run.months, run.draws, run.seed)
        noise[:, :, run.columns - run.draws :] = drawn
    if run.columns > 1 and len(scenarios) > 1:
        paths = {
            name: path if path.shape[-1] == 1 else np.repeat(path, run.columns, axis=-1) for name, path in paths.items()
        }
    return paths | {"noise": np.tile(noise, (1, 1, len(scenarios)))}


def spans(months: int, rows: int) -> list[range]:
    """Months in spans of like length, each of at most SPAN columns."""
    count = min(-(-months * rows // SPAN), months)
    ends = [months * number // count for number in range(count + 1)]
    return [range(first, last) for first, last in pairwise(ends)]
