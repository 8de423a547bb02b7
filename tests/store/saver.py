"""A process that saves until it is killed: it says what it tries and what was acknowledged.

    python -m tests.store.saver URL WORKSPACE SCENARIO

For each line on its input it forks one writer of that number, so that the imports are paid once. The writer prints its
process, then 'try KEY' before and 'ack KEY NUMBER' after each save. A line 'NUMBER COUNT' makes it end after as many
(0: never); '-1 0' is answered by 'heard'.
"""

import os
import signal
import sys

from store.codes import code_of, settings
from store.database import Database
from store.kinds import Conflict, Content, Signed
from store.scenarios import find, save
from store.settings import known


def write(url: str, place: tuple[str, str], number: int, count: int) -> None:
    """Save again and again, each time with the next value of this writer's own setting."""
    workspace, scenario = place
    database, step = Database(known(url)), 0
    say(f"pid {os.getpid()}")
    while not count or step < count:
        step += 1
        key = f"writer{number}-{step}"
        base = find(database, workspace, scenario).head
        while True:
            code = code_of({**settings(base.content.code), f"w{number}": f"w{number}~{step}"}, "1")
            say(f"try {key}")
            content = Content(code=code, company="saas", data="d" * 64, model="1")
            done = save(database, workspace, (scenario, base.number), content, Signed(key=key))
            if not isinstance(done, Conflict):
                break
            base = done.theirs
        say(f"ack {key} {done.number}")
    say("end")


def say(words: str) -> None:
    """Say something that reaches the reader even if the next instruction is never run."""
    os.write(1, f"{words}\n".encode())


def main() -> None:
    """Fork a writer for each line."""
    url, *place = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number, count = (int(word) for word in line.split())
        if number < 0:
            say("heard")
        elif os.fork() == 0:
            write(url, (place[0], place[1]), number, count)
            os._exit(0)


if __name__ == "__main__":
    main()
