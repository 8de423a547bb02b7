"""Levers -> heads, ramp and wages."""

from model.company import FUNCTIONS
from model.equations import demand, people, satisfaction
from model.vocabulary import TINY, Array, maximum, power
from model.warm_start import State
from model.world import Amounts, World


def staff(world: World, levers: Amounts, before: State, now: State) -> State:
    """Heads of each function after arrivals and departures, and what they can do   [function, row]."""
    base, belief = world.base, world.belief
    usual = base["function_utilisation"]
    strain = satisfaction.felt(usual, before["function_utilisation"], world.coupling)  # type: ignore[arg-type]
    quitting = people.attrition(base["attrition"], belief["attrition_overload"], strain, usual)
    leavers = quitting * before["heads"]
    planned = _planned_customers(world, levers, before)
    target = people.target_heads(base["heads"], levers["heads"], planned["planned_growth"])
    staying = people.staying(before["heads"], leavers, before["leavers"])
    hires = people.hires(before["leavers"], target, staying, belief["hiring_delay"])
    layoffs = people.layoffs(target, staying, belief["layoff_delay"])
    heads = people.heads(before["heads"], hires, leavers, layoffs)
    gone = (leavers + layoffs) / (before["heads"] + TINY)
    deficit = people.ramp_deficit(before["ramp_deficit"], hires, gone, base["ramp"])
    effective = maximum(heads - deficit, 0.0)
    wages = people.wage_index(belief["wage_drift"], levers["wage_inflation"], levers["month"])
    return planned | {
        "leavers": leavers,
        "hires": hires,
        "layoffs": layoffs,
        "heads": heads,
        "target_heads": target,
        "ramp_deficit": deficit,
        "staffing": people.staffing(effective, base["effective_heads"]),
        "wage_index": wages,
    }


def _planned_customers(world: World, levers: Amounts, before: State) -> State:
    """Customers and units that today's wins and losses lead to, and the work that the budget staffs for them."""
    base, belief = world.base, world.belief
    trend = demand.damped_trend(
        before.get("trend_index", 1.0 + 0.0 * base["leads"]), base["trend"], belief["trend_damping"], levers["month"]
    )
    market = world.company.market
    new = base["new_customers"] * market.spread(trend)
    customers = demand.customers(before["planned_customers"], new, before["planned_customers"] * base["churn"])
    units = demand.subscribed_units(
        before["planned_units"], base["churn"], base["expansion_rate"], new, base["units_per_customer"]
    )
    growth = people.planned_growth(
        (base["won"] * trend).sum(axis=0, keepdims=True) / base["total_won"],
        base["customer_work"] * (customers.sum(axis=0, keepdims=True) / base["total_customers"] - 1.0),
        base["unit_work"] * (units.sum(axis=0, keepdims=True) / base["total_demand"] - 1.0),
        1.0 - base["customer_work"] - base["unit_work"],
    )
    return {
        "trend_index": trend,
        "planned_customers": customers,
        "planned_units": units,
        "planned_growth": power(growth, belief["planned_hiring"]),
    }


def function_row(name: str) -> slice:
    """Rows of one function in a [function, row] array."""
    index = FUNCTIONS.index(name)
    return slice(index, index + 1)


def of(amounts: Array, name: str) -> Array:
    """One function's amount   [1, row]."""
    return amounts[function_row(name)]
