"""What the store gives back of scenarios: plain values, whole and never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Row

from store.codes import Changes, ThreeWay, changes, three_ways

Kind = Literal["saved", "branched", "returned", "merged", "rebased", "brought"]
Figures = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one version of a scenario is: the plan, and which data and which model it was made with."""

    code: str
    company: str  # the key that opens the company
    data: str  # hash of its data
    model: str
    figures: Figures = field(default_factory=dict)  # what the model said then


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who saves, why and how; `key` makes the same save count once, however often it is sent."""

    key: str
    author: str = ""
    why: str = ""
    kind: Kind = "saved"
    merged: tuple[str, int] | None = None  # scenario and version that were merged in


@dataclass(frozen=True, kw_only=True)
class Version:
    """One save."""

    scenario: str
    number: int
    content: Content
    author: str
    why: str
    kind: str
    at: str
    changed: Changes
    parent: int | None = None
    merged: tuple[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A scenario of the library with its newest version."""

    id: str
    name: str
    note: str
    author: str
    tags: tuple[str, ...]
    favourite: bool
    archived: bool
    locked: bool
    deleted: str | None
    created: str
    changed: str
    head: Version
    origin: tuple[str, int] | None = None


@dataclass(frozen=True)
class Conflict:
    """Why a save was not done: somebody saved in between. `theirs` is what is there now; nothing was written."""

    base: Version
    theirs: Version
    mine: Content

    @property
    def ways(self) -> tuple[ThreeWay, ...]:
        """Setting by setting, what both came from, mine and theirs."""
        return three_ways(self.base.content.code, self.mine.code, self.theirs.content.code)

    @property
    def changed(self) -> Changes:
        """What the other one changed, setting by setting."""
        return changes(self.base.content.code, self.theirs.content.code)


def version_of_row(row: Row[Any]) -> Version:
    """A version as the database holds it."""
    content = Content(
        code=row.code, company=row.company, data=row.data, model=row.model, figures=json.loads(row.figures)
    )
    return Version(
        scenario=row.scenario,
        number=row.number,
        content=content,
        author=row.author,
        why=row.why,
        kind=row.kind,
        at=row.at,
        changed={name: (before, after) for name, (before, after) in json.loads(row.changed).items()},
        parent=row.parent,
        merged=(row.merged, row.merged_number) if row.merged else None,
    )


def kept_of_row(row: Row[Any], head: Version) -> Kept:
    """A scenario as the database holds it."""
    return Kept(
        id=row.id,
        name=row.name,
        note=row.note,
        author=row.author,
        tags=tuple(json.loads(row.tags)),
        favourite=bool(row.favourite),
        archived=bool(row.archived),
        locked=bool(row.locked),
        deleted=row.deleted,
        created=row.created,
        changed=row.changed,
        head=head,
        origin=(row.origin, row.origin_number) if row.origin else None,
    )
