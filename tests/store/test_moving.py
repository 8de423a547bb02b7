"""A database is brought up to date, backed up and put back while it runs; a workspace moves as one file."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from model.samples import load_sample
from store import __main__ as command
from store import companies, lookbacks, receipts, scenarios, words
from store.backup import backup, restore
from store.bringing import bring
from store.bundle import export
from store.database import Database, engine_of
from store.database import database as opened_database
from store.failures import StoreDown, StoreRefused
from store.migrate import migrated
from store.receipts import About
from store.settings import sqlite
from store.tables import METADATA
from store.workspaces import new_workspace
from tests.store.plans import LEARNED, LOOKED, begun, content, signed


def test_the_steps_make_exactly_the_tables_that_the_code_knows(database: Database):
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_older_file_is_brought_up_to_date_with_its_rows(tmp_path: Path):
    old = engine_of(sqlite(tmp_path / "tandem.db"))
    migrated(old, "0001")
    with old.connect().execution_options(tandem_writing=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO workspaces (id, name, created) VALUES ('w', 'old', '2026')"))
    old.dispose()
    database = Database(sqlite(tmp_path / "tandem.db"))
    kept = begun(database, "w")
    assert scenarios.library(database, "w") == (kept,)
    assert receipts.receipts(database, "w") == ()
    database.close()


def test_a_step_that_fails_leaves_no_half_schema(tmp_path: Path):
    engine = engine_of(sqlite(tmp_path / "tandem.db"))
    with engine.connect().execution_options(tandem_writing=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE links (id TEXT)"))  # stands in the way of the second step
    with pytest.raises(Exception, match="already exists"):
        migrated(engine)
    with engine.connect() as connection:
        names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert names == {"links"}
    engine.dispose()


def test_tables_of_a_later_version_of_the_app_are_left_alone_and_told(tmp_path: Path):
    database = Database(sqlite(tmp_path / "tandem.db"))
    kept = begun(database, new_workspace(database))
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    database.close()
    with pytest.raises(StoreDown):
        scenarios.find(Database(sqlite(tmp_path / "tandem.db")), "any", kept.id)


def test_sqlite_is_set_up_so_that_a_power_cut_loses_nothing(tmp_path: Path):
    database = Database(sqlite(tmp_path / "tandem.db"))
    with database.reading() as connection:
        held = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        }
    database.close()
    assert held == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }


def test_a_backup_made_while_open_puts_everything_back(database: Database, workspace: str, tmp_path: Path):
    kept = begun(database, workspace)
    backup(database, tmp_path / "backup")
    begun(database, workspace, "Later")
    restore(database, tmp_path / "backup")
    assert scenarios.library(database, workspace) == (kept,)
    saved = scenarios.save(database, workspace, (kept.id, 1), content("1~~a~1"), signed())
    assert saved.number == 2  # type: ignore[union-attr]


def test_a_backup_of_sqlite_can_be_put_into_the_other_database(database: Database, tmp_path: Path):
    old = Database(sqlite(tmp_path / "old.db"))
    mine = new_workspace(old)
    kept = begun(old, mine)
    companies.keep_company(old, mine, load_sample("saas"))
    backup(old, tmp_path / "backup")
    old.close()
    restore(database, tmp_path / "backup")
    assert scenarios.library(database, mine) == (kept,)
    assert companies.company_of(database, mine, load_sample("saas").content_hash) is not None


@pytest.mark.parametrize(
    "held", [b"", b"SQLite format 3\x00 and no more", gzip.compress(b"[]"), gzip.compress(b"{}")], ids=range(4)
)
def test_what_is_no_backup_changes_nothing(database: Database, workspace: str, tmp_path: Path, held: bytes):
    kept = begun(database, workspace)
    (tmp_path / "none").write_bytes(held)
    with pytest.raises(StoreRefused, match="not_a_bundle"):
        restore(database, tmp_path / "none")
    assert scenarios.library(database, workspace) == (kept,)


def filled(database: Database, workspace: str) -> bytes:
    """A workspace with something of everything, as a file."""
    kept = begun(database, workspace)
    scenarios.save(database, workspace, (kept.id, 1), content("1~~a~1"), signed("Bea", "why"))
    begun(database, workspace, "Plan B")
    companies.keep_company(database, workspace, load_sample("saas"))
    words.keep_remarks(database, workspace, "saas", "{}")
    words.keep_mapping(database, workspace, "ERP", "x = 1")
    receipts.write(database, workspace, {"a": 1}, About(key="r", scenario=kept.id))
    lookbacks.keep_lookback(database, workspace, "Ada & Co", LOOKED)
    return export(database, workspace)


def test_a_workspace_moves_as_one_file(database: Database, workspace: str, other: str):
    moved = filled(database, workspace)
    assert bring(database, other, moved) == 2
    here, there = scenarios.library(database, workspace), scenarios.library(database, other)
    assert {one.name: one.head.content for one in there} == {one.name: one.head.content for one in here}
    assert companies.list_companies(database, other)[0].company == load_sample("saas").name
    assert words.mappings(database, other) == {"ERP": "x = 1"}
    (receipt,) = receipts.receipts(database, other)
    assert receipt.scenario in {one.id for one in there}
    (looked,) = lookbacks.lookbacks(database, other, "Ada & Co")
    assert (looked.first, looked.learned) == (LOOKED.first, LOOKED.learned)
    plan = next(one for one in there if one.name == "Plan A")
    assert [version.why for version in scenarios.versions(database, other, plan.id)] == ["why", ""]


def test_the_same_file_twice_counts_once_and_replaces_nothing(database: Database, workspace: str, other: str):
    moved = filled(database, workspace)
    begun(database, other, "Plan A", "1~~mine~1")
    assert [bring(database, where, moved) for where in (other, other, workspace)] == [2, 0, 0]
    assert {one.name for one in scenarios.library(database, other)} == {"Plan A", "Plan A (2)", "Plan B"}


def test_a_file_that_was_tampered_with_is_refused_whole(database: Database, workspace: str, other: str):
    moved = json.loads(gzip.decompress(filled(database, workspace)))
    wrong = [
        moved | {"versions": [row | {"code": "<b>"} for row in moved["versions"]]},
        moved | {"company_data": [row | {"hash": "0" * 64} for row in moved["company_data"]]},
        moved | {"receipts": [row | {"document": '{"a":2}'} for row in moved["receipts"]]},
        moved | {"scenarios": [row | {"name": "\u202e"} for row in moved["scenarios"]]},
        moved | {"versions": [{}]},
        {"format": "other"},
    ]
    for content_of_file in wrong:
        with pytest.raises(StoreRefused):
            bring(database, other, gzip.compress(json.dumps(content_of_file).encode()))
    assert scenarios.library(database, other) == ()


def test_the_command_line_does_all_four(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path))
    database = opened_database()
    mine = new_workspace(database)
    kept = begun(database, mine)
    saved, moved = str(tmp_path / "saved"), str(tmp_path / "moved")
    assert [command.main([name, file]) for name, file in (("backup", saved), ("export", moved))] == [0, 0]
    begun(database, mine, "Later")
    assert command.main(["restore", saved]) == 0
    assert scenarios.library(database, mine) == (kept,)
    assert command.main(["import", moved]) == 0
    database.close()


def test_the_command_line_says_in_a_sentence_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path))
    assert command.main(["restore", str(tmp_path / "nothing")]) == 2
    assert capsys.readouterr().err == (
        "nothing: this is no whole backup or workspace file of Tandem; give one that restore can read.\n"
    )


@pytest.mark.parametrize("held", ['[{"name": "churn"}]', "[1]", "no", json.dumps([{**LEARNED, "now": float("nan")}])])
def test_a_file_whose_look_backs_have_another_form_changes_nothing(
    database: Database, workspace: str, other: str, held: str
):
    rows = json.loads(gzip.decompress(filled(database, workspace)))
    rows["lookbacks"][0]["content"] = held
    with pytest.raises(StoreRefused, match="not_a_bundle"):
        bring(database, other, gzip.compress(json.dumps(rows).encode()))
    assert lookbacks.lookbacks(database, other, "Ada & Co") == ()
    assert scenarios.library(database, other) == ()


@pytest.mark.parametrize(
    "rows",
    [
        {"remarks": [{"company": "saas", "content": "nope"}]},
        {"remarks": [{"company": "saas", "content": "[1]"}]},
        {"mappings": [{}] * 300_001},
        {"company_data": [{"hash": "0" * 64, "content": ""}]},
    ],
    ids=["remarks that are no JSON", "remarks that are a list", "too many parts", "data without their hash"],
)
def test_a_file_of_a_stranger_that_would_break_or_stall_a_workspace_is_refused(
    database: Database, workspace: str, rows: dict[str, object]
):
    with pytest.raises(StoreRefused, match="not_a_bundle"):
        bring(database, workspace, gzip.compress(json.dumps({"format": "tandem-workspace-1", **rows}).encode()))
    assert words.remarks_of(database, workspace, "saas") == ""


def test_a_hash_in_a_file_opens_no_figures(database: Database, workspace: str, other: str):
    company = load_sample("saas")
    companies.keep_company(database, workspace, company)
    resting = replace(content(), company=company.content_hash, data=company.content_hash)
    kept = scenarios.begin(database, workspace, "Plan A", resting, signed())
    rows = json.loads(gzip.decompress(export(database, workspace)))
    bring(database, other, gzip.compress(json.dumps(rows | {"company_data": []}).encode()))
    (copy,) = scenarios.library(database, other)
    assert companies.is_pinned(database, workspace, kept.id, None, company.content_hash)
    assert not companies.is_pinned(database, other, copy.id, None, company.content_hash)
