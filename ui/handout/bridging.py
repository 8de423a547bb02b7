"""The parts of several bridges lever by lever: the largest have a row of their own, all others stand together."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.handout.brief import Bridged, Figure
from ui.handout.scoring import figure
from ui.words import t


@dataclass(frozen=True)
class Row:
    """One lever, or those that have no row of their own, with its part of each bridge."""

    name: str
    role: str
    shares: tuple[Figure, ...]


def rows(bridges: Sequence[Bridged], most: int) -> list[Row]:
    """The parts in the order of the last bridge, its largest first."""
    shares = [{part.name: part.share for part in bridge.parts} for bridge in bridges]
    parts = bridges[-1].parts
    own = parts if len(parts) <= most + 1 else parts[:most]
    found = [Row(part.name, part.role, tuple(each[part.name] for each in shares)) for part in own]
    rest = parts[len(own) :]
    if rest:
        sums = [sum(each[part.name].value for part in rest) for each in shares]
        name = t("brief.bridge.others", count=len(rest))
        found.append(Row(name, "baseline", tuple(figure(value, "money", signed=True) for value in sums)))
    return found
