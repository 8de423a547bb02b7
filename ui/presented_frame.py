"""What stands around a plan that was handed out: the product's name, the language, and nothing else."""

from html import escape

import streamlit as st

from store.links import Link
from ui import frame, panels, presented, presented_view, scripts, state, style
from ui.kept_pick import pick
from ui.numbers import Style, write_in
from ui.pages import pages
from ui.presented import Presented
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
    """The plan of the address's link, or why there is none."""
    held = presented.link()
    if held is None:
        closed()
        return
    offered = presented.offered(held)
    one = offered[0] if len(offered) == 1 else pick(t("view.pick"), offered, "view-pick")
    found = None if one is None else presented.opened(held, one)
    if isinstance(found, Presented):
        write_in(Style(state.language(), found.company.currency))
        presented_view.draw(found)
    elif found is not None:
        presented_view.lost(found)
    else:
        _nothing(held)


def closed() -> None:
    """One sentence, and a way on."""
    _said("closed")


def _nothing(held: Link) -> None:
    """What the link opened is no longer there."""
    _said("gone" if held.scenario else "empty")


def _said(reason: str) -> None:
    st.html(f'<h1 class="sr">{escape(t("page.view.title"))}</h1>')
    st.html(panels.verdict(t(f"view.{reason}"), t(f"view.{reason}_more")))
    st.page_link(pages()["cockpit"], label=t("view.open"), icon=":material/arrow_forward:")
