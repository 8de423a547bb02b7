"""A plan is handed out: whoever has the link reads it on a phone and finds no lever, until the owner takes it back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import watch
from tests.browser.reader import answered, choose, press, text, visit
from tests.browser.screens import open_context, settle
from tests.browser.tours import TOO_WIDE, complaints

PLAN = "s=1~~price_change~0.05~s3~r4"
NAME = "Growth <b>first</b> *now*"
LEVERS = "input[type=range], textarea, a[href*='/cockpit'], [data-testid=stTopNavSection]"
CORNER = """image => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const drawn = canvas.getContext('2d');
    drawn.drawImage(image, 0, 0);
    return [...drawn.getImageData(1, 1, 1, 1).data];
}"""


@pytest.fixture(scope="module")
def owner(browser: Browser, app_url: str) -> Iterator[Page]:
    """Somebody who kept a plan and has made a link that reads it; its address is on the screen."""
    context = open_context(browser, "desktop", "dark", app_url)
    page = visit(context.new_page(), f"/cockpit?lang=en&{PLAN}")
    press(page, "save")
    page.locator(".st-key-save-name input").fill(NAME)
    press(page, "save-as")
    press(page, "save")
    press(page, "save-share")
    press(page, "share-make")
    yield page
    context.close()


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Browser, app_url: str) -> Iterator[Callable[..., Page]]:
    """reader(theme="light"): a phone that has never been here, at the link."""
    contexts: list[BrowserContext] = []

    def one(address: str, theme: str = "light") -> Page:
        contexts.append(open_context(browser, "phone", theme, app_url))
        page = contexts[-1].new_page()
        watch(request.node, page)
        return visit(page, address)

    yield one
    for context in contexts:
        context.close()


def address(owner: Page) -> str:
    """The address that the owner sees."""
    return owner.locator(".st-key-share-made code").inner_text()


def test_a_phone_reads_the_plan_and_finds_no_lever_and_no_way_to_one(owner: Page, reader: Callable[..., Page]):
    phone = reader(address(owner))
    for part in (NAME, "Rentable sur 3 ans", "Croissance", "Opérations", "Prix catalogue", "Ce qui bloque"):
        assert part in text(phone)
    assert phone.locator(LEVERS).count() == 0
    assert phone.evaluate(TOO_WIDE) == []
    choose(phone, "language", "EN")
    assert "Pays off over 3 years" in text(phone)
    assert phone.url == f"{address(owner)}&lang=en"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_plan_that_was_handed_out(owner: Page, reader: Callable[..., Page], theme: str):
    assert not complaints(reader(address(owner), theme))


def test_axe_finds_nothing_serious_where_links_are_made(owner: Page):
    assert not complaints(owner)


def test_the_button_copies_the_address(owner: Page):
    owner.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(owner, "share-copy")
    assert owner.evaluate("navigator.clipboard.readText()") == address(owner)


def test_the_code_keeps_its_quiet_zone_white_in_the_dark_and_is_as_large_as_a_room_needs(owner: Page):
    code = owner.locator("img.qr").first
    assert code.evaluate(CORNER) == [255, 255, 255, 255]
    press(owner, "share-large")
    box = owner.locator(".qr-room img").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 0.6 * 900
    owner.keyboard.press("Escape")
    settle(owner)


def test_a_link_that_is_taken_back_opens_nothing_at_the_phones_next_action_and_after_a_reload(
    owner: Page, reader: Callable[..., Page]
):
    phone = reader(address(owner))
    for label in ("Take back", "Take it back for good"):
        with answered(owner):
            owner.get_by_role("button", name=label).click()
    choose(phone, "language", "EN")
    assert "This link opens nothing" in text(phone)
    assert NAME not in text(phone)
    phone.reload()
    settle(phone)
    assert "Ce lien n’ouvre rien" in text(phone)
    press(phone, "link-leave")
    assert phone.locator("input[type=range]").count() > 0
    assert NAME not in text(phone)
