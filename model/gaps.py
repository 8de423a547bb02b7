"""Gaps between plan and actual, each measure split among players by its exact Shapley value."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.bridges import Subset, shapley
from model.counted import MEASURES, Lines, seen, whole
from model.kpis import KpiUnit
from model.vocabulary import Array

PLAYERS = ("assumption", "execution", "shock", "outside")
FIRST = (
    "revenue", "operating_cost", "ebitda", "new_customers", "units", "leads", "won", "people", "marketing",
)  # fmt: skip
UNTOLD = ("lowest_cash", "runway", "burn_multiple")  # of a single month they say no more than cash does
Worths = Mapping[Subset, Lines]  # players that are as they came -> the plan's lines


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One measure: plan and actual, and the parts of actual - plan by player   [month].

    `totals` holds 'planned', 'actual', 'gap' and the players over all months together: the sum of a flow, the ratio
    of sums, the mean or the last of a level.
    """

    name: str
    planned: Array
    actual: Array
    parts: Mapping[str, Array]
    totals: Mapping[str, float]

    @property
    def players(self) -> tuple[str, ...]:
        """Who has a part."""
        return tuple(self.parts)

    @property
    def unit(self) -> KpiUnit:
        """What it is counted in."""
        return MEASURES[self.name].unit

    @property
    def gap(self) -> Array:
        """Actual - plan   [month]."""
        return self.actual - self.planned

    def total(self, player: str) -> float:
        """One part over all months."""
        return self.totals[player]


def gaps(worths: Worths, came: Lines) -> dict[str, Gap]:
    """Every measure that both the plan and the tables give in all months, the usual ones first."""
    known = {name: series for name, series in seen(came).items() if np.isfinite(series).all() and name not in UNTOLD}
    said = {subset: seen(lines) for subset, lines in worths.items()}
    both = [name for name in dict.fromkeys((*FIRST, *known)) if name in known and name in said[frozenset()]]
    return {
        name: Gap(
            name=name,
            planned=said[frozenset()][name],
            actual=known[name],
            parts=_parts({subset: found[name] for subset, found in said.items()}, known[name]),
            totals=_totals({subset: whole(name, lines) for subset, lines in worths.items()}, whole(name, came)),
        )
        for name in both
    }


def to_the_cent(gap: Gap) -> dict[str, float]:
    """The gap over all months and its parts as money is written; `outside` takes what rounding leaves."""
    full = round(gap.totals["gap"], 2)
    known = {player: round(gap.total(player), 2) for player in gap.players if player != "outside"}
    return {"gap": full, **known, "outside": round(full - sum(known.values()), 2)}


def _parts(said: Mapping[Subset, Array], came: Array) -> dict[str, Array]:
    each = [
        _split({subset: float(line[month]) for subset, line in said.items()}, float(came[month]))
        for month in range(len(came))
    ]
    return {player: np.array([shares[player] for shares in each]) for player in each[0]}


def _totals(said: Mapping[Subset, float], came: float) -> dict[str, float]:
    planned = said[frozenset()]
    return {"planned": planned, "actual": came, "gap": came - planned, **_split(said, came)}


def _split(said: Mapping[Subset, float], came: float) -> Mapping[str, float]:
    """The gap of one figure by player; what is left adds the same to every subset."""
    every = max(said, key=len)
    left = came - said[every]
    players = [player for player in PLAYERS if player in every or player == "outside"]
    return shapley(players, {**said, **{subset | {"outside"}: value + left for subset, value in said.items()}})
