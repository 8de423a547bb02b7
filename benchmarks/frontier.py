"""The frontier against other ways to find it: NSGA-II (pymoo), weighted gradient runs, Latin hypercube; and Sobol shares."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.core.problem import Problem
from pymoo.optimize import minimize
from SALib.analyze import sobol
from scipy.stats import qmc

from benchmarks.tables import Table, figure, seconds, verdict
from model.questions.archive import Archive
from model.questions.constraints import Constraint, violation
from model.questions.dials import Dial, dials, positions, rounded, scenario_at
from model.questions.dominance import hypervolume, undominated
from model.questions.frontier import Aim, checked, searched
from model.questions.outcomes import View, better, outcomes
from model.questions.sensitivity import sobol_indices
from model.questions.watching import ALONE
from model.samples import SAMPLES, load_sample
from model.vocabulary import Array

POPULATION = 48
WEIGHTS = 8
RATE, STEP = 0.08, 0.02  # of the weighted gradient runs, in dial spans
PENALTY = 3.0
MARGIN = 0.05  # by which the corner of the hypervolume lies beyond the worst point of any method
Evaluate = Callable[[Array], tuple[Array, Array]]  # positions -> gains [row, 2], broken [row]
SALIB_POINTS = 1024


@dataclass(frozen=True)
class Found:
    """What one method came to: the allowed plans, the rows it ran and the seconds it took."""

    gains: Array
    rows: int
    seconds: float


@dataclass
class Counted:
    """The same evaluation for every method, counting rows and keeping what is allowed."""

    view: View
    aim: Aim
    constraints: tuple[Constraint, ...]
    dials: tuple[Dial, ...]
    scale: Array
    rows: int = 0

    def __post_init__(self) -> None:
        """Nothing kept yet."""
        self.kept: list[Array] = []

    def __call__(self, places: Array) -> tuple[Array, Array]:
        """Gains and how far each row breaks the constraints."""
        places = rounded(self.dials, places)
        names = (self.aim.first, self.aim.second, *(one.measure for one in self.constraints))
        values = outcomes(self.view, [scenario_at(self.dials, self.aim.base, place) for place in places], names)
        gains = np.stack([better(name) * values[name] for name in names[:2]], axis=1)
        broken = violation(self.constraints, values, self.scale)
        self.rows += len(places)
        self.kept.append(gains[broken == 0.0])
        return gains, broken

    def allowed(self) -> Array:
        """All allowed plans so far   [row, 2]."""
        return np.concatenate(self.kept)


def tables() -> list[Table]:
    """Hypervolume and time on the three companies, and the indices."""
    return [_frontiers(), _indices()]


def _frontiers() -> Table:
    lines = [line for sample in SAMPLES for line in _lines(sample)]
    return Table(
        "Frontier: revenue growth against operating cost",
        "36 months, the usual constraints. Hypervolume as a share of the best that any method found; every allowed row counts"
        " for each method, and all run the same engine in batches. NSGA-II (pymoo, population"
        f" {POPULATION}) is given at least twice the time of our search; the others as many rows as our search.",
        ["company", "method", "rows", "seconds", "hypervolume", "time / NSGA-II"],
        lines,
    )


def _lines(sample: str) -> list[list[str]]:
    view, aim = View(company=load_sample(sample)), Aim()
    constraints = checked(view, aim)
    found = dials(view.company, aim.base, aim.reach)
    archive: list[Archive] = []
    taken = seconds(lambda: archive.append(searched(view, aim, constraints, found, ALONE)))
    ours = archive[0]
    rows = len(ours.places)

    def counted() -> Counted:
        return Counted(view, aim, constraints, found, ours.scale())

    base = positions(found, aim.base)
    methods = {"ours": Found(ours.gains()[ours.broken() == 0.0], rows, taken)}
    methods["NSGA-II"] = _timed(counted(), lambda run: _nsga2(run, base, 2.0 * taken))
    methods["weighted gradients"] = _timed(counted(), lambda run: _gradients(run, base, rows))
    methods["Latin hypercube"] = _timed(counted(), lambda run: _hypercube(run, base, rows))
    every = np.concatenate([method.gains for method in methods.values()])
    front = every[undominated(every)]
    worst = front.min(axis=0) - MARGIN * np.ptp(front, axis=0)
    covered = {name: hypervolume(method.gains, worst) for name, method in methods.items()}
    best = max(covered.values())
    slow = methods["NSGA-II"].seconds
    return [
        [
            sample, name, f"{method.rows:,}", figure(method.seconds), f"{covered[name] / best:.3f}",
            verdict(method.seconds / slow, 0.5) if name == "ours" else figure(method.seconds / slow),
        ]
        for name, method in methods.items()
    ]  # fmt: skip


def _timed(run: Counted, method: Callable[[Counted], object]) -> Found:
    taken = seconds(lambda: method(run))
    return Found(run.allowed(), run.rows, taken)


def _nsga2(run: Counted, base: Array, limit: float) -> None:
    """Genetic search, for a number of seconds."""

    class Trade(Problem):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(n_var=len(base), n_obj=2, n_ieq_constr=1, xl=0.0, xu=1.0)

        def _evaluate(self, places: Array, out: dict[str, Array], *_: object, **__: object) -> None:
            gains, broken = run(places)
            out["F"], out["G"] = -gains, broken

    start = np.clip(base + 0.1 * np.random.default_rng(1).standard_normal((POPULATION, len(base))), 0.0, 1.0)
    start[0] = base
    minimize(Trade(), NSGA2(pop_size=POPULATION, sampling=start), ("time", limit), seed=1)


def _gradients(run: Counted, base: Array, rows: int) -> None:
    """Projected gradient ascent of weighted sums, one after the other, until the rows are used up."""
    gains, _ = run(base[np.newaxis])
    size = np.abs(gains[0]) * np.array([1.0, 0.1]) + 1e-12
    each = rows // WEIGHTS // (len(base) + 1)
    for share in np.linspace(0.0, 1.0, WEIGHTS):
        weight = np.array([share, 1.0 - share]) / size
        place = base
        for _ in range(each):
            step = np.where(place > 0.5, -STEP, STEP)
            gains, broken = run(np.concatenate([place[np.newaxis], place + np.diag(step)]))
            score = gains @ weight - PENALTY * broken
            slope = (score[1:] - score[0]) / step
            place = np.clip(place + RATE * slope / (np.abs(slope).max() + 1e-12), 0.0, 1.0)


def _hypercube(run: Counted, base: Array, rows: int) -> None:
    """Plans spread evenly, drawn in towards the base so that some are allowed."""
    spread = qmc.LatinHypercube(len(base), rng=np.random.default_rng(1)).random(rows)
    run(base + np.linspace(0.05, 1.0, rows)[:, np.newaxis] * (spread - base))


def _indices() -> Table:
    """Our Sobol indices beside SALib's, on the same sample of a function with known ones."""
    count = 3
    sequence = (2.0 * qmc.Sobol(2 * count, rng=np.random.default_rng(1)).random(SALIB_POINTS) - 1.0) * np.pi
    first, second = sequence[:, :count], sequence[:, count:]
    mixed = [np.where(np.arange(count) == index, second, first) for index in range(count)]
    answers = np.stack([_ishigami(points) for points in (first, *mixed, second)])
    problem = {"num_vars": count, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * count}
    theirs = sobol.analyze(problem, answers.T.reshape(-1), calc_second_order=False, seed=1)
    alone, total = sobol_indices(np.concatenate([answers[:1], answers[-1:], answers[1:-1]]))
    known = {"alone": (0.314, 0.442, 0.0), "total": (0.558, 0.442, 0.244)}
    lines = [
        [kind, name, f"{mine[index]:.3f}", f"{other[index]:.3f}", f"{known[kind][index]:.3f}"]
        for kind, mine, other in (("alone", alone, theirs["S1"]), ("total", total, theirs["ST"]))
        for index, name in enumerate(("x1", "x2", "x3"))
    ]
    return Table(
        "Sobol shares: ours beside SALib",
        f"Ishigami function, the same {SALIB_POINTS:,} points of a Sobol sequence.",
        ["index", "factor", "ours", "SALib", "known"],
        lines,
    )


def _ishigami(points: Array) -> Array:
    first, second, third = points.T
    return np.asarray(np.sin(first) + 7.0 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first))
