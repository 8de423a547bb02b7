"""A visitor finds the work as it was left: in another window, after a restart, with the way back and forth."""

from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store.companies import company_of, keep_company
from store.database import database
from store.drafts import list_drafts
from store.workspaces import new_workspace
from tests.test_pages import ROUTER, code, held
from ui.autosave import writer
from ui.pages import FOLDER
from ui.visitor import WORKSPACE


def visit(workspace: str, **address: str) -> AppTest:
    """A window of a visitor, on the cockpit."""
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    app.session_state[WORKSPACE] = workspace
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def moved(app: AppTest, value: float) -> AppTest:
    app.select_slider(key="lever-price_change").set_value(value).run()
    return app


def said(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def test_another_window_with_a_bare_address_finds_the_work_and_its_history():
    workspace = new_workspace(database())
    first = moved(moved(visit(workspace), 0.05), 0.06)
    assert ">Saved<" in said(first)
    again = visit(workspace)
    assert code(again) == "1~~price_change~0.06"
    again.button(key="icon-undo").click().run()
    assert code(again) == "1~~price_change~0.05"


def test_an_address_that_carries_a_plan_wins():
    workspace = new_workspace(database())
    moved(visit(workspace), 0.05)
    assert code(visit(workspace, s="1~~sales_heads~0.1")) == "1~~sales_heads~0.1"


def test_what_was_done_before_an_address_of_somebody_else_is_one_step_back():
    workspace = new_workspace(database())
    moved(visit(workspace), 0.05)
    writer().flush()
    theirs = visit(workspace, s="1~~sales_heads~0.1")
    theirs.button(key="icon-undo").click().run()
    assert code(theirs) == "1~~price_change~0.05"


def test_a_reload_keeps_the_way_back_and_forth():
    workspace = new_workspace(database())
    first = moved(moved(visit(workspace), 0.05), 0.06)
    first.button(key="icon-undo").click().run()
    again = visit(workspace, s=code(first))
    again.button(key="icon-redo").click().run()
    assert code(again) == "1~~price_change~0.06"


def test_another_visitor_finds_nothing_of_it():
    moved(visit(new_workspace(database())), 0.05)
    assert code(visit(new_workspace(database()))) == ""


def test_a_visitor_without_a_cookie_is_not_kept_and_told_so():
    app = moved(AppTest.from_file(str(ROUTER), default_timeout=60).run(), 0.05)
    assert "Kept in the address" in said(app)


def test_a_move_is_written_within_a_second():
    workspace = new_workspace(database())
    moved(visit(workspace), 0.05)
    writer().flush()
    (draft,) = list_drafts(database(), workspace)
    assert "price_change~0.05" in draft.content


def test_an_uploaded_company_is_kept_before_it_is_shown_and_found_after_a_restart():
    workspace = new_workspace(database())
    company = load_sample("industry")
    keep_company(database(), workspace, company)
    assert company_of(database(), workspace, company.content_hash) is not None
    assert held(visit(workspace, c=company.content_hash), "c") == company.content_hash


def test_who_answers_for_a_move_is_found_again_and_stands_in_no_address():
    workspace = new_workspace(database())
    first = visit(workspace, s="1~~price_change~0.05", d="plan~steps")
    first.switch_page(str(FOLDER / "plan.py")).run()
    first.text_input(key="owner-of-price_change-").set_value("Ada Lovelace\u202e")
    next(button for button in first.button if "plan-owners" in str(button.key)).click().run()
    assert "Ada" not in str(dict(first.query_params))
    for address in ({}, {"s": "1~~price_change~0.05"}):
        again = visit(workspace, **address, d="plan~steps")
        again.switch_page(str(FOLDER / "plan.py")).run()
        assert again.text_input(key="owner-of-price_change-").value == "Ada Lovelace"
