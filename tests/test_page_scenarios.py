"""The library: a plan is kept, found, branched, merged, brought back; two editors never overwrite each other."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store import scenarios
from store.companies import keep_company
from store.database import database
from store.kinds import Content, Kept, Signed
from store.workspaces import new_workspace
from tests.test_drafts import moved, said, visit
from tests.test_pages import code
from ui.pages import FOLDER

PRICE, HEADS = "1~~price_change~0.05", "1~~price_change~0.05~~delivery_heads~0.2"


def mine() -> str:
    return new_workspace(database())


def content(plan: str, key: str = "saas") -> Content:
    data = load_sample("saas").content_hash
    figures = {
        "revenue": 2.0e6,
        "revenue.baseline": 1.9e6,
        "revenue.years": [2e6, 2.1e6],
        "revenue.years.baseline": [2e6, 2e6],
    }
    return Content(code=plan, company=key, data=data, model="1", figures={**figures, "revenue.today": 2e6})


def begun(workspace: str, name: str, plan: str) -> Kept:
    return scenarios.begin(database(), workspace, name, content(plan), Signed(key=f"{name}-key", author="Ada"))


def library(workspace: str, part: str = "cards") -> AppTest:
    app = visit(workspace)
    app.session_state["library-part"] = part
    app.switch_page(str(FOLDER / "scenarios.py")).run()
    assert not app.exception
    return app


def open_save(app: AppTest) -> AppTest:
    app.session_state["save"] = True
    return app.run()


def test_a_first_time_visitor_is_told_what_to_do():
    app = library(mine())
    assert "Nothing is kept yet." in said(app)
    assert "give the plan a name" in said(app)


def test_a_plan_is_kept_from_any_page_and_says_when_it_has_changed():
    workspace = mine()
    app = moved(visit(workspace), 0.05)
    open_save(app)
    app.text_input(key="save-name").set_value("Plan A")
    app.text_input(key="save-author").set_value("Ada")
    app.button(key="save-as").click().run()
    (kept,) = scenarios.library(database(), workspace)
    assert (kept.name, kept.head.author, kept.head.content.code) == ("Plan A", "Ada", PRICE)
    moved(app, 0.06)
    assert "changed since version 1" in said(open_save(app))
    app.button(key="save-version").click().run()
    assert scenarios.find(database(), workspace, kept.id).head.number == 2


def test_the_second_editor_is_told_what_the_first_changed_and_chooses_lever_by_lever():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    app = library(workspace)
    app.button(key=f"open-{kept.id}").click().run()
    assert code(app) == PRICE
    signed = Signed(key="bea", author="Bea")
    scenarios.save(database(), workspace, (kept.id, 1), content("1~~price_change~0.07"), signed)
    app.switch_page(str(FOLDER / "cockpit.py")).run()
    app.select_slider(key="lever-price_change").set_value(0.03).run()
    open_save(app)
    app.button(key="save-version").click().run()
    assert "Bea saved version 2 in between" in said(app)
    assert scenarios.find(database(), workspace, kept.id).head.number == 2
    app.segmented_control(key="conflict-price_change").set_value("theirs").run()
    app.button(key="conflict-save").click().run()
    assert not app.exception
    assert code(app) == "1~~price_change~0.07"


def test_a_deleted_scenario_is_brought_back_at_once():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    app = library(workspace)
    app.session_state[f"icon-more-{kept.id}"] = True
    app.run()
    app.button(key=f"delete-{kept.id}").click().run()
    assert scenarios.library(database(), workspace) == ()
    app.button(key="restore").click().run()
    assert [one.name for one in scenarios.library(database(), workspace)] == ["Plan A"]


def test_the_history_says_who_and_what_and_leads_back():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    scenarios.save(database(), workspace, (kept.id, 1), content(HEADS), Signed(key="k2", author="Bea", why="capacity"))
    app = library(workspace, "history")
    assert "Bea" in said(app)
    assert "capacity" in said(app)
    assert "Delivery headcount: as it is → +20%" in said(app)
    app.button(key="history-return").click().run()
    assert not app.exception
    assert scenarios.find(database(), workspace, kept.id).head.content.code == PRICE
    assert code(app) == PRICE


def test_two_branches_are_merged_and_what_is_not_the_sum_is_said():
    workspace = mine()
    root = begun(workspace, "Root", "")
    for name, plan in (("CRO", "1~~marketing_spend~0.8"), ("COO", "1~~delivery_heads~-0.2")):
        branch = scenarios.branch(database(), workspace, name, (root.id, 1), Signed(key=f"branch-{name}"))
        scenarios.save(database(), workspace, (branch.id, 1), content(plan), Signed(key=f"save-{name}"))
    app = library(workspace, "merge")
    app.selectbox(key="merge-one").set_value(
        next(o.id for o in scenarios.library(database(), workspace) if o.name == "CRO")
    )
    app.run()
    second = next(box for box in app.selectbox if str(box.key).startswith("merge-other"))
    second.set_value(next(o.id for o in scenarios.library(database(), workspace) if o.name == "COO")).run()
    assert not app.exception
    assert "CRO alone" in said(app)
    assert "together" in said(app)
    app.button(key="merge-keep").click().run()
    merged = next(one for one in scenarios.library(database(), workspace) if one.name == "CRO + COO")
    assert merged.head.kind == "merged"
    assert set(merged.head.content.code.split("~~")) == {"1", "marketing_spend~0.8", "delivery_heads~-0.2"}


def test_a_scenario_on_older_data_says_so_and_shows_the_difference_before_it_is_saved():
    workspace = mine()
    old = load_sample("services")
    new = replace(load_sample("industry"), name=old.name)
    for company in (old, new):
        keep_company(database(), workspace, company)
    pinned = replace(content(PRICE), company=old.content_hash, data=old.content_hash)
    kept = scenarios.begin(database(), workspace, "Plan A", pinned, Signed(key="pinned"))
    assert "older data" in said(library(workspace))
    app = library(workspace, "rebase")
    assert "New data of this company came in since." in said(app)
    assert scenarios.find(database(), workspace, kept.id).head.number == 1
    app.button(key="rebase-do").click().run()
    assert not app.exception
    head = scenarios.find(database(), workspace, kept.id).head
    assert (head.number, head.kind, head.content.data) == (2, "rebased", new.content_hash)


def test_nothing_of_another_visitor_is_shown():
    begun(mine(), "Canary", PRICE)
    assert "Canary" not in said(library(mine()))
