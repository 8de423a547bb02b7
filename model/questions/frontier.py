"""The frontier between two KPIs: the plans that cannot be better in one without being worse in the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.levers import LEVERS
from model.presets import presets
from model.questions.archive import Archive
from model.questions.constraints import Constraint, binding, scales, usual_constraints
from model.questions.dials import ANY, Dial, Reach, dials, positions, rounded, scenario_at
from model.questions.dominance import knee, thinned
from model.questions.improving import improve
from model.questions.outcomes import Outcomes, View, better, check_measure, outcomes, told_measures
from model.questions.watching import ALONE, Watch
from model.scenario import AS_IS, Scenario, moved, neutral
from model.vocabulary import Array

WEIGHTINGS = 12
STEPS = 10
SCATTERED = 32  # plans tried at first, by Latin hypercube between the base and the limits
MOST = 40  # points of a frontier that are kept
AT_LIMIT = 1e-3  # of a dial's span
LENSES = ("revenue_growth", "operating_cost")
NAMED = ("revenue_first", "balanced", "efficiency_first")


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is traded for what, within which limits, from which plan on; None: the usual constraints."""

    first: str = LENSES[0]
    second: str = LENSES[1]
    constraints: tuple[Constraint, ...] | None = None
    reach: Reach = ANY
    base: Scenario = AS_IS
    seed: int = 1
    weightings: int = WEIGHTINGS
    steps: int = STEPS


@dataclass(frozen=True)
class Point:
    """One plan: its measures, which limits bind, and which constraints it breaks (none on the frontier)."""

    scenario: Scenario
    values: Mapping[str, float]
    binding: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """Points by the first KPI upwards (downwards where less is better), and plans to compare them with.

    `named` are points of the frontier; `compared` the baseline and the presets, allowed or not. When no plan is allowed
    `points` is empty and `closest` is the plan that breaks the constraints least.
    """

    view: View
    aim: Aim
    constraints: tuple[Constraint, ...]
    dials: tuple[Dial, ...]
    scale: Array  # [constraint]
    points: tuple[Point, ...]
    named: Mapping[str, Point]
    compared: Mapping[str, Point]
    closest: Point | None
    rows: int  # scenarios that were run

    def gains(self, points: Sequence[Point]) -> Array:
        """Both KPIs, more is better   [point, 2]."""
        pairs = ((self.aim.first, better(self.aim.first)), (self.aim.second, better(self.aim.second)))
        return np.array([[sign * point.values[name] for name, sign in pairs] for point in points]).reshape(-1, 2)

    def span(self) -> Array:
        """How far the frontier reaches in both KPIs   [2]."""
        size = np.ptp(self.gains(self.points), axis=0)
        return np.where(size > 0.0, size, 1.0)


def frontier(view: View, aim: Aim, watch: Watch = ALONE) -> Frontier:
    """The frontier of two measures under constraints; the same for the same seed.

    Raises ValueError for a measure or lever that is unknown or lacks data, Cancelled when `watch` says so.
    """
    constraints = checked(view, aim)
    found = dials(view.company, aim.base, aim.reach)
    if not found:
        raise ValueError("levers: every lever is held; free at least one.")
    archive = searched(view, aim, constraints, found, watch)
    scale = scales(constraints, archive.values)
    chosen = _chosen(archive)
    scenarios = [scenario_at(found, aim.base, archive.places[row], f"point_{n}") for n, row in enumerate(chosen, 1)]
    built = _Points(view, constraints, found, scale, aim.base)
    points = built.of(scenarios)
    allowed = bool(archive.broken().min() == 0.0)
    result = Frontier(
        view=view, aim=aim, constraints=constraints, dials=found, scale=scale,
        points=tuple(points) if allowed else (), named={}, compared=_compared(built, aim.base),
        closest=None if allowed else points[0], rows=len(archive.places),
    )  # fmt: skip
    return replace(result, named=_named(result)) if allowed else result


def checked(view: View, aim: Aim) -> tuple[Constraint, ...]:
    """The constraints in force; raises ValueError for a measure that is unknown or lacks data."""
    constraints = usual_constraints(view) if aim.constraints is None else aim.constraints
    for name in (aim.first, aim.second, *(one.measure for one in constraints)):
        check_measure(view.company, name)
    if aim.first == aim.second:
        raise ValueError(f"frontier: {aim.first} cannot be traded against itself; name two different KPIs.")
    return constraints


def searched(
    view: View, aim: Aim, constraints: tuple[Constraint, ...], found: tuple[Dial, ...], watch: Watch
) -> Archive:
    """Every plan that was tried on the way to the frontier."""
    names = tuple(dict.fromkeys((aim.first, aim.second, *(one.measure for one in constraints))))

    def run(places: Array) -> Outcomes:
        return outcomes(view, [scenario_at(found, aim.base, place) for place in places], names)

    watch.at(0.0)
    objectives = ((aim.first, better(aim.first)), (aim.second, better(aim.second)))
    archive = Archive(run, lambda places: rounded(found, places), objectives, constraints, np.empty((0, len(found))))
    archive.add(_scattered(view, aim, found))
    improve(archive, aim.weightings, aim.steps, watch)
    watch.at(1.0)
    return archive


def _scattered(view: View, aim: Aim, found: tuple[Dial, ...]) -> Array:
    """The base, the presets, and a Latin hypercube drawn in towards the base   [row, dial]."""
    base = positions(found, aim.base)
    known = [base, *(positions(found, scenario) for scenario in presets(view.company, view.months).values())]
    generator = np.random.default_rng([aim.seed, len(found)])
    strata = generator.permuted(np.tile(np.arange(SCATTERED)[:, np.newaxis], (1, len(found))), axis=0)
    spread = (strata + generator.random(strata.shape)) / SCATTERED
    reach = np.linspace(0.05, 1.0, SCATTERED)[:, np.newaxis]
    return np.concatenate([np.stack(known), base + reach * (spread - base)])


def _chosen(archive: Archive) -> np.ndarray:
    """Rows to show: the allowed front, thinned; or the row that breaks the constraints least."""
    broken = archive.broken()
    if broken.min() > 0.0:
        return np.array([broken.argmin()])
    front = archive.front()
    return np.asarray(front[thinned(archive.gains()[front], MOST)])


@dataclass(frozen=True)
class _Points:
    """Turns scenarios into points."""

    view: View
    constraints: tuple[Constraint, ...]
    dials: tuple[Dial, ...]
    scale: Array
    base: Scenario

    def of(self, scenarios: Sequence[Scenario]) -> list[Point]:
        found = outcomes(self.view, scenarios, told_measures(self.view.company))
        rows = [{name: float(values[row]) for name, values in found.items()} for row in range(len(scenarios))]
        return [self._point(scenario, values) for scenario, values in zip(scenarios, rows, strict=True)]

    def _point(self, scenario: Scenario, values: Mapping[str, float]) -> Point:
        broken = tuple(str(one) for one in self.constraints if float(one.broken(np.array(values[one.measure]))) > 0.0)
        bound = binding(self.constraints, values, self.scale)
        return Point(scenario, values, (*bound, *self._limits(scenario)), (*broken, *self._beyond(scenario)))

    def _limits(self, scenario: Scenario) -> tuple[str, ...]:
        """Levers that were moved as far as they may be."""
        place, home = positions(self.dials, scenario), positions(self.dials, self.base)
        stuck = (np.minimum(place, 1.0 - place) < AT_LIMIT) & (np.abs(place - home) > AT_LIMIT)
        return tuple(dial.lever for dial, at in zip(self.dials, stuck, strict=True) if at)

    def _beyond(self, scenario: Scenario) -> tuple[str, ...]:
        """Levers that were moved farther than they may be."""
        moves = [scenario.levers.get(dial.lever, neutral(LEVERS[dial.lever])).of(dial.member) for dial in self.dials]
        allowed = [
            dial.low - AT_LIMIT <= value <= dial.high + AT_LIMIT for dial, value in zip(self.dials, moves, strict=True)
        ]
        return tuple(dial.lever for dial, fits in zip(self.dials, allowed, strict=True) if not fits)


def point_of(frontier_: Frontier, scenario: Scenario) -> Point:
    """Any scenario as a point beside a frontier."""
    parts = (frontier_.view, frontier_.constraints, frontier_.dials, frontier_.scale, frontier_.aim.base)
    return _Points(*parts).of([scenario])[0]


def _compared(built: _Points, base: Scenario) -> dict[str, Point]:
    """The company as it is and the presets, under the same shocks and assumptions as the base."""
    found = {"baseline": AS_IS, **presets(built.view.company, built.view.months)}
    scenarios = [replace(base, name=name, levers=one.levers) for name, one in found.items() if name != "do_nothing"]
    return {point.scenario.name: point for point in built.of(scenarios)}


def _named(found: Frontier) -> dict[str, Point]:
    gains = found.gains(found.points)
    chosen = (int(gains[:, 0].argmax()), knee(gains), int(gains[:, 1].argmax()))
    return {name: found.points[index] for name, index in zip(NAMED, chosen, strict=True)}


def recommended(found: Frontier, revenue_weight: float) -> Point:
    """The point of the frontier for a weight of the first KPI, 0 to 1, that the compass's dial gives.

    The end of the frontier that the weight leans to counts by its square: 0 and 1 are the ends, .5 is the knee.
    """
    gains = found.gains(found.points)
    reach = (gains - gains.min(axis=0)) / found.span()
    weight = np.array([revenue_weight, 1.0 - revenue_weight])
    return found.points[int((reach * weight).sum(axis=1).argmax())]


def lever_values(scenario: Scenario) -> dict[str, float | dict[str, float]]:
    """The levers of a scenario that differ from the company as it is: one value, or one per member."""
    return {
        name: dict(move.values) if move.values else move.value
        for name, move in scenario.levers.items()
        if moved(LEVERS[name], move)
    }
