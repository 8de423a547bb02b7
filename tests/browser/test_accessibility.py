"""Readable for everybody: axe finds nothing serious, and the keyboard reaches and moves everything."""

from collections.abc import Callable, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.reader import press, setting, visit
from tests.browser.screens import PAGES, settle
from tests.proofs import in_long

PLAN = "s=1~~price_change~0.05~~sales_heads~0.6~~delivery_heads~-0.3"
SERIOUS = ("serious", "critical")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
FOCUSED = """() => {
    const element = document.activeElement;
    const key = element.closest('[class*=st-key-]');
    return key === null ? '' : [...key.classList].find(name => name.startsWith('st-key-')).slice(7);
}"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(desktop: Page, name: str):
    assert not complaints(visit(desktop, f"/{name}?c=services&{PLAN}"))


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


def complaints(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
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


@pytest.mark.parametrize("name", ["cockpit", "delivery", "compare"])
def test_every_chart_says_in_words_what_it_shows(desktop: Page, name: str):
    visit(desktop, f"/{name}?{PLAN}")
    charts = desktop.locator("[data-testid=stVegaLiteChart]")
    said = [chart.get_attribute("aria-label") or "" for chart in charts.all()]
    assert said
    assert all(len(words) > 40 for words in said)
