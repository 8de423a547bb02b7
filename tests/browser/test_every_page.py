"""Claims about every page: three visitors go round once, and each claim is read off what they saw."""

import re
from collections.abc import Iterator, Sequence

import httpx
import pytest
from playwright.sync_api import Browser

from model.samples import SAMPLES
from tests.browser.screens import PAGES
from tests.browser.tours import Tour, go_round, parts, visitor

LEVERS = "price_change~0.05~~sales_heads~0.2~~delivery_heads~0.1"
SEGMENTS = {"cockpit": ("owner", ("COO", "Partagé")), "method": ("part", ("Indicateurs",))}
LONGEST = {"decide": 10}  # digits; there a bridge is summed to the cent
ENGLISH = (
    "Choose", "Upload", "Browse", "Drag", "Drop", "Select", "None", "Loading", "Running", "Stop", "Deploy", "Search",
    "No results", "Close", "Press Enter", "revenue", "Revenue", "Baseline", "Scenario", "Cost", "Growth", "Month",
    "Months", "Year", "Years", "Customers", "Share", "Value", "Default", "Guess", "Better", "Worse", "forecast", "over",
    "Apply", "Undo", "Redo", "Reset", "Limit", "per file", "Not found", "and", "the", "of", "with", "by", "is",
)  # fmt: skip
FRENCH = ("le", "la", "les", "des", "du", "une", "pour", "avec", "sur", "mois", "chiffre", "référence")
NOT_NUMBERS = re.compile(r"\b(nan|none|null|undefined|inf|infinity)\b|∞|\{[a-z_]+\}", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d")
CHARTED = ("cockpit", "delivery", "compare")


@pytest.fixture(scope="module")
def french(browser: Browser, app_url: str) -> Iterator[Tour]:
    """A reader of French at a desk, whose pages axe reads too."""
    with visitor(browser, app_url, "desktop") as (page, tour):
        tour.sights.update(go_round(page, f"c=services&s=1~~{LEVERS}", company="services", axe=True))
        for name, (key, labels) in SEGMENTS.items():
            page.goto(f"/{name}?c=services&s=1~~{LEVERS}")
            tour.sights.update(parts(page, key, labels, "services"))
        yield tour


@pytest.fixture(scope="module")
def english(browser: Browser, app_url: str) -> Iterator[Tour]:
    """A reader of English who looks five years ahead."""
    with visitor(browser, app_url, "desktop") as (page, tour):
        query = f"c=industry&s=1~~60m~~{LEVERS}&lang=en"
        tour.sights.update(go_round(page, query, company="industry"))
        yield tour


@pytest.fixture(scope="module")
def on_a_phone(browser: Browser, app_url: str) -> Iterator[Tour]:
    """A reader on the way."""
    with visitor(browser, app_url, "phone") as (page, tour):
        tour.sights.update(go_round(page, f"c=services&s=1~~{LEVERS}", company="services"))
        yield tour


def test_axe_finds_nothing_serious(french: Tour):
    assert not [f"{name}: {one}" for name, seen in french.sights.items() for one in seen.complaints]


def test_no_english_word_stands_on_a_french_page(french: Tour):
    assert not [f"{name}: {leak}" for name, seen in french.sights.items() for leak in leaks(seen.words, ENGLISH)]


def test_no_french_word_stands_on_an_english_page(english: Tour):
    assert not [f"{name}: {leak}" for name, seen in english.sights.items() for leak in leaks(seen.words, FRENCH)]


def test_no_page_shows_an_unreadable_number(english: Tour):
    assert not [f"{name}: {one}" for name, seen in english.sights.items() for one in unreadable(name, seen.text)]


@pytest.mark.long
@pytest.mark.parametrize("months", [12, 60])
@pytest.mark.parametrize("company", SAMPLES)
def test_no_page_of_any_company_shows_an_unreadable_number(browser: Browser, app_url: str, company: str, months: int):
    with visitor(browser, app_url, "desktop") as (page, _):
        sights = go_round(page, f"c={company}&s=1~~{months}m~~{LEVERS}&lang=en", company=company)
    assert not [f"{name}: {one}" for name, seen in sights.items() for one in unreadable(name, seen.text)]


def test_no_page_scrolls_sideways_on_a_phone(on_a_phone: Tour):
    assert not {name: seen.too_wide for name, seen in on_a_phone.sights.items() if seen.too_wide}


def test_every_chart_says_in_words_what_it_shows(french: Tour):
    assert all(french.sights[name].charts for name in CHARTED)
    assert not [words for seen in french.sights.values() for words in seen.charts if len(words) <= 40]


def test_the_address_of_every_page_holds_the_plan(english: Tour, on_a_phone: Tour):
    for tour, held in (
        (english, {"s": f"1~~60m~~{LEVERS}", "c": "industry", "lang": "en"}),
        (on_a_phone, {"s": f"1~~{LEVERS}", "c": "services"}),
    ):
        for name in PAGES:
            address = httpx.URL(tour.sights[name].address)
            assert (address.path, dict(address.params)) == (f"/{name}", held)


def test_a_visit_of_all_pages_talks_to_this_server_only(french: Tour, app_url: str):
    assert french.hosts - {""} == {httpx.URL(app_url).netloc.decode()}


def test_no_page_shows_an_error_or_leaves_one_uncaught(french: Tour, english: Tour, on_a_phone: Tour):
    for tour in (french, english, on_a_phone):
        assert not [one for seen in tour.sights.values() for one in seen.errors]
        assert not tour.uncaught


def leaks(said: str, words: Sequence[str]) -> list[str]:
    """The words that stand in a text, with what stands beside them."""
    found = (re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w-])", said) for word in words)
    return [said[max(0, place.start() - 40) : place.end() + 40] for place in found if place is not None]


def unreadable(name: str, said: str) -> list[str]:
    """What stands on a page in a number's place, and the numbers with more digits than anybody reads."""
    long = [found[0] for found in NUMBER.finditer(said) if digits(found[0]) > LONGEST.get(name, 7)]
    return [found[0] for found in NOT_NUMBERS.finditer(said)] + long


def digits(number: str) -> int:
    """How many digits a reader has to read; zeros in front do not count."""
    return len(re.sub(r"\D", "", number).lstrip("0"))
