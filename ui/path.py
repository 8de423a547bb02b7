"""The way from files to a plan, declared once: six steps, and for each a function that says how far it is.

A step is given the situation and answers with a status; a step of its own module registers its function in STATUSES.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from model.company import Company
from model.findings import Finding
from ui import backtests
from ui.bringing import Bringing
from ui.words import t

State = Literal["ready", "next", "missing"]

FITTED_MONTHS = 24  # of history from which the company's own figures can say more than the usual ones


@dataclass(frozen=True)
class Situation:
    """What the steps judge: the company looked at, files that wait for a mapping, why files were refused."""

    company: Company
    bringing: Bringing | None = None
    refused: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Status:
    """How far a step is, and the words for it: the key path.<step>.<words> with its fields."""

    state: State
    words: str
    fields: Mapping[str, object] = field(default_factory=dict)


def brought(situation: Situation) -> Status:
    """Files are there, or a company is."""
    if situation.bringing is not None:
        return Status("ready", "files", {"count": len(situation.bringing.grids)})
    if situation.refused:
        return Status("next", "refused")
    return Status("ready", "company", {"name": situation.company.name})


def mapped(situation: Situation) -> Status:
    """Every column that is needed is known."""
    if situation.bringing is not None:
        return Status("next", "waiting")
    return Status("missing", "refused") if situation.refused else Status("ready", "known")


def checked(situation: Situation) -> Status:
    """The checks were run on the company looked at."""
    if situation.bringing is not None or situation.refused:
        return Status("missing", "waiting")
    count = len(situation.company.findings)
    return Status("ready", "questions" if count else "clean", {"count": count})


def calibrated(situation: Situation) -> Status:
    """The model is fitted to the history, or the history is long enough for it."""
    calibration = situation.company.calibration
    if calibration is None or not calibration.fitted:
        return _by_history(situation)
    return Status("ready", "done", {"count": sum(belief.evident for belief in calibration.beliefs)})


def back_tested(situation: Situation) -> Status:
    """A part of the history was held out, or the history is long enough for it."""
    done = backtests.found(situation.company.content_hash) is not None
    return Status("ready", "done") if done else _by_history(situation)


def used(situation: Situation) -> Status:
    """A company can be planned with, however much of it is guessed."""
    waits = situation.bringing is not None or bool(situation.refused)
    return Status("ready", "before" if waits else "company", {"name": situation.company.name})


def _by_history(situation: Situation) -> Status:
    months = len(situation.company.history_months)
    enough = months >= FITTED_MONTHS
    fields = {"months": months, "needed": FITTED_MONTHS}
    return Status("next" if enough else "missing", "possible" if enough else "short", fields)


STATUSES: dict[str, Callable[[Situation], Status]] = {
    "bring": brought,
    "map": mapped,
    "check": checked,
    "calibrate": calibrated,
    "backtest": back_tested,
    "use": used,
}


def statuses(situation: Situation) -> dict[str, Status]:
    """Each step's status, in order; of several that could be next, the first is."""
    found = {name: status(situation) for name, status in STATUSES.items()}
    return found


def bar(situation: Situation) -> str:
    """The six steps as HTML: what is ready, what is next, what is missing."""
    found = statuses(situation)
    first = next((name for name, status in found.items() if status.state == "next"), "")
    steps = "".join(_step(number, name, found[name], name == first) for number, name in enumerate(found, 1))
    return f'<nav aria-label="{escape(t("path.title"), quote=True)}"><ol class="path">{steps}</ol></nav>'


def _step(number: int, name: str, status: Status, here: bool) -> str:
    current = ' aria-current="step"' if here else ""
    said = t(f"path.{name}.{status.words}", **status.fields)
    mark = "✓" if status.state == "ready" else str(number)
    state = f'<span class="sr">{escape(t(f"path.state.{status.state}"))} : </span>'
    return (
        f'<li class="{status.state}"{current}><b><i aria-hidden="true">{mark}</i>{escape(t(f"path.{name}.title"))}</b>'
        f"<small>{state}{escape(said)}</small></li>"
    )
