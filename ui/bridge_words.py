"""What a lever, a shock or an assumption is called where they stand side by side."""

from collections.abc import Mapping, Sequence

from model.levers import LEVERS, SHOCKS
from model.scenario import Scenario
from ui.lever_values import DECLARED, is_set, move_of, shown, word
from ui.words import t

GROUPS: Mapping[str, Sequence[str]] = {  # owner -> what is the owner's, to be seen as one
    **{owner: [lever.name for lever in LEVERS.values() if lever.owner == owner] for owner in ("cro", "coo", "shared")},
    "world": list(SHOCKS),
}


def label(name: str) -> str:
    """A lever or a shock in words; an owner by its name, an assumption by its label."""
    if name in GROUPS:
        return t(f"owner.{name}")
    return word(DECLARED[name], "label") if name in DECLARED else t(f"assumption.{name}.label")


def with_setting(name: str, scenario: Scenario) -> str:
    """A lever with its setting, where a scenario sets it."""
    if name not in DECLARED or not is_set(scenario, DECLARED[name]):
        return label(name)
    lever = DECLARED[name]
    move = move_of(scenario, lever)
    values = sorted({move.value, *move.values.values()} - ({lever.default} if move.values else set()))
    ends = dict.fromkeys((values[0], values[-1])) if values else {}
    return f"{label(name)} {' … '.join(shown(value, lever) for value in ends)}".strip()
