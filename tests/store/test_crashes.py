"""Saves survive what machines do: a killed process, a database that is stopped, many writers at once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from store import scenarios
from store.codes import changes, code_of, settings
from store.database import Database
from store.failures import StoreDown
from store.kinds import Kept, Signed, Version
from store.settings import known, sqlite
from store.workspaces import new_workspace
from tests import postgres
from tests.browser.server import ROOT
from tests.store.plans import begun, content, signed

WRITERS, SAVES = 8, 6


@contextmanager
def saver(database: Database, workspace: str, kept: Kept) -> Iterator["subprocess.Popen[str]"]:
    """The process that forks writers."""
    url = database.url.render_as_string(hide_password=False)
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.store.saver", url, workspace, kept.id],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def ask(process: "subprocess.Popen[str]", number: int, count: int) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{number} {count}\n")
    process.stdin.flush()


def heard(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_process_loses_no_acknowledged_save_doubles_none_and_tears_none(
    database: Database, workspace: str, kills: int
):
    """On both databases: 8 kills in the ordinary run, 200 in the long one."""
    generator = random.Random(7)
    kept = begun(database, workspace, code="")
    acknowledged: dict[str, int] = {}
    with saver(database, workspace, kept) as process:
        for number in range(kills):
            told, last = killed(process, number, generator.uniform(0.0, 0.1))
            acknowledged |= told
            acknowledged |= resent(database, workspace, kept, last)
    assert_whole(database, workspace, kept, acknowledged)


def killed(process: "subprocess.Popen[str]", number: int, seconds: float) -> tuple[dict[str, int], str]:
    """Kill a writer some time after its first save: what it was told was saved, and the key that it tried last."""
    ask(process, number, 0)
    pid, words, told, last = int(heard(process)[1]), [""], {}, ""
    while words[0] != "heard":
        words = heard(process)
        if words[0] == "try":
            last = words[1]
        if words[0] == "ack":
            told[words[1]] = int(words[2])
            if len(told) == 1:
                time.sleep(seconds)
                os.kill(pid, signal.SIGKILL)
                ask(process, -1, 0)
    return told, last


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


def test_eight_writers_at_once_lose_nothing_and_write_nothing_twice(database: Database, workspace: str):
    kept = begun(database, workspace, code="")
    acknowledged: dict[str, int] = {}
    with saver(database, workspace, kept) as process:
        for number in range(WRITERS):
            ask(process, number, SAVES)
        ended = 0
        while ended < WRITERS:
            words = heard(process)
            ended += words[0] == "end"
            acknowledged |= {words[1]: int(words[2])} if words[0] == "ack" else {}
    assert len(acknowledged) == WRITERS * SAVES
    assert_whole(database, workspace, kept, acknowledged)
    last = settings(scenarios.find(database, workspace, kept.id).head.content.code)
    assert last == {f"w{number}": f"w{number}~{SAVES}" for number in range(WRITERS)}


def test_eight_threads_of_one_process_lose_nothing(database: Database, workspace: str):
    kept = [begun(database, workspace, f"Plan {number}", code="") for number in range(WRITERS)]
    failures: list[BaseException] = []

    def write(mine: Kept) -> None:
        try:
            for step in range(1, SAVES):
                scenarios.save(database, workspace, (mine.id, step), content(f"1~~a~{step}"), signed())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(mine,)) for mine in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {one.head.number for one in scenarios.library(database, workspace)} == {SAVES}


def test_a_stopped_server_is_said_and_the_store_recovers_by_itself(server: postgres.Postgres):
    database = Database(known(server.url()))
    mine = new_workspace(database)
    kept = begun(database, mine, "Stopped")
    server.stop()
    with pytest.raises(StoreDown) as caught:
        scenarios.library(database, mine)
    server.start()
    assert scenarios.library(database, mine) == (kept,)
    assert "psycopg" not in str(caught.value)
    database.close()


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path):
    database = Database(sqlite(tmp_path / "tandem.db"))
    mine = new_workspace(database)
    kept = begun(database, mine)
    limit(database, pages=0)
    long = replace(signed(), why="x" * 2000)
    with pytest.raises(StoreDown):
        save_all(database, mine, kept, long)
    held = scenarios.versions(database, mine, kept.id)
    assert [version.number for version in held] == list(range(len(held), 0, -1))
    limit(database, pages=1_000_000)
    saved = scenarios.save(database, mine, (kept.id, len(held)), content("1~~b~1"), signed())
    assert isinstance(saved, Version)


def save_all(database: Database, workspace: str, kept: Kept, how: Signed) -> None:
    """Save until the disk is full."""
    for step in range(1, 200):
        scenarios.save(database, workspace, (kept.id, step), content(f"1~~a~{step}"), replace(how, key=f"k{step}"))


def limit(database: Database, pages: int) -> None:
    """Let the file grow to a number of pages at most; a number below its size means its size."""
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages or 1}")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreDown):
        new_workspace(Database(sqlite(tmp_path / "file" / "tandem.db")))
