"""A reader brings files whose columns nobody knows, says which is which, and uses what was said again."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.own_company import NAME, files, open_files, payload, tables
from tests.browser.reader import pick, press, text, visit
from tests.browser.screens import settle
from tests.written import csv_bytes

ODD = {"month": "Accounting period", "units": "Pieces out", "revenue": "Billed", "market": "Area"}


def odd_files():
    """The company with a sales file under another name whose headers are the writer's own."""
    held = tables()
    held["billing export"] = [[ODD.get(str(name), name) for name in held["sales"][0]], *held.pop("sales")[1:]]
    return files("csv", held)


def column(page: Page, name: str) -> str:
    """The key of the selection for a column of sales."""
    found = page.locator(f"[class*='-sales-{name}']").first.get_attribute("class") or ""
    return next(word.removeprefix("st-key-") for word in found.split() if word.startswith("st-key-map-"))


def saved_mapping(page: Page) -> Path:
    """The mapping as the browser saves it."""
    with page.expect_download() as download:
        page.locator(".st-key-map-save button").click()
    return Path(download.value.path())


def test_an_unknown_file_is_mapped_read_and_its_mapping_used_again(desktop: Page):
    visit(desktop, "/company?lang=en")
    open_files(desktop, odd_files())
    assert "Which column is which?" in text(desktop)
    assert "Helioflow" in text(desktop)
    for name in ("units", "revenue", "market"):
        pick(desktop, column(desktop, name), ODD[name])
    assert "The first rows as they will be read" in text(desktop)
    mapping = saved_mapping(desktop).read_bytes()
    assert b'columns."units" = "Pieces out"' in mapping
    press(desktop, "map-read")
    desktop.locator(".who", has_text=NAME).wait_for()
    visit(desktop, "/company?lang=en&c=saas")
    open_files(desktop, [*odd_files(), payload("mapping.toml", "application/toml", mapping)])
    desktop.locator(".who", has_text=NAME).wait_for()


def test_leaving_the_mapping_leaves_the_company_as_it_was(phone: Page):
    visit(phone, "/company?lang=fr")
    open_files(phone, odd_files())
    assert "Quelle colonne est quoi" in text(phone)
    press(phone, "map-cancel")
    settle(phone)
    assert "Quelle colonne est quoi" not in text(phone)
    assert "Helioflow" in text(phone)


def test_the_way_shows_what_is_next(desktop: Page):
    visit(desktop, "/company?lang=en")
    open_files(desktop, odd_files())
    step = desktop.locator(".path [aria-current=step]")
    assert re.match(r"2\s*Map", step.inner_text())


def test_a_sheet_of_lines_is_rolled_up_by_month(desktop: Page):
    held = tables()
    header, *lines = held.pop("sales")
    place = {str(name): header.index(name) for name in header}
    rows: list[list[object]] = [["Invoice date", "Product", "Market", "Sales channel", "Qty", "Net amount"]]
    rows += [
        [
            f"{line[place['month']]}-17",
            *(line[place[name]] for name in ("product", "market", "sales_channel", "units", "revenue")),
        ]
        for line in lines
    ]
    sent = [*files("csv", held), payload("invoice lines.csv", "text/csv", csv_bytes(rows))]
    visit(desktop, "/company?lang=en")
    open_files(desktop, sent)
    assert desktop.locator("[class*='-table'] input").first.input_value() == "One line per invoice (rolled up by month)"
    press(desktop, "map-read")
    desktop.locator(".who", has_text=NAME).wait_for()
