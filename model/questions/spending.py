"""Where the next money goes, what the last brought, and why some of the budget stays unspent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.questions.constraints import Constraint
from model.questions.dials import Dial, positions, rounded, scenario_at, spans
from model.questions.frontier import Frontier, Point
from model.questions.outcomes import EXTRA_SPEND, Outcomes, better, outcomes, told_measures
from model.scenario import Scenario
from model.vocabulary import Array

MONEY = 100_000.0  # in the company's currency
NUDGE = 0.02  # of a dial's span, to see what it commits
LEAST_SPEND = 1e-4  # of the money asked about, per nudge: below, a lever commits nothing
PART = 0.2  # of the money asked about: a lever that gives back less does not answer for the last
Reason = Literal["at_limit", "breaks", "not_worth_it"]


@dataclass(frozen=True, kw_only=True)
class Spend:
    """One lever moved so that about `money` more (or less) is committed, and what that changes in every measure.

    `value` is the lever's new value for `member` ('' for all); `worth` the gain in both KPIs, each in spans of the
    frontier and weighted as this point weights them.
    """

    lever: str
    member: str
    value: float
    money: float
    changes: Mapping[str, float]
    worth: float
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Unspent:
    """Why more is not spent on one lever: it is at its limit, a constraint would break, or it gains nothing here."""

    lever: str
    member: str
    reason: Reason
    breaks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Money:
    """Budget (None: none is set), what a point commits, what is left, and the answers about more and less of it.

    `following` are the uses of the next money, best first, limits ignored only for the budget itself; `last` is what the
    least useful money brought: its changes are those of taking it back.
    """

    budget: float | None
    committed: float
    unspent: float | None
    following: tuple[Spend, ...]
    last: Spend | None
    reasons: tuple[Unspent, ...]


def money(found: Frontier, point: Point, amount: float = MONEY) -> Money:
    """The money of one point of a frontier, or of any scenario made a point beside it; two batches of the engine."""
    place = positions(found.dials, point.scenario)
    per_nudge, direction = _committing(found, point, place)
    spending = np.flatnonzero(np.abs(per_nudge) > LEAST_SPEND * amount)
    weights = _weights(found, point)
    more = _tried(found, point, place, (spending, direction * amount / np.abs(np.where(per_nudge == 0, 1, per_nudge))))
    less = _tried(found, point, place, (spending, -direction * amount / np.abs(np.where(per_nudge == 0, 1, per_nudge))))
    following = _spends(found, point, more, weights)
    taken = [one for one in _spends(found, point, less, weights) if not one.breaks and -one.money > PART * amount]
    budget = next((one.bound for one in found.constraints if one.measure == EXTRA_SPEND and one.side == "<="), None)
    committed = point.values[EXTRA_SPEND]
    useful = [one for one in following if one.worth > 0.0 and not one.breaks]
    return Money(
        budget=budget,
        committed=committed,
        unspent=None if budget is None else budget - committed,
        following=tuple(useful),
        last=max(taken, key=lambda one: one.worth, default=None),
        reasons=_reasons(found, [found.dials[index] for index in spending], following),
    )


def _committing(found: Frontier, point: Point, place: Array) -> tuple[Array, Array]:
    """Money that a nudge of each dial commits, and the sign of the nudge that commits more   [dial], [dial]."""
    step = np.where(place > 0.5, -NUDGE, NUDGE)
    nudged = rounded(found.dials, place + np.diag(step))
    scenarios = [scenario_at(found.dials, point.scenario, one) for one in nudged]
    spend = outcomes(found.view, scenarios, (EXTRA_SPEND,))[EXTRA_SPEND] - point.values[EXTRA_SPEND]
    change = np.diag(nudged) - place
    slope = NUDGE * spend / np.where(change == 0.0, np.inf, change)
    return slope, np.sign(slope)


def _weights(found: Frontier, point: Point) -> Array:
    """How the point weights the two gains: the slope of the frontier where it is nearest, in spans   [2]."""
    reach = found.gains(found.points) / found.span()
    nearest = int(np.abs(reach - found.gains([point])[0] / found.span()).sum(axis=1).argmin())
    low, high = max(nearest - 1, 0), min(nearest + 1, len(reach) - 1)
    run = np.abs(reach[high] - reach[low])[::-1] + 1e-9
    return np.asarray(run / run.sum())


@dataclass(frozen=True)
class _Try:
    """Dials moved one at a time: which, to which scenarios, and the measures that follow."""

    dials: tuple[Dial, ...]
    scenarios: tuple[Scenario, ...]
    values: Outcomes


def _tried(found: Frontier, point: Point, place: Array, moves: tuple[np.ndarray, Array]) -> _Try:
    """Each dial of `moves` moved by so many nudges, as far as its limits allow."""
    chosen, nudges = moves
    places = np.tile(place, (len(chosen), 1))
    places[np.arange(len(chosen)), chosen] += NUDGE * nudges[chosen]
    limited = rounded(found.dials, np.clip(places, 0.0, 1.0))
    moved = [
        index for index, row in zip(chosen.tolist(), limited, strict=True) if abs(row[index] - place[index]) > 1e-6
    ]
    kept = [row for index, row in zip(chosen.tolist(), limited, strict=True) if index in moved]
    scenarios = tuple(scenario_at(found.dials, point.scenario, row, point.scenario.name) for row in kept)
    values = outcomes(found.view, scenarios, told_measures(found.view.company)) if scenarios else {}
    return _Try(tuple(found.dials[index] for index in moved), scenarios, values)


def _spends(found: Frontier, point: Point, tried: _Try, weights: Array) -> list[Spend]:
    """What was tried, most worth first."""
    pair = (found.aim.first, found.aim.second)
    spends = []
    for row, (dial, scenario) in enumerate(zip(tried.dials, tried.scenarios, strict=True)):
        changes = {name: float(values[row]) - point.values[name] for name, values in tried.values.items()}
        gains = np.array([better(name) * changes[name] for name in pair]) / found.span()
        spends.append(
            Spend(
                lever=dial.lever,
                member=dial.member,
                value=_value(dial, scenario),
                money=changes[EXTRA_SPEND],
                changes=changes,
                worth=float((gains * weights).sum()),
                breaks=_breaks(found.constraints, point, {name: float(v[row]) for name, v in tried.values.items()}),
            )
        )
    return sorted(spends, key=lambda one: -one.worth)


def _value(dial: Dial, scenario: Scenario) -> float:
    place = float(positions((dial,), scenario)[0])
    return round(dial.low + place * float(spans((dial,))[0]), 4)


def _breaks(constraints: Sequence[Constraint], point: Point, values: Mapping[str, float]) -> tuple[str, ...]:
    """Constraints, the budget apart, that values break more than the point does."""
    worse = [
        one
        for one in constraints
        if one.measure != EXTRA_SPEND
        and float(one.broken(np.array(values[one.measure]))) > float(one.broken(np.array(point.values[one.measure])))
    ]
    return tuple(one.measure for one in worse)


def _reasons(found: Frontier, spending: Sequence[Dial], following: Sequence[Spend]) -> tuple[Unspent, ...]:
    """Why no more goes to each lever that commits money."""
    tried = {(one.lever, one.member): one for one in following}
    reasons = []
    for dial in spending:
        one = tried.get((dial.lever, dial.member))
        if one is None:
            reasons.append(Unspent(dial.lever, dial.member, "at_limit", ()))
        elif one.breaks:
            reasons.append(Unspent(dial.lever, dial.member, "breaks", one.breaks))
        elif one.worth <= 0.0:
            reasons.append(Unspent(dial.lever, dial.member, "not_worth_it", ()))
    return tuple(reasons)
