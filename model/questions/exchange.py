"""What the frontier says about one scenario: what a step more costs here, how far off it is, which two moves help most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from model.questions.dials import positions, scenario_at
from model.questions.dominance import shortfall
from model.questions.frontier import Frontier, Point
from model.questions.outcomes import better, outcomes
from model.scenario import Scenario
from model.vocabulary import Array

POINT = 0.01  # one point of a share: the step where the first KPI is a share; else a hundredth of the frontier's reach
SEEN = ("on_time", "satisfaction", "ebitda", "lowest_cash", "extra_spend")  # told beside the second KPI
MOVES = 2


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Along the frontier, `step` more of the first KPI from `at` on goes with these changes of the other measures.

    Money KPIs are over the whole view; `per_year` has them per year. `backwards`: the frontier ends here, so the rate is
    that of the last step before.
    """

    at: float
    step: float
    changes: Mapping[str, float]
    per_year: Mapping[str, float]
    backwards: bool


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Moves towards the frontier: lever -> member ('' for all) and value, and the gap that is left, in spans."""

    moves: Mapping[str, tuple[str, float]]
    left: float
    scenario: Scenario


@dataclass(frozen=True, kw_only=True)
class Distance:
    """How far a scenario is from the frontier, as shares of its reach and in the KPIs themselves.

    `gap` is what could be gained in both KPIs at once; `first_gain` and `second_gain` what one could gain while the other
    stays, in its own unit, both positive when better; None where the frontier has no such point. `target` is the point it is
    compared with.
    """

    gap: float
    first_gain: float | None
    second_gain: float | None
    target: Point
    closing: Closing | None


def exchange(found: Frontier, at: float, step: float | None = None) -> Exchange:
    """What `step` more of the first KPI goes with on the frontier at one of its values; one point where it is a share."""
    order = sorted(found.points, key=lambda point: point.values[found.aim.first])
    first = np.array([point.values[found.aim.first] for point in order])
    size = step if step is not None else _usual_step(first)
    start = float(np.clip(at, first[0], first[-1]))
    backwards = bool(start + size > first[-1])
    low, high = (max(first[-1] - size, first[0]), first[-1]) if backwards else (start, start + size)
    names = tuple(dict.fromkeys((found.aim.second, *(name for name in SEEN if name in order[0].values))))
    scale = size / max(high - low, 1e-12)
    changes = {name: scale * _change(order, first, name, (low, high)) for name in names}
    years = found.view.months / 12.0
    summed = {found.aim.second, "ebitda", "extra_spend"} & {"operating_cost", "revenue", "ebitda", "extra_spend"}
    yearly = {name: change / years for name, change in changes.items() if name in summed}
    return Exchange(at=start, step=size, changes=changes, per_year=yearly, backwards=backwards)


def _usual_step(first: Array) -> float:
    reach = float(np.ptp(first))
    return POINT if reach < 1.0 else reach / 100.0


def _change(order: Sequence[Point], first: Array, name: str, ends: tuple[float, float]) -> float:
    values = [point.values[name] for point in order]
    low, high = np.interp(ends, first, values)
    return float(high - low)


def distance(found: Frontier, point: Point) -> Distance:
    """How far a scenario (as a point beside the frontier) is from it, and the two moves that close most of the gap."""
    front = found.gains(found.points)
    here = found.gains([point])
    span = found.span()
    gap = float(shortfall(here, front, span)[0])
    target = found.points[int(((front - here) / span).min(axis=1).argmax())]
    closing = _closing(found, point, target, gap) if gap > 0.0 else None
    return Distance(
        gap=gap,
        first_gain=_gain_alone(front, here[0]),
        second_gain=_gain_alone(front[:, ::-1], here[0, ::-1]),
        target=target,
        closing=closing,
    )


def _gain_alone(front: Array, here: Array) -> float | None:
    """The most that the first gain can grow while the second does not fall."""
    reachable = front[front[:, 1] >= here[1] - 1e-12 * abs(here[1])]
    return float(max(reachable[:, 0].max() - here[0], 0.0)) if len(reachable) else None


def _closing(found: Frontier, point: Point, target: Point, gap: float) -> Closing | None:
    """All pairs of the target's moves, tried on the scenario by the engine; the allowed pair that leaves least."""
    here, there = (positions(found.dials, one.scenario) for one in (point, target))
    different = np.flatnonzero(np.abs(there - here) > 1e-6)
    pairs = list(combinations(different.tolist(), min(MOVES, len(different))))
    if not pairs or not len(different):
        return None
    places = np.tile(here, (len(pairs), 1))
    for row, pair in enumerate(pairs):
        places[row, list(pair)] = there[list(pair)]
    scenarios = [scenario_at(found.dials, point.scenario, place, point.scenario.name) for place in places]
    left = _left(found, scenarios, point)
    best = int(left.argmin())
    return _named_moves(found, scenarios[best], pairs[best], float(left[best])) if left[best] < gap else None


def _left(found: Frontier, scenarios: Sequence[Scenario], point: Point) -> Array:
    """Gap of scenarios to the frontier; infinite where one breaks more than the scenario itself does   [scenario]."""
    names = (found.aim.first, found.aim.second, *(one.measure for one in found.constraints))
    values = outcomes(found.view, scenarios, names)
    gains = np.stack([better(name) * values[name] for name in (found.aim.first, found.aim.second)], axis=1)
    worse = np.zeros(len(scenarios), dtype=bool)
    for one in found.constraints:
        own = one.broken(np.array(point.values[one.measure]))
        worse |= one.broken(values[one.measure]) > own
    return np.where(worse, np.inf, shortfall(gains, found.gains(found.points), found.span()))


def _named_moves(found: Frontier, scenario: Scenario, pair: tuple[int, ...], left: float) -> Closing:
    moves = {}
    for index in pair:
        dial = found.dials[index]
        place = positions(found.dials, scenario)[index]
        moves[dial.lever] = (dial.member, round(dial.low + float(place) * (dial.high - dial.low), 4))
    return Closing(moves=moves, left=left, scenario=scenario)
