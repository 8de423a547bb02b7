"""The address bar: the state as the browser shows it, the stored link that led here, and the language asked for."""

from collections.abc import Mapping

import streamlit as st

from ui.words import LANGUAGES, Language

Address = Mapping[str, str]  # c: company, s: share code, d: looks, lang: language
NAMES = ("c", "s", "d", "lang")  # company, share code, looks, language
LINK = "l"  # the secret of a stored link
SECRET, LEFT = "link-secret", "link-left"


def read() -> Address:
    """What the address says now."""
    return {name: st.query_params[name] for name in NAMES if name in st.query_params}


def secret() -> str:
    """The secret of the stored link by which this window came; moving between pages drops it from the address only."""
    arrived = str(st.query_params.get(LINK, ""))
    if arrived and arrived != st.session_state.get(LEFT):
        st.session_state[SECRET] = arrived
    return str(st.session_state.get(SECRET, ""))


def leave() -> None:
    """Forget the stored link, and everything else that this window holds; the address keeps the state."""
    left = secret()
    st.session_state.clear()
    st.session_state[LEFT] = left


def write(shown: Address) -> None:
    """Make the address say this, and hold the stored link; what is not ours stays."""
    held = {LINK: secret()} if secret() else {}
    if {**held, **shown} != {**read(), **{name: st.query_params[name] for name in (LINK,) if name in st.query_params}}:
        ours = (*NAMES, LINK)
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
        st.query_params.from_dict({**held, **others, **shown})


def spoken() -> Language:
    """The language that the address asks for, else the browser's."""
    return next((known for known in LANGUAGES if known == st.query_params.get("lang")), browser_language())


def browser_language() -> Language:
    """French for a French browser, English for any other."""
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"
