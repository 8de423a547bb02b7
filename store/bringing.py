"""A workspace's file brought into a workspace: beside what is there, nothing replaced, the same file twice counts once."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from store.bundle import Rows, contents_of, read
from store.codes import checked
from store.companies import held_by, put_content
from store.database import Database
from store.failures import StoreRefused
from store.lookbacks import Lookback, content_of
from store.marks import digest, new_identity, now, own_key
from store.names import LONGEST_NAME, folded, name_of, note_of, one_line, tags_of
from store.receipts import text_of
from store.shelf import free_name
from store.tables import COMPANIES, LOOKBACKS, MAPPINGS, RECEIPTS, REMARKS, SCENARIOS, VERSIONS
from store.upserts import put_once
from store.words import LONGEST

Row = Mapping[str, Any]
New = Mapping[str, str]  # a scenario's identity in the file -> here


def bring(database: Database, workspace: str, content: bytes) -> int:
    """Bring a file in and give the number of scenarios that are new; raises StoreRefused, then nothing was changed."""
    rows = read(content)
    contents = contents_of(rows)
    try:
        with database.writing() as connection:
            for data, held in contents.items():
                put_content(connection, workspace, data, held)
            new = _scenarios(connection, workspace, rows)
            _companies(connection, workspace, rows.get("companies", []))
            _texts(connection, workspace, rows)
            _receipts(connection, workspace, rows.get("receipts", []), new)
            _lookbacks(connection, workspace, rows.get("lookbacks", []))
            return len(new)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise StoreRefused("not_a_bundle", "rows") from error


def _scenarios(connection: Connection, workspace: str, rows: Rows) -> New:
    """Insert the scenarios that are not here yet with their versions."""
    by_scenario: dict[str, list[Row]] = defaultdict(list)
    for row in rows.get("versions", []):
        by_scenario[str(row["scenario"])].append(row)
    mine = select(VERSIONS.c.key).join(SCENARIOS, SCENARIOS.c.id == VERSIONS.c.scenario)
    here = set(connection.scalars(mine.where(SCENARIOS.c.workspace == workspace)))
    new: dict[str, str] = {}
    for row in rows.get("scenarios", []):
        found = sorted(by_scenario[str(row["id"])], key=lambda version: int(version["number"]))
        if found and not here & {str(found[0]["key"]), own_key(workspace, str(found[0]["key"]))}:
            new[str(row["id"])] = _scenario(connection, workspace, row, found)
    return new


def _scenario(connection: Connection, workspace: str, row: Row, found: Sequence[Row]) -> str:
    made = new_identity()
    alive = select(SCENARIOS.c.folded).where(SCENARIOS.c.workspace == workspace, SCENARIOS.c.deleted.is_(None))
    name = free_name(name_of(str(row["name"])), set(connection.scalars(alive)))
    connection.execute(
        SCENARIOS.insert().values(
            id=made,
            workspace=workspace,
            name=name,
            folded=folded(name),
            note=note_of(str(row["note"])),
            author=one_line(str(row["author"]), LONGEST_NAME),
            tags=tags_of(str(tag) for tag in json.loads(row["tags"])),
            favourite=bool(row["favourite"]),
            archived=bool(row["archived"]),
            locked=bool(row["locked"]),
            deleted=now() if row["deleted"] else None,
            head=len(found),
            created=str(row["created"])[:32],
            changed=str(row["changed"])[:32],
        )
    )
    for number, version in enumerate(found, 1):
        _version(connection, workspace, (made, number), version)
    return made


def _version(connection: Connection, workspace: str, place: tuple[str, int], row: Row) -> None:
    scenario, number = place
    changed = {
        str(name): (checked(before), checked(after)) for name, (before, after) in json.loads(row["changed"]).items()
    }
    connection.execute(
        VERSIONS.insert().values(
            scenario=scenario,
            number=number,
            code=checked(str(row["code"])),
            company=str(row["company"])[:64],
            data=str(row["data"])[:64],
            model=one_line(str(row["model"]), LONGEST_NAME),
            author=one_line(str(row["author"]), LONGEST_NAME),
            why=note_of(str(row["why"])),
            kind=one_line(str(row["kind"]), 20),
            parent=number - 1 or None,
            changed=json.dumps(changed),
            figures=json.dumps(_figures(json.loads(row["figures"]))),
            key=own_key(workspace, str(row["key"])),
            at=str(row["at"])[:32],
        )
    )


def _figures(found: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers, and lists of numbers, by name; what is neither is left out."""
    return {
        one_line(str(name), 60): value
        for name, value in found.items()
        if _is_number(value) or (isinstance(value, list) and all(map(_is_number, value)))
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _companies(connection: Connection, workspace: str, rows: Sequence[Row]) -> None:
    """Companies of the file whose names are new here, with all their data; a hash alone brings nothing."""
    held = held_by(connection, workspace)
    here = set(connection.scalars(select(COMPANIES.c.folded).where(COMPANIES.c.workspace == workspace)))
    for row in sorted(rows, key=lambda one: int(one["number"])):
        name, data, number = str(row["name"]), str(row["data"]), int(row["number"])
        if folded(name) not in here and data in held:
            made = {"folded": folded(name), "name": name, "number": number, "data": data, "at": now()}
            put_once(connection, COMPANIES, {"workspace": workspace, **made})


def _texts(connection: Connection, workspace: str, rows: Rows) -> None:
    """Remarks and mappings that are new here."""
    for table, key in ((REMARKS, "company"), (MAPPINGS, "name")):
        for row in rows.get(table.name, []):
            held = {key: one_line(str(row[key]), 64), "content": str(row["content"])[:LONGEST], "at": now()}
            if table is REMARKS and not isinstance(json.loads(held["content"]), dict):
                raise StoreRefused("not_a_bundle", "remarks")
            put_once(connection, table, {"workspace": workspace, **held})


def _receipts(connection: Connection, workspace: str, rows: Sequence[Row], new: New) -> None:
    """Receipts as they were written; one whose document has not its hash is refused."""
    for row in rows:
        document = str(row["document"])
        if text_of(json.loads(document)) != document or digest(document) != row["hash"]:
            raise StoreRefused("not_a_bundle", "receipts")
        held = {"document": document, "hash": digest(document), "at": str(row["at"])[:32]}
        key, scenario = own_key(workspace, str(row["key"])), new.get(str(row["scenario"]))
        put_once(
            connection,
            RECEIPTS,
            {"id": new_identity(), "workspace": workspace, "scenario": scenario, "key": key, **held},
        )


def _lookbacks(connection: Connection, workspace: str, rows: Sequence[Row]) -> None:
    """Look-backs of months that none is here of yet."""
    for row in rows:
        texts = {name: str(row[name]) for name in ("first", "last", "plan")}
        held = content_of(Lookback(**texts, learned=json.loads(row["content"])))
        key = {"workspace": workspace, "company": folded(str(row["company"]))}
        put_once(connection, LOOKBACKS, {**key, **held, "at": str(row["at"])[:32]})
