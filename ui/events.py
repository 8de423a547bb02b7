"""Events of the history on screen: what the fit should not learn from, marked on the revenue that shows them."""

from dataclasses import replace
from html import escape

import streamlit as st

from model.beliefs import Event
from model.months import months_between
from ui import panels, state, widgets
from ui.charts import marked_events
from ui.evidence import KINDS, LONGEST_EVENT, MOST_EVENTS
from ui.numbers import month_name
from ui.words import t


def draw() -> None:
    """The history with its events, those marked, and a form to mark one."""
    panels.plot(t("events.title"), marked_events.chart(state.company(), state.evidence().events), "history")
    for index, event in enumerate(state.evidence().events):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{escape(_line(event))}</p>")
            label = t("events.remove")
            st.button(
                label, key=f"icon-forget-{index}", icon=":material/delete:", help=label, on_click=_forget, args=(index,)
            )
    _form()


def _form() -> None:
    months = list(state.company().history_months)
    for key, first in (("event-first", months[0]), ("event-last", months[0]), ("event-kind", KINDS[0])):
        widgets.give_first(key, first)
    with st.form("event", border=False):
        with st.container(horizontal=True):
            st.selectbox(
                t("events.kind"), KINDS, key="event-kind", format_func=lambda kind: t(f"events.kinds.{kind}"), width=220,
                placeholder=t("events.kind"),
            )  # fmt: skip
            for part in ("first", "last"):
                st.selectbox(
                    t(f"events.{part}"), months, key=f"event-{part}", format_func=month_name, width=180,
                    placeholder=t(f"events.{part}"),
                )  # fmt: skip
        st.form_submit_button(t("events.add"), on_click=_add)


def _add() -> None:
    state.touch()
    kind, first, last = (str(widgets.value(f"event-{part}")) for part in ("kind", "first", "last"))
    if not 0 <= months_between(first, last) < LONGEST_EVENT:
        given = f"{month_name(first)} – {month_name(last)}"
        state.refuse(t("events.impossible", given=given, months=LONGEST_EVENT))
        return
    held = state.evidence()
    if len(held.events) >= MOST_EVENTS:
        state.refuse(t("events.too_many", count=MOST_EVENTS))
        return
    event = Event(next(known for known in KINDS if known == kind), first, last)
    state.believe(replace(held, events=(*held.events, event)))


def _forget(index: int) -> None:
    held = state.evidence()
    state.believe(replace(held, events=tuple(event for place, event in enumerate(held.events) if place != index)))


def _line(event: Event) -> str:
    span = (
        month_name(event.first)
        if event.first == event.last
        else f"{month_name(event.first)} – {month_name(event.last)}"
    )
    return f"{t(f'events.kinds.{event.kind}')} · {span}"
