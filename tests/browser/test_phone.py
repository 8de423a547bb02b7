"""On a phone what matters stays in sight; in the dark everything is dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import go_to, press, slider, visit

PLAN = "s=1~~price_change~0.05~~sales_heads~0.6~~delivery_heads~-0.3"
BRIGHTNESS = """selector => {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = getComputedStyle(document.querySelector(selector)).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
}"""


def test_the_four_figures_stay_in_sight_while_the_levers_are_moved(phone: Page):
    visit(phone, f"/cockpit?{PLAN}")
    slider(phone, "lever-expansion_effort").scroll_into_view_if_needed()
    phone.mouse.wheel(0, 300)
    phone.wait_for_timeout(300)
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 100
    expect(phone.locator(".strip")).to_be_in_viewport(ratio=1)


def test_the_levers_come_before_the_cards_on_a_phone(phone: Page):
    visit(phone, "/cockpit")
    levers, card = (phone.locator(place).first.bounding_box() for place in (".st-key-levers", ".card"))
    assert levers is not None
    assert card is not None
    assert levers["y"] < card["y"]


def test_the_timing_of_a_lever_fits_a_phone(phone: Page):
    visit(phone, f"/cockpit?{PLAN}")
    press(phone, "when-price_change")
    box = phone.locator("[data-testid=stPopoverBody]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("name", ["cockpit", "company"])
def test_who_likes_it_dark_gets_it_dark(open_page: Callable[..., Page], name: str):
    page = visit(open_page("desktop", "dark"), f"/{name}")
    assert page.evaluate(BRIGHTNESS, "[data-testid=stApp]") < 60
    assert page.evaluate(BRIGHTNESS, "header[data-testid=stHeader]") < 60


def test_the_navigation_folds_once_a_page_is_chosen(open_page: Callable[..., Page]):
    page = visit(open_page("phone"), "/cockpit")
    go_to(page, "compare")
    expect(page.locator("[data-testid=stExpandSidebarButton]")).to_be_visible()
    expect(page.locator(".who")).to_be_in_viewport(ratio=1)
