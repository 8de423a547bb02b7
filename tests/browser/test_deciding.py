"""From an answer to what made it: by the keyboard to a lever, and by a reload back to the same answer."""

from playwright.sync_api import Page, expect

from tests.browser.reader import answered, visit
from tests.browser.screens import settle

PLAN = "s=1~~24m~~marketing_spend~0.4~~process_efficiency~0.2&c=services&lang=en"
LEVER = ".st-key-lever-process_efficiency"


def test_a_bar_of_the_bridge_leads_by_the_keyboard_to_the_slider_of_its_lever(desktop: Page):
    visit(desktop, f"/decide?{PLAN}&d=decide~moved")
    way = desktop.locator(".st-key-moved-go-process_efficiency button")
    way.focus()
    with answered(desktop):
        desktop.keyboard.press("Enter")
    expect(desktop.locator(f"{LEVER} input[type=range]")).to_be_focused()
    with answered(desktop):
        desktop.keyboard.press("ArrowRight")
    settle(desktop)
    assert "process_efficiency~0.21" in desktop.url


def test_a_reload_shows_the_same_question_kpi_and_rules(desktop: Page):
    visit(desktop, f"/decide?{PLAN}&d=decide~moved~~kpi~on_time")
    desktop.reload()
    settle(desktop)
    expect(desktop.locator(".verdict")).to_contain_text("On time goes from")
    visit(desktop, f"/plan?{PLAN.replace('24m', '24m~~rule-runway~9~30~0~~say-coo~3')}&d=plan~people")
    desktop.reload()
    settle(desktop)
    assert "rule-runway~9~30~0" in desktop.url
    assert "d=plan~people" in desktop.url
    expect(desktop.locator(".verdict")).to_contain_text("These wishes are served best by")
