"""'From scenario to plan': dated moves with owner, what must be done before, capacity, KPI to watch and sign to stop."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.levers import LEVERS
from model.months import month_number, month_text
from model.questions.plan import Overload, Plan, Step, Watched, plan
from ui import decisions, panels, plan_owners, state
from ui.charts import timeline
from ui.charts.timeline import Span
from ui.decisions import Asked
from ui.lever_values import member_name, shown, word
from ui.numbers import amount, month_name
from ui.words import t

KEPT = 64
CAPACITY = ("process", "month", "decide_by", "told")
COLUMNS = ("move", "owner", "decide_by", "dates", "before", "capacity", "watch", "stop")


def draw() -> None:
    """The whole answer."""
    if not state.scenario().levers:
        decisions.nothing_moved()
        return
    found = answer(Asked(decisions.view(), (decisions.mine(),)))
    if not found.steps:
        decisions.nothing_moved()
        return
    st.html(sentence(found))
    drawn = timeline.chart([span(step) for step in found.steps])
    panels.chart(t("decide.plan.picture"), drawn, "decide-plan", t("decide.plan.caption"))
    st.html(panels.stacked(table(found)))
    if found.capacity:
        panels.heading(t("decide.plan.capacity"), t("decide.plan.capacity_note"))
        st.html(panels.stacked(capacity_table(found)))
    plan_owners.draw(found, name)
    decisions.method("plan")


def answer(asked: Asked) -> Plan:
    """The plan of a scenario."""
    return _answer(asked.key, asked)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _answer(key: tuple[str, ...], _asked: Asked) -> Plan:
    return plan(_asked.view, _asked.scenarios[0])


def sentence(found: Plan) -> str:
    """How many moves, what is to be decided first, when all are in force, and what binds although all are made."""
    return panels.verdict(*told(found))


def told(found: Plan) -> tuple[str, str]:
    """The same as two texts."""
    first = min(found.steps, key=lambda step: step.decide_by)
    due = sum(step.decide_by == first.decide_by for step in found.steps)
    main = t(
        "decide.plan.answer.one" if len(found.steps) == 1 else "decide.plan.answer.many",
        count=amount(len(found.steps), "count"),
        due=amount(due, "count"),
        lever=name(first),
        month=month_name(first.decide_by),
        last=month_name(max(step.in_force for step in found.steps)),
    )
    return main, _capacity(found)


def _capacity(found: Plan) -> str:
    if not found.still_binding:
        return t("decide.plan.free")
    first = found.still_binding[0]
    return t(
        "decide.plan.binding",
        process=member_name(first.process, "process"),
        month=month_name(found.months[first.first_month]),
        months=amount(first.months, "months"),
        worst=amount(first.worst, "share"),
    )


def name(step: Step) -> str:
    """A move in words: lever, member and setting."""
    lever = LEVERS[step.lever]
    member = f" · {member_name(step.member, lever.over)}" if step.member else ""
    return f"{word(lever, 'label')}{member} {shown(step.value, lever)}"


def span(step: Step) -> Span:
    """A move on the timeline."""
    return Span(
        name=f"{name(step)} · {plan_owners.of(step)}",
        role=step.owner,
        decide_by=step.decide_by,
        start=step.start,
        in_force=step.in_force,
        check=step.watch.month if step.watch else "",
    )


def table(found: Plan) -> str:
    """The moves by start."""
    titles = [escape(t(f"decide.plan.column.{column}")) for column in COLUMNS]
    return panels.table(titles, [_row(step) for step in found.steps], first=len(titles))


def _row(step: Step) -> Sequence[str]:
    cells = (month_name(step.decide_by), _dates(step), _before(step), _overload(step.overload))
    told = (*cells, *_watched(step.watch))
    named = escape(name(step))
    return (f"{panels.tag(step.owner)} {named}", *(escape(cell) for cell in (plan_owners.of(step), *told)))


def capacity_table(found: Plan) -> str:
    """What is overloaded although all moves are made, and when people must be sought so that they are there in time."""
    titles = [escape(t(f"decide.plan.capacity_column.{column}")) for column in CAPACITY]
    return panels.table(titles, [_capacity_row(one) for one in found.capacity], first=len(titles))


def _capacity_row(one: Overload) -> Sequence[str]:
    cells = (month_name(one.month), "–" if one.too_late else month_name(one.decide_by), _hire(one))
    return (escape(member_name(one.process, "process")), *(escape(cell) for cell in cells))


def _hire(one: Overload) -> str:
    """'Hire by March, or overload from June'."""
    key = "decide.plan.hire_late" if one.too_late else "decide.plan.hire"
    return t(key, by=month_name(one.decide_by), month=month_name(one.month))


def _dates(step: Step) -> str:
    words = t("decide.plan.dates", start=month_name(step.start), in_force=month_name(step.in_force))
    return words if step.end is None else t("decide.plan.ends", dates=words, end=month_name(step.end))


def _before(step: Step) -> str:
    prerequisite = t(f"decide.plan.prerequisite.{step.prerequisite}")
    if not step.lead_time:
        return prerequisite
    takes = t("decide.plan.takes", prerequisite=prerequisite, months=amount(step.lead_time, "months"))
    ready = month_text(month_number(step.decide_by) + step.lead_time)
    return takes if ready <= step.start else t("decide.plan.rushed", takes=takes, month=month_name(ready))


def _overload(found: Overload | None) -> str:
    """'Decide by March, or operations is overloaded from June'."""
    if found is None:
        return "–"
    return t(
        "decide.plan.too_late" if found.too_late else "decide.plan.overload",
        process=member_name(found.process, "process"),
        month=month_name(found.month),
        decide_by=month_name(found.decide_by),
    )


def _watched(found: Watched | None) -> tuple[str, str]:
    """The KPI to watch with what it should be, and the value from where to stop."""
    if found is None:
        return "–", "–"
    expected, without, stop_at = (_value(found, value) for value in (found.expected, found.without, found.stop_at))
    watch = t(
        "decide.plan.watch",
        kpi=t(f"kpi.{found.kpi}.label"),
        month=month_name(found.month),
        expected=expected,
        without=without,
    )
    if len({expected, without, stop_at}) < 3:
        return watch, t("decide.plan.unseen")
    limit = t("decide.below" if found.below else "decide.above", value=stop_at)
    return watch, t("decide.plan.stop", limit=limit, month=month_name(found.month))


def _value(found: Watched, value: float) -> str:
    """A value of the KPI; counts with their decimals, since one move rarely adds a whole one."""
    unit = KPIS[found.kpi].unit
    return amount(value, "number" if unit == "count" else unit)
