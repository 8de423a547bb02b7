"""What many scenarios lead to, in one batch of the engine; every row may have assumptions of its own.

A measure is a KPI, or `extra_spend`: the money that a scenario commits beyond the baseline; or one of ENDS: what is left in
the last months, as a share of what the baseline has left, so that no plan can better its figures by eating the company up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from model.company import Company
from model.draws import beliefs
from model.kpis import KPIS, Window
from model.projection import BASELINE, baseline_of, project
from model.questions.believing import own_lines
from model.questions.quick import QUICK, quick_lines
from model.scenario import AS_IS, Scenario
from model.scores import why_not
from model.vocabulary import TINY, Array

EXTRA_SPEND = "extra_spend"  # committed spend beyond the baseline's   [money]
OF_BASELINE = "baseline_"
ENDS: Mapping[str, str] = {"end_volume": "volume", "end_pipeline": "open_opportunities"}  # measure -> line
END_MONTHS = 3  # that ENDS cover
Outcomes = dict[str, Array]


@dataclass(frozen=True, kw_only=True)
class View:
    """Which company, how many months ahead, and the months [first, last) that the measures cover."""

    company: Company
    months: int = 36
    first: int = 0
    last: int | None = None
    coupled: bool = True


class _Probe(dict[str, Array]):
    """Lines that note which of them are read."""

    def __missing__(self, name: str) -> Array:
        self[name] = np.ones((1, 1, 12))
        return self[name]


@cache
def lines_read(kpi: str) -> frozenset[str]:
    """The lines that a KPI's formula reads.

    >>> sorted(lines_read("operating_margin"))
    ['operating_profit', 'revenue']
    """
    probe = _Probe()
    KPIS[kpi].value(Window(probe))
    return frozenset(probe)


def measures(company: Company) -> tuple[str, ...]:
    """Every measure that the company's data support."""
    return (*(kpi.name for kpi in KPIS.values() if not why_not(kpi, company)), EXTRA_SPEND)


def told_measures(company: Company) -> tuple[str, ...]:
    """Every measure that a plan is told by: those of `measures`, and what is left at the end   [share of the baseline]."""
    return (*measures(company), *ENDS)


def check_measure(company: Company, name: str) -> None:
    """Raise ValueError when a measure is unknown, or its data are missing."""
    if name not in KPIS and name != EXTRA_SPEND and name not in ENDS:
        raise ValueError(f"kpi: '{name}' is not known; allowed are {', '.join(told_measures(company))}.")
    missing = why_not(KPIS[name], company) if name in KPIS else ""
    if missing:
        raise ValueError(f"kpi: {name} needs {missing}, which this company does not have; choose another KPI.")


def better(name: str) -> int:
    """+1 when more of a measure is better, -1 when less is; a KPI without direction counts as +1."""
    return -1 if name == EXTRA_SPEND else 1 if name in ENDS else KPIS[name].better or 1


def outcomes(view: View, scenarios: Sequence[Scenario], names: Sequence[str]) -> Outcomes:
    """Measure -> its value under every scenario   [scenario]."""
    lines = scenario_lines(view, scenarios, lines_of(names))
    return windowed(lines, names, view.first, view.last)


def windowed(lines: Mapping[str, Array], names: Sequence[str], first: int, last: int | None) -> Outcomes:
    """Measures over the months [first, last) of lines [scenario, 1, month]   [scenario]."""
    window = Window({name: np.ascontiguousarray(line[:, :, first:last]) for name, line in lines.items()})
    return {name: _value(window, name) for name in names}


def _value(window: Window, name: str) -> Array:
    if name == EXTRA_SPEND:
        return np.asarray(window.sum("committed_spend") - window.sum(f"{OF_BASELINE}committed_spend"))[:, 0]
    if name in ENDS:
        return _left_at_the_end(window, ENDS[name])
    return np.asarray(KPIS[name].value(window))[:, 0]


def _left_at_the_end(window: Window, line: str) -> Array:
    """A line over the last months against the baseline's; 1 where the baseline has none   [scenario]."""
    mine, base = (window.lines[name][:, 0, -END_MONTHS:].sum(axis=-1) for name in (line, f"{OF_BASELINE}{line}"))
    return np.where(base > TINY, mine / np.maximum(base, TINY), 1.0)


def lines_of(names: Sequence[str]) -> frozenset[str]:
    """The lines that some measures read."""
    spend = {"committed_spend", f"{OF_BASELINE}committed_spend"} if EXTRA_SPEND in names else set()
    ends = {part for name in names if name in ENDS for part in (ENDS[name], f"{OF_BASELINE}{ENDS[name]}")}
    return frozenset(spend | ends).union(*(lines_read(name) for name in names if name in KPIS))


def scenario_lines(view: View, scenarios: Sequence[Scenario], needed: frozenset[str]) -> dict[str, Array]:
    """The lines needed, and those of each scenario's own baseline: the company as it is, under its assumptions."""
    alike = all(scenario.assumptions == scenarios[0].assumptions for scenario in scenarios)
    if alike:
        return _alike(view, scenarios, needed)
    against = any(name.startswith(OF_BASELINE) for name in needed)
    baselines = _baselines(scenarios) if against else {}
    lines = _own(view, [*scenarios, *baselines.values()])
    places = list(baselines)
    rows = [len(scenarios) + places.index(_key(scenario)) for scenario in scenarios] if against else []
    kept = {name: line[: len(scenarios)] for name, line in lines.items() if name in needed}
    return kept | {name: lines[name.removeprefix(OF_BASELINE)][rows] for name in needed - set(lines)}


def _alike(view: View, scenarios: Sequence[Scenario], needed: frozenset[str]) -> dict[str, Array]:
    own = frozenset(name.removeprefix(OF_BASELINE) for name in needed)
    if own == needed and own <= QUICK:
        return quick_lines(view.company, scenarios, own, months=view.months, coupled=view.coupled)
    if own <= QUICK:
        lines = quick_lines(
            view.company, (baseline_of(scenarios[0]), *scenarios), own, months=view.months, coupled=view.coupled
        )
    else:
        lines = dict(project(view.company, scenarios, months=view.months, coupled=view.coupled).lines)
    found = {name: lines[name][1:] for name in needed if not name.startswith(OF_BASELINE)}
    for name in needed - set(found):
        line = lines[name.removeprefix(OF_BASELINE)]
        found[name] = np.broadcast_to(line[:1], line[1:].shape)
    return found


def _key(scenario: Scenario) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(scenario.assumptions.items()))


def _baselines(scenarios: Sequence[Scenario]) -> dict[tuple[tuple[str, float], ...], Scenario]:
    return {_key(one): replace(AS_IS, name=BASELINE, assumptions=one.assumptions) for one in scenarios}


def _own(view: View, scenarios: Sequence[Scenario]) -> dict[str, Array]:
    """Lines of scenarios that each have their own assumptions   [scenario, 1, month]."""
    columns = [beliefs(view.company, scenario.assumptions) for scenario in scenarios]
    belief = {name: np.concatenate([column[name] for column in columns], axis=1) for name in columns[0]}
    return own_lines(view.company, scenarios, belief, months=view.months, coupled=view.coupled)
