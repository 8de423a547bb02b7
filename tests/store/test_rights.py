"""Who may do what: every action of the store against everybody who may come, on both databases."""

import ast
import gzip
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import store
from store import bringing, bundle, companies, drafts, links, lookbacks, receipts, scenarios, shelf, words
from store.database import Database
from store.failures import StoreRefused
from store.links import Lead
from store.receipts import About
from store.rights import RIGHTS, do
from store.tables import METADATA, SCENARIOS
from tests.store.plans import LOOKED, content, signed
from tests.store.world import ACTORS, CANARY, NOWHERE, ONE, World, company, made

ROOT = Path(__file__).parents[2]
ALL, WORK, OWN = ("owner", "editor", "viewer"), ("owner", "editor"), ("owner",)
EDIT = (*WORK, "scenario-editor")
ALLOWED: Mapping[Callable[..., Any], tuple[str, ...]] = {
    scenarios.library: ALL,
    scenarios.shown: (*ALL, *ONE),
    scenarios.find: (*ALL, "scenario-editor"),
    scenarios.versions: (*ALL, "scenario-editor"),
    scenarios.version: (*ALL, "scenario-editor"),
    scenarios.begin: WORK,
    scenarios.branch: WORK,
    scenarios.save: EDIT,
    shelf.rename: WORK,
    shelf.annotate: WORK,
    shelf.tag: WORK,
    shelf.favour: WORK,
    shelf.lock: WORK,
    shelf.archive: OWN,
    shelf.delete: OWN,
    shelf.restore: OWN,
    companies.company_of: ALL,
    companies.holds: ALL,
    companies.is_pinned: (*ALL, *ONE),
    companies.pinned_company: (*ALL, *ONE),
    companies.newest_of: (*ALL, *ONE),
    companies.list_data: ALL,
    companies.list_companies: ALL,
    companies.newest_data: ALL,
    companies.keep_company: WORK,
    companies.keep_content: EDIT,
    words.remarks_of: ALL,
    words.keep_remarks: WORK,
    words.mappings: WORK,
    words.keep_mapping: WORK,
    receipts.receipts: WORK,
    receipts.write: WORK,
    lookbacks.lookbacks: ALL,
    lookbacks.keep_lookback: WORK,
    lookbacks.forget_lookback: WORK,
    links.links: OWN,
    links.create: OWN,
    links.revoke: OWN,
    bundle.export: OWN,
    bringing.bring: OWN,
    drafts.list_drafts: OWN,
}
IN_NO_WORKSPACE = {  # takes a database, and belongs to whoever asks, to all, or to the command line
    "store.backup.backup",
    "store.backup.restore",
    "store.drafts.keep_drafts",
    "store.dump.dump",
    "store.dump.load",
    "store.links.resolve",
    "store.receipts.numbered",
    "store.rights.do",
    "store.rights.entered",
    "store.workspaces.call_visitor",
    "store.workspaces.new_workspace",
    "store.workspaces.visitor_name",
    "store.workspaces.workspace_of",
    "store.workspaces.workspaces",
}
_numbers = count()


def asked(world: World, action: Callable[..., Any], scenario: str) -> tuple[Any, ...]:
    """What an action is asked, for one of the workspace's scenarios."""
    unique, data = f"Name {next(_numbers)}", company().content_hash
    head = scenarios.find(world.database, world.workspace, scenario).head.number
    by_action: dict[Callable[..., Any], tuple[Any, ...]] = {
        scenarios.shown: (scenario, 1),
        scenarios.find: (scenario,),
        scenarios.versions: (scenario,),
        scenarios.version: (scenario, 1),
        scenarios.begin: (unique, content(), signed()),
        scenarios.branch: (unique, (scenario, 1), signed()),
        scenarios.save: ((scenario, head), content(), signed()),
        shelf.rename: (scenario, unique),
        shelf.annotate: (scenario, unique),
        shelf.tag: (scenario, (unique,)),
        shelf.favour: (scenario,),
        shelf.lock: (scenario,),
        shelf.archive: (scenario,),
        shelf.delete: (scenario,),
        shelf.restore: (world.gone.id,),
        companies.company_of: (data,),
        companies.holds: (data,),
        companies.is_pinned: (scenario, 1, data),
        companies.pinned_company: (scenario, 1, data),
        companies.newest_of: (scenario, 1, data),
        companies.list_data: (company().name,),
        companies.keep_company: (company(),),
        companies.keep_content: (scenario, company()),
        words.remarks_of: ("saas",),
        words.keep_remarks: ("saas", unique),
        words.keep_mapping: (unique, unique),
        receipts.write: ({"decided": unique}, About(key=unique, scenario=scenario)),
        lookbacks.lookbacks: (company().name,),
        lookbacks.keep_lookback: (company().name, replace(LOOKED, plan=unique)),
        lookbacks.forget_lookback: (company().name, LOOKED.first),
        links.create: (Lead(role="viewer", scenario=scenario),),
        links.revoke: (world.link,),
        bringing.bring: (bundle.export(world.database, world.other),),
    }
    return by_action.get(action, ())


def named(action: Callable[..., Any]) -> dict[str, Any]:
    return {"on": False} if action in (shelf.favour, shelf.lock, shelf.archive) else {}


def attempt(world: World, actor: str, action: Callable[..., Any], scenario: str) -> tuple[bool, Any]:
    """Whether somebody gets an answer, and which."""
    arguments = asked(world, action, scenario)
    try:
        return True, do(world.database, world.entry(actor), action, *arguments, **named(action))
    except StoreRefused as refused:
        return False, refused.rule


def rows(database: Database, workspace: str) -> list[str]:
    """Everything that a database holds, without what the workspace itself adds."""
    with database.reading() as connection:
        mine = set(connection.scalars(select(SCENARIOS.c.id).where(SCENARIOS.c.workspace == workspace)))
        tables = {table.name: connection.execute(table.select()).mappings().all() for table in METADATA.sorted_tables}
    return sorted(
        f"{name} {dict(row)}"
        for name, found in tables.items()
        for row in found
        if row.get("workspace") != workspace and row.get("scenario") not in mine
    )


def told(answer: Any) -> str:
    """An answer as text, files unpacked."""
    return gzip.decompress(answer).decode() if isinstance(answer, bytes) else repr(answer)


def test_every_action_of_the_store_is_declared_with_its_right():
    found = {}
    for module in pkgutil.walk_packages(store.__path__, "store."):
        if "migrations" not in module.name:
            for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                parameters = list(inspect.signature(function).parameters.values())
                takes = bool(parameters) and parameters[0].annotation in (Database, "Database")
                if takes and function.__module__ == module.name and not name.startswith("_"):
                    found[f"{module.name}.{name}"] = function
    assert set(found) >= IN_NO_WORKSPACE
    assert {function for name, function in found.items() if name not in IN_NO_WORKSPACE} == set(RIGHTS)


def test_every_action_stands_in_the_matrix():
    assert set(ALLOWED) == set(RIGHTS)


def test_screens_reach_the_store_through_the_one_door_only():
    """An action may be handed to the door, never called."""
    names = {(action.__module__, action.__name__) for action in RIGHTS}
    called = []
    for path in (*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known: dict[str, str] = {}
        for line in ast.walk(tree):
            if isinstance(line, ast.ImportFrom) and str(line.module).partition(".")[0] == "store":
                known |= {alias.asname or alias.name: f"{line.module}.{alias.name}" for alias in line.names}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call):
                parts = ast.unparse(call.func).split(".")
                whole = ".".join((known.get(parts[0], parts[0]), *parts[1:]))
                if tuple(whole.rsplit(".", maxsplit=1)) in names:
                    called.append(f"{path.name}:{call.lineno} {whole}")
    assert called == []


def test_whoever_may_not_is_refused_and_nothing_changes(database: Database):
    world = made(database)
    before, wrong = rows(database, world.other), []
    for action, allowed in ALLOWED.items():
        for actor in ACTORS:
            if actor not in (*allowed, "stranger"):
                done, rule = attempt(world, actor, action, world.one.id)
                expected = "no_link" if actor in NOWHERE else "not_allowed"
                wrong += [(action.__name__, actor, rule)] if done or rule != expected else []
    assert wrong == []
    assert rows(database, world.other) == before


def test_a_stranger_gets_nothing_and_changes_nothing(database: Database):
    world = made(database)
    before = rows(database, world.other)
    for action in ALLOWED:
        for scenario in (world.one.id, world.secret.id):
            _, answer = attempt(world, "stranger", action, scenario)
            assert CANARY not in told(answer), action.__name__
    assert rows(database, world.other) == before


def test_a_link_to_one_scenario_gives_nothing_of_another(database: Database):
    world = made(database)
    for actor in ONE:
        for action in ALLOWED:
            done, _ = attempt(world, actor, action, world.secret.id)
            assert not done, (actor, action.__name__)
            done, answer = attempt(world, actor, action, world.one.id)
            assert CANARY not in told(answer), (actor, action.__name__)


def test_a_link_to_one_version_gives_no_other(database: Database):
    world = made(database)
    entry = world.entry("pinned")
    assert do(database, entry, scenarios.shown, world.one.id, 1).head.number == 1
    for number in (None, 2):
        with pytest.raises(StoreRefused, match="not_allowed"):
            do(database, entry, scenarios.shown, world.one.id, number)


def test_whoever_may_gets_an_answer(database: Database):
    world = made(database)
    refused = [
        (action.__name__, actor, rule)
        for action, allowed in sorted(ALLOWED.items(), key=lambda pair: pair[0] in (shelf.delete, bundle.export))
        for actor in allowed
        for done, rule in [attempt(world, actor, action, world.one.id)]
        if not done
    ]
    assert refused == []
