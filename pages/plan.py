"""Planning: when to hand over, now against later, who does what by when, and whose wishes a plan fulfils."""

from ui import decisions, horizon_view, people_view, plan_view, switch_view
from ui.looks import PLANNING

ANSWERS = {
    "switch": switch_view.draw,
    "terms": horizon_view.draw,
    "steps": plan_view.draw,
    "people": people_view.draw,
}

ANSWERS[decisions.question("plan", PLANNING)]()
