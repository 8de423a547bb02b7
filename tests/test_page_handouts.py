"""The page 'Hand over': what is picked is what every file is made of, in the language that is picked."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from store.database import database
from store.workspaces import new_workspace
from tests.test_drafts import said, visit
from tests.test_page_scenarios import HEADS, PRICE, begun
from tests.test_pages import opened
from ui.handing import PICKED, SPOKEN
from ui.handouts import HANDOUTS
from ui.pages import FOLDER
from ui.words import LANGUAGES, speaking, text

QUICK = ("python", "scenario", "tables")
LONGEST = 60.0  # seconds


def made(app: AppTest, name: str) -> None:
    """Make one kind, unless it is remembered, and wait until it is there."""
    if offered(app, name):
        return
    app.button(key=f"handout_{name}-ask").click().run()
    deadline = time.monotonic() + LONGEST
    while any(str(button.key) == f"handout_{name}-stop" for button in app.button) and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    assert not app.exception


def offered(app: AppTest, name: str) -> bool:
    """Whether a kind can be downloaded."""
    return any(f"download-{name}" in str(button.proto.id) for button in app.get("download_button"))


def captions(app: AppTest) -> str:
    return " ".join(str(caption.value) for caption in app.caption)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_kind_says_what_it_is_for_and_can_be_asked_for(spoken):
    app = opened("handouts", lang=spoken, s=PRICE)
    asked = {str(button.key) for button in app.button}
    for kind in HANDOUTS:
        assert text(spoken, f"handout.{kind.name}.use").partition("’")[0] in said(app).replace("&#x27;", "'")
        assert f"handout_{kind.name}-ask" in asked


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_file_is_made_once_asked_for_and_is_asked_for_anew_when_the_plan_is_another(spoken):
    with speaking(spoken):
        app = opened("handouts", lang=spoken, s=PRICE)
        for name in QUICK:
            made(app, name)
            assert offered(app, name)
        assert "price_change" in app.code[0].value
        app.session_state[PICKED] = ["balanced"]
        app.run()
    assert not offered(app, "python")


def test_files_can_be_in_the_other_language():
    app = opened("handouts", lang="en", s=PRICE)
    app.session_state[SPOKEN] = "fr"
    app.run()
    assert "in French" in said(app)
    made(app, "python")
    assert "recalculé" in app.code[0].value
    assert "recalculer\\_helioflow\\_mon\\-scenario" in captions(app)


def test_kept_scenarios_are_handed_over_under_their_names():
    workspace = new_workspace(database())
    first, second = (begun(workspace, name, plan) for name, plan in (("Plan A", PRICE), ("Plan B", HEADS)))
    app = visit(workspace)
    app.switch_page(str(FOLDER / "handouts.py")).run()
    app.session_state[PICKED] = [second.id, first.id]
    app.run()
    assert "Plan B, Plan A" in said(app)
    assert "Takes one scenario: Plan B, the first one picked." in captions(app)
    made(app, "scenario")
    assert "scenario\\_helioflow\\_plan\\-b" in captions(app)


def test_with_nothing_picked_the_page_says_what_to_do():
    app = opened("handouts", lang="en")
    assert "the current plan is the company as it is" in said(app)
    app.session_state[PICKED] = []
    app.run()
    assert "Nothing is picked." in said(app)
    assert not any(str(button.key).startswith("handout_") for button in app.button)
