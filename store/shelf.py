"""What may be done to a kept scenario besides saving: rename, note, tags, favourite, archive, lock, delete and undo."""

from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from store.database import Database
from store.failures import StoreRefused
from store.marks import now
from store.names import LONGEST_NAME, folded, name_of, note_of, tags_of
from store.tables import SCENARIOS

MOST_TWINS = 99


def rename(database: Database, workspace: str, scenario: str, name: str) -> None:
    """Give a scenario another name; raises StoreRefused when it is taken, cannot be kept, or the scenario is locked."""
    called = name_of(name)
    _change(database, workspace, scenario, name=called, folded=folded(called))


def annotate(database: Database, workspace: str, scenario: str, note: str) -> None:
    """Give a scenario another note; raises StoreRefused."""
    _change(database, workspace, scenario, note=note_of(note))


def tag(database: Database, workspace: str, scenario: str, tags: tuple[str, ...]) -> None:
    """Give a scenario other tags; raises StoreRefused."""
    _change(database, workspace, scenario, tags=tags_of(tags))


def favour(database: Database, workspace: str, scenario: str, *, on: bool) -> None:
    """Make a scenario a favourite, or no longer; locked ones too."""
    _change(database, workspace, scenario, even_locked=True, favourite=on)


def archive(database: Database, workspace: str, scenario: str, *, on: bool) -> None:
    """Put a scenario out of sight, or back; locked ones too."""
    _change(database, workspace, scenario, even_locked=True, archived=on)


def lock(database: Database, workspace: str, scenario: str, *, on: bool) -> None:
    """Close a scenario to saves, or open it again."""
    _change(database, workspace, scenario, even_locked=True, locked=on)


def delete(database: Database, workspace: str, scenario: str) -> None:
    """Take a scenario out of the library; `restore` brings it back with every version. Raises StoreRefused."""
    _change(database, workspace, scenario, deleted=now())


def restore(database: Database, workspace: str, scenario: str) -> str:
    """Bring a deleted scenario back and give its name, numbered when another has taken it meanwhile."""
    with database.writing() as connection:
        row = _row(connection, workspace, scenario)
        taken = select(SCENARIOS.c.folded).where(SCENARIOS.c.workspace == workspace, SCENARIOS.c.deleted.is_(None))
        called = free_name(row.name, set(connection.scalars(taken))) if row.deleted else row.name
        values = {"deleted": None, "name": called, "folded": folded(called)}
        connection.execute(update(SCENARIOS).where(SCENARIOS.c.id == scenario).values(**values))
        return str(called)


def free_name(name: str, taken: set[str]) -> str:
    """A name that is not among the folded names taken.

    >>> free_name("Plan B", {"plan b"})
    'Plan B (2)'
    """
    tried = (name, *(f"{name[: LONGEST_NAME - 5]} ({number})" for number in range(2, MOST_TWINS)))
    found = next((one for one in tried if folded(one) not in taken), "")
    if not found:
        raise StoreRefused("name_taken", name)
    return found


def _change(database: Database, workspace: str, scenario: str, *, even_locked: bool = False, **values: object) -> None:
    with database.writing() as connection:
        row = _row(connection, workspace, scenario)
        if row.locked and not even_locked:
            raise StoreRefused("locked", row.name)
        try:
            with connection.begin_nested():
                connection.execute(update(SCENARIOS).where(SCENARIOS.c.id == scenario).values(**values))
        except IntegrityError as error:
            raise StoreRefused("name_taken", str(values.get("name", ""))) from error


def _row(connection: Connection, workspace: str, scenario: str) -> Any:
    found = select(SCENARIOS).where(SCENARIOS.c.id == scenario, SCENARIOS.c.workspace == workspace)
    row = connection.execute(found.with_for_update()).first()
    if row is None:
        raise StoreRefused("gone", scenario)
    return row
