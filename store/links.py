"""Links that lead into a workspace: unguessable, with a role, an end and a way to take them back.

The store keeps the SHA-256 of a link's secret, never the secret; each use asks anew.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row, select, update

from store.database import Database
from store.failures import StoreRefused
from store.marks import digest, moment, new_identity, new_secret, now
from store.names import LONGEST_NAME, one_line
from store.tables import LINKS, SCENARIOS, VERSIONS

Role = Literal["viewer", "trier", "editor", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before may; a trier moves levers and saves nothing
OF_WORKSPACE: tuple[Role, ...] = ("viewer", "editor", "owner")  # what a link to all of it may give
OF_SCENARIO: tuple[Role, ...] = ("viewer", "trier", "editor")
OF_VERSION: tuple[Role, ...] = ("viewer", "trier")
LONGEST_SECRET = 128


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Where a link leads: its workspace, or one scenario of it, or one version of that."""

    role: Role
    scenario: str | None = None
    number: int | None = None
    name: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link as the store knows it; without its secret."""

    id: str
    workspace: str
    role: Role
    scenario: str | None
    number: int | None
    name: str
    created: str
    expires: str | None
    revoked: str | None


def create(database: Database, workspace: str, lead: Lead) -> tuple[Link, str]:
    """A link and its secret, which nobody can ask for again; raises StoreRefused when it would lead nowhere."""
    secret, made = new_secret(), new_identity()
    row = {
        "id": made,
        "token": digest(secret),
        "workspace": workspace,
        "scenario": lead.scenario,
        "number": lead.number,
        "role": lead.role,
        "name": one_line(lead.name, LONGEST_NAME),
        "created": now(),
        "expires": moment(lead.expires) if lead.expires else None,
    }
    _check_target(database, workspace, lead)
    with database.writing() as connection:
        connection.execute(LINKS.insert().values(**row))
        made_row = connection.execute(select(LINKS).where(LINKS.c.id == made)).one()
    return _link(made_row), secret


def resolve(database: Database, secret: str) -> Link | None:
    """The link of a secret; None when there is none, it has ended or was taken back, or its scenario was deleted."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    with database.reading() as connection:
        row = connection.execute(select(LINKS).where(LINKS.c.token == digest(secret), _ALIVE)).first()
    if row is None or row.revoked or (row.expires and row.expires <= now()) or row.role not in ROLES:
        return None
    return _link(row)


def revoke(database: Database, workspace: str, link: str) -> None:
    """Take a link back; raises StoreRefused when the workspace has none such."""
    mine = (LINKS.c.id == link) & (LINKS.c.workspace == workspace)
    with database.writing() as connection:
        if connection.execute(select(LINKS.c.id).where(mine)).first() is None:
            raise StoreRefused("gone", link)
        connection.execute(update(LINKS).where(mine, LINKS.c.revoked.is_(None)).values(revoked=now()))


def links(database: Database, workspace: str) -> tuple[Link, ...]:
    """The links of a workspace, the newest first, those ended or taken back too."""
    found = select(LINKS).where(LINKS.c.workspace == workspace).order_by(LINKS.c.created.desc(), LINKS.c.id)
    with database.reading() as connection:
        return tuple(_link(row) for row in connection.execute(found))


def allows(link: Link, role: Role) -> bool:
    """Whether a link gives at least the rights of a role."""
    return ROLES.index(link.role) >= ROLES.index(role)


def _check_target(database: Database, workspace: str, lead: Lead) -> None:
    """Raise StoreRefused unless the role is one of the target's, and the scenario the workspace's own with the version."""
    pinned = lead.number is not None
    if lead.role not in (OF_WORKSPACE if lead.scenario is None else OF_VERSION if pinned else OF_SCENARIO):
        raise StoreRefused("not_allowed", lead.role)
    if lead.scenario is None:
        if pinned:
            raise StoreRefused("gone", str(lead.number))
        return
    found = select(SCENARIOS.c.id).where(SCENARIOS.c.id == lead.scenario, SCENARIOS.c.workspace == workspace)
    if lead.number is not None:
        found = found.join(VERSIONS, VERSIONS.c.scenario == SCENARIOS.c.id).where(VERSIONS.c.number == lead.number)
    with database.reading() as connection:
        if connection.execute(found).first() is None:
            raise StoreRefused("gone", lead.scenario)


_DELETED = select(SCENARIOS.c.id).where(SCENARIOS.c.id == LINKS.c.scenario, SCENARIOS.c.deleted.is_not(None))
_ALIVE = ~_DELETED.exists()


def _link(row: Row[Any]) -> Link:
    held = row._asdict()
    held.pop("token")
    return Link(**held)
