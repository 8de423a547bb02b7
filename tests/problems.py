"""A small problem that brute force can check: three levers of one sample, over a short horizon."""

from model.questions.dials import Reach
from model.questions.frontier import Aim
from model.questions.outcomes import View
from model.samples import load_sample

THREE = ("price_change", "sales_heads", "process_efficiency")
SMALL = Aim(reach=Reach(free=THREE), weightings=8, steps=8)


def view(name: str = "saas", months: int = 24) -> View:
    """A sample over a horizon."""
    return View(company=load_sample(name), months=months)
