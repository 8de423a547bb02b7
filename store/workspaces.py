"""Workspaces, and the visitors whom a secret of theirs leads into one. The store keeps only the secret's digest."""

from sqlalchemy import Connection, select, update

from store.database import Database
from store.marks import digest, new_identity, now
from store.names import LONGEST_NAME, one_line
from store.tables import VISITORS, WORKSPACES
from store.upserts import put_once


def workspace_of(database: Database, secret: str) -> str:
    """The workspace that a visitor's secret leads to; a new one at the first visit."""
    found = _known(database, secret)
    return found or _begun(database, secret)


def visitor_name(database: Database, secret: str) -> str:
    """What the visitor is called; nothing until they said so."""
    with database.reading() as connection:
        found = connection.execute(select(VISITORS.c.name).where(VISITORS.c.token == digest(secret)))
        return found.scalar() or ""


def call_visitor(database: Database, secret: str, name: str) -> None:
    """Give the visitor a name, which the next saves carry."""
    called = update(VISITORS).where(VISITORS.c.token == digest(secret)).values(name=one_line(name, LONGEST_NAME))
    with database.writing() as connection:
        connection.execute(called)


def new_workspace(database: Database, name: str = "") -> str:
    """An empty workspace."""
    made = new_identity()
    with database.writing() as connection:
        connection.execute(WORKSPACES.insert().values(id=made, name=one_line(name, LONGEST_NAME), created=now()))
    return made


def hold(connection: Connection, workspace: str) -> None:
    """Let nobody else who holds this workspace write until this transaction ends: what was sent twice comes one by one."""
    connection.execute(select(WORKSPACES.c.id).where(WORKSPACES.c.id == workspace).with_for_update(key_share=True))


def workspaces(database: Database) -> tuple[str, ...]:
    """Every workspace, oldest first; for the command line only."""
    with database.reading() as connection:
        return tuple(connection.scalars(select(WORKSPACES.c.id).order_by(WORKSPACES.c.created, WORKSPACES.c.id)))


def _known(database: Database, secret: str) -> str:
    with database.reading() as connection:
        found = connection.execute(select(VISITORS.c.workspace).where(VISITORS.c.token == digest(secret)))
        return found.scalar() or ""


def _begun(database: Database, secret: str) -> str:
    """A workspace for a new visitor; when two windows come at once, both get the first one's."""
    token, made, at = digest(secret), new_identity(), now()
    with database.writing() as connection:
        found = connection.execute(select(VISITORS.c.workspace).where(VISITORS.c.token == token)).scalar()
        if found:
            return str(found)
        connection.execute(WORKSPACES.insert().values(id=made, name="", created=at))
        put_once(connection, VISITORS, {"token": token, "workspace": made, "name": "", "created": at})
        return str(connection.execute(select(VISITORS.c.workspace).where(VISITORS.c.token == token)).scalar_one())
