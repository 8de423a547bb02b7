"""What stands on the pages: no word of another language, no number that nobody can read, none that is none."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from playwright.sync_api import Page

from model.samples import SAMPLES, load_sample
from tests.browser.reader import MAIN, choose, go_to, text, visit
from tests.browser.screens import PAGES
from tests.proofs import in_long

PLAN = "price_change~0.05~~sales_heads~0.2~~delivery_heads~0.1"
FIRST = ("industry", 60)
LONGEST = {"decide": 10}  # digits; there a bridge is summed to the cent
PARTS = {
    "cockpit": ("owner", ("Partagé", "COO")),
    "method": ("part", ("Indicateurs",)),
}
ENGLISH = (
    "Choose", "Upload", "Browse", "Drag", "Drop", "Select", "None", "Loading", "Running", "Stop", "Deploy", "Search",
    "No results", "Close", "Press Enter", "revenue", "Revenue", "Baseline", "Scenario", "Cost", "Growth", "Month",
    "Months", "Year", "Years", "Customers", "Share", "Value", "Default", "Guess", "Better", "Worse", "forecast", "over",
    "Apply", "Undo", "Redo", "Reset", "Limit", "per file", "Not found", "and", "the", "of", "with", "by", "is",
)  # fmt: skip
FRENCH = ("le", "la", "les", "des", "du", "une", "pour", "avec", "sur", "mois", "chiffre", "référence")
SEEN = """main => {
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
NOT_NUMBERS = re.compile(r"\b(nan|none|null|undefined|inf|infinity)\b|∞|\{[a-z_]+\}", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d")


def test_no_english_word_stands_on_a_french_page(desktop: Page):
    visit(desktop, f"/cockpit?c=services&s=1~~{PLAN}")
    assert not [f"{name}: {leak}" for name, said in all_pages(desktop) for leak in leaks(said, ENGLISH)]


def test_no_french_word_stands_on_an_english_page(desktop: Page):
    visit(desktop, f"/cockpit?c=services&s=1~~{PLAN}&lang=en")
    found = leaks(seen(desktop), FRENCH)
    for name in PAGES[1:]:
        go_to(desktop, name)
        found += [f"{name}: {leak}" for leak in leaks(seen(desktop), FRENCH)]
    assert not found


def all_pages(page: Page) -> Iterator[tuple[str, str]]:
    """Each page's name and every word on it, whatever part of it is chosen."""
    for name in (*PAGES[1:], "cockpit"):
        go_to(page, name)
        yield name, seen(page)
        key, parts = PARTS.get(name, ("", ()))
        for part in parts:
            choose(page, key, part)
            yield name, seen(page)


def seen(page: Page) -> str:
    """Every word that a reader sees or is told by a hint, without formulas and the company's own names."""
    said = str(page.evaluate(SEEN, MAIN))
    company = load_sample("services")
    own = {part for members in company.members.values() for member in members for part in member.split(" / ")}
    for name in sorted(own | {company.name}, key=len, reverse=True):
        said = said.replace(name, "")
    return said


def leaks(said: str, words: Sequence[str]) -> list[str]:
    """The words that stand in a text, with what stands beside them."""
    found = (re.search(rf".{{0,40}}(?<![\w’'-]){re.escape(word)}(?![\w-]).{{0,40}}", said) for word in words)
    return [place[0] for place in found if place is not None]


@pytest.mark.parametrize(("sample", "months"), [FIRST, *in_long(product(SAMPLES, (12, 60)), FIRST)])
def test_no_page_shows_an_unreadable_number(desktop: Page, sample: str, months: int):
    visit(desktop, f"/cockpit?c={sample}&s=1~~{months}m~~{PLAN}&lang=en")
    bad = []
    for name in (*PAGES[1:], "cockpit"):
        go_to(desktop, name)
        said = text(desktop)
        bad += [f"{name}: {found[0]}" for found in NOT_NUMBERS.finditer(said)]
        bad += [f"{name}: {found[0]}" for found in NUMBER.finditer(said) if digits(found[0]) > LONGEST.get(name, 7)]
    assert not bad


def digits(number: str) -> int:
    """How many digits a reader has to read; zeros in front do not count."""
    return len(re.sub(r"\D", "", number).lstrip("0"))
