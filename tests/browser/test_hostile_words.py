"""What people type and the store keeps is text on every page: no markup, no formula, no other writing direction."""

import json
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Page

from model.reading.mapping import Mapping, SourceMapping, mapping_text
from model.samples import load_sample
from store import scenarios, shelf, words
from store.database import Database
from store.kinds import Content, Signed
from store.names import one_line
from store.settings import sqlite
from store.workspaces import call_visitor, workspace_of
from tests.browser.conftest import SERVER
from tests.browser.reader import MAIN, choose, dialogs_of, go_to, press, text, visit
from ui.cookie import NAME
from ui.remarks import Remark, written

MARKUP = "<img src=x onerror=alert(1)>"
MARKDOWN = "**b** [c](javascript:alert(1)) $x^2$ :red[d] ![e](x)"
TEXTS = (MARKUP, '=HYPERLINK("http://x")', MARKDOWN, "Acme \u202egnp.exe\u2066", "</style><script>alert(2)</script>")
TAG = "**b** $x$ :red[d]"
LIVE = ":is(img[src='x'], a[href^=javascript], .katex, script, strong, span[style*=color])"
PARTS = ("History", "Merge", "New data", "Share", "Library")
OTHERS = ("compare", "assumptions", "company", "receipts", "lookback", "handouts", "cockpit")
VALUES = "fields => fields.map(field => field.value)"
_keys = count()


@pytest.fixture
def library(request: pytest.FixtureRequest, desktop: Page) -> Iterator[Page]:
    """A visitor's page; every text is kept for them in every field that takes one."""
    visit(desktop, "/method?lang=en")
    secret = next(str(cookie["value"]) for cookie in desktop.context.cookies() if cookie.get("name") == NAME)
    database = Database(sqlite(request.config.stash[SERVER].log.parent / "tandem.db"))
    workspace = workspace_of(database, secret)
    call_visitor(database, secret, MARKUP)
    remarks = written({"price_elasticity": Remark(MARKUP, "", MARKDOWN)})
    words.keep_remarks(database, workspace, "saas", json.dumps(remarks))
    for place, said in enumerate(TEXTS):
        fill(database, workspace, said, f"1~~price_change~0.0{place + 1}")
    yield desktop
    database.close()


def fill(database: Database, workspace: str, said: str, code: str) -> None:
    """Keep one text as a scenario's name, author, reason, note and tag, and as a mapping's name."""
    signed = Signed(key=f"hostile-{next(_keys)}", author=said, why=said)
    content = Content(code=code, company="saas", data=load_sample("saas").content_hash, model="1")
    one = scenarios.begin(database, workspace, said, content, signed)
    shelf.annotate(database, workspace, one.id, said)
    shelf.tag(database, workspace, one.id, (said, TAG))
    words.keep_mapping(database, workspace, said, mapping_text(Mapping(said, {said: SourceMapping("sales", {})})))


def test_what_is_kept_is_shown_as_it_was_typed_and_nothing_of_it_is_alive(library: Page):
    dialogs = dialogs_of(library)
    visit(library, "/scenarios?lang=en")
    assert [said for said in TEXTS if one_line(said) not in text(library)] == []
    assert TAG in library.locator(".st-key-library-tags").inner_text()
    for part in PARTS:
        choose(library, "library-part", part)
        assert_inert(library)
        assert "\\" not in "".join(library.locator(f"{MAIN} input[role=combobox]").evaluate_all(VALUES))
    for number, said in enumerate(TEXTS):
        card = library.locator("[class*='st-key-kept-']").filter(has=library.get_by_text(one_line(said), exact=True))
        card.locator("[class*='st-key-open-'] button").click()
        library.wait_for_function("code => location.search.includes(code)", arg=f"price_change~0.0{number + 1}")
        assert_inert(library)
        assert one_line(said)[:10] in library.locator(".st-key-save").inner_text()
    press(library, "save")
    assert f"{one_line(TEXTS[-1])}: as in version 1" in library.locator("[data-testid=stPopoverBody]").inner_text()
    assert_inert(library)
    library.keyboard.press("Escape")
    for name in OTHERS:
        go_to(library, name)
        assert_inert(library)
    assert dialogs == []


def assert_inert(page: Page) -> None:
    """Nothing on the page is what a text asked for."""
    live = page.locator(f"body {LIVE}").evaluate_all("found => found.map(one => one.outerHTML.slice(0, 120))")
    assert [one for one in live if any(sign in one for sign in ("alert", 'src="x"', "katex", ">b<", ">d<"))] == []
    assert not {"\u202e", "\u2066"} & set(page.locator("body").inner_text())
