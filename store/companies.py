"""Companies of a workspace and their data, kept by content: the same figures are kept once, new ones become a new version.

A workspace holds the data that it brought itself; data that a scenario of it rests on may be another's.
"""

from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select

from model.company import Company
from store.company_content import packed, unpacked
from store.database import Database
from store.failures import StoreRefused
from store.marks import now
from store.names import folded
from store.tables import COMPANIES, COMPANY_DATA, HOLDINGS, SCENARIOS, VERSIONS
from store.upserts import put_once


@dataclass(frozen=True)
class DataVersion:
    """One state of a company's data: its number (1 is the first), its hash and when it came."""

    company: str
    number: int
    data: str
    at: str


def keep_company(database: Database, workspace: str, company: Company) -> None:
    """Keep a company's data as the newest of that name in a workspace; nothing where they are its newest already."""
    held = list_data(database, workspace, company.name)
    if held and held[-1].data == company.content_hash:
        return
    content = packed(company)
    with database.writing() as connection:
        put_content(connection, workspace, company.content_hash, content)
        _put_version(connection, workspace, company)


def keep_content(database: Database, workspace: str, scenario: str, company: Company) -> None:
    """Keep and hold what a save needs, a sample's data for example, without listing the company.

    `scenario` is the one that is saved, nothing for a new one; raises StoreRefused when the workspace has none such.
    """
    if holds(database, workspace, company.content_hash):
        return
    content = packed(company)
    with database.writing() as connection:
        if scenario and connection.scalar(_mine(workspace, scenario)) is None:
            raise StoreRefused("gone", scenario)
        put_content(connection, workspace, company.content_hash, content)


def holds(database: Database, workspace: str, data: str) -> bool:
    """Whether a workspace holds the data of a hash."""
    mine = (HOLDINGS.c.workspace == workspace) & (HOLDINGS.c.data == data)
    with database.reading() as connection:
        return connection.scalar(select(HOLDINGS.c.data).where(mine)) is not None


def company_of(database: Database, workspace: str, data: str) -> Company | None:
    """The company of a hash, or None when the workspace does not hold it."""
    return _company(database, data) if holds(database, workspace, data) else None


def is_pinned(database: Database, workspace: str, scenario: str, number: int | None, data: str) -> bool:
    """Whether a scenario that is not deleted rests on data of a hash that its workspace holds: in one version, or in any."""
    found = _mine(workspace, scenario).join(VERSIONS, VERSIONS.c.scenario == SCENARIOS.c.id)
    found = found.join(HOLDINGS, (HOLDINGS.c.workspace == workspace) & (HOLDINGS.c.data == VERSIONS.c.data))
    found = found.where(VERSIONS.c.data == data, SCENARIOS.c.deleted.is_(None))
    one = found if number is None else found.where(VERSIONS.c.number == number)
    with database.reading() as connection:
        return connection.execute(one).first() is not None


def pinned_company(database: Database, workspace: str, scenario: str, number: int | None, data: str) -> Company | None:
    """The company whose data a scenario rests on, or None."""
    return _company(database, data) if is_pinned(database, workspace, scenario, number, data) else None


def newest_of(database: Database, workspace: str, scenario: str, number: int | None, data: str) -> str:
    """Hash of the newest data of the company that a scenario rests on; the hash given where there are none newer."""
    pinned = is_pinned(database, workspace, scenario, number, data)
    return newest_data(database, workspace).get(data, data) if pinned else data


def list_data(database: Database, workspace: str, name: str) -> tuple[DataVersion, ...]:
    """The data of one company of a workspace, oldest first."""
    return tuple(one for one in list_companies(database, workspace) if folded(one.company) == folded(name))


def list_companies(database: Database, workspace: str) -> tuple[DataVersion, ...]:
    """The data of every company of a workspace, company by company, oldest first."""
    columns = (COMPANIES.c.name, COMPANIES.c.number, COMPANIES.c.data, COMPANIES.c.at)
    found = select(*columns).where(COMPANIES.c.workspace == workspace)
    with database.reading() as connection:
        return tuple(DataVersion(*row) for row in connection.execute(found.order_by("folded", "number")))


def newest_data(database: Database, workspace: str) -> dict[str, str]:
    """Hash of any data of a company -> hash of the newest data of the company of that name."""
    by_name: OrderedDict[str, list[str]] = OrderedDict()
    for one in list_companies(database, workspace):
        by_name.setdefault(folded(one.company), []).append(one.data)
    return {data: hashes[-1] for hashes in by_name.values() for data in hashes}


def put_content(connection: Connection, workspace: str, data: str, content: bytes) -> None:
    """Keep data once, and say that the workspace holds them."""
    put_once(connection, COMPANY_DATA, {"hash": data, "content": content, "created": now()})
    put_once(connection, HOLDINGS, {"workspace": workspace, "data": data})


def held_by(connection: Connection, workspace: str) -> set[str]:
    """The hashes of all data that a workspace holds."""
    return set(connection.scalars(select(HOLDINGS.c.data).where(HOLDINGS.c.workspace == workspace)))


def _company(database: Database, data: str) -> Company | None:
    with database.reading() as connection:
        content = connection.scalar(select(COMPANY_DATA.c.content).where(COMPANY_DATA.c.hash == data))
    return None if content is None else unpacked(bytes(content), data)


def _mine(workspace: str, scenario: str) -> Select[tuple[str]]:
    return select(SCENARIOS.c.id).where(SCENARIOS.c.id == scenario, SCENARIOS.c.workspace == workspace)


def _put_version(connection: Connection, workspace: str, company: Company) -> None:
    same = (COMPANIES.c.workspace == workspace) & (COMPANIES.c.folded == folded(company.name))
    last = connection.scalar(select(func.max(COMPANIES.c.number)).where(same)) or 0
    row = {
        "workspace": workspace,
        "folded": folded(company.name),
        "number": last + 1,
        "name": company.name,
        "data": company.content_hash,
        "at": now(),
    }
    put_once(connection, COMPANIES, row)
