"""The values of widgets: given before they are drawn, read in their callbacks, and told apart from echoes of our own.

A browser reports a widget's value with every run, also one that it had before our last answer came. So each value that we
give is remembered with the number of its run, and the browser sends back the number of the last run that it saw.
"""

import streamlit as st

from ui.echoes import Write, Written
from ui.words import language

WRITTEN = "written"  # widget key -> Written
RUN = "run"
SEEN = "seen"  # the widget that brings back the number of the last run that the browser saw


def begin_run() -> None:
    """Count one more run of this reader's page."""
    st.session_state[RUN] = _run() + 1


def give(key: str, shown: object) -> None:
    """Give a widget its value before it is drawn; left alone when it has it already."""
    reported, written = st.session_state.get(key), _written().get(key, Written())
    if key not in st.session_state or written.is_due(reported, shown, _seen(), language()):
        st.session_state[key] = shown
        _written()[key] = written.after(Write(_run(), reported, shown), _seen(), language())


def is_news(key: str) -> bool:
    """Whether a widget's value comes from the reader, in its callback; else the browser had not seen our answer yet."""
    return not _written().get(key, Written()).is_echo(value(key), _seen())


def number_run() -> None:
    """Tell the browser which run it has seen; drawn hidden, behind everything else."""
    st.session_state[SEEN] = str(_run())
    st.text_input(SEEN, key=SEEN, label_visibility="collapsed", max_chars=12)


def give_first(key: str, shown: object) -> None:
    """Give a widget a value when it has none."""
    if key not in st.session_state:
        st.session_state[key] = shown


def value(key: str) -> object:
    """What a widget holds, for its callback."""
    return st.session_state.get(key)


def hold(key: str, kept: object) -> None:
    """Keep something for this reader, which `value` gives back."""
    st.session_state[key] = kept


def _written() -> dict[str, Written]:
    written: dict[str, Written] = st.session_state.setdefault(WRITTEN, {})
    return written


def _run() -> int:
    return int(st.session_state.get(RUN, 0))


def _seen() -> int:
    text = str(st.session_state.get(SEEN, ""))
    return int(text) if text.isdecimal() else 0
