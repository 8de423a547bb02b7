"""A process that saves until it is killed: it says what it tries, what it is told, and what was acknowledged.

    python -m tests.store.saver URL WORKSPACE SCENARIO

For each line on its input it forks one writer of that number, so that the imports are paid once. The writer prints its
process, then 'try KEY' before each attempt and what came of it: 'conflict KEY', 'down KEY' or 'ack KEY NUMBER SECONDS'.
A line 'NUMBER COUNT' makes it end after as many (0: never); '-1 0' is answered by 'heard'.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from store.codes import code_of, settings
from store.database import Database
from store.failures import StoreDown
from store.kinds import Conflict, Content, Signed, Version
from store.scenarios import find, save
from store.settings import known

AGAIN = 0.05  # seconds until a store that was down is asked again
Place = tuple[str, str]  # workspace, scenario
Answer = TypeVar("Answer")


def write(url: str, place: Place, number: int, count: int) -> None:
    """Save again and again, each time with the next value of this writer's own setting."""
    say(f"pid {os.getpid()}")
    database, step = Database(known(url)), 0
    patient(f"writer{number}-0", lambda: find(database, *place))  # opens it
    while not count or step < count:
        step += 1
        saved, seconds = saved_once(database, place, f"writer{number}-{step}", (f"w{number}", f"w{number}~{step}"))
        say(f"ack writer{number}-{step} {saved.number} {seconds:.4f}")
    say("end")


def saved_once(database: Database, place: Place, key: str, setting: tuple[str, str]) -> tuple[Version, float]:
    """Set one thing and save, on what others saved in between where they were faster; gives the last attempt's seconds."""
    name, value = setting
    base = patient(key, lambda: find(database, *place).head)
    while True:
        content = Content(
            code=code_of({**settings(base.content.code), name: value}, "1"), company="saas", data="d" * 64, model="1"
        )
        say(f"try {key}")
        on = (place[1], base.number)
        began = time.perf_counter()
        done = patient(key, partial(save, database, place[0], on, content, Signed(key=key)))
        if not isinstance(done, Conflict):
            return done, time.perf_counter() - began
        told = done.changed and done.theirs.number > base.number and done.mine == content
        say(f"conflict {key}" if told else f"failed {key} a conflict that does not say what others changed")
        base = done.theirs


def patient(key: str, action: Callable[[], Answer]) -> Answer:
    """The answer of a store that may be down for a while."""
    while True:
        try:
            return action()
        except StoreDown:
            say(f"down {key}")
            time.sleep(AGAIN)


def say(words: str) -> None:
    """Say something that reaches the reader even if the next instruction is never run."""
    os.write(1, f"{words}\n".encode())


def run(url: str, place: Place, number: int, count: int) -> None:
    """Be a writer; one that fails otherwise than by a store that is down says so."""
    try:
        write(url, place, number, count)
    except Exception as error:
        say(f"failed writer{number} {type(error).__name__}: {str(error).splitlines()[0]}")
    os._exit(0)


def main() -> None:
    """Fork a writer for each line."""
    url, *place = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number, count = (int(word) for word in line.split())
        if number < 0:
            say("heard")
        elif os.fork() == 0:
            run(url, (place[0], place[1]), number, count)


if __name__ == "__main__":
    main()
