"""Stored links in a real browser: a second person works in the owner's scenario, and sees nothing else of the owner's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Page, WebSocket

from model.samples import load_sample
from store import links, receipts, scenarios, words
from store.database import Database
from store.kinds import Content, Kept, Signed
from store.links import Lead
from store.receipts import About
from store.settings import sqlite
from store.workspaces import new_workspace
from tests.browser.conftest import SERVER
from tests.browser.reader import choose, go_to, press, setting, slide, text, visit
from tests.browser.screens import settle

PRICE, CANARY = "1~~price_change~0.05", "Kanarienvogel"
REFUSED = "This link opens nothing"
PAGES = ("scenarios", "compare", "receipts", "company", "assumptions")


@dataclass(frozen=True)
class Owner:
    """Somebody's workspace on the running server, and the scenario that they share."""

    database: Database
    workspace: str
    kept: Kept

    def link(self, lead: Lead) -> str:
        """The secret of a new link."""
        return links.create(self.database, self.workspace, lead)[1]

    def head(self) -> str:
        """What the scenario says now."""
        return scenarios.find(self.database, self.workspace, self.kept.id).head.content.code


@pytest.fixture
def owner(request: pytest.FixtureRequest, app_url: str) -> Iterator[Owner]:
    """An owner all of whose other things carry the canary."""
    database = Database(sqlite(request.config.stash[SERVER].log.parent / "tandem.db"))
    workspace = new_workspace(database)
    content = Content(code=PRICE, company="saas", data=load_sample("saas").content_hash, model="1")
    key = Signed(key="open", author="Ada")
    kept = scenarios.begin(database, workspace, "Open plan", content, key)
    scenarios.begin(database, workspace, f"{CANARY} plan", content, Signed(key="other", author=CANARY))
    words.keep_remarks(database, workspace, "saas", f'{{"discount_rate": {{"owner": "{CANARY}"}}}}')
    words.keep_mapping(database, workspace, CANARY, f'name = "{CANARY}"')
    receipts.write(database, workspace, {"question": CANARY}, About(key="receipt"))
    yield Owner(database, workspace, kept)
    database.close()


def received(page: Page) -> list[bytes]:
    """Whatever the server sends to a page from here on."""
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", listen)
    return frames


def test_a_second_person_saves_into_the_owners_scenario_until_the_link_is_taken_back(desktop: Page, owner: Owner):
    lead = Lead(role="editor", scenario=owner.kept.id)
    secret = owner.link(lead)
    visit(desktop, f"/cockpit?l={secret}&lang=en")
    for name in ("compare", "cockpit"):
        go_to(desktop, name)
        assert httpx.URL(desktop.url).params["l"] == secret
    desktop.reload()
    settle(desktop)
    slide(desktop, "lever-price_change")
    press(desktop, "save")
    press(desktop, "save-version")
    assert owner.head() == "1~~price_change~0.06"
    slide(desktop, "lever-price_change")
    (link,) = links.links(owner.database, owner.workspace)
    links.revoke(owner.database, owner.workspace, link.id)
    slide(desktop, "lever-sales_heads")
    assert REFUSED in text(desktop)
    assert owner.head() == "1~~price_change~0.06"
    visit(desktop, f"/cockpit?l={owner.link(lead)}&lang=en")
    assert setting(desktop, "lever-price_change") == "+7%"


def test_two_browsers_change_one_scenario_and_the_second_chooses_lever_by_lever(
    open_page: Callable[..., Page], owner: Owner
):
    secret = owner.link(Lead(role="editor", scenario=owner.kept.id))
    first, second = (visit(open_page(screen), f"/cockpit?l={secret}&lang=en") for screen in ("desktop", "phone"))
    slide(first, "lever-price_change")
    slide(second, "lever-price_change", presses=2)
    slide(second, "lever-sales_heads")
    for page in (first, second):
        press(page, "save")
        press(page, "save-version")
    assert owner.head() == "1~~price_change~0.06"
    choose(second, "conflict-price_change", "Theirs")
    press(second, "conflict-save")
    assert owner.head() == "1~~price_change~0.06~~sales_heads~0.05"


def test_nothing_of_the_owners_but_the_plan_reaches_a_linked_browser(open_page: Callable[..., Page], owner: Owner):
    sent = {}
    for role, lead in {"trier": Lead(role="trier", scenario=owner.kept.id), "owner": Lead(role="owner")}.items():
        page = open_page("desktop")
        sent[role] = received(page)
        visit(page, f"/cockpit?l={owner.link(lead)}&lang=en")
        for name in PAGES:
            go_to(page, name)
    assert any(CANARY.encode() in frame for frame in sent["owner"])
    assert sent["trier"]
    assert not any(CANARY.encode() in frame for frame in sent["trier"])
