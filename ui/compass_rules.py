"""The rules of the compass as a table that the reader may change: both ends and the weight of each indicator."""

from dataclasses import replace
from html import escape

import streamlit as st

from model.questions.compass import USUAL_RULES, Rule
from ui import entries, state
from ui.entries import NARROW, Cell
from ui.indicator_words import UNITS
from ui.numbers import PER_CENT, plain
from ui.policy import Ends, allowed_rule, rules
from ui.words import t

PARTS = ("efficiency", "revenue", "weight")


def draw() -> None:
    """The table, folded; what is typed counts once it is applied."""
    own = len(state.policy().rules)
    with st.expander(t("decide.leads.edit_own", count=own) if own else t("decide.leads.edit"), icon=":material/edit:"):
        st.html(f'<p class="quiet">{escape(t("decide.leads.edit_note"))}</p>')
        with entries.form("decide-rules"):
            ends = [t(f"decide.leads.end.{part}") for part in PARTS]
            entries.heads(t("decide.leads.column.indicator"), ends, width=NARROW)
            for rule in rules(state.policy()):
                entries.line(_name(rule), _cells(rule), width=NARROW)
            entries.submit(_apply)
        st.button(
            t("decide.house"), key="decide-house-rules", icon=":material/undo:", on_click=_house, disabled=not own
        )


def _name(rule: Rule) -> str:
    name = escape(_label(rule))
    return f"<b>{name}</b>" if rule.indicator in state.policy().rules else name


def _label(rule: Rule) -> str:
    unit = UNITS[rule.indicator]
    beside = "%" if unit in PER_CENT else t("decide.months") if unit == "months" else ""
    name = t(f"decide.indicator.{rule.indicator}")
    return f"{name} ({beside})" if beside else name


def _cells(rule: Rule) -> list[Cell]:
    values = (rule.efficiency_at, rule.revenue_at, rule.weight)
    return [
        Cell(_key(rule, part), f"{_label(rule)}, {t(f'decide.leads.end.{part}')}", plain(value, _unit(rule, part)))
        for part, value in zip(PARTS, values, strict=True)
    ]


def _key(rule: Rule, part: str) -> str:
    return f"decide-rule-{rule.indicator}-{part}"


def _unit(rule: Rule, part: str) -> str:
    return "number" if part == "weight" else UNITS[rule.indicator]


def _apply() -> None:
    """Take the table into the plan, or say which row is wrong and what is allowed."""
    state.touch()
    found: dict[str, Ends] = {}
    for usual in USUAL_RULES:
        ends = _typed(usual)
        if ends is None:
            state.refuse(_refusal(usual))
            return
        if ends != (usual.efficiency_at, usual.revenue_at, usual.weight):
            found[usual.indicator] = ends
    state.judge(replace(state.policy(), rules=found))


def _typed(rule: Rule) -> Ends | None:
    efficiency, revenue, weight = (entries.typed(_key(rule, part), _unit(rule, part)) for part in PARTS)
    if efficiency is None or revenue is None or weight is None:
        return None
    ends = (round(efficiency, 6), round(revenue, 6), round(weight, 6))
    return ends if allowed_rule(rule.indicator, ends) else None


def _refusal(rule: Rule) -> str:
    unit = UNITS[rule.indicator]
    return t(
        "decide.leads.refused",
        name=_label(rule),
        given=entries.given([_key(rule, part) for part in PARTS]),
        low=plain(rule.lowest, unit),
        high=plain(rule.highest, unit),
    )


def _house() -> None:
    state.judge(replace(state.policy(), rules={}))
