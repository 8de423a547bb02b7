"""What stands around a plan that was handed out: the product's name, the language, and nothing else."""

from html import escape

import streamlit as st

from store.kinds import Kept
from ui import access, frame, keeping, panels, presented, presented_view, scripts, state, style
from ui.numbers import Style, write_in
from ui.pages import pages
from ui.words import t


def begin() -> None:
    """Above the page."""
    st.html(style.sheet(state.language()))
    st.html(style.paper())
    st.html(scripts.page(state.language()), unsafe_allow_javascript=True)
    with st.container(key="shown-bar", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f'<span class="brand">{escape(t("app.name"))}</span>')
        frame.language()


def draw() -> None:
    """The plan of the address's link; whoever came by none has a plan of their own."""
    if access.current() is None:
        st.switch_page(pages()["cockpit"])
    one = presented.found()
    if one is None:
        st.html(panels.verdict(t("view.empty")))
        return
    shown = presented.ready(one)
    if shown is None:
        presented_view.lost(one)
        return
    write_in(Style(state.language(), shown.company.currency))
    if access.may("trier"):
        _way_in(one)
    presented_view.draw(shown)


def _way_in(one: Kept) -> None:
    """For those who may do more than read: the levers of the plan."""
    role = access.role()
    label, about = t(f"view.way_in.{role}"), t(f"share.may.one.{role}")
    if st.button(label, key="view-way-in", type="primary", icon=":material/tune:", help=about):
        keeping.show(one)
        st.switch_page(pages()["cockpit"])
