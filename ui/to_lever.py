"""From an answer to the lever that it speaks of: its page opens at its owner's levers, with its slider ready for the keys."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.levers import LEVERS, SHOCKS
from ui import state, widgets
from ui.bridge_words import label
from ui.pages import pages
from ui.words import t

SOUGHT = "sought-lever"


def draw(names: Sequence[str], key: str) -> None:
    """A button for each lever, shock or assumption."""
    with st.container(horizontal=True, gap="xsmall"):
        st.html(f'<span class="quiet">{escape(t("decide.moved.go"))}</span>', width="content")
        for name in names:
            if st.button(label(name), key=f"{key}-{name}", icon=":material/arrow_forward:", type="tertiary"):
                go(name)


def go(name: str) -> None:
    """Open the page where a lever, shock or assumption is set."""
    state.touch()
    if name in LEVERS:
        lever = LEVERS[name]
        widgets.hold("owner", lever.owner)
        if lever.expert:
            widgets.hold(f"experts-{lever.owner}", True)
    widgets.hold(SOUGHT, name)
    st.switch_page(pages()["cockpit" if name in LEVERS else "outside" if name in SHOCKS else "assumptions"])


def sought() -> None:
    """On the page of the levers: tell the browser, once, which slider is looked for."""
    name = widgets.value(SOUGHT)
    if name in LEVERS or name in SHOCKS:
        st.html(f'<i class="sought sought-{name} sr">&nbsp;</i>')
        widgets.hold(SOUGHT, None)
