"""Signing in, where the owner of the server set up a provider (OpenID Connect): the name of saves comes from there."""

import streamlit as st

from store.names import LONGEST_NAME, one_line
from ui.words import t

SECTION = "auth"  # of .streamlit/secrets.toml
NAMES = ("name", "preferred_username", "email")  # what a provider may call somebody, the best first


def is_offered() -> bool:
    """Whether this server has a provider."""
    return bool(st.secrets.load_if_toml_exists() and st.secrets.get(SECTION))


def name() -> str:
    """What the provider calls the visitor; nothing for who is not signed in."""
    claims = st.user.to_dict() if is_offered() else {}
    called = next((str(claims[claim]) for claim in NAMES if claims.get(claim)), "")
    return one_line(called, LONGEST_NAME) if claims.get("is_logged_in") else ""


def draw() -> None:
    """The way in or out."""
    if is_offered():
        way = "out" if name() else "in"
        action = st.logout if name() else st.login
        st.button(t(f"access.sign_{way}"), key=f"sign-{way}", icon=f":material/log{way}:", on_click=action)
