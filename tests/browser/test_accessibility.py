"""Readable for everybody: axe finds nothing serious, and the keyboard reaches and moves everything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.reader import press, setting, visit
from tests.browser.screens import PAGES, settle
from tests.browser.tours import CONTRAST, complaints
from tests.proofs import in_long

PLAN = "s=1~~price_change~0.05~~sales_heads~0.6~~delivery_heads~-0.3"
FOCUSED = """() => {
    const element = document.activeElement;
    const key = element.closest('[class*=st-key-]');
    return key === null ? '' : [...key.classList].find(name => name.startsWith('st-key-')).slice(7);
}"""


@pytest.mark.parametrize("name", ["cockpit", *in_long(["delivery"])])
def test_axe_finds_nothing_serious_in_english(desktop: Page, name: str):
    assert not complaints(visit(desktop, f"/{name}?c=services&{PLAN}&lang=en"))


@pytest.mark.parametrize("name", ["cockpit", *in_long(PAGES, "cockpit")])
def test_colours_have_contrast_in_the_dark(open_page: Callable[..., Page], name: str):
    page = visit(open_page("desktop", "dark"), f"/{name}?c=services&{PLAN}")
    assert not complaints(page, CONTRAST)


def test_axe_finds_nothing_serious_where_a_lever_is_unfolded(desktop: Page):
    visit(desktop, f"/cockpit?{PLAN}")
    press(desktop, "experts-cro")
    press(desktop, "when-price_change")
    assert not complaints(desktop)


def test_axe_finds_nothing_serious_on_a_phone(phone: Page):
    assert not complaints(visit(phone, f"/cockpit?{PLAN}"))


def test_tab_reaches_a_slider_and_arrows_move_it(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    tab_to(desktop, "lever-price_change")
    while not desktop.evaluate("document.activeElement.type === 'range'"):
        desktop.keyboard.press("Tab")
    desktop.keyboard.press("ArrowLeft")
    settle(desktop)
    assert setting(desktop, "lever-price_change") == "−1%"


def test_tab_reaches_horizon_history_language_and_every_lever_in_that_order(desktop: Page):
    visit(desktop, f"/cockpit?{PLAN}&lang=en")
    reached = tab_to(desktop, "experts-cro")
    wanted = ["horizon", "icon-reset", "icon-share", "language", "owner", "lever-price_change", "entry-price_change"]
    wanted += ["when-price_change", "icon-reset-price_change", "lever-sales_heads", "experts-cro"]
    assert [key for key in reached if key in wanted] == wanted


def tab_to(page: Page, key: str, most: int = 80) -> list[str]:
    """Press Tab until a widget has the focus; the keys of the widgets passed on the way."""
    reached: list[str] = []
    while len(reached) < most and key not in reached:
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate(FOCUSED)))
    return list(dict.fromkeys(reached))


def test_a_slider_keeps_the_focus_after_its_move(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    tab_to(desktop, "lever-price_change")
    while not desktop.evaluate("document.activeElement.type === 'range'"):
        desktop.keyboard.press("Tab")
    for _ in range(2):
        desktop.keyboard.press("ArrowRight")
        settle(desktop)
    assert setting(desktop, "lever-price_change") == "+2%"
