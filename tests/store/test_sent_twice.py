"""What is sent again while the first of it is still being written is done once, and every sender is told the same."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from store import scenarios
from store.database import Database
from store.kinds import Kept, Version
from store.receipts import About, write
from store.workspaces import workspace_of
from tests.store.plans import begun, content, signed

SENDERS, ROUNDS = 4, 5


@pytest.fixture
def senders(database: Database) -> Iterator[list[Database]]:
    """The same store as several processes have it open."""
    opened = [Database(database.url) for _ in range(SENDERS)]
    yield opened
    for one in opened:
        one.close()


def at_once(senders: list[Database], action: Callable[..., Any], *given: Any) -> list[Any]:
    """What each is told when all of them send the same at the same moment."""
    answers: list[Any] = []
    start = threading.Barrier(len(senders))

    def send(database: Database) -> None:
        start.wait()
        try:
            answers.append(action(database, *given))
        except Exception as error:
            answers.append(error)

    threads = [threading.Thread(target=send, args=(one,)) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def assert_same(answers: list[Any], kind: type) -> None:
    assert {type(answer) for answer in answers} == {kind}, answers
    assert all(asdict(answer) == asdict(answers[0]) for answer in answers)


def test_a_save(senders: list[Database], database: Database, workspace: str):
    kept = begun(database, workspace)
    for number in range(1, ROUNDS + 1):
        given = (workspace, (kept.id, number), content(f"1~~a~{number}"), signed())
        assert_same(at_once(senders, scenarios.save, *given), Version)
    assert scenarios.find(database, workspace, kept.id).head.number == ROUNDS + 1


def test_a_beginning(senders: list[Database], database: Database, workspace: str):
    for number in range(ROUNDS):
        given = (workspace, f"Plan {number}", content(), signed())
        assert_same(at_once(senders, scenarios.begin, *given), Kept)
    assert len(scenarios.library(database, workspace)) == ROUNDS


def test_a_receipt(senders: list[Database], workspace: str):
    for number in range(ROUNDS):
        answers = at_once(senders, write, workspace, {"decided": True}, About(key=f"receipt {number}"))
        assert len({answer.id for answer in answers}) == 1, answers


def test_a_first_visit(senders: list[Database], workspace: str):
    for number in range(ROUNDS):
        assert len(set(at_once(senders, workspace_of, f"{workspace} {number}"))) == 1
