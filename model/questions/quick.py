"""A few lines of many scenarios: only the amounts that they are made of are kept, which is what most searches ask for."""

from collections.abc import Mapping, Sequence

import numpy as np

from model.company import Company
from model.lines import SUMS, TOTALS, Recording, committed_spend, year_before
from model.projection import BLOCK, ENGINE
from model.running import Run, recorded
from model.scenario import Scenario, check_members
from model.vocabulary import Array

SOURCES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in TOTALS},
    **{line: (source,) for line, source in SUMS.items()},
    "on_time": ("late",),
    "first_pass_yield": ("defects",),
    "revenue_year_before": (SUMS["revenue"],),
    "committed_spend": ("marketing", "programmes", "automation_capex", "target_heads", "planned_growth", "wage_index"),
}
QUICK = frozenset(SOURCES)


def quick_lines(
    company: Company, scenarios: Sequence[Scenario], needed: frozenset[str], *, months: int, coupled: bool = True
) -> dict[str, Array]:
    """Lines of QUICK for scenarios that share their assumptions; the same numbers as `project`   [scenario, 1, month].

    Raises ScenarioInvalid when a move names an unknown member.
    """
    for scenario in scenarios:
        check_members(scenario, company, scenario.name or "scenario")
    names = tuple(dict.fromkeys(source for line in sorted(needed) for source in SOURCES[line]))
    run = Run(months=months, coupled=coupled)
    with ENGINE:
        blocks = [
            _lines(company, recorded(company, scenarios[start : start + BLOCK], run, names), needed)
            for start in range(0, len(scenarios), BLOCK)
        ]
    return {name: np.ascontiguousarray(np.concatenate([block[name] for block in blocks])) for name in needed}


def _lines(company: Company, recording: Recording, needed: frozenset[str]) -> dict[str, Array]:
    lines = {line: recording.total(SOURCES[line][0]) for line in needed if line in TOTALS or line in SUMS}
    if "on_time" in needed:
        lines["on_time"] = 1.0 - recording.total("late")
    if "first_pass_yield" in needed:
        lines["first_pass_yield"] = 1.0 - recording.total("defects")
    if "revenue_year_before" in needed:
        lines |= year_before(company, {"revenue": recording.total(SUMS["revenue"])})
    if "committed_spend" in needed:
        spent = {name: recording.total(name) for name in ("marketing", "programmes")}
        lines["committed_spend"] = committed_spend(recording, spent)
    return lines
