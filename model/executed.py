"""What was done of a plan: each planned move beside what prices, heads and spend show of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from model.company import Company
from model.counted import tabled
from model.levers import LEVERS
from model.panel import Panel
from model.projection import SHORTEST, Projection, project
from model.scenario import Move, Scenario, moved
from model.vocabulary import Array

DONE = 0.9  # share of a planned move from which it counts as executed
NOT_DONE = 0.1
SHOWN = 1e-6  # of a lever's effect on what is observed: less cannot be told


@dataclass(frozen=True)
class Seen:
    """Where a lever can be seen: the projection's line, its dimension, and the member (empty: the lever's own)."""

    line: str
    dimension: str
    member: str = ""


SEEN: Mapping[str, Seen] = {
    "price_change": Seen("net_price", "offer"),
    "discount_change": Seen("net_price", "offer"),
    "marketing_spend": Seen("spend", "channel"),
    "sales_heads": Seen("heads", "function", "sales"),
    "marketing_heads": Seen("heads", "function", "marketing"),
    "support_heads": Seen("heads", "function", "support"),
    "delivery_heads": Seen("heads", "function"),
}


@dataclass(frozen=True, kw_only=True)
class Actual:
    """What came: lines [month], and amounts by projection line and member [month]; NaN where the data say nothing."""

    lines: Mapping[str, Array]
    by: Mapping[str, Mapping[str, Array]]

    @property
    def months(self) -> int:
        """How many months came."""
        return len(next(iter(self.lines.values())))


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How much of a planned move was made: planned and reached value, and the share; None where it cannot be seen."""

    lever: str
    member: str
    planned: float
    reached: float
    share: float | None

    @property
    def verdict(self) -> str:
        """'executed', 'partly', 'not_executed', or 'unseen' (then it counts as executed)."""
        if self.share is None:
            return "unseen"
        return "executed" if self.share >= DONE else "not_executed" if self.share < NOT_DONE else "partly"


@dataclass(frozen=True)
class Came:
    """What somebody states of what came: all that was done (else it is read from the data), and shocks from outside."""

    executed: Scenario | None = None
    shocks: Mapping[str, Move] = field(default_factory=dict)


UNKNOWN = Came()


@dataclass(frozen=True, kw_only=True)
class Made:
    """A plan as it was made: the company as it was seen then, and the same with what is believed now."""

    then: Company
    now: Company
    plan: Scenario
    executed: Scenario | None = None  # as somebody states it; else it is read from the data
    shocks: Mapping[str, Move] = field(default_factory=dict)  # that came from outside, as somebody states them


def actual_of(company: Company, then: Company, place: int) -> Actual:
    """What the data of a company say of the months from `place` on, for the members that there were before."""
    panel = Panel(company.tables, company.history_months)
    heads = panel.matrix("people", "heads", [{"function": name} for name in then.members["function"]])[place:]
    return Actual(
        lines={name: series[place:] for name, series in tabled(company).items()},
        by={
            "net_price": _net_prices(panel, then.members["offer"], place),
            "heads": dict(zip(then.members["function"], heads.T, strict=True)),
            "spend": _spend(panel, then.members["channel"], place),
        },
    )


def _net_prices(panel: Panel, offers: Sequence[str], place: int) -> dict[str, Array]:
    keys = [dict(zip(("product", "market", "sales_channel"), offer.split(" / "), strict=False)) for offer in offers]
    revenue, units = (panel.matrix("sales", column, keys)[place:] for column in ("revenue", "units"))
    price = np.where(units > 0, revenue / np.where(units > 0, units, 1.0), np.nan)
    return dict(zip(offers, price.T, strict=True))


def _spend(panel: Panel, channels: Sequence[str], place: int) -> dict[str, Array]:
    if not channels:
        return {}
    spend = panel.matrix("marketing", "spend", [{"channel": name} for name in channels])[place:]
    return dict(zip(channels, spend.T, strict=True))


def done_of(plan: Scenario, reached: Sequence[Reached]) -> Scenario:
    """The plan with every move at what was reached of it."""
    levers = dict(plan.levers)
    for one in reached:
        lever, move = LEVERS[one.lever], levers[one.lever]
        value = float(np.clip(one.reached, lever.low, lever.high))
        levers[one.lever] = (
            replace(move, values={**move.values, one.member: value}) if one.member else replace(move, value=value)
        )
    return replace(plan, levers=levers)


def reached_of(made: Made, actual: Actual) -> tuple[Reached, ...]:
    """Each planned move beside what the data show of it."""
    found: list[Reached] = []
    for name, move in made.plan.levers.items():
        if moved(LEVERS[name], move):
            found += _of_lever(made, actual, name)
    return tuple(found)


def _of_lever(made: Made, actual: Actual, name: str) -> list[Reached]:
    """What was reached of one lever: actual less 'without it', fitted on 'with it' less 'without it'."""
    move, seen = made.plan.levers[name], SEEN.get(name)
    if seen is None:
        return _unseen(name, move)
    members = made.then.members[LEVERS[name].over] if LEVERS[name].over != "company" else ("",)
    others = replace(made.plan, levers={other: one for other, one in made.plan.levers.items() if other != name})
    runs = project(made.now, [made.plan, others], months=max(actual.months, SHORTEST))
    found = []
    for member in members:
        planned = move.of(member) if member else move.value
        if planned != LEVERS[name].default:
            share = _share(runs, actual, seen, member or seen.member)
            reached = planned if share is None else LEVERS[name].default + share * (planned - LEVERS[name].default)
            found.append(Reached(lever=name, member=member, planned=planned, reached=reached, share=share))
    return found


def _unseen(name: str, move: Move) -> list[Reached]:
    """A move that no table shows: it counts as executed."""
    values = move.values if move.value == LEVERS[name].default else {"": move.value, **move.values}
    return [
        Reached(lever=name, member=member, planned=value, reached=value, share=None) for member, value in values.items()
    ]


def _share(runs: Projection, actual: Actual, seen: Seen, member: str) -> float | None:
    """Least squares over the months that came; None where the move cannot be seen yet."""
    came = actual.by.get(seen.line, {}).get(member)
    if came is None:
        return None
    amounts = runs.by[seen.line][seen.dimension][:, 0, : actual.months, runs.members[seen.dimension].index(member)]
    effect, reached = amounts[1] - amounts[2], came - amounts[2]
    known = np.isfinite(reached)
    size = float((effect[known] ** 2).sum())
    if size <= (SHOWN * float(np.abs(amounts[2]).max())) ** 2:
        return None
    return float((reached[known] * effect[known]).sum()) / size
