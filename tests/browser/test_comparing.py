"""Presets beside one's own plan, what blocks delivery and what unblocks it, and the price of looking alone."""

import httpx
import pytest
from playwright.sync_api import Locator, Page

from tests.browser.reader import enter, figures, go_to, pick, press, setting, slide, text, visit

SCENARIOS = ["Baseline", "Revenue first", "Efficiency first", "Balanced", "My scenario"]
OVERLOADED = "s=1~~marketing_spend~1.0~~sales_heads~0.6~~delivery_heads~-0.3"


def table(page: Page, holding: str) -> Locator:
    return page.locator("table.list").filter(has_text=holding).first


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_baseline_the_presets_and_mine_stand_side_by_side(open_page, screen: str):
    page = visit(open_page(screen), "/compare?lang=en&s=1~~price_change~0.05")
    titles = table(page, "Operating cost").locator("th[scope=col]").all_inner_texts()
    assert titles[1:] == SCENARIOS


def test_the_short_and_the_long_term_are_compared(desktop: Page):
    said = text(visit(desktop, "/compare?lang=en&s=1~~60m~~price_change~0.05"))
    assert "4 quarters" in said
    assert "over 5 years" in said


def test_a_preset_becomes_my_plan_and_undo_takes_it_back(desktop: Page):
    visit(desktop, "/compare?lang=en")
    press(desktop, "use-balanced")
    adopted = httpx.URL(desktop.url).params.get("s", "")
    press(desktop, "icon-undo")
    assert "~~" in adopted
    assert "s" not in httpx.URL(desktop.url).params


def test_a_preset_that_became_mine_has_the_figures_of_the_preset(desktop: Page):
    visit(desktop, "/compare?lang=en")
    press(desktop, "use-revenue_first")
    lines = table(desktop, "Operating cost").locator("tr").filter(has_text="EBITDA").first.locator("td")
    values = [value.split()[0] for value in lines.all_inner_texts()]
    assert values[1] == values[-1]


def test_a_move_that_unblocks_is_applied_with_one_click(desktop: Page):
    visit(desktop, f"/delivery?lang=en&c=services&{OVERLOADED}")
    before = desktop.locator(".verdict").first.inner_text()
    assert "is full and work waits" in before
    press(desktop, "apply-0")
    assert desktop.locator(".verdict").first.inner_text() != before
    assert httpx.URL(desktop.url).params["s"] != OVERLOADED[2:]


def test_nothing_is_offered_where_nothing_is_blocked(desktop: Page):
    said = text(visit(desktop, "/delivery?lang=en&s=1~~delivery_heads~0.5"))
    assert "Apply" not in said


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_silo_view_stands_beside_the_whole_company(open_page, screen: str):
    page = visit(open_page(screen), f"/delivery?lang=en&c=services&{OVERLOADED}")
    titles = table(page, "Silo view").locator("th[scope=col]").all_inner_texts()
    assert titles[1:] == ["Silo view", "Whole company", "Missed"]


def test_an_assumption_changed_in_the_ledger_moves_the_cockpit_and_undo_restores_it(desktop: Page):
    before = figures(visit(desktop, "/cockpit?lang=en&s=1~~price_change~0.05"))
    go_to(desktop, "assumptions")
    pick(desktop, "ledger-entry", "Wage drift")
    enter(desktop, "value-wage_drift", "0.06")
    go_to(desktop, "cockpit")
    changed = figures(desktop)
    press(desktop, "icon-undo")
    assert changed != before
    assert figures(desktop) == before
    assert setting(desktop, "lever-price_change") == "+5%"


def test_a_shock_changes_the_figures_of_the_cockpit(desktop: Page):
    before = figures(visit(desktop, "/cockpit?lang=en"))
    go_to(desktop, "outside")
    slide(desktop, "lever-demand_shock")
    go_to(desktop, "cockpit")
    assert figures(desktop) != before
