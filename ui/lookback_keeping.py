"""Writing what a look-back taught into the ledger, and taking it out again."""

import streamlit as st

from model.lookback import LookBack
from store.lookbacks import keep_lookback
from ui import access, state, taught
from ui.moments import day
from ui.numbers import month_name
from ui.words import t


def draw(found: LookBack, plan: str) -> None:
    """What the ledger has of these months, and a button that writes them."""
    if not access.workspace():
        st.caption(t("lookback.keeping.no_workspace"))
        return
    may = access.allows(keep_lookback)
    held = next((one for one in taught.kept() if one.first == found.months[0]), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("lookback.keeping.write" if held is None else "lookback.keeping.again"), key="lookback-keep",
            icon=":material/menu_book:", on_click=_keep, args=(found, plan), disabled=not (found.learned and may),
        )  # fmt: skip
        if held is not None:
            last, at = month_name(held.last), day(held.at)
            st.text(t("lookback.keeping.held", plan=held.plan, last=last, day=at, count=len(held.learned)))
            st.button(
                t("lookback.keeping.forget"), key="lookback-forget", icon=":material/undo:", on_click=_forget,
                args=(held.first,), disabled=not may,
            )  # fmt: skip
    st.caption(t("lookback.keeping.note"))


def _keep(found: LookBack, plan: str) -> None:
    state.touch()
    if not taught.keep(found, plan):
        state.refuse(t("lookback.keeping.down"))


def _forget(first: str) -> None:
    state.touch()
    if not taught.forget(first):
        state.refuse(t("lookback.keeping.down"))
