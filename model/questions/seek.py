"""Goal seek: the least move that reaches a target of a KPI, by some levers or by all; or the closest that can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from model.months import months_between
from model.questions.archive import Archive
from model.questions.constraints import SLACK, Constraint, binding, usual_constraints
from model.questions.dials import ANY, Dial, Reach, dials, of_owners, positions, rounded, scenario_at
from model.questions.outcomes import (
    Outcomes,
    View,
    better,
    check_measure,
    lines_of,
    outcomes,
    scenario_lines,
    told_measures,
    windowed,
)
from model.questions.reaching import Search, least
from model.questions.watching import ALONE, Watch
from model.scenario import AS_IS, Scenario
from model.vocabulary import Array

BARRED = 0.05  # of its scale: a constraint with less room is named where the target is not reached
MINOR = 0.12  # of the largest move: levers moved less are left alone where the others can do it
WAYS: Mapping[str, tuple[str, ...]] = {"cro": ("cro",), "coo": ("coo",), "together": ("cro", "shared", "coo")}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A KPI that is to be at least (or, where less is better or the target lies below, at most) a target.

    `view` says over which months; see `by_month`. Constraints hold over the whole horizon, as far as the base plan respects
    them; None: the usual ones.
    """

    view: View
    kpi: str
    target: float
    base: Scenario = AS_IS
    constraints: tuple[Constraint, ...] | None = None
    reach: Reach = field(default_factory=lambda: replace(ANY, share=1.0))


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to the target: the scenario, the KPI it reaches, how far it moves (in ranges of levers), what binds."""

    name: str
    reached: bool
    scenario: Scenario
    value: float
    move: float
    values: Mapping[str, float]
    binding: tuple[str, ...]


def by_month(view: View, month: str) -> View:
    """The view over the twelve months that end with a month YYYY-MM; raises ValueError outside of the horizon."""
    last = months_between(view.company.first_month, month) + 1
    if not 1 <= last <= view.months:
        raise ValueError(f"by: {month} is not within the {view.months} months from {view.company.first_month}.")
    return replace(view, first=max(0, last - 12), last=last)


def seek(goal: Goal, watch: Watch = ALONE) -> list[Way]:
    """The ways to a goal, those that reach it first, then by the size of the move.

    Raises ValueError for an unknown KPI or one that lacks data, Cancelled when `watch` says so.
    """
    check_measure(goal.view.company, goal.kpi)
    found = dials(goal.view.company, goal.base, goal.reach)
    constraints = (
        usual_constraints(replace(goal.view, first=0, last=None)) if goal.constraints is None else goal.constraints
    )
    ways = []
    for number, (name, owners) in enumerate(WAYS.items()):
        own = of_owners(found, owners)

        def told(share: float, number: int = number) -> None:
            watch.progress((number + share) / len(WAYS))

        if own:
            ways.append(_way(goal, name, (own, constraints), Watch(told, watch.cancelled)))
    return sorted(ways, key=lambda way: (not way.reached, way.move if way.reached else abs(way.value - goal.target)))


def _way(goal: Goal, name: str, means: tuple[tuple[Dial, ...], tuple[Constraint, ...]], watch: Watch) -> Way:
    """One way: all its levers first, then without those that hardly move, if the others reach the target too."""
    search = _search(goal, *means)
    place = least(search, watch)
    if search.reached(place):
        moves = search.moves(place)
        kept = tuple(dial for dial, move in zip(means[0], moves, strict=True) if move > MINOR * moves.max())
        fewer = _search(goal, kept, means[1]) if 0 < len(kept) < len(means[0]) else None
        sparse = least(fewer, watch) if fewer else place
        if fewer and fewer.reached(sparse):
            search, place = fewer, sparse
    return _described(search, goal, name, place)


def _search(goal: Goal, found: tuple[Dial, ...], constraints: tuple[Constraint, ...]) -> Search:
    kept = [one for one in constraints if one.measure != goal.kpi]
    limited = tuple(dict.fromkeys(one.measure for one in kept))
    needed = lines_of((goal.kpi, *limited))

    def run(places: Array) -> Outcomes:
        lines = scenario_lines(goal.view, [scenario_at(found, goal.base, place) for place in places], needed)
        reached = windowed(lines, (goal.kpi,), goal.view.first, goal.view.last)
        return {**windowed(lines, limited, 0, None), **reached}

    home = positions(found, goal.base)
    objective = ((goal.kpi, better(goal.kpi)),)
    archive = Archive(run, lambda places: rounded(found, places), objective, (), np.empty((0, len(found))))
    archive.add(home[np.newaxis])
    archive.constraints = tuple(one for one in kept if float(one.broken(archive.values[one.measure])[0]) == 0.0)
    rising = bool(goal.target > archive.values[goal.kpi][0])
    return Search(archive, found, home, goal.kpi, goal.target, rising)


def _described(search: Search, goal: Goal, name: str, row: int) -> Way:
    scenario = scenario_at(search.dials, goal.base, search.archive.places[row], name)
    found = outcomes(goal.view, [scenario], told_measures(goal.view.company))
    values = {measure: float(value[0]) for measure, value in found.items()}
    at_limit = np.minimum(search.archive.places[row], 1.0 - search.archive.places[row]) < 1e-3
    reached = search.reached(row)
    tried = {measure: float(column[row]) for measure, column in search.archive.values.items()}
    stuck = at_limit & (search.moves(row) > 1e-3)
    return Way(
        name=name,
        reached=reached,
        scenario=scenario,
        value=values[goal.kpi],
        move=float(search.sizes()[row]),
        values=values,
        binding=(
            *binding(search.archive.constraints, tried, search.archive.scale(), SLACK if reached else BARRED),
            *(dial.lever for dial, at in zip(search.dials, stuck, strict=True) if at),
        ),
    )
