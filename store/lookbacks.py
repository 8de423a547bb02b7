"""What look-backs taught about the assumptions of a company: one row per first month planned, the newest months stand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select

from store.database import Database
from store.marks import now
from store.names import LONGEST_NAME, folded, one_line
from store.tables import LOOKBACKS
from store.upserts import put

Learned = Mapping[str, Any]  # name, member, then, now, spread, low, high
FIGURES = ("then", "now", "spread", "low", "high")
MOST = 400  # assumptions of one look-back
CHANGED = ("last", "plan", "content", "at")


@dataclass(frozen=True, kw_only=True)
class Lookback:
    """One look-back: months as YYYY-MM, the plan's name, and what was learned of each assumption."""

    first: str
    last: str
    plan: str
    learned: Sequence[Learned]
    at: str = ""


def keep_lookback(database: Database, workspace: str, company: str, found: Lookback) -> None:
    """Keep a look-back in place of the one from the same first month."""
    row = {"workspace": workspace, "company": folded(company), **content_of(found), "at": now()}
    with database.writing() as connection:
        put(connection, LOOKBACKS, row, CHANGED)


def forget_lookback(database: Database, workspace: str, company: str, first: str) -> None:
    """Take one out again."""
    mine = (LOOKBACKS.c.workspace == workspace) & (LOOKBACKS.c.company == folded(company))
    with database.writing() as connection:
        connection.execute(delete(LOOKBACKS).where(mine, LOOKBACKS.c.first == first))


def lookbacks(database: Database, workspace: str, company: str) -> tuple[Lookback, ...]:
    """The look-backs of a company, the earliest first."""
    found = select(LOOKBACKS).where(LOOKBACKS.c.workspace == workspace, LOOKBACKS.c.company == folded(company))
    with database.reading() as connection:
        return tuple(_lookback(row) for row in connection.execute(found.order_by(LOOKBACKS.c.first)))


def content_of(found: Lookback) -> dict[str, str]:
    """The columns of a look-back, cut to what can be kept; raises KeyError, TypeError or ValueError on a wrong form."""
    learned = [
        {
            "name": one_line(str(one["name"]), LONGEST_NAME),
            "member": one_line(str(one["member"])),
            **{name: float(one[name]) for name in FIGURES},
        }
        for one in found.learned[:MOST]
    ]
    return {
        "first": one_line(found.first, 7),
        "last": one_line(found.last, 7),
        "plan": one_line(found.plan, LONGEST_NAME),
        "content": json.dumps(learned, ensure_ascii=False, allow_nan=False),
    }


def _lookback(row: Row[Any]) -> Lookback:
    return Lookback(first=row.first, last=row.last, plan=row.plan, learned=json.loads(row.content), at=row.at)
