"""The door that a stored link opens: what stands above every page behind it, and what stands before a closed one."""

from html import escape

import streamlit as st

from store.links import Link
from ui import access, panels, scripts, state, style
from ui.moments import day
from ui.words import language, t


def closed() -> None:
    """One sentence, the same for every link that opens nothing, and the way into one's own workspace."""
    st.html(style.sheet(language()))
    st.html(scripts.page(language()), unsafe_allow_javascript=True)
    st.html(f'<div class="who"><b role="heading" aria-level="1">{escape(t("app.name"))}</b></div>')
    st.html(panels.verdict(access.refused(), t("access.kept") if state.has_begun() else ""))
    with st.container(horizontal=True, gap="small"):
        st.button(t("access.again"), key="link-again", icon=":material/refresh:", type="tertiary")
        _way_out()


def sign() -> None:
    """By which link a reader is here, what it allows, and the way out."""
    link = access.current()
    if link is not None:
        kind = "whole" if link.scenario is None else "one"
        said = [
            t(f"access.as.{kind}.{link.role}"),
            *([t("access.named", name=link.name)] if link.name else []),
            _dated(link),
        ]
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="link-sign"):
            st.html(f'<p class="quiet" role="note">{escape(" · ".join(said))}</p>', width="stretch")
            _way_out()


def _dated(link: Link) -> str:
    """Until when a link holds, else since when."""
    return t("access.until", day=day(link.expires)) if link.expires else t("access.since", day=day(link.created))


def _way_out() -> None:
    st.button(
        t("access.leave"), key="link-leave", icon=":material/arrow_forward:", on_click=access.leave, type="tertiary"
    )
