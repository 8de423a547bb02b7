"""What a reader adds to what a company's history says: whether to calibrate, experiments, and known events.

It is part of the plan, so that undo and the link carry it: 'fit' to calibrate, 'test-' with an assumption's name an
experiment (effect, standard error, member by its checksum), 'event-' with a kind an event (first month, last month),
'wide-' with an assumption's name by how much its spread is widened.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from model.assumptions import ASSUMPTIONS
from model.beliefs import Event, EventKind, Experiment
from model.months import month_number
from model.track import WIDEST
from ui.link_text import NUMBER, checksum

CALIBRATED = "fit"
EXPERIMENT, EVENT, WIDER = "test-", "event-", "wide-"
MOST_EXPERIMENTS, MOST_EVENTS, MOST_WIDENED = 24, 24, 24
LONGEST_EVENT = 24  # months
KINDS: tuple[EventKind, ...] = get_args(EventKind)
_MONTH = re.compile(r"(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Evidence:
    """Added to a company's data: `calibrated` says whether its history is learned from."""

    calibrated: bool = False
    experiments: tuple[Experiment, ...] = ()
    events: tuple[Event, ...] = ()
    widened: tuple[tuple[str, float], ...] = ()  # assumption -> times its spread, by name

    @property
    def fits(self) -> bool:
        """Whether history or experiments are learned from."""
        return self.calibrated or bool(self.experiments)

    @property
    def speaks(self) -> bool:
        """Whether anything differs from the declared beliefs."""
        return self.fits or bool(self.widened)


NOTHING = Evidence()


def is_evidence(name: str) -> bool:
    """Whether a part of a share code that begins with this name speaks of evidence."""
    return name == CALIBRATED or name.startswith((EXPERIMENT, EVENT, WIDER))


def parts(evidence: Evidence) -> Iterator[str]:
    """The parts of a share code."""
    if evidence.calibrated:
        yield CALIBRATED
    for test in evidence.experiments:
        member = (checksum(test.member),) if test.member else ()
        yield "~".join((f"{EXPERIMENT}{test.lever}", repr(test.effect), repr(test.standard_error), *member))
    for event in evidence.events:
        yield "~".join((f"{EVENT}{event.kind}", event.first, event.last))
    for name, factor in evidence.widened:
        yield f"{WIDER}{name}~{factor!r}"


def experiment_of(fields: Sequence[str], members: Mapping[str, Sequence[str]]) -> Experiment | None:
    """The experiment of a part, or None when something in it is not allowed."""
    name, *rest = fields
    assumption = name.removeprefix(EXPERIMENT)
    numbers = [float(text) for text in rest[:2] if NUMBER.fullmatch(text)]
    member = _member(rest[2], members) if len(rest) == 3 else ""
    if (
        assumption == name
        or assumption not in ASSUMPTIONS
        or len(numbers) < 2
        or len(rest) > 3
        or member is None
        or numbers[1] <= 0.0
    ):
        return None
    return Experiment("", assumption, member, *numbers)


def event_of(fields: Sequence[str]) -> Event | None:
    """The event of a part, or None when something in it is not allowed."""
    name, *rest = fields
    kind = next((known for known in KINDS if f"{EVENT}{known}" == name), None)
    if kind is None or len(rest) != 2 or not all(_MONTH.fullmatch(month) for month in rest):
        return None
    first, last = rest
    return Event(kind, first, last) if 0 <= month_number(last) - month_number(first) < LONGEST_EVENT else None


def wider_of(fields: Sequence[str]) -> tuple[str, float] | None:
    """The assumption of a part and the factor of its spread, or None when something in it is not allowed."""
    name = fields[0].removeprefix(WIDER)
    numbers = [float(text) for text in fields[1:] if NUMBER.fullmatch(text)]
    if name == fields[0] or name not in ASSUMPTIONS or len(fields) != 2 or len(numbers) != 1:
        return None
    return (name, numbers[0]) if 1.0 < numbers[0] <= WIDEST else None


def _member(digits: str, members: Mapping[str, Sequence[str]]) -> str | None:
    """The member whose name has this checksum, or None."""
    known = {name for names in members.values() for name in names}
    return next((name for name in sorted(known) if checksum(name) == digits), None)
