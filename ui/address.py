"""The address bar: the state as the browser shows it, and the language that the browser asks for."""

import streamlit as st

from ui.journey import Address
from ui.words import Language

NAMES = ("c", "s", "d", "lang")  # company, share code, looks, language
LINK = "l"  # the secret of a stored link


def read() -> Address:
    """What the address says now."""
    return {name: st.query_params[name] for name in NAMES if name in st.query_params}


def link() -> str:
    """The secret of the stored link that the address holds."""
    return str(st.query_params.get(LINK, ""))


def write(shown: Address, secret: str) -> None:
    """Make the address say this, under a stored link where there is a secret; what is not ours stays."""
    if shown != read() or secret != link():
        ours = (*NAMES, LINK)
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
        st.query_params.from_dict({**({LINK: secret} if secret else {}), **others, **shown})


def browser_language() -> Language:
    """French for a French browser, English for any other."""
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"
