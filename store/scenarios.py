"""Scenarios: found, begun, saved version by version. A save on a version that is no longer the newest is a Conflict."""

import json
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.exc import IntegrityError

from store.codes import changes, checked
from store.database import Database
from store.failures import StoreRefused
from store.kinds import Conflict, Content, Kept, Signed, Version, kept_of_row, version_of_row
from store.marks import new_identity, now, own_key
from store.names import LONGEST_NAME, folded, name_of, note_of, one_line
from store.tables import SCENARIOS, VERSIONS
from store.workspaces import hold


def library(database: Database, workspace: str, *, deleted: bool = False) -> tuple[Kept, ...]:
    """The scenarios of a workspace, the last changed first; without those deleted."""
    mine = SCENARIOS.c.workspace == workspace
    gone = SCENARIOS.c.deleted.is_not(None) if deleted else SCENARIOS.c.deleted.is_(None)
    order = (SCENARIOS.c.changed.desc(), SCENARIOS.c.id)
    with database.reading() as connection:
        rows = connection.execute(select(SCENARIOS).where(mine, gone).order_by(*order)).all()
        newest = (VERSIONS.c.scenario == SCENARIOS.c.id) & (VERSIONS.c.number == SCENARIOS.c.head)
        heads = connection.execute(select(VERSIONS).join(SCENARIOS, newest).where(mine)).all()
    by_scenario = {row.scenario: version_of_row(row) for row in heads}
    return tuple(kept_of_row(row, by_scenario[row.id]) for row in rows)


def find(database: Database, workspace: str, scenario: str) -> Kept:
    """One scenario, a deleted one too; raises StoreRefused when this workspace has none such."""
    with database.reading() as connection:
        row = _row(connection, workspace, scenario)
        return kept_of_row(row, _version(connection, scenario, row.head))


def shown(database: Database, workspace: str, scenario: str, number: int | None = None) -> Kept:
    """One scenario as a link shows it: with one version, else the newest; raises StoreRefused when it is deleted."""
    with database.reading() as connection:
        row = _row(connection, workspace, scenario)
        if row.deleted:
            raise StoreRefused("gone", scenario)
        return kept_of_row(row, _version(connection, scenario, number or row.head))


def versions(database: Database, workspace: str, scenario: str) -> tuple[Version, ...]:
    """Every version of a scenario, the newest first; raises StoreRefused."""
    with database.reading() as connection:
        _row(connection, workspace, scenario)
        found = select(VERSIONS).where(VERSIONS.c.scenario == scenario).order_by(VERSIONS.c.number.desc())
        return tuple(version_of_row(row) for row in connection.execute(found))


def version(database: Database, workspace: str, scenario: str, number: int) -> Version:
    """One version; raises StoreRefused."""
    with database.reading() as connection:
        _row(connection, workspace, scenario)
        return _version(connection, scenario, number)


def begin(database: Database, workspace: str, name: str, content: Content, signed: Signed) -> Kept:
    """Keep a plan as a new scenario; raises StoreRefused when the name is taken or cannot be kept."""
    return _begun(database, workspace, name, (content, signed), None)


def branch(database: Database, workspace: str, name: str, source: tuple[str, int], signed: Signed) -> Kept:
    """A new scenario that begins as a version of another; raises StoreRefused."""
    origin = version(database, workspace, *source)
    return _begun(database, workspace, name, (origin.content, signed), source)


def save(
    database: Database, workspace: str, on: tuple[str, int], content: Content, signed: Signed
) -> Version | Conflict:
    """Save a plan as the next version `on` a scenario's version, or say who was faster; raises StoreRefused."""
    scenario, base = on
    with database.writing() as connection:
        row = _row(connection, workspace, scenario, held=True)
        done = _done(connection, workspace, signed.key)
        if done is not None:
            return done
        if row.locked or row.deleted:
            raise StoreRefused("locked" if row.locked else "gone", row.name)
        if row.head != base:
            return Conflict(_version(connection, scenario, base), _version(connection, scenario, row.head), content)
        return _next(connection, row, content, signed)


def _begun(
    database: Database, workspace: str, name: str, first: tuple[Content, Signed], origin: tuple[str, int] | None
) -> Kept:
    content, signed = first
    called, at, made = name_of(name), now(), new_identity()
    with database.writing() as connection:
        hold(connection, workspace)
        done = _done(connection, workspace, signed.key)
        if done is not None:
            return kept_of_row(_row(connection, workspace, done.scenario), done)
        row = {
            "id": made,
            "workspace": workspace,
            "name": called,
            "folded": folded(called),
            "author": one_line(signed.author, LONGEST_NAME),
            "head": 0,
            "created": at,
            "changed": at,
        }
        if origin is not None:
            row |= {"origin": origin[0], "origin_number": origin[1]}
        _put(connection, row)
        first_version = _next(connection, _row(connection, workspace, made), content, signed)
        return kept_of_row(_row(connection, workspace, made), first_version)


def _put(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a scenario; raises StoreRefused when its name is taken."""
    try:
        with connection.begin_nested():
            connection.execute(SCENARIOS.insert().values(**row))
    except IntegrityError as error:
        raise StoreRefused("name_taken", row["name"]) from error


def _next(connection: Connection, row: Row[Any], content: Content, signed: Signed) -> Version:
    """Write the next version of a scenario and make it the newest."""
    number, at = row.head + 1, now()
    before = _version(connection, row.id, row.head).content.code if row.head else ""
    written = {
        "scenario": row.id,
        "number": number,
        "code": checked(content.code),
        "company": content.company,
        "data": content.data,
        "model": content.model,
        "author": one_line(signed.author, LONGEST_NAME),
        "why": note_of(signed.why),
        "kind": signed.kind,
        "parent": row.head or None,
        "merged": signed.merged[0] if signed.merged else None,
        "merged_number": signed.merged[1] if signed.merged else None,
        "changed": json.dumps(dict(changes(before, content.code))),
        "figures": json.dumps(dict(content.figures)),
        "key": own_key(row.workspace, signed.key),
        "at": at,
    }
    connection.execute(VERSIONS.insert().values(**written))
    connection.execute(update(SCENARIOS).where(SCENARIOS.c.id == row.id).values(head=number, changed=at))
    return _version(connection, row.id, number)


def _done(connection: Connection, workspace: str, key: str) -> Version | None:
    """The version that a save with this key has written already."""
    mine = select(VERSIONS).join(SCENARIOS, SCENARIOS.c.id == VERSIONS.c.scenario)
    row = connection.execute(mine.where(VERSIONS.c.key == own_key(workspace, key))).first()
    return None if row is None else version_of_row(row)


def _row(connection: Connection, workspace: str, scenario: str, *, held: bool = False) -> Row[Any]:
    """A scenario's row, held against other writers when asked; raises StoreRefused."""
    found = select(SCENARIOS).where(SCENARIOS.c.id == scenario, SCENARIOS.c.workspace == workspace)
    row = connection.execute(found.with_for_update() if held else found).first()
    if row is None:
        raise StoreRefused("gone", scenario)
    return row


def _version(connection: Connection, scenario: str, number: int) -> Version:
    found = select(VERSIONS).where(VERSIONS.c.scenario == scenario, VERSIONS.c.number == number)
    row = connection.execute(found).first()
    if row is None:
        raise StoreRefused("gone", f"{scenario} {number}")
    return version_of_row(row)
