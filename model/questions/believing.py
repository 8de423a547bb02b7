"""Runs of the engine in which every scenario has beliefs of its own, in one batch."""

from collections.abc import Sequence

import numpy as np

from model.company import Company
from model.details import member_lines, total_details
from model.lines import Recording, total_lines
from model.month import next_months, opened
from model.paths import lever_paths
from model.projection import BLOCK, ENGINE
from model.running import levers_of, spans
from model.scenario import Scenario
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import Amounts


def own_lines(
    company: Company, scenarios: Sequence[Scenario], belief: Amounts, *, months: int, coupled: bool = True
) -> dict[str, Array]:
    """Lines of scenarios run with one column of `belief` [1 or member, scenario] each   [scenario, 1, month]."""
    blocks = [
        _block(
            company,
            scenarios[start : start + BLOCK],
            {name: values[:, start : start + BLOCK] for name, values in belief.items()},
            (months, float(coupled)),
        )
        for start in range(0, len(scenarios), BLOCK)
    ]
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def _block(
    company: Company, scenarios: Sequence[Scenario], belief: Amounts, how: tuple[int, float]
) -> dict[str, Array]:
    """One block: its scenarios stand where the draws of a single scenario would."""
    months, coupling = how
    rows = len(scenarios)
    with ENGINE:
        world, opening = warm_start(company, belief, coupling=coupling)
        paths = lever_paths(company, scenarios, months)
        paths["noise"] = np.ones((months, company.market.size, 1))
        recording = Recording(world, opening, (months, 1, rows))
        state = opened(opening, rows)
        for some in spans(months, rows):
            amounts, state = next_months(world, levers_of(world, paths, some), state, recording.names)
            recording.add(amounts)
        recording.finish()
        lines = total_lines(company, recording) | total_details(member_lines(company, recording))
    return {name: np.asarray(line).transpose(1, 0, 2) for name, line in lines.items()}
