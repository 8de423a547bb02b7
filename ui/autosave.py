"""Writes beside the reader's way: a thread of the server that saves what pages hand to it, the newest of each kind.

A page never waits for the disk. What cannot be written now stays here and is tried again until it can.
"""

import atexit
import logging
import threading
from collections.abc import Callable
from functools import cache

from store.database import Database, database
from store.failures import StoreDown, StoreRefused

LOG = logging.getLogger(__name__)
RETRY = 1.0  # seconds between two attempts while the store is down
PATIENCE = 2.0  # seconds that a server which stops gives to what is not yet written

Key = tuple[str, ...]  # what is saved; a newer save of the same takes the place of one that waits
Action = Callable[[Database, int], None]  # writes, given the number of the save


class Writer:
    """Saves that wait, and the thread that writes them."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._waiting: dict[Key, tuple[int, Action]] = {}
        self._number = 0
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)

    def offer(self, key: Key, action: Action) -> int:
        """Hand over a save; its number tells later whether it is done."""
        with self._news:
            self._number += 1
            self._waiting[key] = (self._number, action)
            if not self._thread.is_alive() and not self._thread.ident:
                self._thread.start()
            self._news.notify_all()
            return self._number

    def settled(self, key: Key, seconds: float) -> bool:
        """Whether nothing of this kind waits any more, after some seconds at most; at once while the store is down."""
        with self._news:
            self._news.wait_for(lambda: key not in self._waiting or self._failing, seconds)
            return key not in self._waiting

    @property
    def failing(self) -> bool:
        """Whether the last attempt failed."""
        return self._failing

    def flush(self) -> None:
        """Wait a little for everything to be written; for the end of a server."""
        with self._news:
            self._news.wait_for(lambda: not self._waiting or self._failing, PATIENCE)

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: bool(self._waiting))
                key, (number, action) = next(iter(self._waiting.items()))
            done = self._written(action, number)
            with self._news:
                self._failing = not done
                self._settle(key, number, done=done)
                self._news.notify_all()
                if not done:
                    self._news.wait(RETRY)

    def _settle(self, key: Key, number: int, *, done: bool) -> None:
        """What was written waits no more; what was not, or was offered anew meanwhile, waits behind the others."""
        latest = self._waiting.pop(key)
        if not done or latest[0] != number:
            self._waiting[key] = latest

    def _written(self, action: Action, number: int) -> bool:
        try:
            action(database(), number)
        except StoreDown:
            return False
        except StoreRefused:  # what it belongs to is no longer there: trying again would not help
            return True
        except Exception:  # one save that nobody foresaw must not end those of everybody
            LOG.exception("A draft could not be written")
            return False
        return True


@cache
def writer() -> Writer:
    """The writer of this server."""
    made = Writer()
    atexit.register(made.flush)
    return made
