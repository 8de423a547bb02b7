"""What look-backs taught, as owners find it: written on the look-back page, read in the ledger, used as a step of the plan."""

from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store.database import database
from store.lookbacks import Lookback, keep_lookback, lookbacks
from store.workspaces import new_workspace
from tests.deciding import waited
from tests.test_drafts import said, visit
from tests.test_pages import code
from ui.pages import FOLDER
from ui.words import speaking

FALSE = {"name": "price_elasticity", "member": "", "then": -1.2, "now": -1.9, "spread": 0.3, "low": -1.6, "high": -0.8}
OF_MEMBER = {
    **FALSE,
    "name": "win_rate",
    "member": "France",
    "then": 0.25,
    "now": 0.38,
    "spread": 0.04,
    "low": 0.2,
    "high": 0.3,
}
RIGHT = {**FALSE, "name": "wage_drift", "then": 0.03, "now": 0.034, "spread": 0.008, "low": 0.02, "high": 0.04}


def ledger(workspace: str, lang: str = "en") -> AppTest:
    app = visit(workspace, lang=lang)
    app.switch_page(str(FOLDER / "assumptions.py")).run()
    assert not app.exception
    return app


def looked_back(workspace: str, times: int) -> None:
    for number in range(times):
        found = Lookback(first=f"2026-0{number + 1}", last="2026-09", plan="A", learned=[FALSE, OF_MEMBER, RIGHT])
        keep_lookback(database(), workspace, load_sample("saas").name, found)


def test_the_ledger_says_beside_each_assumption_how_often_it_was_inside_its_interval():
    workspace = new_workspace(database())
    looked_back(workspace, 3)
    shown = said(ledger(workspace))
    assert "Looked back 3 times: mean error +0.50 spreads, inside the interval 3 of 3" in shown
    with speaking("fr"):
        assert "dont 2 souvent fausses" in said(ledger(workspace, "fr"))


def test_a_widened_spread_is_a_step_of_the_plan_that_undo_takes_back():
    workspace = new_workspace(database())
    looked_back(workspace, 2)
    app = ledger(workspace)
    app.button(key="track-widen-price_elasticity-").click().run()
    assert code(app) == "1~~wide-price_elasticity~2.4"
    assert "spread × 2.4, by hand" in said(app)
    app.button(key="icon-undo").click().run()
    assert code(app) == ""


def test_what_was_learned_is_taken_as_an_assumption_by_hand_only_on_request():
    workspace = new_workspace(database())
    looked_back(workspace, 2)
    app = ledger(workspace)
    assert code(app) == ""
    app.button(key="track-take-price_elasticity-").click().run()
    assert code(app) == "1~~.price_elasticity~-1.9"
    keys = {str(button.key) for button in app.button}
    assert "track-widen-win_rate-France" in keys
    assert "track-take-win_rate-France" not in keys


def test_once_outside_is_no_habit():
    workspace = new_workspace(database())
    looked_back(workspace, 1)
    assert not [button for button in ledger(workspace).button if str(button.key).startswith("track-")]


def test_a_look_back_is_written_into_the_ledger_and_taken_out_again():
    workspace = new_workspace(database())
    app = visit(workspace, s="1~~12m~~price_change~0.05", lang="en")
    app.switch_page(str(FOLDER / "lookback.py")).run()
    app = waited(app)
    app.button(key="lookback-keep").click().run()
    app = waited(app)
    (held,) = lookbacks(database(), workspace, load_sample("saas").name)
    assert (held.first, held.last) == ("2026-04", "2026-09")
    assert {one["name"] for one in held.learned} >= {"win_rate", "churn"}
    app.button(key="lookback-forget").click().run()
    assert lookbacks(database(), workspace, load_sample("saas").name) == ()
