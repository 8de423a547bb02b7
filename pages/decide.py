"""Deciding: who leads now, why it moved, and what would change our mind."""

from ui import bridge_view, compass_view, decisions, doubt_view
from ui.looks import DECIDING

ANSWERS = {
    "leads": compass_view.draw,
    "moved": bridge_view.draw,
    "doubt": doubt_view.draw,
}

ANSWERS[decisions.question("decide", DECIDING)]()
