"""What stands on the pages: no word of another language, no number that nobody can read, none that is none."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from model.samples import SAMPLES
from tests.browser.reader import MAIN, choose, text, visit
from tests.browser.screens import PAGES

PLAN = "price_change~0.05~~sales_heads~0.2~~delivery_heads~0.1"
HORIZONS = (12, 60)
ENGLISH = (
    "Choose", "Upload", "Browse", "Drag", "Drop", "Select", "None", "Loading", "Running", "Stop", "Deploy", "Search",
    "No results", "Clear", "Close", "Press Enter", "revenue", "Baseline", "Scenario", "Cost", "Growth", "Month", "Months",
    "Year", "Years", "Customers", "Share", "Value", "Default", "Guess", "Source:", "Better", "Worse", "forecast", "over",
    "Table", "Apply", "Undo", "Redo", "Reset", "Limit", "per file", "Not found", "and", "the", "of", "with", "from",
)  # fmt: skip
ICONS = "[data-testid=stIconMaterial], code, [lang=en]"
SEEN = """([main, hidden]) => {
    const box = document.querySelector(main);
    const icons = [...box.querySelectorAll(hidden)];
    icons.forEach(icon => icon.style.display = 'none');
    const said = box.innerText + ' ' + [...document.querySelectorAll('header a')].map(a => a.innerText).join(' ');
    const notes = [...box.querySelectorAll('[placeholder], [title]')].map(e => `${e.placeholder || ''} ${e.title || ''}`);
    icons.forEach(icon => icon.style.display = '');
    return said + ' ' + notes.join(' ');
}"""
NOT_NUMBERS = re.compile(r"\b(nan|none|null|undefined|inf|infinity|NaN|None)\b|∞|\{[a-z_]+\}|[a-z]+\.[a-z_]+\.[a-z]+\b")
DIGITS = re.compile(r"\d[\d.,\u00a0\u202f ]*\d")


def seen(page: Page) -> str:
    """Every word that a reader sees or is told by a hint, without names of icons and formulas."""
    return str(page.evaluate(SEEN, [MAIN, ICONS]))


@pytest.mark.parametrize("name", PAGES)
def test_no_english_word_stands_on_a_french_page(desktop: Page, name: str):
    visit(desktop, f"/{name}?c=services&s=1~~{PLAN}")
    said = seen(desktop)
    if name == "method":
        for part in ("Indicateurs", "Hypothèses"):
            choose(desktop, "part", part)
            said += seen(desktop)
    if name == "cockpit":
        for owner in ("Partagé", "COO"):
            choose(desktop, "owner", owner)
            said += seen(desktop)
    leaks = [around(said, word) for word in ENGLISH if re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w-])", said)]
    assert not leaks


@pytest.mark.parametrize("name", PAGES)
def test_no_french_word_stands_on_an_english_page(desktop: Page, name: str):
    said = seen(visit(desktop, f"/{name}?c=services&s=1~~{PLAN}&lang=en"))
    french = ("le", "la", "les", "des", "du", "une", "pour", "avec", "sur", "mois", "chiffre", "charges", "référence")
    assert not [around(said, word) for word in french if re.search(rf"(?<![\w’'-]){word}(?![\w-])", said)]


def around(said: str, word: str) -> str:
    """A word with what stands beside it."""
    found = re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w-])", said)
    assert found is not None
    return f"{word}: ...{said[max(0, found.start() - 40) : found.end() + 40]}...".replace("\n", " | ")


@pytest.mark.parametrize("months", HORIZONS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_page_shows_an_unreadable_number(open_page: Callable[..., Page], sample: str, months: int):
    page, bad = open_page("desktop"), []
    for name in PAGES:
        visit(page, f"/{name}?c={sample}&s=1~~{months}m~~{PLAN}&lang=en")
        said = text(page)
        bad += [f"{name}: {found[0]}" for found in NOT_NUMBERS.finditer(said)]
        bad += [f"{name}: {number}" for number in numbers(said) if significant(number) > 7]
    assert not bad


def numbers(said: str) -> list[str]:
    """Everything that looks like one number."""
    return [found[0] for found in DIGITS.finditer(said)]


def significant(number: str) -> int:
    """How many digits a reader has to read; zeros in front do not count."""
    return len(re.sub(r"\D", "", number).lstrip("0"))
