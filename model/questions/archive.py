"""Every plan that a search has run, what it led to, and its slopes where they were measured."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from model.questions.constraints import Constraint, scales, violation
from model.questions.dominance import undominated
from model.questions.outcomes import Outcomes
from model.vocabulary import Array

STEP = 0.02  # of a dial's span, for differences
NARROWEST = 0.1  # of the spread of all plans: the least span that an objective is measured by
Run = Callable[[Array], Outcomes]  # positions [row, dial] -> measures [row]
Slopes = dict[str, Array]  # measure -> [row, dial]


@dataclass
class Archive:
    """Positions [row, dial] and measures [row] of all plans run; differences for slopes serve as plans too."""

    run: Run
    snap: Callable[[Array], Array]  # positions as a scenario can hold them
    objectives: tuple[tuple[str, int], ...]  # measure, +1 when more is better, else -1
    constraints: tuple[Constraint, ...]
    places: Array
    values: Outcomes = field(default_factory=dict)
    known: dict[int, dict[str, Array]] = field(default_factory=dict)  # row -> measure -> slope [dial]

    def add(self, places: Array) -> np.ndarray:
        """Run positions and keep them; the rows where they are kept."""
        places = self.snap(places)
        found = self.run(places)
        before = len(self.places) if self.values else 0
        self.places = np.concatenate([self.places[:before], places])
        self.values = {name: np.concatenate([self.values.get(name, new[:0]), new]) for name, new in found.items()}
        return np.arange(before, len(self.places))

    def gains(self) -> Array:
        """The objectives, more is better   [row, objective]."""
        return np.stack([sign * self.values[name] for name, sign in self.objectives], axis=1)

    def scale(self) -> Array:
        """What the room of each constraint is measured by   [constraint]."""
        return scales(self.constraints, self.values)

    def broken(self) -> Array:
        """How far each row breaks the constraints   [row]."""
        return violation(self.constraints, self.values, self.scale())

    def front(self) -> np.ndarray:
        """Indices of the allowed rows that no other beats."""
        allowed = np.flatnonzero(self.broken() == 0.0)
        return np.asarray(allowed[undominated(self.gains()[allowed])])

    def frame(self) -> tuple[Array, Array]:
        """The corner below the two best allowed ends, and the spans between them   [2], [2]."""
        gains = self.gains()
        allowed = np.flatnonzero(self.broken() == 0.0)
        rows = allowed if len(allowed) > 1 else np.arange(len(gains))
        ends = gains[rows[gains[rows].argmax(axis=0)]]
        widest = np.maximum(NARROWEST * np.ptp(gains, axis=0), 1e-12 * np.abs(gains).max(axis=0) + 1e-300)
        return ends.min(axis=0), np.maximum(np.ptp(ends, axis=0), widest)

    def slopes(self, rows: np.ndarray) -> Slopes:
        """How every measure changes with every dial at some rows; one batch for those not yet known   [row, dial]."""
        new = [int(row) for row in dict.fromkeys(rows.tolist()) if row not in self.known]
        if new:
            self._measure(np.array(new))
        return {name: np.stack([self.known[int(row)][name] for row in rows]) for name in self.values}

    def _measure(self, rows: np.ndarray) -> None:
        count, dials = len(rows), self.places.shape[1]
        places = self.places[rows]
        step = np.where(places > 0.5, -STEP, STEP)
        moved = places[:, np.newaxis] + step[:, :, np.newaxis] * np.eye(dials)
        tried = self.add(moved.reshape(-1, dials))
        each = np.arange(dials)
        change = self.places[tried].reshape(count, dials, dials)[:, each, each] - places
        safe = np.where(change == 0.0, np.inf, change)
        rises = {
            name: (values[tried].reshape(count, dials) - values[rows][:, np.newaxis]) / safe
            for name, values in self.values.items()
        }
        for index, row in enumerate(rows.tolist()):
            self.known[row] = {name: rise[index] for name, rise in rises.items()}
