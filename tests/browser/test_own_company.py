"""A reader opens figures of their own, in every form they may have them, and plans with them."""

from collections.abc import Callable
from typing import get_args

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.own_company import NAME, Form, files, open_files, tables
from tests.browser.reader import figures, go_to, press, setting, slide, text, visit
from tests.browser.screens import settle


@pytest.mark.parametrize("form", get_args(Form))
def test_a_company_is_opened_from_a(desktop: Page, form: Form):
    visit(desktop, "/company?lang=en")
    open_files(desktop, files(form, tables()))
    assert f"{NAME} ·" in text(desktop)
    assert desktop.get_by_role("alert").filter(has_text="cannot be read").count() == 0


def test_the_same_company_has_the_same_figures_whatever_form_it_was_opened_from(desktop: Page):
    found = []
    for form in ("workbook", "french"):
        visit(desktop, "/company?lang=en")
        open_files(desktop, files(form, tables()))
        go_to(desktop, "cockpit")
        found.append(figures(desktop))
    sample = figures(visit(desktop, "/cockpit?c=services&lang=en"))
    assert found == [sample, sample]


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_company_of_ones_own_is_planned_with_and_survives_a_reload(open_page: Callable[..., Page], screen: str):
    page = visit(open_page(screen), "/company?lang=en")
    open_files(page, files("workbook", tables()))
    go_to(page, "cockpit")
    slide(page, "lever-price_change")
    before = figures(page)
    page.reload()
    settle(page)
    assert NAME in text(page)
    assert setting(page, "lever-price_change") == "+1%"
    assert figures(page) == before


def test_undo_comes_back_to_the_company_before(desktop: Page):
    visit(desktop, "/company?lang=en")
    open_files(desktop, files("zip", tables()))
    press(desktop, "icon-undo")
    assert "Helioflow" in text(desktop)
    assert "c" not in httpx.URL(desktop.url).params


def test_a_sample_is_one_click_away(desktop: Page):
    visit(desktop, "/company?lang=en")
    press(desktop, "sample-industry")
    assert httpx.URL(desktop.url).params["c"] == "industry"
    assert "Vernay Fluid Controls ·" in text(desktop)


@pytest.mark.parametrize(("language", "place"), [("en", "Sales, row 14, units"), ("fr", "Ventes, ligne 14, units")])
def test_a_wrong_cell_is_named_by_table_row_and_column(desktop: Page, language: str, place: str):
    broken = tables()
    broken["sales"][13][broken["sales"][0].index("units")] = "a dozen"
    visit(desktop, f"/company?lang={language}")
    open_files(desktop, files("workbook", broken))
    said = desktop.get_by_role("alert").filter(has_text="a dozen").inner_text()
    assert place.lower() in said.lower()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_no_company_is_refused_in_words_and_the_company_stays(desktop: Page, content: bytes):
    visit(desktop, "/company?lang=en")
    open_files(desktop, [{"name": "figures.xlsx", "mimeType": "application/octet-stream", "buffer": content}])
    assert "These files cannot be read as a company:" in text(desktop)
    assert "Helioflow" in text(desktop)
