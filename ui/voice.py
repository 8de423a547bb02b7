"""Making something in the words and numbers of one reader, whoever runs it."""

from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from ui import numbers, words
from ui.numbers import Style, session_style

Found = TypeVar("Found")


def said_in(style: Style, make: Callable[[], Found]) -> Found:
    """What is made with every word and number in one style."""
    context = copy_context()
    context.run(words.speak, style.language)
    context.run(numbers.write_in, style)
    return context.run(make)


def as_now(make: Callable[[], Found]) -> Callable[[], Found]:
    """The same, to be called later and beside the session: with the words and numbers of today's reader."""
    style = session_style()
    return lambda: said_in(style, make)
