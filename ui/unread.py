"""Why the last upload could not be read: kept for this window until the next one."""

import streamlit as st

from model.findings import Finding

KEY = "unreadable"


def keep(findings: tuple[Finding, ...]) -> None:
    """Keep why an upload could not be read; nothing once one could."""
    st.session_state[KEY] = findings


def findings() -> tuple[Finding, ...]:
    """Why the last upload could not be read."""
    held: tuple[Finding, ...] = st.session_state.get(KEY, ())
    return held
