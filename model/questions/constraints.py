"""What a plan must respect, as data: a measure, a side and a bound."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.company import Company
from model.presets import preset_budget
from model.questions.outcomes import ENDS, EXTRA_SPEND, Outcomes, View, check_measure, outcomes
from model.scenario import AS_IS
from model.vocabulary import Array

TOLERANCE = 1e-6  # of the bound, or of one where that is smaller
FLOOR = 0.05  # on time, satisfaction and what is left at the end may fall by that much, unless the page says otherwise
SLACK = 0.01  # of a measure's spread over the points tried: below, a constraint is said to bind
_WRITTEN = re.compile(r"\s*([a-z0-9_]+)\s*(>=|<=)\s*([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*")


@dataclass(frozen=True)
class Constraint:
    """A measure that must be at least (or at most) a bound, over the months of the view.

    >>> str(Constraint("on_time", ">=", 0.9))
    'on_time>=0.9'
    """

    measure: str
    side: Literal[">=", "<="]
    bound: float

    def __str__(self) -> str:
        return f"{self.measure}{self.side}{self.bound:.12g}"

    def room(self, values: Array) -> Array:
        """How far values are on the right side of the bound; negative where it is broken   [same shape]."""
        return values - self.bound if self.side == ">=" else self.bound - values

    def broken(self, values: Array) -> Array:
        """By how much values break the bound, beyond the tolerance   [same shape]."""
        return np.maximum(-self.room(values) - TOLERANCE * max(abs(self.bound), 1.0), 0.0)


def read_constraint(text: str, company: Company) -> Constraint:
    """A constraint written as KPI>=X or KPI<=X; raises ValueError with one sentence."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(
            f"constraint: '{text[:60]}' cannot be read; write for example 'on_time>=0.9' or 'cash>=500000'."
        )
    check_measure(company, found[1])
    return Constraint(found[1], ">=" if found[2] == ">=" else "<=", float(found[3]))


def usual_constraints(view: View) -> tuple[Constraint, ...]:
    """The presets' budget, no empty till; on time, satisfaction, end volume and pipeline at most FLOOR below as it is."""
    names = ("lowest_cash", "on_time", "satisfaction", *ENDS)
    now = {name: float(values[0]) for name, values in outcomes(view, [AS_IS], names).items()}
    return (
        Constraint(EXTRA_SPEND, "<=", preset_budget(view.company, view.months)),
        Constraint("lowest_cash", ">=", min(0.0, now["lowest_cash"])),
        *(Constraint(name, ">=", round(now[name] - FLOOR, 4)) for name in names[1:]),
    )


def with_changes(usual: Sequence[Constraint], given: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """The usual constraints, each replaced by what is given for the same measure and side; others are added."""
    merged = {(one.measure, one.side): one for one in (*usual, *given)}
    return tuple(merged.values())


def scales(constraints: Sequence[Constraint], values: Outcomes) -> Array:
    """What the room of each constraint is measured by: the spread of its measure over points tried   [constraint]."""
    spread = [float(np.ptp(values[one.measure])) for one in constraints]
    return np.array(
        [max(size, TOLERANCE * max(abs(one.bound), 1.0)) for size, one in zip(spread, constraints, strict=True)]
    )


def violation(constraints: Sequence[Constraint], values: Mapping[str, Array], scale: Array) -> Array:
    """Sum over constraints of how far each is broken, in its own scale   [row]."""
    broken = [one.broken(values[one.measure]) / size for one, size in zip(constraints, scale, strict=True)]
    return np.sum(broken, axis=0) if broken else np.zeros(len(next(iter(values.values()))))


def binding(
    constraints: Sequence[Constraint], values: Mapping[str, float], scale: Array, slack: float = SLACK
) -> tuple[str, ...]:
    """The measures whose constraint is met with next to nothing left: at most `slack` of its scale."""
    return tuple(
        one.measure
        for one, size in zip(constraints, scale, strict=True)
        if float(one.room(np.array(values[one.measure]))) < slack * size
    )
