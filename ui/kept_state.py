"""Whether the work of this window is kept: said after the page is drawn, so that no move waits for the disk."""

from typing import Literal

import streamlit as st

from ui import drafts, visitor
from ui.autosave import writer

KEY = "kept-state"
PATIENCE = 0.5  # seconds that the last line of a page waits for the disk

State = Literal["saved", "saving", "here", "address"]


def before() -> State:
    """What is known before the page is drawn: as it was."""
    held: State = st.session_state.get(KEY, "address")
    return held


def after() -> State:
    """What is so once the page is drawn: saved only after the commit."""
    st.session_state[KEY] = _now()
    return before()


def _now() -> State:
    if not visitor.workspace():
        return "here" if visitor.has_cookie() else "address"
    if writer().settled(drafts.key(), PATIENCE):
        return "saved"
    return "here" if writer().failing else "saving"
