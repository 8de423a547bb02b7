"""Drafts: the work of each open window as it was a moment ago, so that a closed tab or a killed server loses nothing."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from store.database import Database
from store.marks import now
from store.tables import DRAFTS
from store.upserts import put_newer

MOST = 12  # windows of one visitor in one place


@dataclass(frozen=True)
class Draft:
    """The work of one window; a save with a lower number than the one kept changes nothing."""

    workspace: str
    tab: str
    number: int
    content: str
    place: str = ""  # scenario or workspace of a link; nothing: one's own


def keep_drafts(database: Database, drafts: tuple[Draft, ...]) -> None:
    """Keep drafts in one transaction, and of each place the latest windows."""
    with database.writing() as connection:
        for draft in drafts:
            row = {**vars(draft), "at": now()}
            put_newer(connection, DRAFTS, row, ("number", "content", "at"))
        for workspace, place in dict.fromkeys((draft.workspace, draft.place) for draft in drafts):
            _forget_oldest(connection, workspace, place)


def list_drafts(database: Database, workspace: str) -> tuple[Draft, ...]:
    """The drafts of a workspace, the latest first."""
    with database.reading() as connection:
        rows = connection.execute(
            select(DRAFTS).where(DRAFTS.c.workspace == workspace).order_by(DRAFTS.c.at.desc(), DRAFTS.c.tab)
        )
        return tuple(Draft(row.workspace, row.tab, row.number, row.content, row.place) for row in rows)


def _forget_oldest(connection: Connection, workspace: str, place: str) -> None:
    mine = (DRAFTS.c.workspace == workspace) & (DRAFTS.c.place == place)
    old = connection.scalars(select(DRAFTS.c.tab).where(mine).order_by(DRAFTS.c.at.desc()).offset(MOST)).all()
    if old:
        connection.execute(delete(DRAFTS).where(mine, DRAFTS.c.tab.in_(old)))
