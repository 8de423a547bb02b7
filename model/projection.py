"""Projecting scenarios: the loop over months, and its results as lines."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from model.company import Company
from model.details import member_lines, total_details
from model.draws import beliefs, demand_noise, drawn_beliefs
from model.lines import COST_LINES, Recording, baseline_lines, laid_out, total_lines
from model.month import next_months, opened
from model.months import months_from
from model.paths import Paths, lever_paths
from model.residuals import Residuals, largest, residuals
from model.scenario import AS_IS, Scenario, check_members
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import World

MODEL_VERSION = "1"
SHORTEST, LONGEST = 12, 60
BLOCK = 1024  # rows at once: the months' amounts then stay in the processor's cache
SPAN = 2048  # rows x months that are foreseen at once, for the same reason
BASELINE = "baseline"
_ENGINE = threading.Lock()  # threads of numpy collapse in a convoy without it


@dataclass(frozen=True, kw_only=True)
class Projection:
    """What happens to one company under some scenarios; the first one is the baseline.

    `lines` are [scenario, draw, month]; `by` details some of them: line -> dimension -> [scenario, draw, month, member],
    with the members' names in `members`. `residuals` are the largest relative gaps of the identities.
    """

    company: Company
    names: tuple[str, ...]
    months: tuple[str, ...]
    lines: Mapping[str, Array]
    by: Mapping[str, Mapping[str, Array]]
    members: Mapping[str, tuple[str, ...]]
    residuals: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Run:
    """How to run: horizon, draws of the assumptions (0: each at its value), seed, coupling."""

    months: int = 36
    draws: int = 0
    seed: int = 1
    coupled: bool = True


def project(company: Company, scenarios: Sequence[Scenario] = (), **how: Any) -> Projection:
    """Project the baseline and `scenarios` over 12 to 60 months; `how` are the fields of `Run`.

    With `draws` = 0 one row per scenario with every assumption at its value; else `draws` rows that share assumptions
    and noise between scenarios. Assumptions set by hand in the first scenario hold for the baseline too.
    Raises ValueError when `months` is out of range, ScenarioInvalid when a move names an unknown member.
    """
    by_hand = scenarios[0].assumptions if scenarios else {}
    projection = _project(company, (replace(AS_IS, name=BASELINE, assumptions=by_hand), *scenarios), Run(**how))
    return replace(projection, lines={**projection.lines, **baseline_lines(dict(projection.lines))})


def drawn_totals(company: Company, scenario: Scenario, names: tuple[str, ...], **how: Any) -> dict[str, Array]:
    """Totals of a few recorded amounts of one scenario, without the baseline: all that a band needs   [draw, month].

    `names` are of `model.lines.RECORDED`; `how` are the fields of `Run`.
    """
    recording = _run(company, (scenario,), Run(**how), names)
    return {name: recording.total(name)[0] for name in names}


def _project(company: Company, scenarios: Sequence[Scenario], run: Run) -> Projection:
    if not SHORTEST <= run.months <= LONGEST:
        raise ValueError(f"months: {run.months} is out of range; give a number from {SHORTEST} to {LONGEST}.")
    for scenario in scenarios:
        check_members(scenario, company, scenario.name or "scenario")
    blocks = [_outcome(company, block, run) for block in _blocks(scenarios, run.draws)]
    by = {line: _joined([block.by[line] for block in blocks]) for line in blocks[0].by}
    return Projection(
        company=company,
        names=tuple(scenario.name for scenario in scenarios),
        months=months_from(company.first_month, run.months),
        lines=laid_out(_joined([block.lines for block in blocks]) | total_details(by)),
        by=by,
        members={**company.members, "offer": company.offers, "cost_line": COST_LINES},
        residuals=largest([block.residuals for block in blocks]),
    )


@dataclass(frozen=True)
class _Outcome:
    """What one block of scenarios comes to."""

    lines: Mapping[str, Array]
    by: Mapping[str, Mapping[str, Array]]
    residuals: Residuals


def _outcome(company: Company, scenarios: Sequence[Scenario], run: Run) -> _Outcome:
    """Run a block and let go of its months, so that memory holds those of one block only."""
    recording = _run(company, scenarios, run)
    return _Outcome(
        total_lines(company, recording), member_lines(company, recording), residuals(company, recording)
    )


def _joined(parts: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """Blocks of scenarios put together, in order."""
    if len(parts) == 1:
        return dict(parts[0])
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _blocks(scenarios: Sequence[Scenario], draws: int) -> list[Sequence[Scenario]]:
    """Scenarios in blocks of at most BLOCK rows; each set of assumptions by hand apart."""
    size = max(1, BLOCK // max(draws, 1))
    blocks: list[Sequence[Scenario]] = []
    start = 0
    for index in range(1, len(scenarios) + 1):
        full = index - start >= size
        if index == len(scenarios) or full or scenarios[index].assumptions != scenarios[start].assumptions:
            blocks.append(scenarios[start:index])
            start = index
    return blocks


def _run(company: Company, scenarios: Sequence[Scenario], run: Run, names: tuple[str, ...] | None = None) -> Recording:
    """One block of rows, [scenario x draw], through all months; records `names`, or everything."""
    by_hand = scenarios[0].assumptions
    drawn = drawn_beliefs(company, by_hand, run.draws, run.seed) if run.draws else beliefs(company, by_hand)
    belief = {name: np.tile(value, (1, len(scenarios))) for name, value in drawn.items()} if run.draws else drawn
    with _ENGINE:
        world, state = warm_start(company, belief, coupling=float(run.coupled))
        paths = _paths(world, scenarios, run)
        recording = Recording(world, state, (run.months, len(scenarios), max(run.draws, 1)), names)
        rows = len(scenarios) * max(run.draws, 1)
        state = opened(state, rows)
        for months in _spans(run.months, rows):
            amounts, state = next_months(world, levers_of(world, paths, months), state, recording.names)
            recording.add(amounts)
        recording.finish()
    return recording


def _spans(months: int, rows: int) -> list[range]:
    """Months in spans of like length, each of at most SPAN columns."""
    count = min(-(-months * rows // SPAN), months)
    ends = [months * number // count for number in range(count + 1)]
    return [range(first, last) for first, last in pairwise(ends)]


def _paths(world: World, scenarios: Sequence[Scenario], run: Run) -> Paths:
    """Levers and noise of every month   [month, member, row or 1]."""
    paths = lever_paths(world.company, scenarios, run.months)
    if not run.draws:
        return paths | {"noise": np.ones((run.months, world.company.market.size, 1))}
    if len(scenarios) > 1:
        paths = {name: np.repeat(path, run.draws, axis=-1) for name, path in paths.items()}
    noise = demand_noise(world.company, _first(world.base, run.draws), run.months, run.draws, run.seed)
    return paths | {"noise": np.tile(noise, (1, 1, len(scenarios)))}


def _first(base: Mapping[str, Array], draws: int) -> dict[str, Array]:
    return {"demand_noise": base["demand_noise"][:, :draws]}


def levers_of(world: World, paths: Paths, months: range) -> dict[str, Array]:
    """Lever amounts of some months   [member, month, row], with the calendar."""
    levers = {name: path[months.start : months.stop].swapaxes(0, 1) for name, path in paths.items()}
    number = np.array(months)
    calendar = (world.month_of_year + number) % 12
    for name in ("leads", "units"):
        levers[f"season_{name}"] = world.company.season[name][calendar][np.newaxis, :, np.newaxis]
    return levers | {"month": (number + 1.0)[np.newaxis, :, np.newaxis]}
