"""Shocks from outside that a reader names: what came, how much of it, from which month; their part of a gap is told apart."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.levers import SHOCKS, Lever
from model.months import months_between
from model.scenario import Move
from ui import state, widgets
from ui.lever_values import shown, steps, word
from ui.numbers import month_name
from ui.words import t


def named(start: str) -> Mapping[str, Move]:
    """The shocks that are named, counted from the first month planned."""
    company = state.data()
    able = [name for name, shock in SHOCKS.items() if company.members[shock.over]]
    months = [month for month in company.history_months if month >= start]
    held = widgets.value("lookback-shocks")
    widgets.hold("lookback-shocks", [name for name in held if name in able] if isinstance(held, list) else [])
    with st.expander(t("lookback.shocks.title"), icon=":material/public:"):
        picked = st.multiselect(
            t("lookback.shocks.which"), able, key="lookback-shocks", on_change=state.touch,
            format_func=lambda name: word(SHOCKS[name], "label"), placeholder=t("lookback.shocks.none"),
            persist_state="session",
        )  # fmt: skip
        moves = {name: _move(SHOCKS[name], months) for name in picked}
    return {name: move for name, move in moves.items() if move.value != SHOCKS[name].default}


def _move(shock: Lever, months: Sequence[str]) -> Move:
    """One shock: its size, and its first month."""
    size, since = st.columns(2, gap="medium")
    values = steps(shock)
    value = size.selectbox(
        word(shock, "label"), values, index=values.index(shock.default), key=f"lookback-shock-{shock.name}",
        format_func=lambda one: shown(one, shock), placeholder=t("lookback.shocks.size"), on_change=state.touch,
        persist_state="session",
    )  # fmt: skip
    month = since.selectbox(
        t("lookback.shocks.since"), months, key=f"lookback-shock-since-{shock.name}-{months[0]}",
        format_func=month_name, placeholder=t("lookback.shocks.since"), on_change=state.touch,
        persist_state="session",
    )  # fmt: skip
    return Move(float(value), start=months_between(months[0], str(month)), ramp=shock.ramp)
