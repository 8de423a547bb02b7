"""Where the server's owner set up a provider, the name of saves comes from there; where not, nothing offers it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.browser.provider import CLIENT, provider
from tests.browser.reader import press, visit
from tests.browser.screens import open_context, settle
from tests.browser.server import free_port, start, stop, wait

NAME = "Ada <b>Lovelace</b>\u202e"
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "a long text for the test"
client_id = "{client}"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


def test_the_name_of_a_save_comes_from_the_provider(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path):
    port, secrets = free_port(), tmp_path / "secrets.toml"
    with provider({"name": NAME, "email": "ada@example.com"}) as address:
        app = f"http://127.0.0.1:{port}"
        secrets.write_text(SECRETS.format(app=app, client=CLIENT, provider=address))
        server = start(tmp_path / "log", port, "", "--secrets.files", str(secrets))
        context = open_context(browser, "desktop", base_url=app)
        try:
            wait(server)
            page = context.new_page()
            watch(request.node, page)
            visit(page, "/cockpit?lang=en")
            press(page, "save")
            with page.expect_response(f"{app}/oauth2callback*"):
                page.locator(".st-key-sign-in button").click()
            page.wait_for_load_state()
            expect(page.locator(".st-key-save")).to_be_visible()
            settle(page)
            press(page, "save")
            author = page.locator(".st-key-save-author input")
            expect(author).to_have_value("Ada <b>Lovelace</b>")
            expect(author).to_be_disabled()
            expect(page.locator(".st-key-sign-out button")).to_be_visible()
        finally:
            context.close()
            stop(server)


def test_nothing_offers_to_sign_in_where_no_provider_is_set_up(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    press(desktop, "save")
    expect(desktop.locator(".st-key-save-author")).to_be_visible()
    expect(desktop.locator(".st-key-sign-in")).to_have_count(0)
