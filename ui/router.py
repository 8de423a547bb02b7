"""What runs first on every page: the reader's state, navigation, the frame, then the page itself."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import access, calibrate_view, door, frame, kept_state, numbers, presented_frame, state, widgets, words
from ui.pages import VIEW, pages, sections, view
from ui.words import t

ICON = Path(__file__).parent / "icon.png"


def chosen() -> StreamlitPage:
    """The page asked for. The root has no page of its own, so that each page keeps one address."""
    known = pages()
    first = known["cockpit"]
    root = st.Page(
        lambda: st.switch_page(first), title=t("app.name"), default=True, url_path="home", visibility="hidden"
    )
    listed = sections(known)
    moves = access.may("trier") and not (st.context.url or "").endswith(f"/{VIEW}")
    return st.navigation({**listed, "": [root, view(), *listed[""]]}, position="top" if moves else "hidden")


def work(page: StreamlitPage) -> None:
    """A page of the reader's own plan, in its frame."""
    if state.follow(page.url_path):
        st.rerun()
    words.speak(state.language())
    if calibrate_view.settle():
        st.rerun()
    calibrate_view.ready()
    numbers.write_in(numbers.Style(state.language(), state.currency()))
    place = frame.draw(page.url_path) if page.url_path else None
    page.run()
    widgets.number_run()
    if place is not None:
        frame.who(page.url_path, place, kept_state.after())


def read(page: StreamlitPage) -> None:
    """What a link shows: no plan of the reader's own, so that the address holds none."""
    state.follow_language()
    words.speak(state.language())
    presented_frame.begin()
    page.run()
    widgets.number_run()


access.begin()
st.set_page_config(page_title=t("app.name"), page_icon=ICON, layout="wide")
if not access.refused():
    state.begin()
page = chosen()
if access.refused():
    words.speak(state.language())
    door.closed()
    st.stop()
if not access.opens(page.url_path):
    st.switch_page(view())
(read if page.url_path == VIEW else work)(page)
