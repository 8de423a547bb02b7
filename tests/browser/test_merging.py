"""Two branches become one scenario, as a reader does it."""

from playwright.sync_api import Page, expect

from tests.browser.reader import choose, go_to, press, setting, slide, visit

SAVED = 30_000  # milliseconds


def save_as(page: Page, name: str) -> None:
    """Keep the plan in view as a scenario of its own."""
    press(page, "save")
    page.locator(".st-key-save-name input").fill(name)
    press(page, "save-as")
    expect(page.locator(".st-key-save button").locator("visible=true").first).to_contain_text(name, timeout=SAVED)


def test_two_branches_are_merged_and_what_is_not_the_sum_is_said(desktop: Page):
    visit(desktop, "/cockpit?c=services&lang=en&s=1~~marketing_spend~0.8")
    save_as(desktop, "Revenue")
    press(desktop, "icon-reset")
    choose(desktop, "owner", "COO")
    slide(desktop, "lever-delivery_heads", presses=2, arrow="ArrowLeft")
    save_as(desktop, "Thrift")
    go_to(desktop, "scenarios")
    choose(desktop, "library-part", "Merge")
    said = desktop.locator(".verdict").last
    for part in ("Revenue alone", "Thrift alone", "together"):
        expect(said).to_contain_text(part)
    press(desktop, "merge-keep")
    go_to(desktop, "cockpit")
    choose(desktop, "owner", "CRO")
    assert setting(desktop, "lever-marketing_spend") == "+80%"
    choose(desktop, "owner", "COO")
    assert setting(desktop, "lever-delivery_heads").startswith("−")
