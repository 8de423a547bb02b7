"""One visitor's way through every page, and what stood on each: the claims about all pages are read off it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from model.samples import load_sample
from tests.browser.reader import CHART, MAIN, choose, go_to, text, visit
from tests.browser.screens import PAGES, open_context, shown_errors

SERIOUS = ("serious", "critical")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
TOO_WIDE = """() => {
    const wide = [...document.querySelectorAll('[data-testid=stMain], [data-testid=stAppViewContainer], html, body')];
    return wide.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => `${box.tagName} ${box.scrollWidth}`);
}"""
WORDS = """main => {
    const box = document.querySelector(main);
    const written = node => {
        const holder = node.parentElement;
        return holder.checkVisibility() && getComputedStyle(holder).fontSize !== '0px'
            && holder.closest('style, script, code, [translate=no]') === null;
    };
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const said = [];
    while (walker.nextNode()) if (written(walker.currentNode)) said.push(walker.currentNode.textContent);
    for (const held of box.querySelectorAll('[placeholder]')) said.push(held.placeholder);
    for (const held of box.querySelectorAll('[title]')) said.push(held.title);
    for (const chart of box.querySelectorAll('[role=graphics-document]')) said.push(chart.ariaLabel || '');
    return said.concat([...document.querySelectorAll('header a')].map(link => link.innerText)).join(' | ');
}"""


@dataclass(frozen=True)
class Sight:
    """What one page showed."""

    address: str
    text: str  # what stands on the page
    words: str  # what a reader sees or is told by a hint, without formulas and the company's own names
    too_wide: Sequence[str]
    complaints: Sequence[str]  # of axe; nothing where it was not asked
    charts: Sequence[str]  # what each chart says in words
    errors: Sequence[str]


@dataclass(frozen=True)
class Tour:
    """What every page showed, in the order in which they were visited, and every server that was asked."""

    sights: dict[str, Sight]
    hosts: set[str]
    uncaught: list[str] = field(default_factory=list)


@contextmanager
def visitor(browser: Browser, url: str, screen: str) -> Iterator[tuple[Page, Tour]]:
    """A new visitor who notes whom the pages talk to and what they leave uncaught."""
    context = open_context(browser, screen, base_url=url)
    page, tour = context.new_page(), Tour({}, set())

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Uncaught" in message.text:
            tour.uncaught.append(message.text)

    page.on("request", lambda request: tour.hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: tour.hosts.add(urlsplit(socket.url).netloc))
    page.on("console", note)
    page.on("pageerror", lambda error: tour.uncaught.append(str(error)))
    yield page, tour
    context.close()


def go_round(page: Page, query: str, *, company: str, axe: bool = False) -> dict[str, Sight]:
    """Visit the first page by its address and the others by the navigation."""
    visit(page, f"/{PAGES[0]}?{query}")
    sights = {PAGES[0]: sight(page, company, axe=axe)}
    for name in PAGES[1:]:
        go_to(page, name)
        sights[name] = sight(page, company, axe=axe)
    return sights


def sight(page: Page, company: str, *, axe: bool = False) -> Sight:
    """What the page shows now."""
    return Sight(
        address=page.url,
        text=text(page),
        words=words(page, company),
        too_wide=page.evaluate(TOO_WIDE),
        complaints=complaints(page) if axe else (),
        charts=[chart.get_attribute("aria-label") or "" for chart in page.locator(CHART).all()],
        errors=shown_errors(page),
    )


def parts(page: Page, key: str, labels: Sequence[str], company: str) -> dict[str, Sight]:
    """What the page that is open shows when each of some segments is chosen."""
    found = {}
    for label in labels:
        choose(page, key, label)
        found[label] = sight(page, company)
    return found


def words(page: Page, company: str) -> str:
    """Every word that a reader sees or is told by a hint, without formulas and the company's own names."""
    said = str(page.evaluate(WORDS, MAIN))
    held = load_sample(company)
    own = {part for members in held.members.values() for member in members for part in member.split(" / ")}
    for name in sorted(own | {held.name}, key=len, reverse=True):
        said = said.replace(name, "")
    return said


def complaints(page: Page, rules: Mapping[str, Any] = RULES) -> list[str]:
    """What axe calls serious or critical; the lists that Streamlit makes of a phone's navigation are not ours."""
    report = (
        Axe().run(page, context={"exclude": [["[data-testid=stSidebarNavItems]"]]}, options={"runOnly": rules}).response
    )
    return [
        f"{rule['id']}: {node['html'][:160]} {[check.get('data') for check in node['any']][:1]}"
        for rule in report["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
