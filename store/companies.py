"""Companies of a workspace and their data, kept by content: the same figures are kept once, new ones become a new version."""

from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from model.company import Company
from store.company_content import packed, unpacked
from store.database import Database
from store.marks import now
from store.names import folded
from store.tables import COMPANIES, COMPANY_DATA
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
        _put_content(connection, company.content_hash, content)
        _put_version(connection, workspace, company)


def keep_content(database: Database, company: Company) -> None:
    """Keep the data that a version of a scenario is pinned to, a sample's for example, without listing the company."""
    if not has_data(database, company.content_hash):
        content = packed(company)
        with database.writing() as connection:
            _put_content(connection, company.content_hash, content)


def has_data(database: Database, data: str) -> bool:
    """Whether the data of a hash are kept."""
    with database.reading() as connection:
        return connection.scalar(select(COMPANY_DATA.c.hash).where(COMPANY_DATA.c.hash == data)) is not None


def company_of(database: Database, data: str) -> Company | None:
    """The company of a hash, or None when it is not kept. Who knows the hash knows the data."""
    with database.reading() as connection:
        content = connection.scalar(select(COMPANY_DATA.c.content).where(COMPANY_DATA.c.hash == data))
    return None if content is None else unpacked(bytes(content), data)


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


def _put_content(connection: Connection, data: str, content: bytes) -> None:
    put_once(connection, COMPANY_DATA, {"hash": data, "content": content, "created": now()})


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
