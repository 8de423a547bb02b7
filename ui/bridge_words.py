"""What a lever, a shock or an assumption is called where they stand side by side."""

from ui.lever_values import DECLARED, word
from ui.words import t


def label(name: str) -> str:
    """A lever or a shock in words; an assumption by its label."""
    return word(DECLARED[name], "label") if name in DECLARED else t(f"assumption.{name}.label")
