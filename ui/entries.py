"""Tables whose cells can be typed into: one line a row, taken together when the reader says so, checked before they count."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import escape

import streamlit as st

from ui import widgets
from ui.numbers import parsed
from ui.words import t, unmarked

WIDTH, NARROW = 104, 66  # pixels of a cell, and of one of three that stand side by side on a phone
LINE = 760  # pixels of a row, or the screen's where that is narrower
LONGEST = 14  # characters of a number


@dataclass(frozen=True)
class Cell:
    """One cell: its key, what a screen reader says of it, and what stands in it."""

    key: str
    label: str
    text: str


def form(name: str) -> AbstractContextManager[object]:
    """What is typed inside is taken together."""
    return st.form(name, border=False, enter_to_submit=True)


def heads(first: str, others: Sequence[str], *, width: int = WIDTH) -> None:
    """The titles of the columns."""
    with _line():
        st.html(f'<span class="quiet">{escape(first)}</span>', width="stretch")
        for title in others:
            st.html(f'<span class="quiet">{escape(title)}</span>', width=width)


def line(words: str, cells: Sequence[Cell], *, width: int = WIDTH, longest: int = LONGEST) -> None:
    """One row: words, HTML already, and its cells."""
    with _line():
        st.html(words, width="stretch")
        for cell in cells:
            widgets.give(cell.key, cell.text)
            st.text_input(cell.label, key=cell.key, max_chars=longest, label_visibility="collapsed", width=width)


def _line() -> AbstractContextManager[object]:
    return st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False, width=LINE)


def submit(action: Callable[[], None]) -> None:
    """The button that takes what was typed."""
    st.form_submit_button(t("decide.apply"), icon=":material/check:", on_click=action)


def typed(key: str, unit: str) -> float | None:
    """The number in a cell, or None when there is none."""
    return parsed(str(widgets.value(key) or ""), unit)


def given(keys: Sequence[str]) -> str:
    """What stands in some cells, safe to repeat."""
    return ", ".join(unmarked(str(widgets.value(key) or "–")) for key in keys)
