"""The record of an assumption over several look-backs: how often inside its interval, and by how much that was too narrow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.surprises import Surprise

REPEATEDLY = 2  # times outside the interval, from which on an owner is asked
MOSTLY = 0.5  # share of the times looked back
WIDEST = 4.0  # times the spread
STEP = 10.0  # a factor is given in tenths


@dataclass(frozen=True, kw_only=True)
class Track:
    """One assumption over its look-backs, the earliest first; errors are in spreads of what was believed."""

    name: str
    member: str
    errors: tuple[float, ...]
    inside: int
    latest: float

    @property
    def times(self) -> int:
        """How often it was looked back at."""
        return len(self.errors)

    @property
    def mean_error(self) -> float:
        """Learned less believed, in spreads: its sign says which way the belief is usually off."""
        return float(np.mean(self.errors))

    @property
    def factor(self) -> float:
        """By how much the spread was too narrow: the root of the mean square of the errors, in tenths; 1 where it was not."""
        size = float(np.sqrt(np.mean(np.square(self.errors))))
        return float(np.clip(np.ceil(size * STEP) / STEP, 1.0, WIDEST))

    @property
    def habitual(self) -> bool:
        """Whether it was outside its interval repeatedly, and more often than not."""
        outside = self.times - self.inside
        return outside >= REPEATEDLY and outside > MOSTLY * self.times


def tracks(lookbacks: Iterable[Sequence[Surprise]]) -> Mapping[tuple[str, str], Track]:
    """Every assumption that a look-back spoke of, by name and member."""
    found: dict[tuple[str, str], list[Surprise]] = {}
    for learned in lookbacks:
        for one in learned:
            found.setdefault((one.name, one.member), []).append(one)
    return {key: _track(ones) for key, ones in found.items()}


def of(found: Mapping[tuple[str, str], Track], name: str, member: str) -> Track | None:
    """The record of a belief: its own, else that of all members of its name together; None where there is none."""
    own = found.get((name, member))
    parts = [one for (known, _), one in found.items() if known == name]
    if own is not None or member or not parts:
        return own
    errors = tuple(error for one in parts for error in one.errors)
    return replace(parts[0], member="", errors=errors, inside=sum(one.inside for one in parts))


def _track(ones: Sequence[Surprise]) -> Track:
    return Track(
        name=ones[0].name,
        member=ones[0].member,
        errors=tuple(one.error for one in ones),
        inside=sum(one.inside for one in ones),
        latest=ones[-1].now,
    )
