"""The levers that a search may set, as numbers between their limits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from model.company import Company
from model.levers import LEVERS, Lever
from model.scenario import AS_IS, Move, Scenario, moved, neutral
from model.vocabulary import Array

PRECISION = 4  # decimals of a lever value: what is scored is what a scenario then holds
MEMBERS: Mapping[str, str] = {"delivery_function": "operations"}  # the other delivery functions are no quick lever


@dataclass(frozen=True)
class Dial:
    """One lever of a search, for one member or (empty) for all, between its limits in the lever's unit."""

    lever: str
    member: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Which levers a search may move, and how far from the base scenario; empty `free`: all but the expert ones.

    `largest` holds the largest move of single levers in their own unit; the others may go `share` of the way to either
    end of their range.
    """

    free: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    largest: Mapping[str, float] = field(default_factory=dict)
    share: float = 0.5


ANY = Reach()


def dials(company: Company, base: Scenario = AS_IS, reach: Reach = ANY) -> tuple[Dial, ...]:
    """The dials of a search around a base scenario; raises ValueError for an unknown lever."""
    for name in (*reach.free, *reach.held, *reach.largest):
        if name not in LEVERS:
            raise ValueError(f"levers: '{name}' is not known; allowed are {', '.join(LEVERS)}.")
    wanted = reach.free or tuple(name for name, lever in LEVERS.items() if not lever.expert)
    names = [name for name in wanted if name not in reach.held and usable(company, LEVERS[name])]
    found = [_dial(company, base, reach, LEVERS[name]) for name in names]
    return tuple(dial for dial in found if dial.high > dial.low)


def usable(company: Company, lever: Lever) -> bool:
    """Whether the company has what the lever acts on."""
    return bool(company.members[lever.over]) and (not lever.needs or lever.needs in company.has)


def _dial(company: Company, base: Scenario, reach: Reach, lever: Lever) -> Dial:
    member = MEMBERS.get(lever.over, "")
    member = member if member in company.members[lever.over] else ""
    now = base.levers.get(lever.name, neutral(lever)).of(member)
    down, up = (reach.largest.get(lever.name, reach.share * room) for room in (now - lever.low, lever.high - now))
    return Dial(lever.name, member, max(lever.low, now - down), min(lever.high, now + up))


def of_owners(found: Sequence[Dial], owners: Collection[str]) -> tuple[Dial, ...]:
    """The dials whose levers belong to some owners."""
    return tuple(dial for dial in found if LEVERS[dial.lever].owner in owners)


def lows(found: Sequence[Dial]) -> Array:
    """Lower limits   [dial]."""
    return np.array([dial.low for dial in found])


def spans(found: Sequence[Dial]) -> Array:
    """Distances between the limits   [dial]."""
    return np.array([dial.high - dial.low for dial in found])


def ranges(found: Sequence[Dial]) -> Array:
    """The whole ranges of the levers, by which moves are compared   [dial]."""
    return np.array([LEVERS[dial.lever].high - LEVERS[dial.lever].low for dial in found])


def positions(found: Sequence[Dial], scenario: Scenario) -> Array:
    """Where a scenario's levers stand, 0 at the lower limit, 1 at the upper   [dial]."""
    now = [scenario.levers.get(dial.lever, neutral(LEVERS[dial.lever])).of(dial.member) for dial in found]
    return np.clip((np.array(now) - lows(found)) / spans(found), 0.0, 1.0)


def rounded(found: Sequence[Dial], place: Array) -> Array:
    """Positions after lever values are rounded as a scenario holds them   [..., dial]."""
    values = np.round(lows(found) + np.clip(place, 0.0, 1.0) * spans(found), PRECISION)
    return np.clip((values - lows(found)) / spans(found), 0.0, 1.0)


def scenario_at(found: Sequence[Dial], base: Scenario, place: Array, name: str = "") -> Scenario:
    """The base scenario with the dials set to positions   [dial]."""
    moves = dict(base.levers)
    values = np.round(lows(found) + place * spans(found), PRECISION)
    limited = np.clip(values, lows(found), [dial.high for dial in found])
    for dial, value in zip(found, limited.tolist(), strict=True):
        lever = LEVERS[dial.lever]
        move = moves.get(dial.lever, neutral(lever))
        if dial.member:
            moves[dial.lever] = replace(move, values={**move.values, dial.member: value})
        else:
            shifted = {member: old + value - move.value for member, old in move.values.items()}
            kept = {member: float(np.clip(new, lever.low, lever.high)) for member, new in shifted.items()}
            moves[dial.lever] = replace(move, value=value, values=kept)
    return replace(base, name=name, levers=_without_idle(moves))


def _without_idle(moves: Mapping[str, Move]) -> dict[str, Move]:
    return {name: move for name, move in moves.items() if moved(LEVERS[name], move)}
