"""One scenario and its baseline through the engine's own months, on numbers or on traced ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.details import Details, member_lines, total_details
from model.kpis import KPIS, Window
from model.lines import Recording, baseline_lines, total_lines
from model.month import STAGES, next_months, opened
from model.month.foresee import foresee
from model.paths import paths_over
from model.projection import baseline_of
from model.running import levers_of
from model.scenario import AS_IS, Scenario
from model.scores import why_not
from model.tracing.arrays import each
from model.tracing.inputs import Inputs, beliefs_of, company_of, scenario_of
from model.tracing.nodes import cell, same
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import Amounts, State, World

Amount = Mapping[str, Array]


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What one scenario goes through: lever amounts and the amounts of all months, opening, lines and details.

    `before` is the opening state [member, 1], `numbers` those of the months, `paths` and `amounts` [member, month],
    `stages` the stage in which each amount is made, `lines` [month], `by` line -> dimension -> [month, member].
    """

    numbers: Array
    before: Amount
    paths: Amount
    amounts: Amount
    stages: Mapping[str, str]
    lines: Amount
    by: Mapping[str, Mapping[str, Array]]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A scenario beside its baseline, from one opening state; `kpis` name -> scenario, baseline."""

    company: Company
    world: World
    opening: State
    scenario: Lived
    baseline: Lived
    kpis: Mapping[str, Array]  # [2]


def pair(company: Company, inputs: Inputs, months: int, *, traced: bool = False) -> Pair:
    """The scenario of the inputs and its baseline over `months`; all amounts of the engine, by name.

    With `traced` inputs, cells, every amount remembers how it was made.
    """
    ready = company_of(company, inputs)
    world, opening = warm_start(ready, beliefs_of(inputs))
    kept = _nodes if traced else _numbers
    two = [
        _lived(world, opening, one, kept(months))
        for one in (scenario_of(ready, inputs), baseline_of(AS_IS))
    ]
    return Pair(company=ready, world=world, opening=opening, scenario=two[0], baseline=two[1], kpis=_kpis(ready, *two))


@dataclass(frozen=True)
class _Months:
    """The numbers of the months, and what makes an opening balance a number of its own."""

    numbers: Array
    own: Callable[[Array], Array]


def _numbers(months: int) -> _Months:
    return _Months(np.arange(1.0, months + 1.0), lambda amount: amount)


def _nodes(months: int) -> _Months:
    return _Months(each(cell, np.arange(1.0, months + 1.0)), lambda amount: each(same, amount))  # type: ignore[arg-type]


def _lived(world: World, opening: State, scenario: Scenario, months: _Months) -> Lived:
    """As `model.running.recorded`, with one row and every name."""
    count = len(months.numbers)
    paths = paths_over(world.company, [scenario], months.numbers)
    paths |= {"noise": np.ones((count, world.company.market.size, 1))}
    levers = levers_of(world, paths, range(count)) | {"month": months.numbers[np.newaxis, :, np.newaxis]}
    before = opened({name: months.own(amount) for name, amount in opening.items()}, 1)
    stages = _stages(world, levers, before)
    amounts, _ = next_months(world, levers, before, tuple(stages))
    recording = Recording(world, before, (count, 1, 1))
    recording.add(amounts)
    recording.finish()
    by = member_lines(world.company, recording)
    lines = total_lines(world.company, recording) | total_details(by)
    return Lived(
        numbers=months.numbers,
        before={name: amount[:, 0] for name, amount in before.items()},
        paths={name: amount[:, :, 0] for name, amount in levers.items() if name != "noise"},
        amounts={name: amounts[name][:, :, 0] for name in stages},
        stages=stages,
        lines={name: line[0, 0] for name, line in lines.items()},
        by=_single(by),
    )


def _stages(world: World, levers: Amounts, before: State) -> dict[str, str]:
    """The stage in which each amount of a month is made, in order: 'foresee', those of the month, 'pay'."""
    first = {name: amount[:, :1] for name, amount in levers.items()}
    foreseen = foresee(world.over_months(), first, before)
    made = dict.fromkeys(foreseen, "foresee")
    now = {name: amount[:, 0] for name, amount in foreseen.items()}
    for stage in STAGES:
        new = stage(world, before, now)
        now |= new
        made |= dict.fromkeys(new, stage.__name__)
    _, state = next_months(world, first, before)
    return made | dict.fromkeys((name for name in state if name not in made), "pay")


def _single(by: Details) -> dict[str, dict[str, Array]]:
    return {
        line: {dimension: amount[0, 0] for dimension, amount in dimensions.items()} for line, dimensions in by.items()
    }


def _kpis(company: Company, scenario: Lived, baseline: Lived) -> dict[str, Array]:
    """Every KPI over all months   [scenario, baseline]."""
    lines = {name: np.stack([line, baseline.lines[name]])[:, np.newaxis] for name, line in scenario.lines.items()}
    # the baseline is the first scenario of a projection: it is compared with itself
    swapped = {name: line[::-1] for name, line in lines.items()}
    window = Window(swapped | baseline_lines(swapped))
    return {kpi.name: kpi.value(window)[::-1, 0] for kpi in KPIS.values() if not why_not(kpi, company)}
