"""What a lever, a shock or an assumption is called where they stand side by side."""

from collections.abc import Mapping, Sequence

from model.levers import LEVERS, SHOCKS
from ui.lever_values import DECLARED, word
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
