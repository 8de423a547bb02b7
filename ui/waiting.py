"""A long answer on screen, as soon as it is known; until then its progress with a way to stop it, or a button that asks."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from model.questions.watching import Watch
from ui import searches
from ui.searches import Key, Searches, Work
from ui.words import t

PATIENCE = 0.5  # seconds that a page waits before it shows a progress bar
Answer = TypeVar("Answer")


def answer(kind: Searches[Answer], key: Key, run: Callable[[Watch], Answer], *, unasked: bool = True) -> Answer | None:
    """The answer, or nothing while it is searched, stopped or (not `unasked`) not asked for yet."""
    found = kind.found(key)
    if found is not None:
        return found
    work = searches.work_of(kind.name)
    mine = work if work is not None and work.key == key else None
    if mine is not None and mine.failed:
        st.error(t("decide.failed"), icon=":material/error:")
        _ask(kind)
    elif searches.refused(kind.name) or not (unasked or searches.wanted(kind.name)):
        _ask(kind)
    else:
        return _searched(kind, key, run)
    return None


def _searched(kind: Searches[Answer], key: Key, run: Callable[[Watch], Answer]) -> Answer | None:
    """Begin, unless it is under way already, and wait for a moment."""
    kind.begin(key, run)
    work = searches.work_of(kind.name)
    if isinstance(work, Work) and work.thread is not None:
        work.thread.join(PATIENCE)
    found = kind.found(key)
    if found is None:
        searches.progress(kind.name)
    return found


def _ask(kind: Searches[Answer]) -> None:
    st.button(
        t(f"decide.ask.{kind.name}"),
        key=f"{kind.name}-ask",
        icon=":material/calculate:",
        on_click=searches.want,
        args=(kind.name,),
    )
