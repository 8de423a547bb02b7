"""Who looks: a visitor's own workspace, found by the cookie. Without one nothing is kept and the address holds all."""

import secrets

import streamlit as st

from store.marks import digest
from store.workspaces import call_visitor, visitor_name, workspace_of
from ui import signing_in, stored
from ui.cookie import NAME, is_secret

WORKSPACE, TAB, CALLED = "workspace", "tab", "visitor-name"


def workspace() -> str:
    """The visitor's workspace; nothing without a cookie, or while the store cannot be reached."""
    if not st.session_state.get(WORKSPACE):
        secret = _secret()
        st.session_state[WORKSPACE] = stored.attempt(lambda held: workspace_of(held, secret), "") if secret else ""
    return str(st.session_state[WORKSPACE])


def has_cookie() -> bool:
    """Whether things can be kept for this visitor."""
    return bool(_secret() or st.session_state.get(WORKSPACE))


def tab() -> str:
    """This window, as long as its session lives."""
    if TAB not in st.session_state:
        st.session_state[TAB] = secrets.token_hex(16)
    return str(st.session_state[TAB])


def holder() -> str:
    """Who holds what this server has in memory: whoever has the cookie; nothing where the browser takes none."""
    held = _secret()
    return digest(held) if held else workspace()


def name() -> str:
    """What the visitor is called: by who signed them in, else by themselves, asked until the store has answered once."""
    if signed := signing_in.name():
        return signed
    if CALLED not in st.session_state:
        secret = _secret()
        called = stored.attempt(lambda held: visitor_name(held, secret), None) if secret else ""
        if called is None:
            return ""
        st.session_state[CALLED] = called
    return str(st.session_state[CALLED])


def call(called: str) -> None:
    """Give the visitor a name, which the next saves carry."""
    secret = _secret()
    if called != name():
        st.session_state[CALLED] = called
        if secret:
            stored.attempt(lambda held: call_visitor(held, secret, called), None)


def _secret() -> str:
    held = str(st.context.cookies.get(NAME, ""))
    return held if is_secret(held) else ""
