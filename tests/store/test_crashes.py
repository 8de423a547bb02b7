"""Saves survive what machines do: a killed process, a database that is stopped, many writers at once."""

import random
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from store import scenarios
from store.codes import settings
from store.database import Database
from store.failures import StoreDown
from store.kinds import Kept, Signed, Version
from store.settings import known, sqlite
from store.workspaces import new_workspace
from tests import postgres
from tests.store.plans import begun, content, signed
from tests.store.writers import assert_whole, resent, writers

WRITERS, EDITORS, SAVES = 8, 3, 6


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_process_loses_no_acknowledged_save_doubles_none_and_tears_none(
    database: Database, workspace: str, kills: int
):
    """On both databases: 8 kills in the ordinary run, 200 in the long one."""
    generator = random.Random(7)
    kept = begun(database, workspace, code="")
    with writers(database, workspace, kept) as started:
        for number in range(kills):
            started.ask(number)
            started.until("ack")
            time.sleep(generator.uniform(0.0, 0.1))
            started.kill()
            last = started.tally.tried[f"writer{number}"]
            started.tally.acknowledged |= resent(database, workspace, kept, last)
    assert_whole(database, workspace, kept, started.tally.acknowledged)


@pytest.mark.parametrize("crashes", [1, pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_database_server_loses_no_acknowledged_save_and_is_used_again_once_it_is_back(
    server: postgres.Postgres, crashes: int
):
    """All of its processes are killed while three writers save; each is told, and goes on by itself."""
    database = Database(known(server.url()))
    mine = new_workspace(database)
    kept, generator = begun(database, mine, code=""), random.Random(11)
    with writers(database, mine, kept) as started:
        for number in range(EDITORS):
            started.ask(number)
        for _ in range(crashes):
            started.until("ack", EDITORS)
            time.sleep(generator.uniform(0.0, 0.1))
            server.kill()
            started.until("down", EDITORS)
            server.start()
            started.until("ack", EDITORS)
        started.kill()
    tally = started.tally
    for key in tally.tried.values():
        tally.acknowledged |= resent(database, mine, kept, key)
    assert_whole(database, mine, kept, tally.acknowledged)
    database.close()
    print(f"{crashes} crashes: {len(tally.acknowledged)} saves, {tally.downs} times told, {tally.conflicts} conflicts")


@pytest.mark.parametrize("saves", [6, pytest.param(150, marks=pytest.mark.long)])
def test_eight_writers_at_once_lose_nothing_write_nothing_twice_and_are_told_of_each_conflict(
    database: Database, workspace: str, saves: int
):
    kept = begun(database, workspace, code="")
    began = time.perf_counter()
    with writers(database, workspace, kept) as started:
        for number in range(WRITERS):
            started.ask(number, saves)
        started.until("end", WRITERS)
    tally, seconds = started.tally, time.perf_counter() - began
    assert len(tally.acknowledged) == WRITERS * saves
    assert (
        tally.downs <= WRITERS + len(tally.acknowledged) // 100
    )  # SQLite lets processes wait, in no order, 5 s at most
    assert_whole(database, workspace, kept, tally.acknowledged)
    last = settings(scenarios.find(database, workspace, kept.id).head.content.code)
    assert last == {f"w{number}": f"w{number}~{saves}" for number in range(WRITERS)}
    half, nearly_all = (sorted(tally.seconds)[int(share * len(tally.seconds))] for share in (0.5, 0.99))
    print(
        f"{WRITERS} x {saves}: {seconds:.1f} s, {tally.conflicts} conflicts, p50 {half:.3f} s, p99 {nearly_all:.3f} s"
    )


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
