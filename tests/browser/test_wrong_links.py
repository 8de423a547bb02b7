"""Links that are wrong, old or hostile: read value by value, and said in words."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.reader import figures, setting, text, visit
from tests.browser.screens import PAGES
from tests.proofs import in_long

AS_IS = "the company is shown as it is"
WRONG = {
    "unknown lever": ("1~~teleport~0.5", "'teleport' is not known here"),
    "out of range": ("1~~price_change~7.5", "List price: 7.5 is out of range; the default is used"),
    "no number": ("1~~price_change~much", "List price: 'much' is not a number"),
    "unknown member": ("1~~price_change~0.05~mdeadbeef~0.1", "the value for one member was left out"),
    "no horizon": ("1~~99m", "'99m' is not a horizon"),
    "other version": ("9~~price_change~0.05", f"the link is of another version ('9'); {AS_IS}"),
    "garbage": ("%F0%9F%92%A9%00~~{{7*7}}~~../../etc/passwd", AS_IS),
    "much too long": ("1~~price_change~0.05" * 500, f"the link is too long; {AS_IS}"),
}
HOSTILE = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"


@pytest.mark.parametrize("kind", ["out of range", *in_long(WRONG, "out of range")])
def test_what_is_wrong_in_a_link_is_named_and_left_out(desktop: Page, kind: str):
    code, said = WRONG[kind]
    visit(desktop, f"/cockpit?lang=en&s={code}")
    alert = desktop.get_by_role("alert").inner_text()
    assert "This link was read, except:" in alert
    assert said in alert


def test_what_is_right_in_a_link_counts_beside_what_is_wrong(desktop: Page):
    right = figures(visit(desktop, "/cockpit?lang=en&s=1~~price_change~0.05"))
    visit(desktop, "/cockpit?lang=en&s=1~~teleport~0.5~~price_change~0.05~~sales_heads~much~~99m")
    assert setting(desktop, "lever-price_change") == "+5%"
    assert figures(desktop) == right


def test_an_unknown_company_is_said_and_a_sample_is_shown(desktop: Page):
    visit(desktop, "/cockpit?lang=en&c=0123456789abcdef0123456789abcdef")
    assert "the company of this address is kept in another workspace" in desktop.get_by_role("alert").inner_text()
    assert figures(desktop)


def test_an_unknown_language_falls_back_to_the_browsers(desktop: Page):
    assert "Croissance" in text(visit(desktop, "/cockpit?lang=xx"))


@pytest.mark.parametrize("place", ["s", "c", "lang"])
def test_script_in_a_link_is_never_run(desktop: Page, place: str):
    visit(desktop, f"/cockpit?{place}={quote('1~~' + HOSTILE + '~' + HOSTILE)}")
    assert desktop.evaluate("window.hit") is None
    assert desktop.locator("img[src=x]").count() == 0
    assert figures(desktop)


@pytest.mark.parametrize("name", ["company", *in_long(PAGES[1:], "company")])
def test_every_page_survives_a_hostile_link(desktop: Page, name: str):
    visit(desktop, f"/{name}?lang=en&c={quote(HOSTILE)}&s=1~~{quote(HOSTILE)}~9~~price_change~0.05~m~~~.x~")
    assert "This link was read, except:" in desktop.get_by_role("alert").inner_text()
    assert "Traceback" not in text(desktop)
