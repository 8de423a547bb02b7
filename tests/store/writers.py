"""Writers in processes of their own, as a test sees them: what they said, and what the store holds in the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from store import scenarios
from store.codes import changes, code_of, settings
from store.database import Database
from store.kinds import Kept, Signed, Version
from tests.browser.server import ROOT
from tests.store.plans import content


@dataclass
class Tally:
    """What writers said so far."""

    pids: list[int] = field(default_factory=list)
    tried: dict[str, str] = field(default_factory=dict)  # writer -> the key that it tried last
    acknowledged: dict[str, int] = field(default_factory=dict)  # key -> number of the version
    seconds: list[float] = field(default_factory=list)  # of each attempt that was acknowledged
    conflicts: int = 0
    downs: int = 0
    ended: int = 0

    def note(self, words: list[str]) -> None:
        """Take in one line."""
        said, *rest = words
        assert said != "failed", words
        if said == "pid":
            self.pids.append(int(rest[0]))
        if said == "try":
            self.tried[rest[0].partition("-")[0]] = rest[0]
        if said == "ack":
            assert rest[0] not in self.acknowledged
            self.acknowledged[rest[0]] = int(rest[1])
            self.seconds.append(float(rest[2]))
        self.conflicts += said == "conflict"
        self.downs += said == "down"
        self.ended += said == "end"


@dataclass(frozen=True)
class Writers:
    """The process that forks writers, and what they said."""

    process: "subprocess.Popen[str]"
    tally: Tally

    def ask(self, number: int, count: int = 0) -> None:
        """Have a writer of this number save as many times; 0 is until it is killed."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number} {count}\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        """The next line, noted; gives its first word."""
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        self.tally.note(words)
        return words[0]

    def until(self, said: str, times: int = 1) -> None:
        """Listen until a word was said so many times."""
        while times:
            times -= self.heard() == said

    def kill(self) -> None:
        """Kill every writer there is, and hear what they had still said."""
        for pid in self.tally.pids:
            os.kill(pid, signal.SIGKILL)
            wait_gone(pid)
        self.tally.pids.clear()
        self.ask(-1)
        self.until("heard")


@contextmanager
def writers(database: Database, workspace: str, kept: Kept) -> Iterator[Writers]:
    """Nobody at first: `ask` for each writer."""
    url = database.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.saver", url, workspace, kept.id],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    started = Writers(process, Tally())
    try:
        yield started
    finally:
        for pid in started.tally.pids:
            if exists(pid):
                os.kill(pid, signal.SIGKILL)
        process.kill()
        process.communicate()


def exists(pid: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_gone(pid: int) -> None:
    """Return once a killed process says nothing more."""
    while exists(pid):
        time.sleep(0.001)


def resent(database: Database, workspace: str, kept: Kept, key: str) -> dict[str, int]:
    """Send the last save again, as an app does that was not answered: it is done once, whether it was done or not."""
    head = scenarios.find(database, workspace, kept.id).head
    code = code_of({**settings(head.content.code), "resent": f"resent~{key.split('-')[1]}"}, "1")
    saved = scenarios.save(database, workspace, (kept.id, head.number), content(code), Signed(key=key))
    assert isinstance(saved, Version)
    return {key: saved.number}


def assert_whole(database: Database, workspace: str, kept: Kept, acknowledged: dict[str, int]) -> None:
    """Every acknowledged save is there once, under its number, and the numbers have no gap."""
    found = {version.number: version for version in scenarios.versions(database, workspace, kept.id)}
    assert sorted(found) == list(range(1, scenarios.find(database, workspace, kept.id).head.number + 1))
    assert len(set(acknowledged.values())) == len(acknowledged)
    assert set(acknowledged.values()) == set(found) - {1}
    for number in range(2, len(found) + 1):
        assert found[number].changed == changes(found[number - 1].content.code, found[number].content.code)
