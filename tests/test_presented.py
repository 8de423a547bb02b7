"""What a link shows: one plan to read with its own data, no lever, and nothing once the link opens nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store import links, scenarios, shelf
from store.companies import keep_company
from store.database import database
from store.kinds import Kept, Signed
from store.links import Lead, Role
from tests.test_drafts import said, visit
from tests.test_page_scenarios import HEADS, PRICE, begun, content, mine
from ui.pages import FOLDER
from ui.words import speaking, text

CLOSED = text("en", "access.refused")


def handed(
    workspace: str,
    kept: Kept | None = None,
    number: int | None = None,
    role: Role = "viewer",
    end: datetime | None = None,
) -> str:
    """The secret of a link to a scenario, or to the workspace."""
    lead = Lead(role=role, scenario=kept.id if kept else None, number=number, expires=end)
    return links.create(database(), workspace, lead)[1]


def shown(secret: str, **address: str) -> AppTest:
    app = visit(mine(), **address)
    app.switch_page(str(FOLDER / "view.py"))
    return again(app, secret)


def again(app: AppTest, secret: str) -> AppTest:
    """The page once more, at the address of the link: a change of page drops what is not ours."""
    app.query_params["l"] = secret
    app.run()
    assert not app.exception
    return app


def saved(workspace: str, kept: Kept, plan: str) -> None:
    scenarios.save(database(), workspace, (kept.id, 1), content(plan), Signed(key="second", author="Bea"))


def test_a_link_shows_the_plan_with_its_answer_both_lenses_levers_and_doubts():
    workspace = mine()
    seen = said(shown(handed(workspace, begun(workspace, "Plan A", PRICE))))
    for part in ("Helioflow", "<h1>Plan A</h1>", "Ada", "Pays off over 3 years", "Growth", "Operations", "8 in 10: "):
        assert part in seen
    for part in ("List price", "+5%", "What binds", "Onboarding", "Guesses make"):
        assert part in seen


def test_a_reader_finds_no_lever_and_no_button():
    workspace = mine()
    app = shown(handed(workspace, begun(workspace, "Plan A", PRICE)))
    assert [len(kind) for kind in (app.select_slider, app.slider, app.button, app.checkbox, app.selectbox)] == [0] * 5
    assert [control.key for control in app.segmented_control] == ["language"]


def test_the_address_of_a_reader_holds_no_plan_and_no_company():
    workspace = mine()
    secret = handed(workspace, begun(workspace, "Plan A", PRICE))
    app = shown(secret)
    app.query_params["s"], app.query_params["c"] = HEADS, "industry"
    seen = said(again(app, secret))
    assert set(app.query_params) == {"l"}
    assert "Delivery headcount" not in seen


def test_a_french_reader_reads_french():
    workspace = mine()
    secret = handed(workspace, begun(workspace, "Plan A", PRICE))
    with speaking("fr"):
        seen = said(shown(secret, lang="fr"))
    assert "Rentable sur 3 ans" in seen
    assert "Ce qui bloque" in seen
    assert "What binds" not in seen


def test_a_pinned_version_stays_and_a_free_one_follows():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    pinned, free = handed(workspace, kept, number=1), handed(workspace, kept)
    saved(workspace, kept, HEADS)
    assert "Delivery headcount" not in said(shown(pinned))
    assert "Delivery headcount" in said(shown(free))


def test_a_link_that_is_taken_back_opens_nothing_at_the_next_action():
    workspace = mine()
    app = shown(handed(workspace, begun(workspace, "Plan A", PRICE)))
    (link,) = links.links(database(), workspace)
    links.revoke(database(), workspace, link.id)
    app.segmented_control(key="language").set_value("fr").run()
    assert "Ce lien n’ouvre rien" in said(app)
    assert "Plan A" not in said(app)


def test_a_link_that_has_ended_or_never_was_says_one_sentence():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    ended = handed(workspace, kept, end=datetime.now(UTC) - timedelta(seconds=1))
    for secret in (ended, "x" * 43, "<script>", "y" * 9_000):
        seen = said(shown(secret))
        assert CLOSED in seen
        assert "Plan A" not in seen


def test_a_deleted_plan_is_no_longer_shown():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    secret = handed(workspace, kept)
    shelf.delete(database(), workspace, kept.id)
    seen = said(shown(secret))
    assert CLOSED in seen
    assert "Plan A" not in seen


def test_a_plan_on_older_data_is_shown_with_them_and_says_so():
    workspace = mine()
    old = load_sample("services")
    for company in (old, replace(load_sample("industry"), name=old.name)):
        keep_company(database(), workspace, company)
    pinned = replace(content(PRICE), company=old.content_hash, data=old.content_hash)
    kept = scenarios.begin(database(), workspace, "Plan A", pinned, Signed(key="pinned"))
    seen = said(shown(handed(workspace, kept)))
    assert "There are newer figures of this company" in seen
    assert old.name in seen


def test_a_plan_of_an_older_model_says_what_was_said_then():
    workspace = mine()
    older = replace(content(PRICE), model="0", figures={"revenue": 2.0e6, "ebitda": 3.0e5})
    kept = scenarios.begin(database(), workspace, "Plan A", older, Signed(key="older"))
    seen = said(shown(handed(workspace, kept)))
    assert "saved with an earlier model" in seen
    assert "When it was saved: Revenue €2.00M, EBITDA €300k." in seen


def test_a_plan_whose_data_are_gone_shows_what_was_said_when_it_was_saved():
    workspace = mine()
    lost = replace(content(PRICE), company="ab" * 20, data="ab" * 20)
    kept = scenarios.begin(database(), workspace, "Plan A", lost, Signed(key="lost"))
    seen = said(shown(handed(workspace, kept)))
    assert "no longer held here" in seen
    assert "Revenue €2.00M" in seen


def test_names_and_notes_are_shown_as_text():
    workspace, hostile = mine(), "<img src=x onerror=alert(1)>"
    kept = begun(workspace, hostile, PRICE)
    shelf.annotate(database(), workspace, kept.id, f"{hostile} *note*")
    seen = said(shown(handed(workspace, kept)))
    assert "<img" not in seen
    assert seen.count("&lt;img src=x onerror=alert(1)&gt;") == 2


def test_a_link_to_the_workspace_lets_each_plan_be_read():
    workspace = mine()
    for name, plan in (("Plan A", PRICE), ("Plan B", HEADS)):
        begun(workspace, name, plan)
    app = shown(handed(workspace))
    picks = app.selectbox(key="view-pick")
    assert set(picks.options) == {"Plan A", "Plan B"}
    picks.set_value(next(one.id for one in scenarios.library(database(), workspace) if one.name == "Plan B")).run()
    assert "<h1>Plan B</h1>" in said(app)


@pytest.mark.parametrize("role", ["trier", "editor"])
def test_whoever_may_do_more_than_read_finds_the_way_to_the_levers(role: Role):
    workspace = mine()
    app = shown(handed(workspace, begun(workspace, "Plan A", PRICE), role=role))
    app.button(key="view-way-in").click().run()
    assert not app.exception
    assert app.select_slider(key="lever-price_change").value == 0.05


def test_the_page_leads_whoever_comes_by_no_link_to_the_cockpit():
    app = visit(mine())
    app.switch_page(str(FOLDER / "view.py")).run()
    assert app.select_slider(key="lever-price_change").value == 0.0
