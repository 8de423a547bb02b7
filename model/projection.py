"""Projecting scenarios: runs of the engine, one at a time, and their results as lines."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from model.company import Company
from model.details import member_lines, total_details
from model.lines import COST_LINES, Recording, baseline_lines, laid_out, total_lines
from model.months import months_from
from model.residuals import Residuals, largest, residuals
from model.running import Run, recorded
from model.scenario import AS_IS, Scenario, check_members
from model.vocabulary import Array

MODEL_VERSION = "1"
SHORTEST, LONGEST = 12, 60
BLOCK = 1024  # rows at once: the months' amounts then stay in the processor's cache
BASELINE = "baseline"
ENGINE = threading.Lock()  # threads of numpy collapse in a convoy without it, in the months and in the lines


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


def project(company: Company, scenarios: Sequence[Scenario] = (), **how: Any) -> Projection:
    """Project the baseline and `scenarios` over 12 to 60 months; `how` are the fields of `Run`.

    With `draws` = 0 one row per scenario with every assumption at its value; else `draws` rows that share assumptions
    and noise between scenarios. Assumptions set by hand in the first scenario hold for the baseline too.
    Raises ValueError when `months` is out of range, ScenarioInvalid when a move names an unknown member.
    """
    run = Run(**how)
    every = (baseline_of(scenarios[0] if scenarios else AS_IS), *scenarios)
    _check(company, every, run)
    with ENGINE:
        blocks = [_outcome(company, recorded(company, block, run)) for block in _blocks(every, run)]
        return _projection(company, tuple(scenario.name for scenario in every), run, blocks)


def baseline_of(scenario: Scenario) -> Scenario:
    """What a scenario is compared with: no lever moved, the same assumptions by hand."""
    return replace(AS_IS, name=BASELINE, assumptions=scenario.assumptions)


@dataclass(frozen=True)
class Outlook:
    """One scenario alone: its projection, and totals of some amounts in every draw   [draw, month]."""

    projection: Projection
    draws: Mapping[str, Array]


def outlook(company: Company, scenario: Scenario, names: tuple[str, ...], **how: Any) -> Outlook:
    """One scenario with each assumption at its value, and totals of `names` in draws, by one run of the engine.

    `names` are of `model.lines.RECORDED`; `how` are the fields of `Run`. `beside` joins outlooks to one projection.
    """
    run = Run(central=True, **how)
    _check(company, (scenario,), run)
    with ENGINE:
        recording = recorded(company, (scenario,), run)
        alone = _projection(company, (scenario.name,), run, [_outcome(company, recording.central())])
        return Outlook(alone, {name: recording.total(name)[0, 1:] for name in names})


def drawn_totals(company: Company, scenario: Scenario, names: Sequence[str], **how: Any) -> dict[str, Array]:
    """Totals of a few recorded amounts of one scenario, and nothing else   [draw, month].

    `names` are of `model.lines.RECORDED`; `how` are the fields of `Run`.
    """
    with ENGINE:
        recording = recorded(company, (scenario,), Run(**how), names)
        return {name: recording.total(name)[0] for name in names}


def beside(projections: Sequence[Projection], names: Sequence[str]) -> Projection:
    """Projections of one company over the same months as one, the baseline first, by the names given."""
    lines = _joined([projection.lines for projection in projections])
    return replace(
        projections[0],
        names=tuple(names),
        lines=lines | baseline_lines(lines),
        by={line: _joined([one.by[line] for one in projections]) for line in projections[0].by},
        residuals=largest([dict(projection.residuals) for projection in projections]),
    )


@dataclass(frozen=True)
class _Outcome:
    """What one block of scenarios comes to."""

    lines: Mapping[str, Array]
    by: Mapping[str, Mapping[str, Array]]
    residuals: Residuals


def _outcome(company: Company, recording: Recording) -> _Outcome:
    """Lines of a block; its months can then be let go, so that memory holds those of one block only."""
    return _Outcome(total_lines(company, recording), member_lines(company, recording), residuals(company, recording))


def _projection(company: Company, names: tuple[str, ...], run: Run, blocks: Sequence[_Outcome]) -> Projection:
    by = {line: _joined([block.by[line] for block in blocks]) for line in blocks[0].by}
    lines = laid_out(_joined([block.lines for block in blocks]) | total_details(by))
    return Projection(
        company=company,
        names=names,
        months=months_from(company.first_month, run.months),
        lines=lines | baseline_lines(lines),
        by=by,
        members={**company.members, "offer": company.offers, "cost_line": COST_LINES},
        residuals=largest([block.residuals for block in blocks]),
    )


def _check(company: Company, scenarios: Sequence[Scenario], run: Run) -> None:
    if not SHORTEST <= run.months <= LONGEST:
        raise ValueError(f"months: {run.months} is out of range; give a number from {SHORTEST} to {LONGEST}.")
    for scenario in scenarios:
        check_members(scenario, company, scenario.name or "scenario")


def _joined(parts: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """Blocks of scenarios put together, in order."""
    if len(parts) == 1:
        return dict(parts[0])
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _blocks(scenarios: Sequence[Scenario], run: Run) -> list[Sequence[Scenario]]:
    """Scenarios in blocks of at most BLOCK rows; each set of assumptions by hand apart."""
    size = max(1, BLOCK // run.columns)
    blocks: list[Sequence[Scenario]] = []
    start = 0
    for index in range(1, len(scenarios) + 1):
        full = index - start >= size
        if index == len(scenarios) or full or scenarios[index].assumptions != scenarios[start].assumptions:
            blocks.append(scenarios[start:index])
            start = index
    return blocks
