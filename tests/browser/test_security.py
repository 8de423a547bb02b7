"""What the server tells and hides, and names that would like to be more than text."""

from collections.abc import Sequence

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.own_company import Tables, files, open_files, tables
from tests.browser.reader import MAIN, dialogs_of, go_to, text, visit
from tests.proofs import in_long

CLOSED = ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/script-health-check")
NAMES = ("<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "**b** [c](javascript:alert(1)) $x$ :red[d]")


@pytest.mark.parametrize("path", ["/", "/cockpit", "/_stcore/health", "/no-such-page"])
def test_every_answer_carries_the_security_headers(app_url: str, path: str):
    headers = httpx.get(app_url + path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", CLOSED)
def test_the_servers_own_figures_are_closed(app_url: str, path: str):
    assert httpx.get(app_url + path).status_code == 404


@pytest.mark.parametrize("name", [NAMES[0], *in_long(NAMES, NAMES[0])])
def test_names_are_text_whatever_they_look_like(desktop: Page, name: str):
    dialogs = dialogs_of(desktop)
    visit(desktop, "/company?lang=en")
    open_files(desktop, files("workbook", with_markets(tables(name), NAMES)))
    assert name in text(desktop)
    for page in ("cockpit", "delivery", "compare"):
        go_to(desktop, page)
        assert not dialogs
        assert desktop.locator(f"{MAIN} :is(img[src=x], a[href^=javascript], .katex)").count() == 0
    assert name in text(desktop)


def with_markets(held: Tables, names: Sequence[str]) -> Tables:
    """The tables with markets called by other names."""
    renamed: dict[str | float, str] = {}
    title, *lines = held["sales"]
    place = title.index("market")
    for line in lines:
        renamed.setdefault(line[place], names[len(renamed) % len(names)])
    sales = [[renamed[cell] if at == place else cell for at, cell in enumerate(line)] for line in lines]
    return {**held, "sales": [title, *sales]}


def test_no_writing_direction_of_a_name_spills_into_the_page(desktop: Page):
    visit(desktop, "/company?lang=en")
    open_files(desktop, files("workbook", tables("Acme \u202egnp.exe")))
    assert "\u202e" not in text(desktop)
