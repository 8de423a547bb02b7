"""Stored links open what they were made for, as far as they allow it, as long as they hold, and nothing else."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store import links, scenarios
from store.companies import keep_company, pinned_company
from store.database import database
from store.drafts import list_drafts
from store.kinds import Content, Kept, Signed
from store.links import Lead
from store.workspaces import new_workspace
from tests.test_drafts import moved, said, visit
from tests.test_page_scenarios import open_save
from tests.test_pages import code, held
from ui.autosave import writer

PRICE = "1~~price_change~0.05"
REFUSED = "This link opens nothing"
UPLOADED = load_sample("industry")


def mine() -> str:
    return new_workspace(database())


def begun(workspace: str, name: str = "Plan A", company: str = "saas") -> Kept:
    """A kept scenario, on a sample or on figures of one's own."""
    if company == UPLOADED.content_hash:
        keep_company(database(), workspace, UPLOADED)
    data = company if company == UPLOADED.content_hash else load_sample(company).content_hash
    content = Content(code=PRICE, company=company, data=data, model="1")
    return scenarios.begin(database(), workspace, name, content, Signed(key=f"{name}-key", author="Ada"))


def linked(workspace: str, lead: Lead) -> str:
    return links.create(database(), workspace, lead)[1]


def take_all_back(workspace: str) -> None:
    for link in links.links(database(), workspace):
        links.revoke(database(), workspace, link.id)


def save_as(app: AppTest, name: str) -> AppTest:
    open_save(app)
    app.text_input(key="save-name").set_value(name)
    return app.button(key="save-as").click().run()


def names(workspace: str) -> list[str]:
    return [one.name for one in scenarios.library(database(), workspace)]


def test_an_address_with_a_link_that_leads_nowhere_opens_nothing():
    app = visit(mine(), l="never")
    assert REFUSED in said(app)
    assert not app.select_slider
    app.button(key="link-leave").click().run()
    assert app.select_slider
    assert "l" not in app.query_params


def test_who_only_reads_is_led_to_the_one_page_there_is_for_them():
    workspace = mine()
    secret = linked(workspace, Lead(role="viewer", scenario=begun(workspace).id))
    app = visit(mine(), l=secret)
    for page in ("scenarios", "receipts", "cockpit"):
        assert "Plan A" in said(app)
        assert not app.select_slider
        assert held(app, "l") == secret
        app.switch_page(f"../pages/{page}.py").run()


def test_who_tries_levers_changes_nothing_of_the_owners_and_keeps_a_scenario_of_their_own():
    workspace, visitors = mine(), mine()
    kept = begun(workspace)
    app = visit(visitors, l=linked(workspace, Lead(role="trier", scenario=kept.id)))
    assert code(app) == PRICE
    moved(app, 0.06)
    writer().flush()
    assert ([len(list_drafts(database(), one)) for one in (workspace, visitors)]) == [0, 1]
    open_save(app)
    assert not [button for button in app.button if button.key == "save-version"]
    save_as(app, "Mine")
    assert (names(workspace), names(visitors)) == (["Plan A"], ["Mine"])
    assert scenarios.find(database(), workspace, kept.id) == kept


def test_an_editor_of_a_scenario_saves_its_next_version_and_meets_the_conflict_as_ever():
    workspace = mine()
    kept = begun(workspace)
    app = moved(visit(mine(), l=linked(workspace, Lead(role="editor", scenario=kept.id))), 0.06)
    open_save(app)
    app.button(key="save-version").click().run()
    assert scenarios.find(database(), workspace, kept.id).head.content.code == "1~~price_change~0.06"
    other = Content(code="1~~price_change~0.07", company="saas", data="d" * 64, model="1")
    scenarios.save(database(), workspace, (kept.id, 2), other, Signed(key="bea", author="Bea"))
    open_save(moved(app, 0.08))
    app.button(key="save-version").click().run()
    assert "Bea" in said(app)
    assert scenarios.find(database(), workspace, kept.id).head.number == 3


def test_a_link_to_one_scenario_shows_no_other():
    workspace, visitors = mine(), mine()
    kept, _ = begun(workspace), begun(workspace, "Canary")
    app = visit(visitors, l=linked(workspace, Lead(role="editor", scenario=kept.id)))
    for page in ("scenarios", "compare", "receipts", "company", "assumptions"):
        app.switch_page(f"../pages/{page}.py").run()
        assert "Canary" not in said(app)
    assert not app.exception


def test_a_link_to_a_workspace_shows_its_library_and_lets_an_editor_work_in_it():
    workspace, visitors = mine(), mine()
    begun(workspace)
    app = visit(visitors, l=linked(workspace, Lead(role="editor")))
    app.switch_page("../pages/scenarios.py").run()
    assert "Plan A" in said(app)
    save_as(app, "Theirs")
    assert sorted(names(workspace)) == ["Plan A", "Theirs"]
    assert names(visitors) == []


def test_a_link_that_is_taken_back_refuses_the_save_that_is_under_way_and_loses_no_draft():
    workspace, visitors = mine(), mine()
    kept = begun(workspace)
    lead = Lead(role="editor", scenario=kept.id)
    app = open_save(moved(visit(visitors, l=linked(workspace, lead)), 0.06))
    writer().flush()
    take_all_back(workspace)
    app.button(key="save-version").click().run()
    assert REFUSED in said(app)
    assert scenarios.find(database(), workspace, kept.id).head.number == 1
    again = visit(visitors, l=linked(workspace, lead))
    assert code(again) == "1~~price_change~0.06"


def test_the_plan_of_a_link_that_was_taken_back_goes_on_in_ones_own_workspace():
    workspace, visitors = mine(), mine()
    app = moved(visit(visitors, l=linked(workspace, Lead(role="trier", scenario=begun(workspace).id))), 0.06)
    take_all_back(workspace)
    app.run()
    assert REFUSED in said(app)
    app.button(key="link-leave").click().run()
    assert code(app) == "1~~price_change~0.06"
    save_as(app, "Mine now")
    assert names(visitors) == ["Mine now"]


def test_a_company_is_opened_by_its_hash_only_where_it_is_ones_own():
    workspace = mine()
    key = UPLOADED.content_hash
    begun(workspace, company=key)
    assert held(visit(workspace, c=key), "c") == key
    app = visit(mine(), c=key)
    assert held(app, "c") != key
    assert "kept in another workspace" in app.warning[0].value


def test_a_company_is_lent_by_a_link_to_a_plan_on_it_and_only_while_the_link_holds():
    workspace, visitors = mine(), mine()
    key = UPLOADED.content_hash
    kept = begun(workspace, company=key)
    app = moved(visit(visitors, l=linked(workspace, Lead(role="trier", scenario=kept.id))), 0.06)
    assert held(app, "c") == key
    save_as(app, "Mine")
    take_all_back(workspace)
    app.run()
    app.button(key="link-leave").click().run()
    assert held(app, "c") != key
    assert held(visit(visitors, c=key), "c") != key


def test_an_older_draft_is_a_step_back_from_the_version_that_is_the_newest_now():
    workspace, visitors = mine(), mine()
    kept = begun(workspace)
    secret = linked(workspace, Lead(role="trier", scenario=kept.id))
    moved(visit(visitors, l=secret), 0.06)
    writer().flush()
    assert code(visit(visitors, l=secret)) == "1~~price_change~0.06"
    newer = replace(kept.head.content, code="1~~price_change~0.09")
    scenarios.save(database(), workspace, (kept.id, 1), newer, Signed(key="next"))
    again = visit(visitors, l=secret)
    assert code(again) == "1~~price_change~0.09"
    again.button(key="icon-undo").click().run()
    assert code(again) == "1~~price_change~0.06"


def test_a_visitor_who_tries_too_many_links_is_not_answered_even_by_a_good_one():
    workspace, visitors = mine(), mine()
    secret = linked(workspace, Lead(role="viewer", scenario=begun(workspace).id))
    for number in range(9):
        visit(visitors, l=f"guess-{number}")
    assert "Plan A" in said(visit(visitors, l=secret))
    visit(visitors, l="guess-9")
    assert REFUSED in said(visit(visitors, l=secret))
    assert "Plan A" in said(visit(mine(), l=secret))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202egnp.exe"])
def test_the_name_of_a_linked_plan_is_text(name: str):
    workspace = mine()
    app = visit(mine(), l=linked(workspace, Lead(role="trier", scenario=begun(workspace, name).id)))
    assert "<script>alert" not in said(app)
    assert "\u202e" not in said(app)
    assert not app.exception


def test_a_link_is_not_opened_while_the_store_is_down_and_nothing_of_the_failure_is_shown(
    monkeypatch: pytest.MonkeyPatch,
):
    workspace, visitors = mine(), mine()
    secret = linked(workspace, Lead(role="trier", scenario=begun(workspace).id))
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary:canary@127.0.0.1:1/canary")
    app = visit(visitors, l=secret)
    assert "this link cannot be opened" in said(app)
    assert not app.select_slider
    shown = f"{said(app)} {[one.value for one in (*app.error, *app.warning, *app.exception)]}"
    assert not [word for word in ("canary", "psycopg", "Traceback", "sqlalchemy", "127.0.0.1") if word in shown]
    monkeypatch.delenv("DATABASE_URL")
    assert code(app.run()) == PRICE


def test_a_company_of_ones_own_stays_open_while_the_store_is_down(monkeypatch: pytest.MonkeyPatch):
    workspace, key = mine(), UPLOADED.content_hash
    begun(workspace, company=key)
    app = visit(workspace, c=key)
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary:canary@127.0.0.1:1/canary")
    assert held(moved(app, 0.05), "c") == key


def test_whoever_saved_a_borrowed_plan_has_its_figures_no_more_once_the_link_is_taken_back():
    workspace, visitors = mine(), mine()
    kept = begun(workspace, company=UPLOADED.content_hash)
    save_as(visit(visitors, l=linked(workspace, Lead(role="trier", scenario=kept.id))), "Borrowed")
    writer().flush()
    take_all_back(workspace)
    (copy,) = scenarios.library(database(), visitors)
    assert pinned_company(database(), workspace, kept.id, None, UPLOADED.content_hash) is not None
    assert pinned_company(database(), visitors, copy.id, None, UPLOADED.content_hash) is None


def test_what_is_typed_after_a_link_was_taken_back_reaches_nobody():
    workspace = mine()
    app = visit(mine(), l=linked(workspace, Lead(role="editor")))
    take_all_back(workspace)
    app.session_state["typed-late"] = True
    assert not_allowed(app)
    app.run()
    assert REFUSED in said(app)


def not_allowed(app: AppTest) -> bool:
    """Whether a press would be refused although the window still has the link of its last run."""

    def script() -> None:
        import streamlit as st

        from store.words import keep_remarks
        from ui import access

        st.session_state["answer"] = access.still_allows(keep_remarks)

    held = AppTest.from_function(script, default_timeout=60)
    for key in ("link-secret", "link-found", "workspace"):
        held.session_state[key] = app.session_state[key]
    return held.run().session_state["answer"] is False


def test_whoever_is_in_stays_in_whatever_others_try():
    workspace, visitors = mine(), mine()
    secret = linked(workspace, Lead(role="trier", scenario=begun(workspace).id))
    app = visit(visitors, l=secret)
    for number in range(12):
        visit(visitors, l=f"never{number}")
    app.run()
    assert app.select_slider
