"""Every kind of file is made on the page, downloaded and opened; the page among them opens from the disk, offline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from model.questions.watching import ALONE
from tests.browser.reader import choose, visit
from tests.browser.screens import SCREENS, settle
from tests.foreign_readers import faults
from tests.proofs import in_long
from tests.test_handouts_hostile import hostile
from ui.handout import page as handed_page
from ui.handouts import HANDOUTS
from ui.numbers import THIN_SPACE

PLAN = "s=1~~12m~~price_change~0.05~~sales_heads~0.1"
PATIENCE = 120_000  # milliseconds that one file may take on a busy machine
DRAWN = ".chart svg path[d]"


@pytest.mark.parametrize("language", ["FR", *in_long(["EN"])])
def test_every_kind_is_made_downloaded_and_opened(desktop: Page, tmp_path: Path, language: str):
    visit(desktop, f"/handouts?{PLAN}&lang={language.lower()}")
    for kind in HANDOUTS:
        card = desktop.locator(f".st-key-handout-{kind.name}")
        card.locator(f".st-key-handout_{kind.name}-ask button").click()
        button = card.locator(f".st-key-download-{kind.name} button")
        expect(button).to_be_visible(timeout=PATIENCE)
        settle(desktop)
        with desktop.expect_download() as started:
            button.click()
        name = started.value.suggested_filename
        started.value.save_as(tmp_path / name)
        assert name.endswith(f".{kind.suffix}")
        assert "helioflow" in name
        assert not faults(name, (tmp_path / name).read_bytes(), "nobody")
    choose(desktop, "language", "EN" if language == "FR" else "FR")
    expect(desktop.locator(".verdict").first).to_contain_text("Helioflow")


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handed") / "page.html"
    path.write_bytes(handed_page.made(hostile(0), ALONE))
    return path


@pytest.fixture(params=["desktop", "phone"])
def offline(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A window without network, which notes what the page asks for and whether it speaks up."""
    context = browser.new_context(offline=True, color_scheme="dark", **SCREENS[request.param])
    yield context.new_page()
    context.close()


def test_a_page_of_hostile_names_opens_offline_draws_its_charts_and_runs_nothing(offline: Page, hostile_page: Path):
    asked: list[str] = []
    spoke: list[str] = []
    offline.on("request", lambda request: asked.append(request.url))
    offline.on("dialog", lambda dialog: spoke.append(dialog.message))
    offline.on("pageerror", lambda error: spoke.append(str(error)))
    offline.on("console", lambda message: spoke.append(message.text))
    offline.goto(hostile_page.as_uri())
    expect(offline.locator("html.drawn")).to_be_attached()
    for chart in offline.locator(".chart").all():
        expect(chart.locator("svg path[d]").first).to_be_attached()
    assert asked == [hostile_page.as_uri()]
    assert spoke == []
    assert offline.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_figures_stand_there_as_tables(browser: Browser, hostile_page: Path):
    context = browser.new_context(java_script_enabled=False, offline=True, locale="fr-FR")
    page = context.new_page()
    page.goto(hostile_page.as_uri())
    assert page.locator(DRAWN).count() == 0
    folded = page.locator("figure details").first
    folded.locator("summary").click()
    expect(folded.locator("td").first).to_be_visible()
    assert THIN_SPACE in page.locator("section table").first.inner_text()
    context.close()
