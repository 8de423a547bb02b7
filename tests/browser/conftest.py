"""Pages for browser tests. A test fails if its page shows an exception or left an error uncaught."""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser import chromium
from tests.browser.screens import open_context, shown_errors
from tests.browser.server import ROOT, Server, serve

ARTIFACTS = ROOT / ".artifacts"
SERVER = pytest.StashKey[Server]()
PAGES = pytest.StashKey[list[Page]]()
ERRORS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def app_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the app, started once."""
    with serve() as server:
        request.config.stash[SERVER] = server
        yield server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, started once; its absence is a failure, never a skip."""
    try:
        executable = chromium.find()
    except chromium.ChromiumMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright, chromium.launch(playwright, executable) as started:
        yield started


@pytest.fixture(scope="session")
def visitor(browser: Browser, app_url: str) -> Iterator[Callable[[str, str], BrowserContext]]:
    """One visitor for each screen and theme; like every browser it keeps the app's files."""
    contexts: dict[tuple[str, str], BrowserContext] = {}

    def one(screen: str, theme: str) -> BrowserContext:
        if (screen, theme) not in contexts:
            contexts[screen, theme] = open_context(browser, screen, theme, app_url)
        return contexts[screen, theme]

    yield one
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, visitor: Callable[[str, str], BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """open_page(screen, theme="light"): a new visitor's window; every page opened this way is watched."""
    pages: list[Page] = []

    def open_one(screen: str, theme: str = "light") -> Page:
        visitor(screen, theme).clear_cookies()  # a visitor who comes back would find their draft
        pages.append(visitor(screen, theme).new_page())
        watch(request.node, pages[-1])
        return pages[-1]

    yield open_one
    for page in pages:
        page.close()


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    """1440 x 900."""
    return open_page("desktop")


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """390 x 844, touched, two device pixels to one."""
    return open_page("phone")


@pytest.fixture
def projector(open_page: Callable[..., Page]) -> Page:
    """1920 x 1080."""
    return open_page("projector")


def watch(item: pytest.Item, page: Page) -> None:
    """Note the page and every error it leaves uncaught."""
    item.stash.setdefault(PAGES, []).append(page)
    errors = item.stash.setdefault(ERRORS, [])

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Uncaught" in message.text:
            errors.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test that passed although its pages showed or logged an error."""
    yield
    shown = [text for page in open_pages(item) for text in shown_errors(page)]
    errors = item.stash.get(ERRORS, [])
    assert not shown, f"the page showed an error: {shown}"
    assert not errors, f"the page left errors uncaught: {errors}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of each page of a failed test, and the end of the server's log."""
    report = yield
    if report.failed:
        for number, page in enumerate(open_pages(item)):
            report.sections.append(("picture", str(picture(page, f"{item.name}-{number}"))))
        if server := item.config.stash.get(SERVER, None):
            report.sections.append(("server log", server.last_words()))
    return report


def open_pages(item: pytest.Item) -> list[Page]:
    """The test's pages that are still open."""
    return [page for page in item.stash.get(PAGES, []) if not page.is_closed()]


def picture(page: Page, name: str) -> Path:
    """Save what the page shows now below .artifacts."""
    target = ARTIFACTS / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)
    return target
