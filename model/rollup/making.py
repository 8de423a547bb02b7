"""What an export is made of: aggregations of its lines, groupings by month, stays of customers, balances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.columns import Table

Aggregation = Literal[
    "sum", "count", "distinct", "mean", "median", "ratio", "weighted", "discount", "share", "hours", "days"
]
Outcome = Literal["", "won", "lost"]

ALL = "all"  # the member of a name that the lines do not tell apart
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "won": ("won", "closed won", "closed-won", "closedwon", "win", "gagné", "gagnée", "gagne", "signé", "signed"),
    "lost": ("lost", "closed lost", "closed-lost", "closedlost", "perdu", "perdue", "abandoned", "abandonné"),
}


@dataclass(frozen=True)
class Made:
    """One column of the monthly table.

    sum, mean, median and distinct are of `field`; ratio is sum(field) / sum(other); weighted is the mean of field
    weighted by other; discount is 1 - sum(field) / sum(other x units); share is that of lines with field not after
    other; hours and days are the median time from other to field. Only lines that ended in `outcome` count, if any.
    """

    column: str
    aggregation: Aggregation
    field: str = ""
    other: str = ""
    outcome: Outcome = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields without which the column cannot be made."""
        fields = (self.field, self.other, "stage" if self.outcome else "", "units" if self._priced else "")
        return tuple(dict.fromkeys(name for name in fields if name))

    @property
    def _priced(self) -> bool:
        return self.aggregation == "discount"


@dataclass(frozen=True)
class Roll:
    """One grouping of the lines: by the month of a date field and by the members of the table's key."""

    date: str
    made: tuple[Made, ...]


@dataclass(frozen=True)
class Stays:
    """Who is there from its first to its last line, per member of the key: customers, employees.

    A stay begins with the first month that has a line and ends after the last one; months without a line in between
    belong to it. A stay that reaches the last `silent` months of the export still lasts. The first month of the
    export says nothing about who is new. It is told only where at least `returning` of them have two months.
    """

    field: str
    present: str
    began: str
    ended: str
    silent: int
    returning: float = 0.5


@dataclass(frozen=True)
class Balance:
    """A stock at the end of each month: all that came less all that went since the export begins."""

    column: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """One kind of export: `lines` are its fields, `table` the monthly table, `members` its key without the month."""

    lines: Table
    table: str
    members: tuple[str, ...]
    rolls: tuple[Roll, ...]
    stays: Stays | None = None
    balances: tuple[Balance, ...] = ()

    @property
    def name(self) -> str:
        """The word of the command line."""
        return self.lines.name
