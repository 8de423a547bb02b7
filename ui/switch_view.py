"""'When to hand over': one priority then the other, the reverse, and both at once, for every month of the switch."""

from collections.abc import Sequence
from functools import partial
from html import escape

import numpy as np
import streamlit as st

from model.kpis import KPIS
from model.months import months_from
from model.questions.outcomes import better
from model.questions.switching import TOGETHER, Switch, Switching, Trigger, switching
from model.questions.watching import Watch
from model.scenario import Scenario
from ui import decisions, panels, state, waiting
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.lines import Series
from ui.charts.spec import Chart, session_look
from ui.decisions import Asked
from ui.measures import listed
from ui.numbers import amount, month_name
from ui.point_view import opening
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[Switching] = Searches("switch")
USUAL = "rule_of_40"
ROLES = {"revenue_then_efficiency": "cro", "efficiency_then_revenue": "coo", TOGETHER: "shared"}
COLUMNS = ("order", "month", "value", "behind", "window", "trigger")


def draw() -> None:
    """The whole answer."""
    said = st.empty()
    with st.columns(2, gap="medium")[0]:
        kpi = decisions.kpi(decisions.DIRECTED, USUAL)
    asked = Asked(decisions.view(), (decisions.baseline(),), kpi)
    found = waiting.answer(SEARCHES, asked.key, partial(_run, asked))
    if found is None:
        said.html(panels.verdict(t("decide.switch.working")))
        return
    said.html(sentence(found))
    panels.chart(t("decide.switch.picture", kpi=_kpi(found)), chart(found), "decide-switch", t("decide.switch.caption"))
    st.html(panels.stacked(table(found)))
    _openings(found)
    decisions.method("switch")


def _run(asked: Asked, watch: Watch) -> Switching:
    return switching(asked.view, asked.kpi, watch)


def _kpi(found: Switching) -> str:
    return t(f"kpi.{found.kpi}.label")


def months(one: Switch) -> tuple[str, ...]:
    """The months of the switch as YYYY-MM."""
    return months_from(state.company().first_month, max(one.months) + 1)


def best_value(found: Switching, order: str) -> float:
    """The KPI in an order's best month."""
    if order == TOGETHER:
        return found.together_values[found.kpi]
    one = found.orders[order]
    return one.values[found.kpi][one.months.index(one.best)]


def switches(one: Switch) -> bool:
    """Whether the best is to hand over at all, and not to keep one priority all the time."""
    return one.months[0] < one.best < one.months[-1]


def _name(order: str, one: Switch | None) -> str:
    """An order in words; one that never switches is one priority alone."""
    if one is None or switches(one):
        return t(f"decide.switch.order.{order}")
    first, second = ("revenue", "efficiency") if order == "revenue_then_efficiency" else ("efficiency", "revenue")
    return t(f"decide.switch.only.{second if one.best == one.months[0] else first}")


def ranked(found: Switching) -> list[str]:
    """The orders and both at once, the best first; of two orders that come to the same plan, one."""
    every = sorted((*found.orders, TOGETHER), key=lambda name: -better(found.kpi) * best_value(found, name))
    once = {_name(order, found.orders.get(order)): order for order in reversed(every)}
    return [order for order in every if order in once.values()]


def sentence(found: Switching) -> str:
    """Which order wins, when to hand over, and the sign to wait for."""
    first, *others = ranked(found)
    winner = found.orders.get(first)
    told = {
        "kpi": _kpi(found),
        "winner": _name(first, winner),
        "value": _value(found, first),
        "others": listed([f"{_name(name, found.orders.get(name))} ({_value(found, name)})" for name in others]),
        "years": t(f"frame.over.{state.months() // 12}"),
    }
    if winner is None or not switches(winner):
        return panels.verdict(t("decide.switch.answer.stays", **told), _best_switch(found))
    return panels.verdict(t("decide.switch.answer.switches", month=_month(winner), **told), _when(winner))


def _best_switch(found: Switching) -> str:
    """The best plan that does hand over, where one priority alone or both at once is better still."""
    able = [name for name in ranked(found) if name in found.orders and switches(found.orders[name])]
    if not able:
        return t("decide.switch.never")
    one = found.orders[able[0]]
    best = t("decide.switch.otherwise", order=_name(able[0], one), month=_month(one), value=_value(found, able[0]))
    return f"{best} {_trigger(one)}"


def _when(one: Switch) -> str:
    return f"{_window(one)} {_trigger(one)}"


def _window(one: Switch) -> str:
    first, last = (month_name(months(one)[month]) for month in one.window)
    return t("decide.switch.window" if first != last else "decide.switch.window_one", first=first, last=last)


def _trigger(one: Switch) -> str:
    """'Stay with revenue until utilisation passes 85 %.'"""
    if one.trigger is None:
        return t("decide.switch.no_trigger")
    priority = t(f"decide.leads.side.{'revenue' if one.order == 'revenue_then_efficiency' else 'efficiency'}")
    return t("decide.switch.trigger", priority=priority, sign=_sign(one.trigger), month=_month(one))


def _sign(trigger: Trigger) -> str:
    value = amount(trigger.value, KPIS[trigger.kpi].unit)
    return t(
        "decide.switch.rises" if trigger.rising else "decide.switch.falls",
        kpi=t(f"kpi.{trigger.kpi}.label"),
        value=value,
    )


def _month(one: Switch) -> str:
    return month_name(months(one)[one.best])


def _value(found: Switching, order: str) -> str:
    return amount(best_value(found, order), KPIS[found.kpi].unit)


def chart(found: Switching) -> Chart:
    """The value curve of both orders over the month of the switch, both at once beside them, the best month marked."""
    look = session_look()
    every = [value for one in found.orders.values() for value in one.values[found.kpi]]
    by, unit = decisions.scale(found.kpi, max(abs(value) for value in every))
    orders = list(found.orders.values())
    names = months(orders[0])
    curves = [_curve(one, found.kpi, by) for one in orders]
    level = np.full(len(names), found.together_values[found.kpi] / by)
    name = t(f"decide.switch.order.{TOGETHER}")
    both = Series(months=names, role=ROLES[TOGETHER], kind="dashed", value=level, name=name)
    best = next(
        (found.orders[name] for name in ranked(found) if name in found.orders and switches(found.orders[name])), None
    )
    extra = [] if best is None else [_band(best, found.kpi, by), lines.mark(months(best)[best.best], _month(best))]
    frame = lines.frame([*lines.ending([*curves, both]), *extra])
    spec = lines.spec(look, unit, shared.label_step(len(names)), ends=True)
    return Chart(frame, spec, look.say("decide.switch.description"))


def _curve(one: Switch, kpi: str, by: float) -> Series:
    return Series(
        months=months(one),
        role=ROLES[one.order],
        kind="solid",
        value=np.array(one.values[kpi]) / by,
        name=t(f"decide.switch.order.{one.order}"),
    )


def _band(one: Switch, kpi: str, by: float) -> Series:
    """The best window, shaded from the lowest of the curve up to it."""
    first, last = one.window
    inside = np.array(one.values[kpi])[first : last + 1] / by
    floor = np.full(len(inside), np.array(one.values[kpi]).min() / by)
    role = ROLES[one.order]
    return Series(months=months(one)[first : last + 1], role=role, kind="band", value=inside, low=floor, high=inside)


def table(found: Switching) -> str:
    """Every order with its best month, what it gives, what it lacks to the best, the window and the sign."""
    titles = [escape(t(f"decide.switch.column.{name}", kpi=_kpi(found))) for name in COLUMNS]
    return panels.table(titles, [_row(found, order) for order in ranked(found)], first=len(titles))


def _row(found: Switching, order: str) -> Sequence[str]:
    one = found.orders.get(order)
    behind = best_value(found, order) - best_value(found, ranked(found)[0])
    timed = ("–", "–", "–") if one is None or not switches(one) else (_month(one), _window(one), _trigger(one))
    told = (timed[0], _value(found, order), decisions.change(behind, found.kpi) if behind else "–", *timed[1:])
    return (f"<b>{escape(_name(order, one))}</b>", *(escape(cell) for cell in told))


def _openings(found: Switching) -> None:
    """A button for each order's best plan."""
    with st.container(horizontal=True):
        for order in ranked(found):
            with st.container(width="content"):
                st.html(f"<small>{escape(_name(order, found.orders.get(order)))}</small>")
                opening(f"switch-{order}", _best(found, order))


def _best(found: Switching, order: str) -> Scenario:
    if order == TOGETHER:
        return found.together
    one = found.orders[order]
    return one.scenarios[one.months.index(one.best)]
