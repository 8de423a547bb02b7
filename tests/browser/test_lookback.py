"""From a signed decision to its look-back in a real browser: the plan is there, what is missing is said, the PDF can be had."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.reader import sign, visit
from tests.browser.screens import settle

LONGEST = 90_000  # milliseconds


def test_a_signed_decision_is_the_first_plan_to_look_back_at_and_its_report_is_a_pdf(open_page: Callable[..., Page]):
    page = visit(open_page("desktop"), "/receipts?s=1~~12m~~price_change~0.05&lang=en")
    sign(page, {"question input": "Who <b>leads?", "signers textarea": "Ada"})
    expect(page.locator("article.receipt")).to_contain_text("Who <b>leads?")
    visit(page, "/lookback?lang=en")
    expect(page.get_by_text("No month has come since this plan was made")).to_be_visible()
    button = page.locator(".st-key-lookback-take_pdf button")
    expect(button).to_be_visible(timeout=LONGEST)
    settle(page)
    with page.expect_download() as started:
        button.click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF")
    assert started.value.suggested_filename == "look-back.pdf"
