"""When to hand over: revenue first then efficiency, the reverse, and both at once, for every month of the switch.

Before the switch one priority's moves are made, from the switch on the other's; what can be taken back ends with its stage,
programmes that were rolled out stay. Every plan is scaled to commit the same extra money.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.company import Company
from model.kpis import KPIS
from model.levers import LEVERS
from model.presets import CAPACITY, EFFICIENCY, LARGEST_SCALE, PRECISION, REVENUE, Direction, preset_budget
from model.projection import Projection, project
from model.questions.outcomes import View, better, check_measure
from model.questions.watching import ALONE, Watch
from model.scenario import LAST_START, Move, Scenario, ends, neutral
from model.scores import kpi_series, kpi_values
from model.vocabulary import Array

STEP = 1  # months between the switches tried
ROUNDS = 4  # secant steps towards the budget
NEARLY = 0.1  # of the curve's reach: months that lose no more belong to the window
SIGNALS = ("utilisation", "on_time", "pipeline_coverage", "satisfaction", "lead_time", "operating_margin")
SMOOTH = 3  # months over which a signal is averaged
ORDERS: Mapping[str, tuple[Direction, Direction]] = {
    "revenue_then_efficiency": (REVENUE, EFFICIENCY),
    "efficiency_then_revenue": (EFFICIENCY, REVENUE),
}
TOGETHER = "together"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """Stay with the first priority until a KPI (mean of three months) passes `value`, which it does in `month`."""

    kpi: str
    value: float
    rising: bool
    month: int


@dataclass(frozen=True, kw_only=True)
class Switch:
    """One order of priorities over all switch months: KPI values, committed money and plans by month.

    `window` holds the months (first, last) around the best that lose next to nothing; `trigger` is None when the best is to
    begin or end with one priority alone, or no KPI tells the month.
    """

    order: str
    months: tuple[int, ...]
    values: Mapping[str, tuple[float, ...]]
    committed: tuple[float, ...]
    scenarios: tuple[Scenario, ...]
    best: int
    window: tuple[int, int]
    trigger: Trigger | None


@dataclass(frozen=True, kw_only=True)
class Switching:
    """Both orders and both at once, compared by one KPI; `winner` is an order or 'together'."""

    kpi: str
    budget: float
    orders: Mapping[str, Switch]
    together: Scenario
    together_values: Mapping[str, float]
    winner: str


def switching(view: View, kpi: str = "rule_of_40", watch: Watch = ALONE) -> Switching:
    """All switch months of both orders, valued by a KPI over the view's months.

    Raises ValueError for a KPI that is unknown or lacks data, Cancelled when `watch` says so.
    """
    check_measure(view.company, kpi)
    months = tuple(range(0, min(view.months, LAST_START) + 1, STEP))
    plans: list[tuple[Sequence[_Stage], str]] = [
        ((_Stage(first, 0, month), _Stage(second, month, None)), f"{order}_{month}")
        for order, (first, second) in ORDERS.items()
        for month in months
    ]
    mixed = {**REVENUE, **EFFICIENCY, **CAPACITY}
    plans.append(((_Stage(mixed, 0, None),), TOGETHER))
    budget = preset_budget(view.company, view.months)
    scenarios, projection = _funded(view, plans, budget, watch)
    values = {name: tuple(row[1:, 0].tolist()) for name, row in kpi_values(projection, view.first, view.last).items()}
    committed = _committed(projection)
    orders = {}
    for number, order in enumerate(ORDERS):
        place = slice(number * len(months), (number + 1) * len(months))
        of_order = {name: row[place] for name, row in values.items()}
        orders[order] = _switch(order, months, (scenarios[place], of_order, committed[place]), (kpi, projection, place))
    both = {name: row[-1] for name, row in values.items()}
    reached = {order: better(kpi) * one.values[kpi][months.index(one.best)] for order, one in orders.items()}
    reached[TOGETHER] = better(kpi) * both[kpi]
    return Switching(
        kpi=kpi, budget=budget, orders=orders, together=scenarios[-1], together_values=both,
        winner=max(reached, key=lambda name: reached[name]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Stage:
    """A direction that is followed from one month to another (None: to the end)."""

    direction: Direction
    first: int
    last: int | None


def _plan(company: Company, stages: Sequence[_Stage], scale: float, name: str) -> Scenario:
    """Stages one after the other; a lever that two stages move keeps the move of the later one."""
    moves: dict[str, Move] = {}
    for stage in stages:
        if stage.last is not None and stage.last <= stage.first:
            continue
        for lever_name, (share, start) in stage.direction.items():
            move = _move(company, lever_name, share * scale)
            begin = stage.first + start
            if move is not None and begin <= LAST_START and (stage.last is None or begin < stage.last):
                stays = stage.last is None or not ends(LEVERS[lever_name]) or stage.last > LAST_START
                moves[lever_name] = replace(move, start=begin, end=None if stays else stage.last)
    return Scenario(name=name, levers=moves)


def _move(company: Company, name: str, share: float) -> Move | None:
    """A share of the lever's reach, upwards or downwards; None where the company cannot use it."""
    lever = LEVERS[name]
    members = company.members[lever.over]
    if not members or (lever.needs and lever.needs not in company.has):
        return None
    reach = lever.high if share > 0 else -lever.low
    value = float(np.clip(round(share * reach, PRECISION), lever.low, lever.high))
    if name == "delivery_heads" and "operations" in members:
        return replace(neutral(lever), values={"operations": value})
    return replace(neutral(lever), value=value)


def _funded(
    view: View, plans: Sequence[tuple[Sequence[_Stage], str]], budget: float, watch: Watch
) -> tuple[list[Scenario], Projection]:
    """Every plan at the scale at which it commits the budget (or the largest), by secants, all plans in one batch."""
    low, high = np.zeros(len(plans)), np.full(len(plans), LARGEST_SCALE)
    spent_low, spent_high = np.zeros(len(plans)), np.full(len(plans), np.nan)
    scale = np.ones(len(plans))
    for step in range(ROUNDS):
        watch.at(step / (ROUNDS + 1))
        spent = np.array(_committed(_run(view, plans, scale)[1]))
        above = spent >= budget
        high, spent_high = np.where(above, scale, high), np.where(above, spent, spent_high)
        low, spent_low = np.where(above, low, scale), np.where(above, spent_low, spent)
        share = (budget - spent_low) / np.where(np.isnan(spent_high), np.inf, spent_high - spent_low)
        unknown = np.isnan(spent_high)
        guess = np.minimum(scale * budget / np.maximum(spent, 1e-9), LARGEST_SCALE)
        scale = np.where(unknown, np.where(spent > 0.0, guess, LARGEST_SCALE), low + share * (high - low))
    return _run(view, plans, scale)


def _run(view: View, plans: Sequence[tuple[Sequence[_Stage], str]], scale: Array) -> tuple[list[Scenario], Projection]:
    scenarios = [_plan(view.company, stages, size, name) for (stages, name), size in zip(plans, scale, strict=True)]
    return scenarios, project(view.company, scenarios, months=view.months, coupled=view.coupled)


def _committed(projection: Projection) -> tuple[float, ...]:
    """Extra money of every plan over the horizon, against the baseline   [plan]."""
    spend = projection.lines["committed_spend"][:, 0].sum(axis=-1)
    return tuple((spend[1:] - spend[0]).tolist())


def _switch(
    order: str,
    months: tuple[int, ...],
    plans: tuple[Sequence[Scenario], Mapping[str, tuple[float, ...]], tuple[float, ...]],
    judged: tuple[str, Projection, slice],
) -> Switch:
    scenarios, values, committed = plans
    kpi, projection, place = judged
    curve = better(kpi) * np.array(values[kpi])
    best = int(curve.argmax())
    near = curve >= curve[best] - NEARLY * np.ptp(curve)
    first = best - int((~near[: best + 1][::-1]).argmax() if not near[: best + 1].all() else best + 1) + 1
    after = near[best:]
    last = best + (int((~after).argmax()) - 1 if not after.all() else len(after) - 1)
    return Switch(
        order=order, months=months, values=values, committed=committed, scenarios=tuple(scenarios), best=months[best],
        window=(months[max(first, 0)], months[last]),
        trigger=_trigger(projection, place.stop, months[best]),
    )  # fmt: skip


def _trigger(projection: Projection, row: int, month: int) -> Trigger | None:
    """The signal that passes a value in the month of the switch for the first time, and by the clearest slope.

    Read on the plan that never switches (the last of its order), so that the switch itself is not what moves it.
    """
    if not SMOOTH <= month < len(projection.months):
        return None
    found: list[tuple[float, Trigger]] = []
    for kpi in (name for name in SIGNALS if set(KPIS[name].needs) <= projection.company.has):
        series = smoothed(kpi_series(projection, kpi)[row, 0])
        value, before = float(series[month]), series[:month]
        reach = float(np.ptp(series))
        for rising in (True, False):
            ahead = value - before.max() if rising else before.min() - value
            if reach > 0.0 and ahead > 0.0:
                found.append((float(ahead) / reach, Trigger(kpi=kpi, value=value, rising=rising, month=month)))
    return max(found, key=lambda one: one[0])[1] if found else None


def smoothed(series: Array) -> Array:
    """Mean of the last SMOOTH months, fewer at the start   [month].

    >>> smoothed(np.array([1.0, 3.0, 5.0, 7.0])).tolist()
    [1.0, 2.0, 3.0, 5.0]
    """
    total = np.concatenate([[0.0], np.cumsum(series)])
    last = np.arange(1, len(series) + 1)
    first = np.maximum(last - SMOOTH, 0)
    return np.asarray((total[last] - total[first]) / (last - first))
