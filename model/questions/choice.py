"""Which of several scenarios to choose when nobody knows: how often each is better, by how much, and what it may cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.projection import project
from model.questions.outcomes import View, better
from model.scenario import Scenario
from model.scores import kpi_values

DRAWS = 256
BAND = (0.1, 0.5, 0.9)  # the 80 % band and its middle
Band = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Duel:
    """One scenario against another: how often it is better, and its difference in the KPI's unit (10, 50, 90 %)."""

    first: str
    second: str
    chance: float
    difference: Band


@dataclass(frozen=True, kw_only=True)
class Choice:
    """All scenarios under the same draws of what is not known.

    `best` is how often each is the best of all; `regret` what each loses against the best of a draw (10, 50, 90 %, never
    negative); `robust` the one whose regret is least in bad draws (its 90 % value).
    """

    kpi: str
    values: Mapping[str, Band]
    best: Mapping[str, float]
    regret: Mapping[str, Band]
    robust: str
    duels: tuple[Duel, ...]


def choice(view: View, scenarios: Sequence[Scenario], kpi: str, *, draws: int = DRAWS, seed: int = 1) -> Choice:
    """Compare scenarios (with different names) by one KPI over draws that they share; the same for the same seed."""
    names = [scenario.name for scenario in scenarios]
    if len(set(names)) < len(names) or len(names) < 2:
        raise ValueError("scenarios: give two or more, each with a name of its own.")
    projection = project(view.company, scenarios, months=view.months, draws=draws, seed=seed, coupled=view.coupled)
    values = kpi_values(projection, view.first, view.last)[kpi][1:]
    gains = better(kpi) * values
    lost = gains.max(axis=0) - gains
    regret = {name: _band(row) for name, row in zip(names, lost, strict=True)}
    return Choice(
        kpi=kpi,
        values={name: _band(row) for name, row in zip(names, values, strict=True)},
        best={name: float((gains.argmax(axis=0) == index).mean()) for index, name in enumerate(names)},
        regret=regret,
        robust=min(names, key=lambda name: regret[name][2]),
        duels=tuple(
            Duel(
                first=one,
                second=other,
                chance=float((gains[i] > gains[j]).mean()),
                difference=_band(values[i] - values[j]),
            )
            for i, one in enumerate(names)
            for j, other in enumerate(names)
            if i < j
        ),
    )


def _band(row: np.ndarray) -> Band:
    low, middle, high = (float(value) for value in np.quantile(row, BAND))
    return low, middle, high
