"""A decision is signed in a real browser and stands there as one sheet, on desk and phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import sign, visit


@pytest.mark.parametrize("screen", ["phone"])
def test_a_signed_decision_is_read_as_one_sheet_without_markup_of_its_writers(
    open_page: Callable[..., Page], screen: str
):
    page = visit(open_page(screen), "/receipts?s=1~~12m~~price_change~0.05&lang=en")
    typed = {
        "question input": "Who leads?",
        "signers textarea": "Ada",
        "dissent textarea": "Cleo: <b id=x>too</b> early",
    }
    sign(page, typed)
    sheet = page.locator("article.receipt")
    expect(sheet).to_contain_text("Who leads?")
    expect(sheet).to_contain_text("<b id=x>too</b> early")
    assert page.locator("article.receipt #x").count() == 0
