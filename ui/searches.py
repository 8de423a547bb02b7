"""Searches of seconds: on a thread of their own, with progress and a way to stop, their answers kept by what was asked."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import streamlit as st

from model.questions.watching import ALONE, Cancelled, Watch
from ui import state, widgets
from ui.words import t

KEPT = 48
LOOK_AGAIN = 0.4  # seconds between two looks at the progress
Key = tuple[str, ...]
Answer = TypeVar("Answer")


@dataclass
class Work:
    """A search under way: what for, how far, and whether the reader wants it stopped."""

    key: Key
    share: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    failed: bool = False
    thread: threading.Thread | None = None

    @property
    def runs(self) -> bool:
        """Whether an answer is still to come."""
        return self.thread is not None and self.thread.is_alive()


class Searches(Generic[Answer]):
    """Answers of one kind, shared by all readers; each reader has at most one search of a kind under way."""

    def __init__(self, name: str, kept: int = KEPT) -> None:
        self.name = name
        self._kept = kept
        self._held: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def found(self, key: Key) -> Answer | None:
        """The answer, when it is known."""
        with self._lock:
            return self._held.get(key)

    def solve(self, key: Key, run: Callable[[Watch], Answer], watch: Watch = ALONE) -> Answer:
        """The answer, searched now when it is not known; raises Cancelled when `watch` says so."""
        known = self.found(key)
        if known is not None:
            return known
        answer = run(watch)
        with self._lock:
            self._held[key] = answer
            while len(self._held) > self._kept:
                self._held.popitem(last=False)
        return answer

    def begin(self, key: Key, run: Callable[[Watch], Answer]) -> None:
        """Search on a thread; a search of this reader for something else is stopped."""
        before = work_of(self.name)
        if before is not None and before.key == key and (before.runs or before.failed):
            return
        if before is not None:
            before.stop.set()
        work = Work(key)
        work.thread = threading.Thread(target=self._work, args=(work, run), daemon=True)
        widgets.hold(self.name, work)
        work.thread.start()

    def _work(self, work: Work, run: Callable[[Watch], Answer]) -> None:
        def told(share: float) -> None:
            work.share = share

        try:
            self.solve(work.key, run, Watch(told, work.stop.is_set))
        except Cancelled:
            return
        except (ArithmeticError, ValueError, LookupError, RuntimeError):
            work.failed = True


def work_of(name: str) -> Work | None:
    """The search of a kind that this reader began last."""
    held = widgets.value(name)
    return held if isinstance(held, Work) else None


def wanted(name: str) -> bool:
    """Whether this reader asked for searches of a kind, and did not stop them since."""
    return widgets.value(f"{name}-wanted") is True


def refused(name: str) -> bool:
    """Whether this reader stopped searches of a kind, and did not ask for one since."""
    return widgets.value(f"{name}-wanted") is False


def want(name: str) -> None:
    """Ask for searches of a kind; what failed before is tried again."""
    state.touch()
    widgets.hold(f"{name}-wanted", True)
    widgets.hold(name, None)


def settle(name: str) -> None:
    """What was asked for is there; what is asked next is asked anew."""
    widgets.hold(f"{name}-wanted", None)


def stop(name: str) -> None:
    """Stop the search under way, and begin no other unasked."""
    work = work_of(name)
    if work is not None:
        work.stop.set()
    widgets.hold(f"{name}-wanted", False)


@st.fragment(run_every=LOOK_AGAIN)
def progress(name: str) -> None:
    """How far a search is, and a button that stops it; the page is drawn anew when it ends."""
    work = work_of(name)
    if work is None or not work.runs or work.stop.is_set():
        st.rerun()
    st.progress(min(work.share, 1.0), t(f"tradeoff.progress.{name}"))
    st.button(t("tradeoff.stop"), key=f"{name}-stop", icon=":material/stop:", on_click=stop, args=(name,))
