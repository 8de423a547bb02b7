"""Strain and plans -> heads, and what they can do."""

from model.company import FUNCTIONS
from model.equations import people
from model.vocabulary import TINY, Array, maximum
from model.world import State, World


def staff(world: World, before: State, now: State) -> State:
    """Heads of each function after arrivals and departures, and what they can do   [function, row]."""
    base, belief = world.base, world.belief
    strain = people.strain(world.felt(base["function_utilisation"], before["function_utilisation"]))
    quitting = people.attrition(base["attrition"], belief["attrition_overload"], strain, base["usual_strain"])
    leavers = quitting * before["heads"]
    staying = people.staying(before["heads"], leavers, before["leavers"])
    hires = people.hires(before["leavers"], now["target_heads"], staying, belief["hiring_delay"])
    layoffs = people.layoffs(now["target_heads"], staying, belief["layoff_delay"])
    heads = people.heads(before["heads"], hires, leavers, layoffs)
    gone = (leavers + layoffs) / (before["heads"] + TINY)
    deficit = people.ramp_deficit(before["ramp_deficit"], hires, gone, base["ramp_kept"])
    effective = maximum(heads - deficit, 0.0)
    return {
        "leavers": leavers,
        "hires": hires,
        "layoffs": layoffs,
        "heads": heads,
        "ramp_deficit": deficit,
        "staffing": people.staffing(effective, base["effective_heads"]),
    }


def of(amounts: Array, name: str) -> Array:
    """One function's amount   [1, ...]."""
    index = FUNCTIONS.index(name)
    return amounts[index : index + 1]
