"""The store as pages use it: what it cannot do now is remembered for one sentence, and tried again at the next run."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from store.database import Database, database
from store.failures import StoreDown, StoreRefused
from ui.words import t, unmarked

DOWN = "store-down"
Answer = TypeVar("Answer")
Other = TypeVar("Other")


def attempt(action: Callable[[Database], Answer], otherwise: Other) -> Answer | Other:
    """What the store answers, or `otherwise` when it cannot be reached; StoreRefused passes through."""
    try:
        answer = action(database())
    except StoreDown:
        st.session_state[DOWN] = True
        return otherwise
    st.session_state[DOWN] = False
    return answer


def is_down() -> bool:
    """Whether the last attempt failed."""
    return bool(st.session_state.get(DOWN, False))


def sentence(refused: StoreRefused) -> str:
    """Why the store refused, in the reader's language, for Markdown."""
    return t(f"kept.refused.{refused.rule}", given=unmarked(refused.given))
