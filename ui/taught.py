"""What look-backs taught this workspace about the company looked at: kept on request, read by the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.assumptions import ASSUMPTIONS
from model.lookback import LookBack
from model.surprises import Surprise
from model.track import Track, tracks
from store.lookbacks import FIGURES, Lookback, forget_lookback, keep_lookback, lookbacks
from ui import access, ledger, state


def kept() -> tuple[Lookback, ...]:
    """The look-backs that are kept of the company looked at, the earliest first."""
    return access.ask((), lookbacks, state.data().name)


def keep(found: LookBack, plan: str) -> bool:
    """Keep a look-back in place of the one since the same month; whether it is written."""
    learned = [
        {"name": one.name, "member": one.member, **{name: getattr(one, name) for name in FIGURES}}
        for one in found.learned
    ]
    made = Lookback(first=found.months[0], last=found.months[-1], plan=plan, learned=learned)
    return access.ask(False, keep_lookback, state.data().name, made) is None


def forget(first: str) -> bool:
    """Take out the look-back since a month; whether it is out."""
    return access.ask(False, forget_lookback, state.data().name, first) is None


def found(held: Sequence[Lookback]) -> Mapping[tuple[str, str], Track]:
    """The record of each assumption over some look-backs, by name and member."""
    return tracks([surprise for one in held_one.learned if (surprise := _surprise(one))] for held_one in held)


def widen(name: str, factor: float) -> None:
    """Believe an assumption less surely, as part of the plan; 1 believes it as stated. Undo comes back."""
    held = dict(state.evidence().widened)
    held.pop(name, None)
    after = {**held, name: factor} if factor > 1.0 else held
    state.believe(replace(state.evidence(), widened=tuple(sorted(after.items()))))


def take(name: str, value: float) -> None:
    """Set an assumption by hand to what was learned last, as part of the plan. Undo comes back."""
    declared = ASSUMPTIONS[name]
    inside = min(max(value, declared.low), declared.high)
    by_hand = {**state.scenario().assumptions, name: float(f"{inside:.{ledger.DIGITS}g}")}
    state.change(replace(state.scenario(), assumptions=by_hand))


def _surprise(one: Mapping[str, Any]) -> Surprise | None:
    """What was kept of one assumption, while there is such a one."""
    if one["name"] not in ASSUMPTIONS:
        return None
    then, now, spread, low, high = (float(one[name]) for name in FIGURES)
    return Surprise(name=one["name"], member=one["member"], then=then, now=now, spread=spread, low=low, high=high)
