"""Look-back: what was planned against what came, the gap split exactly into belief, execution and what is left.

Three players: `assumption` (what was believed of the world, learned anew from the newer data), `execution` (levers that
were not moved as planned, where the data show what was reached) and `outside` (what neither explains: shocks, and the
model's own error). The Shapley value over their subsets sums to the gap, month by month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.backtesting.observed import MODELLED, as_of
from model.beliefs import Calibration
from model.bridges import shapley
from model.calibration import calibrate, calibrated
from model.company import Company
from model.executed import Actual, Made, Reached, actual_of, done_of, reached_of
from model.months import months_between
from model.projection import SHORTEST, Projection, project
from model.scenario import Scenario, check_usable
from model.vocabulary import TINY, Array

PLAYERS = ("assumption", "execution", "outside")
LINES: Mapping[str, tuple[str, ...]] = {
    **MODELLED, "people": ("people",), "marketing": ("marketing",), "won": ("won",),
}  # fmt: skip
SURPRISED = 1.0  # spreads by which a belief must move to be told


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One line: plan and actual, and the parts of actual - plan by player   [month]."""

    line: str
    planned: Array
    actual: Array
    parts: Mapping[str, Array]

    @property
    def gap(self) -> Array:
        """Actual - plan   [month]."""
        return self.actual - self.planned

    def total(self, player: str) -> float:
        """One part over all months."""
        return float(self.parts[player].sum())


@dataclass(frozen=True, kw_only=True)
class Surprise:
    """An assumption that the newer data moved: then, now, the spread then, and what it alone does to revenue and cost."""

    name: str
    member: str
    then: float
    now: float
    spread: float
    effects: Mapping[str, float]

    @property
    def error(self) -> float:
        """Now - then, in spreads of what was believed."""
        return (self.now - self.then) / max(self.spread, TINY)


@dataclass(frozen=True, kw_only=True)
class LookBack:
    """Plan against actual: months as YYYY-MM, the gap of each line, what was executed, what was learned."""

    months: tuple[str, ...]
    gaps: Mapping[str, Gap]
    reached: tuple[Reached, ...]
    surprises: tuple[Surprise, ...]
    executed: Scenario


def look_back(
    company: Company, plan: Scenario, start: str, *, fitted: bool = False, executed: Scenario | None = None
) -> LookBack:
    """Look back at a plan made for `start`, the first month planned, with the newer data of `company`.

    `fitted` says that the plan was made on a calibrated company; `executed` is what was done, if somebody states it.
    Raises ValueError when `start` leaves no month to compare, or too few before it.
    """
    place = months_between(company.history_months[0], start)
    then = as_of(company, place)
    check_usable(plan, then, plan.name or "plan")
    believed = calibrated(then, calibrate(then)) if fitted else then
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
    worths = {
        frozenset[str](): _run(made.then, made.plan, actual.months),
        frozenset(("assumption",)): _run(made.now, made.plan, actual.months),
        frozenset(("execution",)): _run(made.then, executed, actual.months),
        frozenset(("assumption", "execution")): _run(made.now, executed, actual.months),
    }
    gaps = {name: _gap(name, worths, actual) for name in LINES if name in actual.lines}
    return LookBack(
        months=worths[frozenset()].months[: actual.months],
        gaps=gaps,
        reached=reached,
        surprises=_surprises(made, worths[frozenset()], actual.months),
        executed=executed,
    )


Worths = Mapping[frozenset[str], Projection]


def _run(company: Company, scenario: Scenario, months: int) -> Projection:
    return project(company, [scenario], months=max(months, SHORTEST))


def _line(projection: Projection, name: str, months: int, scenario: int = 1) -> Array:
    """A line as the tables count it   [month]."""
    return np.asarray(sum(projection.lines[part][scenario, 0, :months] for part in LINES[name]))


def _gap(name: str, worths: Worths, actual: Actual) -> Gap:
    came = actual.lines[name]
    said = {subset: _line(one, name, actual.months) for subset, one in worths.items()}
    left = came - said[frozenset(("assumption", "execution"))]
    every = said | {frozenset((*subset, "outside")): line + left for subset, line in said.items()}
    each = [
        shapley(PLAYERS, {subset: float(line[month]) for subset, line in every.items()}) for month in range(len(came))
    ]
    parts = {player: np.array([shares[player] for shares in each]) for player in PLAYERS}
    return Gap(line=name, planned=said[frozenset()], actual=came, parts=parts)


def _surprises(made: Made, planned: Projection, months: int) -> tuple[Surprise, ...]:
    """Assumptions that the newer data moved by more than their spread, the largest first."""
    if made.now.calibration is None:
        return ()
    before = {belief.key: belief for belief in made.then.calibration.beliefs} if made.then.calibration else {}
    found = []
    for belief in made.now.calibration.beliefs:
        old = before.get(belief.key)
        then, spread = (old.value, old.spread) if old else (belief.prior, belief.prior_spread)
        if spread > 0.0 and abs(belief.value - then) >= SURPRISED * spread:
            found.append(
                Surprise(name=belief.name, member=belief.member, then=then, now=belief.value, spread=spread, effects={})
            )
    ordered = sorted(found, key=lambda one: -abs(one.error))
    return tuple(replace(one, effects=_alone(made, one, planned, months)) for one in ordered)


def _alone(made: Made, one: Surprise, planned: Projection, months: int) -> Mapping[str, float]:
    """What one assumption of the whole company alone changes in the plan; nothing for one of a single member."""
    if one.member:
        return {}
    changed = replace(made.plan, assumptions={**made.plan.assumptions, one.name: one.now})
    other = _run(made.then, changed, months)
    return {
        name: float((_line(other, name, months) - _line(planned, name, months)).sum())
        for name in ("revenue", "operating_cost")
    }


def to_the_cent(gap: Gap) -> dict[str, float]:
    """The gap over all months and its parts as money is written; `outside` takes what rounding leaves."""
    whole = round(float(gap.gap.sum()), 2)
    known = {player: round(gap.total(player), 2) for player in PLAYERS[:-1]}
    return {"gap": whole, **known, "outside": round(whole - sum(known.values()), 2)}
