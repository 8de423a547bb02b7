"""Scenarios are found, saved version by version, and never overwritten unseen."""

from dataclasses import replace

import pytest

from store import scenarios, shelf
from store.codes import joined
from store.database import Database
from store.failures import StoreRefused
from store.kinds import Conflict, Version
from tests.store.plans import BASE, begun, content, signed

NEXT = "1~~price_change~0.07~~sales_heads~0.1"


def test_a_kept_scenario_is_found_as_it_was_saved(database: Database, workspace: str):
    kept = begun(database, workspace)
    assert scenarios.library(database, workspace) == (kept,)
    assert scenarios.find(database, workspace, kept.id) == kept
    assert kept.head.content == content()
    assert (kept.head.number, kept.head.author) == (1, "Ada")


def test_every_save_says_who_when_why_and_what_changed(database: Database, workspace: str):
    kept = begun(database, workspace)
    saved = scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed("Bea", "dearer"))
    assert isinstance(saved, Version)
    newest, first = scenarios.versions(database, workspace, kept.id)
    assert newest == saved
    assert (newest.number, newest.parent, newest.author, newest.why) == (2, 1, "Bea", "dearer")
    assert newest.changed == {"price_change": ("price_change~0.05", "price_change~0.07")}
    assert newest.at >= first.at


def test_a_save_on_an_old_version_is_a_conflict_that_says_what_the_other_changed(database: Database, workspace: str):
    kept = begun(database, workspace)
    theirs = scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed("Bea"))
    mine = "1~~price_change~0.05~~sales_heads~0.2"
    conflict = scenarios.save(database, workspace, (kept.id, 1), content(mine), signed("Ada"))
    assert isinstance(conflict, Conflict)
    assert conflict.theirs == theirs
    assert conflict.changed == {"price_change": ("price_change~0.05", "price_change~0.07")}
    assert {way.name: way.disputed for way in conflict.ways} == {"price_change": False, "sales_heads": False}
    assert len(scenarios.versions(database, workspace, kept.id)) == 2


def test_both_may_be_right_lever_by_lever(database: Database, workspace: str):
    kept = begun(database, workspace)
    scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed("Bea"))
    both = joined(BASE, "1~~price_change~0.05~~sales_heads~0.2", NEXT)
    saved = scenarios.save(database, workspace, (kept.id, 2), content(both), signed("Ada"))
    assert isinstance(saved, Version)
    assert saved.content.code == "1~~price_change~0.07~~sales_heads~0.2"


def test_a_lever_that_both_moved_is_disputed_and_mine_until_chosen():
    base, mine, theirs = "1~~a~1~~b~1", "1~~a~2~~b~1", "1~~a~3"
    assert joined(base, mine, theirs) == "1~~a~2"
    assert joined(base, mine, theirs, {"a": "a~3"}) == "1~~a~3"


def test_the_same_save_sent_twice_counts_once(database: Database, workspace: str):
    first = begun(database, workspace)
    sent = signed(key="once")
    saved = [scenarios.save(database, workspace, (first.id, 1), content(NEXT), sent) for _ in range(3)]
    assert saved[0] == saved[1] == saved[2]
    assert len(scenarios.versions(database, workspace, first.id)) == 2


def test_the_same_beginning_sent_twice_counts_once(database: Database, workspace: str):
    sent = signed(key="first")
    twice = [scenarios.begin(database, workspace, "Plan A", content(), sent) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_branch_begins_as_any_version_of_another(database: Database, workspace: str):
    kept = begun(database, workspace)
    scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed())
    branch = scenarios.branch(database, workspace, "Plan B", (kept.id, 1), signed("Bea"))
    assert branch.origin == (kept.id, 1)
    assert branch.head.content == content(BASE)


def test_two_scenarios_of_one_workspace_have_not_the_same_name(database: Database, workspace: str, other: str):
    begun(database, workspace, "Straße")
    with pytest.raises(StoreRefused, match="name_taken"):
        begun(database, workspace, "  STRASSE ")
    assert begun(database, other, "Straße").name == "Straße"


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "x" * 121])
def test_a_name_that_cannot_be_kept_is_refused(database: Database, workspace: str, name: str):
    with pytest.raises(StoreRefused, match="bad_name"):
        begun(database, workspace, name)


def test_a_code_of_another_form_is_refused(database: Database, workspace: str):
    kept = begun(database, workspace)
    with pytest.raises(StoreRefused, match="bad_code"):
        scenarios.save(database, workspace, (kept.id, 1), content("<script>"), signed())


def test_a_locked_scenario_takes_no_save_and_no_name(database: Database, workspace: str):
    kept = begun(database, workspace)
    shelf.lock(database, workspace, kept.id, on=True)
    with pytest.raises(StoreRefused, match="locked"):
        scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed())
    with pytest.raises(StoreRefused, match="locked"):
        shelf.rename(database, workspace, kept.id, "Other")
    shelf.lock(database, workspace, kept.id, on=False)
    shelf.rename(database, workspace, kept.id, "Other")
    assert scenarios.find(database, workspace, kept.id).name == "Other"


def test_what_is_deleted_comes_back_with_every_version(database: Database, workspace: str):
    kept = begun(database, workspace)
    scenarios.save(database, workspace, (kept.id, 1), content(NEXT), signed())
    shelf.delete(database, workspace, kept.id)
    assert scenarios.library(database, workspace) == ()
    assert [gone.id for gone in scenarios.library(database, workspace, deleted=True)] == [kept.id]
    shelf.restore(database, workspace, kept.id)
    assert len(scenarios.versions(database, workspace, kept.id)) == 2


def test_a_name_taken_meanwhile_is_numbered_when_its_first_owner_comes_back(database: Database, workspace: str):
    kept = begun(database, workspace)
    shelf.delete(database, workspace, kept.id)
    begun(database, workspace, "PLAN a")
    assert shelf.restore(database, workspace, kept.id) == "Plan A (2)"


def test_notes_tags_favourites_and_archive_are_kept(database: Database, workspace: str):
    kept = begun(database, workspace)
    shelf.annotate(database, workspace, kept.id, "two\nlines\u202e")
    shelf.tag(database, workspace, kept.id, ("Board", "#board", "2027 "))
    shelf.favour(database, workspace, kept.id, on=True)
    shelf.archive(database, workspace, kept.id, on=True)
    expected = replace(kept, note="two\nlines", tags=("Board", "2027"), favourite=True, archived=True)
    assert scenarios.find(database, workspace, kept.id) == expected


def test_nothing_of_one_workspace_is_in_the_answers_to_another(database: Database, workspace: str, other: str):
    kept = begun(database, workspace, "Canary")
    calls = (
        lambda: scenarios.find(database, other, kept.id),
        lambda: scenarios.versions(database, other, kept.id),
        lambda: scenarios.version(database, other, kept.id, 1),
        lambda: scenarios.branch(database, other, "Mine", (kept.id, 1), signed()),
        lambda: scenarios.save(database, other, (kept.id, 1), content(NEXT), signed()),
        lambda: shelf.rename(database, other, kept.id, "Mine"),
        lambda: shelf.delete(database, other, kept.id),
        lambda: shelf.restore(database, other, kept.id),
    )
    for call in calls:
        with pytest.raises(StoreRefused, match="gone"):
            call()
    assert scenarios.library(database, other) == ()
    assert scenarios.find(database, workspace, kept.id) == kept


def test_a_key_used_in_another_workspace_is_another_key(database: Database, workspace: str, other: str):
    theirs = scenarios.begin(database, workspace, "Canary", content(), signed(key="shared"))
    mine = scenarios.begin(database, other, "Mine", content(NEXT), signed(key="shared"))
    assert (mine.name, mine.head.content.code) == ("Mine", NEXT)
    assert mine.id != theirs.id
