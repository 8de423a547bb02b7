"""What a reader does and sees: levers moved by key or finger, figures and sentences as they stand there."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from playwright.sync_api import Dialog, Locator, Page, TimeoutError

from tests.browser.screens import settle

PRESS_MILLISECONDS = 120  # a slider loses presses of one tick
ANSWER_MILLISECONDS = 12_000
SCROLL_MILLISECONDS = 300
LAST_PRESS_MILLISECONDS = 700  # the answer to the first of several presses may come before the last is sent
MAIN = "[data-testid=stMainBlockContainer]"
CHART = "[data-testid=stVegaLiteChart]"
RUN = "() => document.querySelector('.st-key-seen input')?.value ?? ''"
ANSWERED = f"before => ({RUN})() !== before"
MARKS = "marks => marks.map(mark => mark.getAttribute('d')).join(' ')"


@dataclass(frozen=True)
class Outcome:
    """What stands beside the levers."""

    figures: Mapping[str, str]
    sentence: str
    last_move: str
    chart: str

    def parts_that_differ(self, other: "Outcome") -> set[str]:
        """Names of the parts that do not look the same."""
        return {name for name, part in vars(self).items() if part != getattr(other, name)}


def visit(page: Page, address: str) -> Page:
    """Open an address of the app and wait until it has answered."""
    page.goto(address)
    settle(page)
    return page


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """Do something that the server answers, and wait for its answer: a busy one may not even have begun when we look."""
    before = page.evaluate(RUN)
    yield
    with suppress(TimeoutError):  # what changes nothing is not answered: the test says whether it should have been
        page.wait_for_function(ANSWERED, arg=before, timeout=ANSWER_MILLISECONDS)
    settle(page)


def outcome(page: Page) -> Outcome:
    """What the page says now."""
    return Outcome(figures(page), sentence(page), last_move(page), chart(page))


def figures(page: Page) -> dict[str, str]:
    """The KPI cards: label to value."""
    cards = page.locator(".card:has(.value)")
    labels, values = cards.locator(".label").all_inner_texts(), cards.locator(".value").all_inner_texts()
    return dict(zip(labels, values, strict=True))


def sentence(page: Page) -> str:
    """The sentence in plain words."""
    return page.locator(".verdict").first.inner_text()


def last_move(page: Page) -> str:
    """The ranked list of what the last move changed; empty before the first move."""
    lists = page.locator("table.list:has(caption)")
    return lists.last.inner_text() if lists.count() else ""


def chart(page: Page) -> str:
    """The lines and areas of the first chart."""
    return str(page.locator(CHART).first.locator("svg path[d]").evaluate_all(MARKS))


def text(page: Page) -> str:
    """Everything that is written on the page."""
    return page.locator(MAIN).inner_text()


def slider(page: Page, key: str) -> Locator:
    """The slider of a lever ('lever-price_change'), of one of its members, of its start or its ramp."""
    return page.locator(f".st-key-{key} input[type=range]")


def setting(page: Page, key: str) -> str:
    """What a slider says it is set to."""
    return str(slider(page, key).get_attribute("aria-valuetext"))


def slide(page: Page, key: str, presses: int = 1, arrow: str = "ArrowRight") -> None:
    """Move a slider by the keyboard."""
    slider(page, key).focus()
    with answered(page):
        for _ in range(presses):
            page.keyboard.press(arrow)
            page.wait_for_timeout(PRESS_MILLISECONDS)
    page.wait_for_timeout(LAST_PRESS_MILLISECONDS * (presses > 1))
    settle(page)


def tap_slider(page: Page, key: str, share: float) -> None:
    """Move a slider by a finger on its track: 0 is its lower end, 1 its upper."""
    page.locator(f".st-key-{key}").scroll_into_view_if_needed()
    box = page.locator(f".st-key-{key} [role=group] > div").first.bounding_box()
    assert box is not None
    with answered(page):
        page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


def enter(page: Page, key: str, typed: str) -> None:
    """Type a value and press Enter."""
    field = page.locator(f".st-key-{key} input")
    with answered(page):
        field.fill(typed)
        field.press("Enter")


def press(page: Page, key: str) -> None:
    """Press the button, or open what is folded, under a key."""
    with answered(page):
        page.locator(f".st-key-{key}").locator("button, summary").locator("visible=true").first.click()


def choose(page: Page, key: str, label: str) -> None:
    """Choose one of the segments under a key."""
    segment = page.locator(f".st-key-{key}").get_by_role("radio", name=re.compile(rf"^{label}"))
    if segment.get_attribute("aria-checked") != "true":
        with answered(page):
            segment.click()


def pick(page: Page, key: str, label: str) -> None:
    """Pick an entry of the list under a key by writing its name; a list folds when the page scrolls under it."""
    field = page.locator(f".st-key-{key} input")
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(SCROLL_MILLISECONDS)
    with answered(page):
        field.fill(label)
        field.press("Enter")


def go_to(page: Page, name: str) -> None:
    """Go to another page by the navigation."""
    folded = page.locator("[data-testid=stExpandSidebarButton]")
    if folded.is_visible():
        folded.click()
    link = page.locator(f"a[href*='/{name}']").locator("visible=true").first
    for section in page.locator("[data-testid=stTopNavSection]").all():
        if not link.is_visible():
            section.click()
            page.wait_for_timeout(SCROLL_MILLISECONDS)
    with answered(page):
        link.click()


def sign(page: Page, typed: Mapping[str, str]) -> None:
    """Fill a receipt's fields, 'question input' for example, and sign it."""
    for place, said in typed.items():
        name, tag = place.split()
        box = page.locator(f".st-key-receipt-{name} {tag}")
        box.fill(said)
        box.press("Tab")
        settle(page)
    page.locator(".st-key-receipt-sign button").click()


def dialogs_of(page: Page) -> list[str]:
    """What the page's own dialogs say from here on; each is closed."""
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return said
