"""The library's answers: which scenarios are shown, on which common scale, and which are stale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.projection import MODEL_VERSION
from model.samples import SAMPLES, load_sample
from model.vocabulary import Array
from store.kinds import Kept, Version
from store.names import folded
from ui.snapshots import LINES_KEPT, TODAY, YEARS, YEARS_BASELINE

ROOM = 0.04  # of the height, above and below the lines
Ends = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for."""

    text: str = ""
    tags: tuple[str, ...] = ()
    favourites: bool = False
    archived: bool = False


def found(scenarios: Sequence[Kept], wanted: Wanted) -> tuple[Kept, ...]:
    """The scenarios looked for, favourites first."""
    mine = [one for one in scenarios if _matches(one, wanted)]
    return tuple(sorted(mine, key=lambda one: not one.favourite))


def tags(scenarios: Sequence[Kept]) -> tuple[str, ...]:
    """Every tag, once, by name."""
    each = {folded(tag): tag for one in scenarios for tag in one.tags}
    return tuple(each[name] for name in sorted(each))


def course(one: Kept, line: str) -> tuple[Array, Array] | None:
    """A line of a scenario and of its baseline by month, sums of twelve months as a share of the last year's."""
    figures = one.head.content.figures
    mine, base = (_numbers(figures.get(f"{line}{ending}")) for ending in (YEARS, YEARS_BASELINE))
    today = figures.get(f"{line}{TODAY}")
    if mine is None or base is None or not isinstance(today, float | int) or not today or len(mine) != len(base):
        return None
    return mine / float(today), base / float(today)


def ends(scenarios: Sequence[Kept]) -> Ends:
    """The bottom and top of each line's sparklines, one scale for all scenarios shown."""
    return {line: _ends([course(one, line) for one in scenarios]) for line in LINES_KEPT}


def why_stale(version: Version, newest: Mapping[str, str]) -> tuple[str, ...]:
    """Why a version no longer says what the model would say today: 'data', 'model', or nothing."""
    data = "data" if newest_of(version, newest) != version.content.data else ""
    model = "model" if version.content.model != MODEL_VERSION else ""
    return tuple(reason for reason in (data, model) if reason)


def newest_of(version: Version, newest: Mapping[str, str]) -> str:
    """Hash of the newest data of a version's company."""
    key = version.content.company
    return load_sample(key).content_hash if key in SAMPLES else newest.get(version.content.data, version.content.data)


def _matches(one: Kept, wanted: Wanted) -> bool:
    words = folded(" ".join((one.name, one.note, one.author, *one.tags)))
    return (
        one.archived == wanted.archived
        and (one.favourite or not wanted.favourites)
        and {folded(tag) for tag in wanted.tags} <= {folded(tag) for tag in one.tags}
        and all(part in words for part in folded(wanted.text).split())
    )


def _numbers(values: Any) -> Array | None:
    return np.array(values, dtype=float) if isinstance(values, list) and len(values) > 1 else None


def _ends(courses: Sequence[tuple[Array, Array] | None]) -> tuple[float, float]:
    lines = [line for pair in courses if pair is not None for line in pair]
    if not lines:
        return 0.0, 1.0
    low, high = (float(pick([pick(line) for line in lines])) for pick in (min, max))
    margin = ROOM * (high - low) + 1e-6
    return low - margin, high + margin
