"""The least move to a target: sequential quadratic programming with all differences of a step in one batch.

A step takes the least move, measured in ranges of the levers, that reaches the target by the slopes of the KPI and of the
constraints (Nocedal & Wright, chapter 18), within a trust region; then plans along it are tried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog, minimize

from model.questions.archive import Archive
from model.questions.dials import Dial, ranges, spans
from model.questions.watching import Watch
from model.vocabulary import Array

CLOSE = 9e-4  # of the target: how far beyond it a hit may lie
SHORT = 1e-5  # of the target: how far before it
PRICE = 3.0  # of a broken constraint, per spread of its measure, against the whole way to the target
GAIN = 0.02  # of the move: less than that is not worth another step
SMALLEST = 1e-4  # a target below that in size is reached to the same amount as one of that size
STEPS = 6
RADIUS = 0.5  # of a dial's span that a first step may go
HELPED = 0.8  # of what was missing: a step that leaves more did not help
NARROWER = 0.4  # of the radius after a step that did not help
FARTHER = 2.0  # of a step that is tried: slopes flatten
SHARES = 10  # of the last step that are tried at once


@dataclass
class Search:
    """The plans tried on one way."""

    archive: Archive
    dials: tuple[Dial, ...]
    home: Array  # [dial]
    kpi: str
    target: float
    rising: bool  # the target is above what the base reaches

    def missing(self, rows: Sequence[int] | np.ndarray | slice) -> Array:
        """How far rows are from the target, in its unit; negative beyond   [row]."""
        short = self.target - self.archive.values[self.kpi][rows]
        return np.asarray(short if self.rising else -short)

    def size(self) -> float:
        """What the distance to the target is compared with."""
        return max(abs(self.target), SMALLEST)

    def moves(self, row: int) -> Array:
        """How far each dial moved, in ranges of its lever   [dial]."""
        change = np.abs(self.archive.places[row] - self.home) * spans(self.dials)
        return np.asarray(change / ranges(self.dials))

    def sizes(self) -> Array:
        """The length of every plan's move   [row]."""
        moves = (self.archive.places - self.home) * spans(self.dials) / ranges(self.dials)
        return np.asarray(np.sqrt((moves**2).sum(axis=1)))

    def hits(self) -> np.ndarray:
        """Which plans are allowed and at the target, or just beyond   [row]."""
        short = self.missing(slice(None)) / self.size()
        return np.asarray((short <= SHORT) & (short >= -CLOSE) & (self.archive.broken() == 0.0))

    def reached(self, row: int) -> bool:
        """Whether one plan hits the target."""
        return bool(self.hits()[row])

    def best(self) -> int:
        """The plan that hits the target with the least move; else the allowed one closest to it."""
        hits = self.hits()
        if hits.any():
            return int(np.where(hits, self.sizes(), np.inf).argmin())
        allowed = self.archive.broken() == 0.0
        return int(np.where(allowed, np.abs(self.missing(slice(None))), np.inf).argmin())

    def merit(self) -> Array:
        """What is still missing, as a share of the whole way, and what broken constraints cost   [row]."""
        short = np.abs(self.missing(slice(None)))
        return np.asarray(short / max(short[0], 1e-300) + PRICE * self.archive.broken())


def least(search: Search, watch: Watch) -> int:
    """The row of the least move to the target, or of the closest that was found."""
    row, radius = 0, RADIUS
    for step in range(STEPS):
        watch.at(step / STEPS)
        before, merit = search.best(), float(search.merit().min())
        slope = {name: values[0] for name, values in search.archive.slopes(np.array([row])).items()}
        _along(search, row, _step(search, row, slope, radius))
        best = search.best()
        if search.reached(best):
            if search.reached(before) and search.sizes()[best] > (1.0 - GAIN) * search.sizes()[before]:
                break
            row = best
            continue
        row = int(search.merit().argmin())
        radius *= 1.0 if search.merit()[row] < HELPED * merit else NARROWER
    return search.best()


def _step(search: Search, row: int, slope: Mapping[str, Array], radius: float) -> Array:
    """The position where, by the slopes, the target is reached with the least move; the farthest where it cannot   [dial]."""
    place = search.archive.places[row]
    low, high = np.maximum(place - radius, 0.0), np.minimum(place + radius, 1.0)
    rises, rooms = _limits(search, row, slope)
    gain = slope[search.kpi] if search.rising else -slope[search.kpi]
    gain = gain / (float(np.abs(gain).max()) + 1e-300)
    short = float(search.missing([row])[0]) / (float(np.abs(slope[search.kpi]).max()) + 1e-300)
    farthest, kept = _farthest(gain, rises, rooms, (low - place, high - place))
    reach = float(gain @ farthest)
    if reach < short:
        return np.asarray(place + farthest)
    weight = spans(search.dials) / ranges(search.dials)
    how: dict[str, Any] = {
        "jac": lambda x: 2.0 * (x - search.home) * weight**2,
        "bounds": list(zip(low, high, strict=True)),
        "constraints": [{"type": "eq", "fun": lambda x: gain @ (x - place) - short, "jac": lambda _: gain}],
    }
    if len(rises):
        how["constraints"].append({"type": "ineq", "fun": lambda x: kept + rises @ (x - place), "jac": lambda _: rises})
    solve: Any = minimize  # its declared types know no function of one argument
    answer = solve(
        lambda x: float((((x - search.home) * weight) ** 2).sum()),
        place + farthest * max(short, 0.0) / max(reach, 1e-300),
        method="SLSQP",
        tol=1e-10,
        **how,
    )
    return np.asarray(np.clip(answer.x, low, high))


def _farthest(gain: Array, rises: Array, rooms: Array, box: tuple[Array, Array]) -> tuple[Array, Array]:
    """The step that gains most within the box, broken constraints paid for; and the room with what it had to break."""
    count = len(rooms)
    answer = linprog(
        np.concatenate([-gain, np.full(count, PRICE * len(gain))]),
        A_ub=np.hstack([-rises, -np.eye(count)]) if count else None,
        b_ub=rooms if count else None,
        bounds=[*zip(*box, strict=True), *[(0.0, None)] * count],
    )
    if answer.x is None:
        return 0.0 * gain, rooms
    return np.asarray(answer.x[: len(gain)]), rooms + answer.x[len(gain) :]


def _limits(search: Search, row: int, slope: Mapping[str, Array]) -> tuple[Array, Array]:
    """Slopes and room of every constraint, in its scale   [constraint, dial]."""
    archive = search.archive
    rises = np.zeros((len(archive.constraints), len(search.dials)))
    rooms = np.zeros(len(archive.constraints))
    for index, (one, size) in enumerate(zip(archive.constraints, archive.scale(), strict=True)):
        side = 1.0 if one.side == ">=" else -1.0
        rises[index] = side * slope[one.measure] / size
        rooms[index] = float(one.room(archive.values[one.measure][row])) / size
    return rises, rooms


def _along(search: Search, row: int, aim: Array) -> None:
    """Plans along the step and a little beyond, then finer where the target lies between two of them."""
    place = search.archive.places[row]
    way = aim - place
    shares = np.linspace(0.0, FARTHER, SHARES + 1)
    for _ in range(2):
        rows = search.archive.add(np.clip(place + shares[:, np.newaxis] * way, 0.0, 1.0))
        short = search.missing(rows)
        crossing = np.flatnonzero((short[:-1] > 0) != (short[1:] > 0))
        if not len(crossing):
            return
        first = int(crossing[0])
        shares = np.linspace(shares[first], shares[first + 1], SHARES + 1)
