"""What would change our mind: the value of each assumption and shock at which the other of two scenarios is better."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from model.questions.factors import Factor, Settings, Target, answers, factors
from model.questions.watching import ALONE, Watch
from model.vocabulary import Array

GRID = 7  # values tried over a factor's range, the centre among them
CUTS = 6  # values tried inside a bracket in each round
ROUNDS = 4  # a bracket shrinks by CUTS + 1 in each, then a secant
MAP = 13  # values along each side of a boundary map
BELIEVED = 60  # equally likely values of each factor that a chance on the map is counted over


@dataclass(frozen=True)
class Flip:
    """Beyond `value` (below or above it) the other scenario is better; `chance` of that under the factor's belief.

    `factor.kind` tells what the belief is: an assumption's is declared, a shock's is a guess.
    """

    factor: Factor
    value: float
    side: Literal["below", "above"]
    chance: float


@dataclass(frozen=True)
class Boundary:
    """How much better the first scenario is over two factors   [value of second, value of first]."""

    first: Factor
    second: Factor
    first_values: Array
    second_values: Array
    difference: Array


def flips(target: Target, watch: Watch = ALONE) -> list[Flip]:
    """The flip points nearest to what is believed, one on each side of it at most, likeliest first.

    `target.against` is the other scenario. Raises ValueError without one. Found on a grid over each range, then by
    shrinking brackets, every round in one batch of the engine.
    """
    if target.against is None:
        raise ValueError("flips: name two scenarios; one alone cannot be preferred.")
    listed = factors(target.view.company, target.scenario)
    grids = [_grid(factor) for factor in listed]
    watch.at(0.0)
    settings = [{factor.name: float(value)} for factor, grid in zip(listed, grids, strict=True) for value in grid]
    found = answers(target, settings).reshape(len(listed), GRID)
    brackets = [
        _Bracket(factor, *ends)
        for factor, grid, row in zip(listed, grids, found, strict=True)
        for ends in _changes(factor, grid, row)
    ]
    for number in range(ROUNDS):
        watch.at((number + 1) / (ROUNDS + 1))
        brackets = _narrowed(target, brackets)
    watch.at(1.0)
    return sorted((_flip(bracket) for bracket in brackets), key=lambda flip: -flip.chance)


@dataclass(frozen=True)
class _Bracket:
    """Two values of a factor, the first nearer to its centre, between which the better scenario changes."""

    factor: Factor
    near: float
    far: float
    at_near: float
    at_far: float


def _grid(factor: Factor) -> Array:
    """Values over the range with the centre in their midst   [GRID]."""
    half = GRID // 2 + 1
    return np.concatenate(
        [np.linspace(factor.low, factor.centre, half), np.linspace(factor.centre, factor.high, half)[1:]]
    )


def _changes(factor: Factor, grid: Array, found: Array) -> list[tuple[float, float, float, float]]:
    """The first change of sign on each side of the centre: near, far, and the differences there."""
    middle = GRID // 2
    ends = []
    for way in (-1, 1):
        place = middle
        while 0 <= place + way < GRID:
            here, there = found[place], found[place + way]
            if grid[place] != grid[place + way] and (here > 0) != (there > 0) and (here > 0) == (found[middle] > 0):
                ends.append((float(grid[place]), float(grid[place + way]), float(here), float(there)))
                break
            place += way
    return ends


def _narrowed(target: Target, brackets: Sequence[_Bracket]) -> list[_Bracket]:
    """Every bracket cut to the piece in which the sign changes; one batch."""
    if not brackets:
        return []
    shares = np.arange(1, CUTS + 1) / (CUTS + 1)
    inside = [one.near + shares * (one.far - one.near) for one in brackets]
    rows: list[Settings] = [
        {one.factor.name: float(value)} for one, values in zip(brackets, inside, strict=True) for value in values
    ]
    found = answers(target, rows).reshape(len(brackets), CUTS)
    return [_piece(*each) for each in zip(brackets, inside, found, strict=True)]


def _piece(bracket: _Bracket, inside: Array, found: Array) -> _Bracket:
    values = [bracket.near, *inside.tolist(), bracket.far]
    heights = [bracket.at_near, *found.tolist(), bracket.at_far]
    place = next(n for n in range(len(values) - 1) if (heights[n + 1] > 0) != (bracket.at_near > 0))
    return replace(
        bracket, near=values[place], far=values[place + 1], at_near=heights[place], at_far=heights[place + 1]
    )


def _flip(bracket: _Bracket) -> Flip:
    """The secant through a narrow bracket."""
    rise = bracket.at_far - bracket.at_near
    value = bracket.near - bracket.at_near * (bracket.far - bracket.near) / rise
    below = bracket.factor.chance_below(value)
    beyond_is_low = bracket.far < bracket.near
    return Flip(bracket.factor, value, "below" if beyond_is_low else "above", below if beyond_is_low else 1.0 - below)


def boundary(target: Target, pair: tuple[str, str]) -> Boundary:
    """How much better the first scenario is over the ranges of two factors; raises ValueError for an unknown name."""
    known = {factor.name: factor for factor in factors(target.view.company, target.scenario)}
    for name in pair:
        if name not in known:
            raise ValueError(f"factor: '{name}' is not known; allowed are {', '.join(known)}.")
    first, second = (known[name] for name in pair)
    across, upwards = np.linspace(first.low, first.high, MAP), np.linspace(second.low, second.high, MAP)
    rows: list[Settings] = [{first.name: float(x), second.name: float(y)} for y in upwards for x in across]
    return Boundary(first, second, across, upwards, answers(target, rows).reshape(MAP, MAP))


def value_at(mapped: Boundary, first: float, second: float) -> float:
    """How much better the first scenario is at a place of the map, between the values that were run."""
    row = [float(np.interp(first, mapped.first_values, heights)) for heights in mapped.difference]
    return float(np.interp(second, mapped.second_values, row))


def chance_of_first(mapped: Boundary) -> float:
    """Probability that the first scenario is better, under what is believed of the two factors, taken as independent."""
    shares = (np.arange(BELIEVED) + 0.5) / BELIEVED
    across, upwards = mapped.first.quantile(shares), mapped.second.quantile(shares)
    rows = np.array([np.interp(across, mapped.first_values, heights) for heights in mapped.difference])
    heights = np.array([np.interp(upwards, mapped.second_values, column) for column in rows.T])
    return float((heights > 0.0).mean())
