"""The Save control of every page: what is open, whether it changed, and a small form that saves it or keeps a new one."""

from html import escape

import streamlit as st

from store.names import LONGEST_NAME
from store.scenarios import save
from ui import access, keeping, opened, sharing, signing_in, visitor, widgets
from ui.words import t, unmarked

SHOWN = 22  # characters of a name on a button
WHY, NAME, AUTHOR = "save-why", "save-name", "save-author"


def draw() -> None:
    """A button with the name of what is open; its form is made only when it is opened."""
    if not (visitor.has_cookie() or access.workspace() or _may_save()):
        return
    held = opened.current()
    label = t("kept.save") if held is None else unmarked(_short(held.name))
    mark = " ●" if keeping.changed() else ""
    box = st.popover(
        f"{label}{mark}", key="save", icon=":material/bookmark:", help=unmarked(_told()), on_change="rerun"
    )
    if box.open:
        with box:
            _form()


def _form() -> None:
    held = opened.current()
    st.html(f'<p class="quiet">{escape(_told())}</p>')
    widgets.give_first(AUTHOR, visitor.name())
    if signed := signing_in.name():
        widgets.hold(AUTHOR, signed)
    with st.form("save-form", border=False):
        st.text_input(t("kept.why"), key=WHY, max_chars=400)
        st.text_input(t("kept.author"), key=AUTHOR, max_chars=LONGEST_NAME, disabled=bool(signing_in.name()))
        if held is not None and _may_save():
            label = t("kept.save_version", number=held.number + 1)
            st.form_submit_button(label, type="primary", key="save-version", on_click=_saved, width="stretch")
        if visitor.has_cookie() or access.workspace():
            st.text_input(t("kept.name"), key=NAME, max_chars=LONGEST_NAME)
            st.form_submit_button(t("kept.save_as"), key="save-as", on_click=_saved_as, width="stretch")
    if held is not None and sharing.may(held.scenario):
        _share(held.scenario)
    signing_in.draw()


def _may_save() -> bool:
    """Whether this reader may save what is open as its next version."""
    held = opened.current()
    return held is not None and access.allows(save, (held.scenario, held.number))


def _share(scenario: str) -> None:
    if st.button(t("share.button"), key="save-share", icon=":material/share:", width="stretch"):
        sharing.go(scenario)


def _told() -> str:
    """What is open, in a sentence."""
    held = opened.current()
    if held is None:
        return t("kept.nothing_open")
    key = "kept.changed_since" if keeping.changed() else "kept.as_version"
    return t(key, name=held.name, number=held.number)


def _saved() -> None:
    visitor.call(_text(AUTHOR))
    keeping.save(_text(WHY))


def _saved_as() -> None:
    visitor.call(_text(AUTHOR))
    keeping.save_as(_text(NAME), _text(WHY))


def _text(key: str) -> str:
    return str(widgets.value(key) or "").strip()


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[: SHOWN - 1]}…"
