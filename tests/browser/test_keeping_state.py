"""What a reader set survives another page, another language, a reload, another browser and the way back."""

from collections.abc import Callable, Sequence

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import choose, figures, go_to, press, sentence, setting, slide, text, visit
from tests.browser.screens import open_context, settle
from tests.browser.server import serve

PLAN = "s=1~~24m~~price_change~0.05~s3~r4~~delivery_heads~0.2"
TITLES = {
    "cockpit": "Cockpit",
    "delivery": "Sold vs deliverable",
    "compare": "Compare",
    "outside": "Outside world",
    "company": "Company",
    "method": "Method",
    "tradeoff": "Trade-off",
    "decide": "Decide",
    "plan": "Plan",
    "functions": "By function",
    "scenarios": "Scenarios",
    "handouts": "Hand over",
    "receipts": "Receipts",
    "lookback": "Look-back",
    "assumptions": "Assumptions",
    "backtest": "Back-test",
}


def test_the_levers_are_as_they_were_after_a_visit_to_other_pages(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    slide(desktop, "lever-price_change")
    before = figures(desktop)
    for name in ("method", "compare", "cockpit"):
        go_to(desktop, name)
    assert setting(desktop, "lever-price_change") == "+1%"
    assert figures(desktop) == before


def test_the_language_changes_the_words_and_keeps_the_plan(desktop: Page):
    visit(desktop, f"/cockpit?{PLAN}")
    french = sentence(desktop)
    choose(desktop, "language", "EN")
    assert french.startswith(("Rentable", "Pas rentable"))
    assert sentence(desktop).startswith(("Pays off over 2 years", "Does not pay off over 2 years"))
    assert setting(desktop, "lever-price_change") == "+5%"
    assert "lang=en" in desktop.url


def test_the_browser_is_told_the_language(desktop: Page):
    visit(desktop, "/cockpit")
    expect(desktop.locator("html")).to_have_attribute("lang", "fr")
    choose(desktop, "language", "EN")
    expect(desktop.locator("html")).to_have_attribute("lang", "en")


def test_a_reload_shows_the_same_numbers(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    slide(desktop, "lever-price_change")
    choose(desktop, "horizon", "5 years")
    before = figures(desktop)
    desktop.reload()
    settle(desktop)
    assert figures(desktop) == before
    assert setting(desktop, "lever-price_change") == "+1%"


def test_the_link_shows_the_same_numbers_in_another_browser(open_page: Callable[..., Page]):
    mine = visit(open_page("desktop"), "/cockpit?lang=en&c=services")
    slide(mine, "lever-price_change")
    choose(mine, "owner", "COO")
    slide(mine, "lever-delivery_heads")
    assert figures(visit(open_page("phone"), mine.url)) == figures(mine)


def test_the_button_copies_the_link(desktop: Page):
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(desktop, f"/cockpit?{PLAN}&lang=en")
    press(desktop, "icon-share")
    assert desktop.evaluate("navigator.clipboard.readText()") == desktop.url


def test_back_returns_to_the_plan_before(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    slide(desktop, "lever-price_change")
    before = figures(desktop)
    slide(desktop, "lever-sales_heads")
    desktop.go_back()
    settle(desktop)
    assert setting(desktop, "lever-sales_heads") == "0%"
    assert figures(desktop) == before


def test_back_returns_to_the_page_before_with_its_plan(desktop: Page):
    visit(desktop, f"/cockpit?{PLAN}&lang=en")
    before = figures(desktop)
    go_to(desktop, "method")
    desktop.go_back()
    settle(desktop)
    assert figures(desktop) == before
    assert setting(desktop, "lever-price_change") == "+5%"


def test_deep_links_are_right_as_the_first_requests_to_a_cold_server(browser: Browser, app_url: str):
    """The very first one shows what a server shows that has answered many; then three others."""
    first, *others = ("delivery", "cockpit", "company", "decide")
    (warm,) = seen(browser, app_url, [first])
    with serve() as server:
        cold, *rest = seen(browser, server.url, [first, *others])
    assert cold == warm
    assert [read.partition("\n")[0] for read in rest] == [TITLES[name] for name in others]


def seen(browser: Browser, url: str, names: Sequence[str]) -> list[str]:
    """What a new visitor reads who opens pages of the plan one after another by their links."""
    context = open_context(browser, "desktop", base_url=url)
    page = context.new_page()
    read = [text(visit(page, f"/{name}?{PLAN}&c=services&lang=en")) for name in names]
    context.close()
    return read


def test_the_root_leads_to_the_cockpit_with_the_plan(desktop: Page):
    visit(desktop, f"/?{PLAN}&lang=en")
    assert httpx.URL(desktop.url).path == "/cockpit"
    assert setting(desktop, "lever-price_change") == "+5%"
