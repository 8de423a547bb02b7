"""What the plan asks of each function, one function at a time: the answer, moves, people, budget and load, KPIs, needs."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.departments import DEPARTMENTS, Asked, Need, asked
from model.kpis import KPIS
from model.questions.plan import Plan
from ui import cards, decisions, panels, plan_owners, plan_view, projections, state, widgets
from ui.charts import function as drawn
from ui.charts.function import Pair
from ui.decisions import Asked as Question
from ui.lever_values import member_name
from ui.numbers import amount, difference, month_name
from ui.words import t

KEY = "function-shown"
SHOWN = 12  # months of the table
ROLES = {
    "marketing": "cro",
    "sales": "cro",
    "support": "shared",
    "operations": "coo",
    "finance": "shared",
    "hr": "shared",
}


def draw() -> None:
    """The whole page."""
    widgets.give_first(KEY, next(iter(DEPARTMENTS)))
    name = st.segmented_control(
        t("functions.which"), tuple(DEPARTMENTS), key=KEY, required=True, label_visibility="collapsed",
        format_func=lambda one: t(f"functions.name.{one}"),
    )  # fmt: skip
    plan = plan_view.answer(Question(decisions.view(), (decisions.mine(),)))
    found = asked(state.company(), projections.projection((decisions.mine(),)), plan, str(name))
    st.html(panels.verdict(sentence(found), second(found)))
    _moves(found)
    words = t("functions.chart", function=title(found))
    pair = Pair(found.budget, found.budget_before, (t("functions.plan"), t("preset.baseline")), ROLES[found.department])
    panels.chart(
        t("functions.budget"), drawn.chart(pair, found.months, words), "function-budget", t("functions.budget_note")
    )
    panels.heading(t("functions.months"), t("functions.months_note"))
    st.html(months_table(found))
    panels.heading(t("functions.kpis"))
    st.html(kpi_table(found))
    _needs(found)
    if not plan.steps:
        decisions.nothing_moved()


def title(found: Asked) -> str:
    """The function's name."""
    return t(f"functions.name.{found.department}")


def sentence(found: Asked) -> str:
    """What is asked: how many moves, the first to decide, money and people beyond the baseline."""
    heads = float(found.heads[-1] - found.heads_before[-1])
    fields = {
        "function": title(found),
        "money": amount(found.extra, "money", signed=True),
        "heads": amount(heads, "heads", signed=True) if abs(heads) >= 0.05 else t("functions.same_heads"),
        "month": month_name(found.months[-1]),
    }
    if not found.steps:
        return t("functions.answer.none", **fields)
    first = min(found.steps, key=lambda step: step.decide_by)
    key = "functions.answer.one" if len(found.steps) == 1 else "functions.answer.some"
    return t(key, **fields, count=len(found.steps), move=plan_view.name(first), by=month_name(first.decide_by))


def second(found: Asked) -> str:
    """What is overloaded, or how busy it gets."""
    if found.overloaded:
        process, month = found.overloaded[0]
        return t("functions.overloaded", process=member_name(process, "process"), month=month_name(month))
    if found.load is None:
        return ""
    place = int(found.load.argmax())
    return t("functions.load", load=amount(float(found.load[place]), "share"), month=month_name(found.months[place]))


def _moves(found: Asked) -> None:
    if found.steps:
        panels.heading(t("functions.moves"))
        plan = Plan(steps=found.steps, still_binding=(), capacity=(), months=found.months)
        st.html(panels.stacked(plan_view.table(plan)))


def months_table(found: Asked) -> str:
    """People, budget and load of the first months."""
    names = (
        "month",
        "heads",
        "heads_change",
        "hires",
        "budget",
        "budget_change",
        *(("load",) if found.load is not None else ()),
    )
    titles = [escape(t(f"functions.column.{name}")) for name in names]
    return panels.table(titles, [_month(found, place) for place in range(min(SHOWN, len(found.months)))])


def _month(found: Asked, place: int) -> Sequence[str]:
    heads, before = float(found.heads[place]), float(found.heads_before[place])
    budget, base = float(found.budget[place]), float(found.budget_before[place])
    cells = [
        month_name(found.months[place]),
        amount(heads, "heads"),
        difference(heads, before, "heads") or "=",
        amount(float(found.hires[place]), "heads"),
        amount(budget, "money"),
        difference(budget, base, "money") or "=",
    ]
    if found.load is not None:
        cells.append(amount(float(found.load[place]), "share"))
    return [escape(cell) for cell in cells]


def kpi_table(found: Asked) -> str:
    """The KPIs that it answers for, with the plan and without."""
    titles = [escape(t(f"functions.column.{name}")) for name in ("kpi", "plan", "baseline", "change")]
    return panels.table(titles, [_kpi(name, *values) for name, values in found.kpis.items()])


def _kpi(name: str, value: float, base: float) -> Sequence[str]:
    unit = KPIS[name].unit
    change = difference(value, base, unit) or "="
    tone = cards.verdict(KPIS[name], value - base) if change != "=" else ""
    cells = (escape(t(f"kpi.{name}.label")), escape(amount(value, unit)), escape(amount(base, unit)))
    return (*cells, f'<span class="{tone}">{escape(change)}</span>')


def _needs(found: Asked) -> None:
    """What it needs from others, and others from it."""
    for kind, needs in (("needs", found.needs), ("gives", found.gives)):
        if needs:
            panels.heading(t(f"functions.{kind}"))
            items = "".join(f"<li>{escape(_need(kind, need))}</li>" for need in needs)
            st.html(f'<ul class="plain">{items}</ul>')


def _need(kind: str, need: Need) -> str:
    return t(
        f"functions.{kind}_line",
        other=t(f"functions.name.{need.other}"),
        what=t(f"decide.plan.prerequisite.{need.prerequisite}"),
        move=plan_view.name(need.step),
        owner=plan_owners.of(need.step),
        by=month_name(need.step.decide_by),
    )
