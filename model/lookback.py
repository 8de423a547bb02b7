"""Look-back: what was planned against what came, the gap split exactly into belief, execution and what is left.

Three players: `assumption` (what was believed of the world, learned anew from the newer data), `execution` (levers that
were not moved as planned, where the data show what was reached) and `outside` (what neither explains: shocks, and the
model's own error). The Shapley value over their subsets sums to the gap, month by month and over all months together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.backtesting.observed import as_of
from model.beliefs import Calibration
from model.bridges import shapley
from model.calibration import calibrate, calibrated
from model.company import Company
from model.counted import MEASURES, Lines, counted, seen, whole
from model.executed import Actual, Made, Reached, actual_of, done_of, reached_of
from model.kpis import KpiUnit
from model.months import months_between, months_from
from model.projection import SHORTEST, project
from model.scenario import Scenario, check_usable
from model.surprises import Surprise, known_by_data, learned_from, surprising
from model.vocabulary import Array

Believe = Callable[[Company], Company]
PLAYERS = ("assumption", "execution", "outside")
FIRST = (
    "revenue", "operating_cost", "ebitda", "new_customers", "units", "leads", "won", "people", "marketing",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One measure: plan and actual, and the parts of actual - plan by player   [month].

    `totals` holds 'planned', 'actual', 'gap' and the players over all months together: the sum of a flow, the ratio
    of sums, the mean or the last of a level.
    """

    name: str
    planned: Array
    actual: Array
    parts: Mapping[str, Array]
    totals: Mapping[str, float]

    @property
    def unit(self) -> KpiUnit:
        """What it is counted in."""
        return MEASURES[self.name].unit

    @property
    def gap(self) -> Array:
        """Actual - plan   [month]."""
        return self.actual - self.planned

    def total(self, player: str) -> float:
        """One part over all months."""
        return self.totals[player]


@dataclass(frozen=True, kw_only=True)
class LookBack:
    """Plan against actual: months as YYYY-MM, the gap of each measure, what was executed, what was learned.

    `learned` holds every assumption that the newer data speak of, `surprises` those that they moved by more than its spread.
    """

    months: tuple[str, ...]
    gaps: Mapping[str, Gap]
    reached: tuple[Reached, ...]
    surprises: tuple[Surprise, ...]
    learned: tuple[Surprise, ...]
    executed: Scenario


def look_back(
    company: Company, plan: Scenario, start: str, *, fitted: Believe | None = None, executed: Scenario | None = None
) -> LookBack:
    """Look back at a plan made for `start`, the first month planned, with the newer data of `company`.

    `fitted` makes what was believed of the company as it was then, where more than its figures was; `executed` is what
    was done, if somebody states it. Raises ValueError when `start` leaves no month to compare, or too few before it.
    """
    place = months_between(company.history_months[0], start)
    then = as_of(company, place)
    check_usable(plan, then, plan.name or "plan")
    believed = fitted(then) if fitted else then
    learned = calibrated(then, _known_then(calibrate(company), then))
    made = Made(then=believed, now=learned, plan=plan, executed=executed)
    return compared(made, actual_of(company, then, place))


def _known_then(learned: Calibration, then: Company) -> Calibration:
    """What was learned, without members that were not there when the plan was made."""
    members = {"", *then.offers, *(name for names in then.members.values() for name in names)}
    rows = [row for row, belief in enumerate(learned.beliefs) if belief.member in members]
    known = None if learned.correlation is None else learned.correlation[np.ix_(rows, rows)]
    return replace(learned, beliefs=tuple(learned.beliefs[row] for row in rows), correlation=known)


def compared(made: Made, actual: Actual) -> LookBack:
    """The plan beside what came; the players' parts sum to each gap."""
    reached = reached_of(made, actual) if made.executed is None else ()
    executed = made.executed or done_of(made.plan, reached)
    months = actual.months
    worths = {
        frozenset[str](): _run(made.then, made.plan, months),
        frozenset(("assumption",)): _run(made.now, known_by_data(made.plan, made.now), months),
        frozenset(("execution",)): _run(made.then, executed, months),
        frozenset(("assumption", "execution")): _run(made.now, known_by_data(executed, made.now), months),
    }
    learned = learned_from(made)
    return LookBack(
        months=months_from(made.then.first_month, months),
        gaps=_gaps(worths, actual),
        reached=reached,
        surprises=tuple(_with_effects(made, one, worths[frozenset()]) for one in surprising(learned)),
        learned=learned,
        executed=executed,
    )


Worths = Mapping[frozenset[str], Lines]


def _run(company: Company, scenario: Scenario, months: int) -> dict[str, Array]:
    """The lines of a scenario as the tables count them   [month]."""
    run = project(company, [scenario], months=max(months, SHORTEST))
    return counted({name: line[1, 0, :months] for name, line in run.lines.items()})


def _gaps(worths: Worths, actual: Actual) -> dict[str, Gap]:
    """Every measure that both the plan and the tables give in all months, the usual ones first."""
    came = {name: series for name, series in seen(actual.lines).items() if np.isfinite(series).all()}
    said = {subset: seen(lines) for subset, lines in worths.items()}
    both = [name for name in dict.fromkeys((*FIRST, *came)) if name in came and name in said[frozenset()]]
    return {
        name: Gap(
            name=name,
            planned=said[frozenset()][name],
            actual=came[name],
            parts=_parts({subset: found[name] for subset, found in said.items()}, came[name]),
            totals=_totals({subset: whole(name, lines) for subset, lines in worths.items()}, whole(name, actual.lines)),
        )
        for name in both
    }


def _parts(said: Mapping[frozenset[str], Array], came: Array) -> dict[str, Array]:
    each = [
        _split({subset: float(line[month]) for subset, line in said.items()}, float(came[month]))
        for month in range(len(came))
    ]
    return {player: np.array([shares[player] for shares in each]) for player in PLAYERS}


def _totals(said: Mapping[frozenset[str], float], came: float) -> dict[str, float]:
    planned = said[frozenset()]
    return {"planned": planned, "actual": came, "gap": came - planned, **_split(said, came)}


def _split(said: Mapping[frozenset[str], float], came: float) -> Mapping[str, float]:
    """The gap of one figure by player; what is left adds the same to every subset."""
    left = came - said[frozenset(("assumption", "execution"))]
    return shapley(
        PLAYERS, {**said, **{frozenset((*subset, "outside")): value + left for subset, value in said.items()}}
    )


def _with_effects(made: Made, one: Surprise, planned: Lines) -> Surprise:
    """What one assumption of the whole company alone changes in the plan; nothing for one of a single member."""
    if one.member:
        return one
    changed = replace(made.plan, assumptions={**made.plan.assumptions, one.name: one.now})
    other = _run(made.then, changed, len(planned["revenue"]))
    effects = {name: float((other[name] - planned[name]).sum()) for name in ("revenue", "operating_cost")}
    return replace(one, effects=effects)


def to_the_cent(gap: Gap) -> dict[str, float]:
    """The gap over all months and its parts as money is written; `outside` takes what rounding leaves."""
    full = round(gap.totals["gap"], 2)
    known = {player: round(gap.total(player), 2) for player in PLAYERS[:-1]}
    return {"gap": full, **known, "outside": round(full - sum(known.values()), 2)}
