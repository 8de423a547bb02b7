"""Saves that wait are written once the store can be, whatever one of them does."""

import time
from collections.abc import Callable

import pytest

from store.database import Database, database
from store.drafts import Draft, keep_drafts, list_drafts
from store.workspaces import new_workspace
from tests import postgres
from ui.autosave import RETRY, Writer

SECONDS = 20


def written(workspace: str, content: str) -> Callable[[Database, int], None]:
    """A save of one window's draft."""
    return lambda held, number: keep_drafts(held, (Draft(workspace, "tab", number, content),))


def contents(workspace: str) -> list[str]:
    return [draft.content for draft in list_drafts(database(), workspace)]


def wait_until(true: Callable[[], bool]) -> None:
    """Return once something is so; fails after a while."""
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_save_that_fails_in_a_way_nobody_foresaw_stops_no_other(caplog: pytest.LogCaptureFixture):
    def broken(_held: Database, _number: int) -> None:
        raise KeyError("unforeseen")

    writer, workspace = Writer(), new_workspace(database())
    writer.offer(("broken",), broken)
    for content in ("first", "second"):
        writer.offer(("draft", workspace), written(workspace, content))
        wait_until(lambda content=content: contents(workspace) == [content])  # type: ignore[misc]
    assert not writer.settled(("broken",), 0.0)
    assert "unforeseen" in caplog.text
    writer.offer(("broken",), written(workspace, "mended"))
    wait_until(lambda: writer.settled(("broken",), RETRY))


@pytest.mark.parametrize("crashes", [1, pytest.param(20, marks=pytest.mark.long)])
def test_a_draft_moved_while_the_database_server_is_dead_is_written_when_it_is_back(
    server: postgres.Postgres, monkeypatch: pytest.MonkeyPatch, crashes: int
):
    monkeypatch.setenv("DATABASE_URL", server.url())
    writer, workspace = Writer(), new_workspace(database())
    for number in range(crashes):
        writer.offer(("draft", workspace), written(workspace, f"kept {number}"))
        wait_until(lambda: writer.settled(("draft", workspace), RETRY))
        server.kill()
        writer.offer(("draft", workspace), written(workspace, f"moved {number}"))
        wait_until(lambda: writer.failing)
        assert not writer.settled(("draft", workspace), RETRY)
        server.start()
        wait_until(lambda: writer.settled(("draft", workspace), RETRY))
        assert contents(workspace) == [f"moved {number}"]
    database().close()
