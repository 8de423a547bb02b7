"""Texts of tables on slides and on paper, and the table that both have."""

from dataclasses import dataclass

from ui.handout.brief import Brief
from ui.words import t

GROUNDS = ("assumption", "value", "interval", "share", "grade", "source")


@dataclass(frozen=True)
class Cell:
    """One text of a table."""

    text: str
    role: str = "ink"
    bold: bool = False


def ground_titles() -> list[str]:
    """The columns of what the result rests on."""
    return [t(f"brief.grounds.column.{name}") for name in GROUNDS]


def ground_rows(brief: Brief) -> list[list[Cell]]:
    """The assumptions that the result hangs on, one row each."""
    return [
        [*map(Cell, (one.name, one.value, one.interval, one.share.words, one.grade)), Cell(one.source, "quiet")]
        for one in brief.grounds.hangs_on
    ]
