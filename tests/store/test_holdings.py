"""A workspace holds the data that it brought itself: a hash, a lent plan or a hostile file gives no right to another's."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from store import companies, scenarios
from store.bringing import bring
from store.bundle import export
from store.company_content import packed
from store.database import Database, engine_of
from store.migrate import migrated
from store.settings import sqlite
from tests.store.plans import begun, content, signed
from tests.store.world import company

DATA = company().content_hash


def lent(database: Database, owner: str, borrower: str) -> None:
    """Somebody's company, and a plan on it that another workspace keeps."""
    companies.keep_company(database, owner, company())
    pinned = replace(content(data=DATA), company=DATA)
    scenarios.begin(database, borrower, "Mine", pinned, signed())


def test_a_plan_kept_on_lent_data_gives_no_right_to_them(database: Database, workspace: str, other: str):
    lent(database, workspace, other)
    assert companies.company_of(database, other, DATA) is None
    assert companies.company_of(database, workspace, DATA) is not None


def test_lent_data_do_not_leave_in_the_file_of_the_borrowers_workspace(database: Database, workspace: str, other: str):
    lent(database, workspace, other)
    taken = json.loads(gzip.decompress(export(database, other)))
    assert (len(taken["versions"]), taken["company_data"]) == (1, [])
    assert len(json.loads(gzip.decompress(export(database, workspace)))["company_data"]) == 1


def test_a_file_that_names_a_hash_without_the_data_brings_no_right_to_them(
    database: Database, workspace: str, other: str
):
    companies.keep_company(database, workspace, company())
    hostile = json.loads(gzip.decompress(export(database, workspace))) | {"company_data": []}
    bring(database, other, gzip.compress(json.dumps(hostile).encode()))
    assert companies.list_companies(database, other) == ()
    assert companies.company_of(database, other, DATA) is None


def test_a_file_that_carries_the_data_brings_them(database: Database, workspace: str, other: str):
    companies.keep_company(database, workspace, company())
    bring(database, other, export(database, workspace))
    assert companies.company_of(database, other, DATA) is not None


def test_what_a_save_needs_is_held_for_the_scenarios_workspace(database: Database, workspace: str, other: str):
    kept = begun(database, workspace)
    companies.keep_content(database, workspace, kept.id, company())
    assert companies.holds(database, workspace, DATA)
    assert not companies.holds(database, other, DATA)


def test_an_older_database_holds_what_its_workspaces_listed_or_saved_with(tmp_path: Path):
    engine = engine_of(sqlite(tmp_path / "tandem.db"))
    migrated(engine, "0002")
    rows = {"hash": DATA, "content": packed(company())}
    with engine.connect().execution_options(tandem_writing=True) as connection, connection.begin():
        for workspace in ("a", "b"):
            connection.execute(
                text("INSERT INTO workspaces (id, name, created) VALUES (:id, '', '')"), {"id": workspace}
            )
        connection.execute(text("INSERT INTO company_data (hash, content, created) VALUES (:hash, :content, '')"), rows)
        connection.execute(
            text(
                "INSERT INTO companies (workspace, folded, number, name, data, at) VALUES ('a', 'x', 1, 'X', :hash, '')"
            ),
            rows,
        )
    engine.dispose()
    database = Database(sqlite(tmp_path / "tandem.db"))
    assert [companies.holds(database, workspace, DATA) for workspace in ("a", "b")] == [True, False]
    database.close()
