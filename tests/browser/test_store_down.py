"""A store that cannot be written to under a running app: one sentence, no trace of code, and back by itself."""

import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import postgres
from tests.browser.reader import figures, go_to, press, setting, slide, text, visit
from tests.browser.screens import open_context, shown_errors
from tests.browser.server import Server, free_port, start, stop, wait

pytestmark = pytest.mark.flaky(reruns=0)  # a page that shows a trace once has shown it
PRICE = "lever-price_change"
FULL = 4096  # bytes that a file may have when the disk is 'full'
BACK_MILLISECONDS = 30_000
TRACES = ("Traceback", "sqlite", "psycopg", "sqlalchemy", "Error:", "tandem.db", "127.0.0.1")


@dataclass(frozen=True)
class Failing:
    """A running app, and how its store goes down and comes back."""

    server: Server
    down: Callable[[], None]
    up: Callable[[], None]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def failing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Failing]:
    """An app on a disk that gets full, and one whose database server stops."""
    yield from {"sqlite": on_a_full_disk, "postgresql": on_a_stopped_server}[request.param](tmp_path)


def on_a_full_disk(folder: Path) -> Iterator[Failing]:
    server = start(folder / "server.log", free_port())

    def allow(size: int) -> None:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    yield from ready(Failing(server, lambda: allow(FULL), lambda: allow(resource.RLIM_INFINITY)))


def on_a_stopped_server(folder: Path) -> Iterator[Failing]:
    if missing := postgres.why_not():
        pytest.skip(missing)
    with postgres.serve() as database:
        server = start(folder / "server.log", free_port(), database.url())
        yield from ready(Failing(server, database.kill, database.start))


def ready(made: Failing) -> Iterator[Failing]:
    """The app once it answers; stopped at the end."""
    try:
        wait(made.server)
        yield made
    finally:
        stop(made.server)


def test_a_store_that_fails_is_told_in_one_sentence_and_is_used_again_by_itself(browser: Browser, failing: Failing):
    context = open_context(browser, "desktop", base_url=failing.server.url)
    page = visit(context.new_page(), "/cockpit?lang=en")
    slide(page, PRICE)
    expect(page.locator(".who .kept.saved")).to_be_visible()
    before = figures(page)
    failing.down()
    slide(page, PRICE, presses=2)
    expect(page.locator(".who .kept")).to_have_text("Not saved: kept in this window and its address")
    assert figures(page) != before
    press(page, "save")
    page.locator(".st-key-save-name input").fill("On a full disk")
    press(page, "save-as")
    assert "Nothing was saved: the store cannot be reached." in text(page)
    for name, said in (("scenarios", ""), ("receipts", ""), ("cockpit", "Pays off")):
        go_to(page, name)
        assert said in text(page)
        assert_no_trace(page)
    failing.up()
    expect(page.locator(".who .kept")).to_have_text("Saved", timeout=BACK_MILLISECONDS)  # nobody touched the page
    press(page, "save")
    page.locator(".st-key-save-name input").fill("There is room again")
    press(page, "save-as")
    page.close()
    again = visit(context.new_page(), "/cockpit?lang=en")
    assert setting(again, PRICE) == "+3%"
    go_to(again, "scenarios")
    assert "There is room again" in text(again)
    assert "On a full disk" not in text(again)
    context.close()


def assert_no_trace(page: Page) -> None:
    """No page shows what went wrong inside."""
    shown = text(page)
    assert shown_errors(page) == []
    assert [word for word in TRACES if word.lower() in shown.lower()] == []


def test_an_app_whose_database_server_is_not_there_yet_starts_and_says_so(browser: Browser, tmp_path: Path):
    if missing := postgres.why_not():
        pytest.skip(missing)
    nowhere = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/none"
    server = start(tmp_path / "server.log", free_port(), nowhere)
    for made in ready(Failing(server, lambda: None, lambda: None)):
        context = open_context(browser, "desktop", base_url=made.server.url)
        page = visit(context.new_page(), "/scenarios?lang=en")
        assert "The store cannot be reached now." in text(page)
        assert_no_trace(page)
        go_to(page, "cockpit")
        slide(page, PRICE)
        assert setting(page, PRICE) == "+1%"
        expect(page.locator(".who .kept")).to_have_text("Not saved: kept in this window and its address")
        assert "secret" not in made.server.last_words()
        context.close()
