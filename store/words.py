"""Texts that belong to a workspace: remarks on a company's assumptions, and the mappings by which its files are read."""

from collections.abc import Mapping

from sqlalchemy import select

from store.database import Database
from store.marks import now
from store.names import name_of
from store.tables import MAPPINGS, REMARKS
from store.upserts import put

LONGEST = 200_000  # characters of one text


def keep_remarks(database: Database, workspace: str, company: str, content: str) -> None:
    """Keep the remarks on a company."""
    row = {"workspace": workspace, "company": company, "content": content[:LONGEST], "at": now()}
    with database.writing() as connection:
        put(connection, REMARKS, row, ("content", "at"))


def remarks_of(database: Database, workspace: str, company: str) -> str:
    """The remarks on a company; nothing when there are none."""
    found = select(REMARKS.c.content).where(REMARKS.c.workspace == workspace, REMARKS.c.company == company)
    with database.reading() as connection:
        return connection.scalar(found) or ""


def keep_mapping(database: Database, workspace: str, name: str, content: str) -> None:
    """Keep a mapping under its name; raises StoreRefused when it has none."""
    row = {"workspace": workspace, "name": name_of(name), "content": content[:LONGEST], "at": now()}
    with database.writing() as connection:
        put(connection, MAPPINGS, row, ("content", "at"))


def mappings(database: Database, workspace: str) -> Mapping[str, str]:
    """The mappings of a workspace by name, the oldest first."""
    found = select(MAPPINGS.c.name, MAPPINGS.c.content).where(MAPPINGS.c.workspace == workspace)
    with database.reading() as connection:
        return {row.name: row.content for row in connection.execute(found.order_by(MAPPINGS.c.at, MAPPINGS.c.name))}
