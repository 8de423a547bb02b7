"""Changing the ledger: one assumption's value by hand, who answers for it, when it is looked at again, and why."""

from dataclasses import replace

import streamlit as st

from model.assumptions import ASSUMPTIONS, Assumption
from model.scenario import Scenario
from ui import ledger, state, widgets
from ui.numbers import parsed, plain
from ui.remarks import LONGEST_NOTE, LONGEST_OWNER, Remark, cleaned
from ui.words import t, unmarked

CHOSEN = "ledger-entry"
LABELS = {"owner": "owner", "review": "review", "note": "remark"}


def draw() -> None:
    """Choose an assumption and change it; undo brings everything back."""
    widgets.give_first(CHOSEN, next(iter(ASSUMPTIONS)))
    with st.container(key="entry"):
        name = st.selectbox(
            t("ledger.change"),
            list(ASSUMPTIONS),
            format_func=lambda name: t(f"assumption.{name}.label"),
            key=CHOSEN,
            on_change=state.touch,
            placeholder=t("ledger.change"),
        )
        _value_entry(ASSUMPTIONS[name])
        _remark_entry(name)


def _value_entry(assumption: Assumption) -> None:
    name, key = assumption.name, f"value-{assumption.name}"
    widgets.give(key, plain(ledger.value_of(name), "number"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("method.value", unit=t(f"unit.{assumption.unit}"), **_range(assumption)),
            key=key,
            max_chars=12,
            on_change=_typed,
            args=(name,),
            width=340,
        )
        if name in state.scenario().assumptions:
            st.button(t("ledger.believed"), key="icon-default", icon=":material/undo:", on_click=_forget, args=(name,))


def _remark_entry(name: str) -> None:
    said = state.remarked().get(name, Remark())
    shown = {"owner": said.owner, "review": said.review, "note": said.note}
    lengths = {"owner": LONGEST_OWNER, "review": 10, "note": LONGEST_NOTE}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for part, text in shown.items():
            key = f"{part}-{name}"
            widgets.give(key, text)
            st.text_input(
                t(f"ledger.{LABELS[part]}"),
                key=key,
                max_chars=lengths[part],
                placeholder=t(f"ledger.{part}_example"),
                on_change=_remarked,
                args=(name, part),
                width=340 if part == "note" else 200,
            )


def _typed(name: str) -> None:
    if not widgets.is_news(f"value-{name}"):
        return
    assumption, text = ASSUMPTIONS[name], str(widgets.value(f"value-{name}"))
    value = parsed(text, "number")
    state.touch()
    if value is None or not assumption.low <= value <= assumption.high:
        label = t(f"assumption.{name}.label")
        state.refuse(t("lever_panel.refused", lever=label, given=unmarked(text), **_range(assumption)))
        return
    _set({**state.scenario().assumptions, name: value})


def _remarked(name: str, part: str) -> None:
    if not widgets.is_news(f"{part}-{name}"):
        return
    text = str(widgets.value(f"{part}-{name}"))
    said = replace(state.remarked().get(name, Remark()), **{part: text})
    kept = cleaned(said.owner, said.review, said.note)
    state.touch()
    if kept is None:
        state.refuse(t("ledger.no_day", given=unmarked(text)))
        return
    state.remark(name, kept)


def _forget(name: str) -> None:
    _set({other: value for other, value in state.scenario().assumptions.items() if other != name})


def _set(by_hand: dict[str, float]) -> None:
    kept = {name: value for name, value in by_hand.items() if value != ledger.belief(name).value}
    state.change(Scenario(**{**vars(state.scenario()), "assumptions": kept}))


def _range(assumption: Assumption) -> dict[str, str]:
    return {"low": plain(assumption.low, "number"), "high": plain(assumption.high, "number")}
