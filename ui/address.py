"""The address bar: the state as the browser shows it, and the language that the browser asks for."""

import streamlit as st

from ui.journey import Address
from ui.words import Language

NAMES = ("c", "s", "d", "lang")  # company, share code, looks, language


def read() -> Address:
    """What the address says now."""
    return {name: st.query_params[name] for name in NAMES if name in st.query_params}


def write(shown: Address) -> None:
    """Make the address say this; what is not ours stays."""
    if shown != read():
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
        st.query_params.from_dict({**others, **shown})


def browser_language() -> Language:
    """French for a French browser, English for any other."""
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"
