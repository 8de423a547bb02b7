"""What runs first on every page: the reader's state, navigation, the frame, then the page itself."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import access, calibrate_view, door, frame, kept_state, numbers, state, widgets, words
from ui.pages import pages, sections, view
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
    return st.navigation(
        {**listed, "": [root, view(), *listed[""]]}, position="top" if access.may("trier") else "hidden"
    )


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
