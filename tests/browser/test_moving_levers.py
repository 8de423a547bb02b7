"""A lever of each kind is moved, seen to act, and put back."""

import pytest
from playwright.sync_api import Page

from tests.browser.reader import (
    choose,
    enter,
    figures,
    last_move,
    outcome,
    press,
    sentence,
    setting,
    slide,
    slider,
    tap_slider,
    visit,
)
from tests.proofs import in_long

KINDS = {
    "share": ("CRO", "price_change"),
    "points": ("CRO", "discount_change"),
    "effort": ("CRO", "sales_playbook"),
    "shared": ("Partagé", "support_heads"),
    "operations": ("COO", "delivery_heads"),
}
EVERYTHING = {"figures", "sentence", "last_move", "chart"}


@pytest.mark.parametrize("kind", ["share", "operations", *in_long(KINDS, "share", "operations")])
def test_a_slider_moved_by_keyboard_changes_cards_sentence_list_and_chart(desktop: Page, kind: str):
    owner, lever = KINDS[kind]
    choose(visit(desktop, "/cockpit"), "owner", owner)
    before = outcome(desktop)
    slide(desktop, f"lever-{lever}", presses=3)
    assert outcome(desktop).parts_that_differ(before) == EVERYTHING


def test_a_slider_moved_by_a_finger_changes_cards_sentence_list_and_chart(phone: Page):
    before = outcome(visit(phone, "/cockpit"))
    tap_slider(phone, "lever-price_change", 0.75)
    assert outcome(phone).parts_that_differ(before) == EVERYTHING


def test_an_expert_lever_is_folded_and_acts_once_unfolded(desktop: Page):
    before = outcome(visit(desktop, "/cockpit"))
    assert slider(desktop, "lever-new_offer").count() == 0
    press(desktop, "experts-cro")
    slide(desktop, "lever-new_offer", presses=4)
    assert slider(desktop, "lever-new_offer").count() == 1
    assert outcome(desktop).parts_that_differ(before) == EVERYTHING


@pytest.mark.parametrize(("language", "typed", "shown"), [("fr", "3,5", "+3,5\u202f%"), ("en", "3.5", "+3.5%")])
def test_an_exact_value_is_typed_as_the_language_writes_it(desktop: Page, language: str, typed: str, shown: str):
    before = figures(visit(desktop, f"/cockpit?lang={language}"))
    enter(desktop, "entry-price_change", typed)
    assert setting(desktop, "lever-price_change") == shown
    assert figures(desktop) != before


def test_a_value_that_is_no_number_is_refused_in_words_and_changes_nothing(desktop: Page):
    before = figures(visit(desktop, "/cockpit?lang=en"))
    enter(desktop, "entry-price_change", "lots")
    assert "'lots' was not taken; write a value from −15% to +20%" in desktop.get_by_role("alert").inner_text()
    assert figures(desktop) == before


def test_one_member_moves_alone(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    press(desktop, "when-price_change")
    before = outcome(desktop)
    slide(desktop, "member-price_change-0", presses=5)
    assert setting(desktop, "member-price_change-0") == "+5%"
    assert setting(desktop, "member-price_change-1") == "0%"
    assert outcome(desktop).parts_that_differ(before) >= EVERYTHING - {"last_move"}


@pytest.mark.parametrize("part", ["start", "ramp"])
def test_when_a_lever_starts_and_how_fast_it_grows_change_the_outcome(desktop: Page, part: str):
    visit(desktop, "/cockpit?s=1~~sales_heads~0.3")
    press(desktop, "when-sales_heads")
    before = outcome(desktop)
    slide(desktop, f"{part}-sales_heads", presses=6)
    assert {"figures", "chart"} <= outcome(desktop).parts_that_differ(before)


def test_several_presses_in_a_row_all_count(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    slide(desktop, "lever-price_change", presses=10)
    assert setting(desktop, "lever-price_change") == "+10%"


def test_one_lever_is_put_back_and_the_other_stays(desktop: Page):
    visit(desktop, "/cockpit?lang=en&s=1~~price_change~0.05~~sales_heads~0.2")
    press(desktop, "icon-reset-price_change")
    assert setting(desktop, "lever-price_change") == "0%"
    assert setting(desktop, "lever-sales_heads") == "+20%"


def test_everything_is_put_back_at_once(desktop: Page):
    as_it_is = figures(visit(desktop, "/cockpit"))
    slide(desktop, "lever-price_change", presses=3)
    slide(desktop, "lever-sales_heads", presses=2)
    press(desktop, "icon-reset")
    assert figures(desktop) == as_it_is
    assert desktop.url.endswith("/cockpit")


def test_undo_and_redo_walk_through_every_step(desktop: Page):
    steps = [figures(visit(desktop, "/cockpit"))]
    for lever in ("price_change", "sales_heads"):
        slide(desktop, f"lever-{lever}", presses=1)
        steps.append(figures(desktop))
    walked = []
    for direction in ("undo", "undo", "redo", "redo"):
        press(desktop, f"icon-{direction}")
        walked.append(figures(desktop))
    assert walked == [steps[1], steps[0], steps[1], steps[2]]


def test_the_last_move_says_what_one_step_changed_not_what_all_did(desktop: Page):
    visit(desktop, "/cockpit?lang=en")
    slide(desktop, "lever-price_change", presses=5)
    first = last_move(desktop)
    slide(desktop, "lever-sales_heads", presses=4)
    assert "Last move: what it changed" in first
    assert "Felt from" in first
    assert last_move(desktop) != first


def test_the_sentence_says_that_nothing_is_moved_yet(desktop: Page):
    assert sentence(visit(desktop, "/cockpit?lang=en")).startswith("The company as it is: no lever is moved.")
