"""Whether the work of this window is kept: said after the page is drawn, so that no move waits for the disk."""

from typing import Literal

import streamlit as st

from ui import drafts, visitor
from ui.autosave import writer

KEY = "kept-state"
PATIENCE = 0.5  # seconds that the last line of a page waits for the disk
AGAIN = 2.0  # seconds until a page that waits for the disk looks again

State = Literal["saved", "saving", "here", "address"]


def before() -> State:
    """What is known before the page is drawn: as it was."""
    held: State = st.session_state.get(KEY, "address")
    return held


def after() -> State:
    """What is so once the page is drawn: saved only after the commit. A page that waits for it looks again by itself."""
    st.session_state[KEY] = _now(PATIENCE)
    if st.session_state[KEY] in ("saving", "here"):
        _look_again()
    return before()


@st.fragment(run_every=AGAIN)
def _look_again() -> None:
    if _now(0.0) != before():
        st.rerun()


def _now(patience: float) -> State:
    if not visitor.workspace():
        return "here" if visitor.has_cookie() else "address"
    if writer().settled(drafts.key(), patience):
        return "saved"
    return "here" if writer().failing else "saving"
