"""Look-back: what was planned against what came, the gap split exactly into belief, execution and what is left.

The players: `assumption` (what was believed of the world, learned anew from the newer data), `execution` (levers that
were not moved as planned, where the data show what was reached), `shock` (shocks from outside that somebody names, if
any) and `outside` (what none of them explains: other shocks, and the model's own error). The Shapley value over their
subsets sums to the gap, month by month and over all months together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.backtesting.observed import as_of
from model.beliefs import Calibration
from model.bridges import Subset, subsets
from model.calibration import calibrate, calibrated
from model.company import Company
from model.counted import Lines, counted
from model.executed import UNKNOWN, Actual, Came, Made, Reached, actual_of, done_of, reached_of
from model.gaps import Gap, gaps
from model.months import months_between, months_from
from model.projection import SHORTEST, project
from model.scenario import Scenario, check_usable
from model.surprises import Surprise, known_by_data, learned_from, surprising
from model.vocabulary import Array

Believe = Callable[[Company], Company]


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
    company: Company, plan: Scenario, start: str, *, fitted: Believe | None = None, came: Came = UNKNOWN
) -> LookBack:
    """Look back at a plan made for `start`, the first month planned, with the newer data of `company`.

    `fitted` makes what was believed of the company as it was then, where more than its figures was; `came` is what
    somebody states of what came. Raises ValueError when `start` leaves no month to compare, or too few before it.
    """
    place = months_between(company.history_months[0], start)
    then = as_of(company, place)
    check_usable(plan, then, plan.name or "plan")
    believed = fitted(then) if fitted else then
    learned = calibrated(then, _known_then(calibrate(company), then))
    made = Made(then=believed, now=learned, plan=plan, executed=came.executed, shocks=came.shocks)
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
    executed = replace(made.executed or done_of(made.plan, reached), shocks=made.plan.shocks)
    months = actual.months
    players = ("assumption", "execution", "shock") if made.shocks else ("assumption", "execution")
    worths = {subset: _worth(made, executed, subset, months) for subset in subsets(players)}
    learned = learned_from(made)
    return LookBack(
        months=months_from(made.then.first_month, months),
        gaps=gaps(worths, actual.lines),
        reached=reached,
        surprises=tuple(_with_effects(made, one, worths[frozenset()]) for one in surprising(learned)),
        learned=learned,
        executed=executed,
    )


def _worth(made: Made, executed: Scenario, players: Subset, months: int) -> dict[str, Array]:
    """The plan's lines once some players are as they came   [month]."""
    scenario = executed if "execution" in players else made.plan
    if "shock" in players:
        scenario = replace(scenario, shocks={**scenario.shocks, **made.shocks})
    if "assumption" in players:
        return _run(made.now, known_by_data(scenario, made.now), months)
    return _run(made.then, scenario, months)


def _run(company: Company, scenario: Scenario, months: int) -> dict[str, Array]:
    """The lines of a scenario as the tables count them   [month]."""
    run = project(company, [scenario], months=max(months, SHORTEST))
    return counted({name: line[1, 0, :months] for name, line in run.lines.items()})


def _with_effects(made: Made, one: Surprise, planned: Lines) -> Surprise:
    """What one assumption of the whole company alone changes in the plan; nothing for one of a single member."""
    if one.member:
        return one
    changed = replace(made.plan, assumptions={**made.plan.assumptions, one.name: one.now})
    other = _run(made.then, changed, len(planned["revenue"]))
    effects = {name: float((other[name] - planned[name]).sum()) for name in ("revenue", "operating_cost")}
    return replace(one, effects=effects)
