"""What the store keeps besides scenarios: visitors, companies' data, drafts, remarks, mappings, links, receipts."""

from dataclasses import replace

import pandas as pd
import pytest

from model.samples import SAMPLES, load_sample
from store import companies, lookbacks, receipts, words
from store.company_content import packed, unpacked
from store.database import Database
from store.drafts import MOST, Draft, keep_drafts, list_drafts
from store.failures import StoreDown, StoreRefused
from store.receipts import About
from store.tables import RECEIPTS, VISITORS
from store.workspaces import call_visitor, visitor_name, workspace_of
from tests.store.plans import LEARNED, LOOKED


def test_a_visitor_comes_back_to_their_own_workspace(database: Database):
    mine, theirs = workspace_of(database, "mine"), workspace_of(database, "theirs")
    assert workspace_of(database, "mine") == mine != theirs
    call_visitor(database, "mine", "Ada\u202e")
    assert (visitor_name(database, "mine"), visitor_name(database, "theirs")) == ("Ada", "")


def test_the_store_never_holds_a_visitors_secret(database: Database):
    workspace_of(database, "the secret")
    with database.reading() as connection:
        held = [str(value) for row in connection.execute(VISITORS.select()) for value in row]
    assert not any("the secret" in value for value in held)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_kept_company_is_the_same_cell_by_cell(sample: str):
    company = load_sample(sample)
    back = unpacked(packed(company), company.content_hash)
    assert back is not None
    assert back.findings == company.findings
    for name, frame in company.tables.items():
        pd.testing.assert_frame_equal(back.tables[name], frame)


def test_data_that_have_not_their_hash_are_not_opened():
    company = load_sample("saas")
    assert unpacked(packed(company), "0" * 64) is None
    assert unpacked(packed(company)[:-9], company.content_hash) is None


def test_new_data_of_a_company_become_its_next_version(database: Database, workspace: str, other: str):
    first = load_sample("saas")
    second = replace(load_sample("services"), name=first.name.upper())
    for company in (first, first, second):
        companies.keep_company(database, workspace, company)
    held = companies.list_data(database, workspace, first.name)
    assert [(one.number, one.data) for one in held] == [(1, first.content_hash), (2, second.content_hash)]
    assert companies.newest_data(database, workspace)[first.content_hash] == second.content_hash
    assert companies.list_companies(database, other) == ()


def test_a_company_is_opened_by_its_hash_in_the_workspace_that_holds_it(database: Database, workspace: str, other: str):
    company = load_sample("saas")
    companies.keep_company(database, workspace, company)
    found = companies.company_of(database, workspace, company.content_hash)
    assert found is not None
    assert found.content_hash == company.content_hash
    assert companies.company_of(database, workspace, "0" * 64) is None
    assert companies.company_of(database, other, company.content_hash) is None


def test_an_older_draft_never_replaces_a_newer_one(database: Database, workspace: str, other: str):
    keep_drafts(database, (Draft(workspace, "tab", 2, "newer"), Draft(other, "tab", 1, "canary")))
    keep_drafts(database, (Draft(workspace, "tab", 1, "older"),))
    assert list_drafts(database, workspace) == (Draft(workspace, "tab", 2, "newer"),)


def test_the_drafts_of_the_latest_windows_are_kept(database: Database, workspace: str):
    for number in range(MOST + 3):
        keep_drafts(database, (Draft(workspace, f"tab{number}", 1, ""),))
    assert len(list_drafts(database, workspace)) == MOST


def test_windows_under_a_link_push_out_none_of_ones_own(database: Database, workspace: str):
    keep_drafts(database, (Draft(workspace, "mine", 1, "mine"),))
    for number in range(MOST + 3):
        keep_drafts(database, (Draft(workspace, f"tab{number}", 1, "", "link"),))
    assert Draft(workspace, "mine", 1, "mine") in list_drafts(database, workspace)


def test_remarks_and_mappings_stay_in_their_workspace(database: Database, workspace: str, other: str):
    for said in ("first", "last"):
        words.keep_remarks(database, workspace, "saas", said)
        words.keep_mapping(database, workspace, "ERP", said)
    assert words.remarks_of(database, workspace, "saas") == "last"
    assert words.mappings(database, workspace) == {"ERP": "last"}
    assert (words.remarks_of(database, other, "saas"), words.mappings(database, other)) == ("", {})


def test_a_receipt_is_written_once_and_the_database_refuses_to_change_it(database: Database, workspace: str):
    twice = [receipts.write(database, workspace, {"chosen": "é"}, About(key="once")) for _ in range(2)]
    assert twice[0] == twice[1]
    with pytest.raises((StoreDown, StoreRefused)), database.writing() as connection:
        connection.execute(RECEIPTS.update().values(document="{}"))
    (held,) = receipts.receipts(database, workspace)
    assert (held.document, held.whole) == ({"chosen": "é"}, True)


def test_a_receipt_belongs_to_its_own_workspace_only(database: Database, workspace: str, other: str):
    written = receipts.write(database, workspace, {"a": 1}, About(key="first"))
    with pytest.raises(StoreRefused, match="gone"):
        receipts.write(database, other, {"a": 2}, About(key="second", corrects=written.id))
    correction = receipts.write(database, workspace, {"a": 2}, About(key="second", corrects=written.id))
    assert correction.corrects == written.id
    assert receipts.receipts(database, other) == ()


def test_a_look_back_takes_the_place_of_the_one_since_the_same_month_in_its_own_workspace(
    database: Database, workspace: str, other: str
):
    later = replace(LOOKED, last="2026-10", plan="Plan A\u202e", learned=[{**LEARNED, "now": 0.03}])
    for found in (LOOKED, later, replace(LOOKED, first="2026-07")):
        lookbacks.keep_lookback(database, workspace, "Helioflow", found)
    held = lookbacks.lookbacks(database, workspace, "HELIOFLOW")
    assert [(one.first, one.last, one.plan) for one in held] == [
        ("2026-04", "2026-10", "Plan A"),
        ("2026-07", "2026-09", "Plan A"),
    ]
    assert held[0].learned == later.learned
    assert lookbacks.lookbacks(database, other, "Helioflow") == ()
    lookbacks.forget_lookback(database, other, "Helioflow", "2026-04")
    lookbacks.forget_lookback(database, workspace, "Helioflow", "2026-04")
    assert [one.first for one in lookbacks.lookbacks(database, workspace, "Helioflow")] == ["2026-07"]


def test_a_receipt_is_found_by_the_number_that_is_read_aloud(database: Database, workspace: str):
    one = receipts.write(database, workspace, {"a": 1}, About(key="first"))
    assert receipts.numbered(database, one.id[:12]) == (one,)
    assert receipts.numbered(database, "%" * 12) == receipts.numbered(database, one.id[:4]) == ()
