"""Deciding: why it moved, who leads now, what would change our mind, who does what by when, and now against later."""

from ui import bridge_view, compass_view, decisions, doubt_view, horizon_view, plan_view

ANSWERS = {
    "moved": bridge_view.draw,
    "leads": compass_view.draw,
    "doubt": doubt_view.draw,
    "plan": plan_view.draw,
    "terms": horizon_view.draw,
}

ANSWERS[decisions.question()]()
