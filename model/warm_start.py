"""The steady state that reproduces the last observed month, for each row of beliefs.

An ill-matched opening state moves a projection with no lever moved. So flows are solved backwards from what was
observed: from units delivered to orders, wins, opportunities and leads; each waiting line starts at the length that
lets exactly the observed flow through.
"""

import numpy as np

from model.company import FUNCTIONS, Company
from model.equations import operations, people
from model.settled import settled
from model.vocabulary import TINY, Array, exp, maximum, minimum
from model.warm_delivery import processes, quality, stock_on_hand, waiting_deliveries
from model.warm_pipeline import customers, open_pipeline
from model.world import Amounts, State, World, filled

NEUTRAL_UTILISATION = 0.8  # of functions whose load is not modelled: product, administration
_SOLVED = ("customers", "new_customers", "unit_cost", "open_opportunities")  # unknown ones are solved below


def warm_start(company: Company, beliefs: Amounts, *, coupling: float = 1.0) -> tuple[World, State]:
    """The constants of a run and the opening state; beliefs are [1, row]."""
    base = filled(company, {**beliefs, **dict.fromkeys(_SOLVED, beliefs["churn"] * np.nan)})
    state: State = {}
    for part in (
        _prices,
        waiting_deliveries,
        stock_on_hand,
        customers,
        processes,
        open_pipeline,
        _people,
        quality,
        _money,
    ):
        part(company, base, beliefs, state)
    if not coupling:
        state["pending_units"] = 0.0 * state["pending_units"]
        state["pending_orders"] = 0.0 * state["pending_orders"]
    base |= settled(base, beliefs)
    month = int(company.first_month[5:]) - 1
    return World(company, base, beliefs, coupling, month), state


def _prices(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    guessed_cost = beliefs["unit_cost_share"] * base["list_price"]
    base["unit_cost"] = np.where(np.isnan(company.observed["unit_cost"]), guessed_cost, base["unit_cost"])
    base["net_price"] = base["list_price"] * (1.0 - base["discount"])
    base["revenue"] = base["units"] * base["net_price"]
    base["yearly_revenue"] = 12.0 * base["revenue"].sum(axis=0, keepdims=True)
    base["market_yearly_revenue"] = 12.0 * company.market.sum(base["revenue"])
    subscription = "customers" in company.has and company.kind == "saas"
    base["volume_elasticity"] = beliefs["usage_elasticity" if subscription else "price_elasticity"]
    zero = np.zeros_like(base["net_price"] + beliefs["churn"])
    base["exposure"] = np.array([[0.0 if subscription else 1.0]])
    state["log_volume"] = zero
    state["paid_price"] = np.ones_like(zero)
    state["net_price"] = base["net_price"] + zero
    state["product_strength"] = 0.0 * beliefs["churn"]
    base["churn"] = minimum(base["churn"] * beliefs["churn_error"], 0.5)
    base["trend"] = base["trend"] + beliefs["trend_error"]
    state["price_memory"] = zero
    state["value_index"] = np.ones_like(zero)


def _people(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Heads, the part that is still learning the job, and how busy each function is."""
    ramps = [beliefs["sales_ramp" if name == "sales" else "staff_ramp"] for name in FUNCTIONS]
    base["ramp"] = np.concatenate(ramps)
    base["heads"] = base["heads"] + 0.0 * beliefs["churn"]
    state["heads"] = base["heads"]
    state["leavers"] = base["attrition"] * base["heads"]
    base["usual_hires"] = state["leavers"]
    kept = exp(-1.0 / base["ramp"])
    state["ramp_deficit"] = state["leavers"] * kept / (1.0 - (1.0 - base["attrition"]) * kept)
    base["effective_heads"] = state["heads"] - state["ramp_deficit"]
    state["function_utilisation"] = function_utilisation(
        company,
        base["volume"] * base["hours_per_unit"] * (1.0 + base["defect_share"]),
        base["capacity_hours"],
        beliefs["marketing_utilisation"],
        beliefs["sales_utilisation"],
    )
    base["function_utilisation"] = state["function_utilisation"]
    base["customer_work"] = _work_share(company, base, ("customers",))
    base["unit_work"] = _work_share(company, base, ("units", "production"))
    for name in ("product", "administration"):
        row = FUNCTIONS.index(name)
        base["unit_work"][row] = np.where(
            base["customer_work"][row] + base["unit_work"][row] > 0, base["unit_work"][row], 1.0
        )
    base["total_won"] = base["won"].sum(axis=0, keepdims=True) + TINY
    base["salary"] = base["pay"] / beliefs["burden"]
    base["payroll"] = people.payroll(base["heads"], base["pay"], 1.0 + 0.0 * beliefs["churn"])


def _work_share(company: Company, base: Amounts, drivers: tuple[str, ...]) -> Array:
    """Share of a function's work that follows some drivers   [function, 1]."""
    group = company.process_function
    follows = np.array([[driver in drivers] for driver in company.process_driver], dtype=float)
    return group.sum(base["hours"] * follows) / (group.sum(base["hours"]) + TINY)


def function_utilisation(company: Company, load: Array, capacity: Array, marketing: Array, sales: Array) -> Array:
    """Load over capacity of each function   [function, row]; functions without load count as usual."""
    group = company.process_function
    busy = group.sum(load)
    hours = group.sum(capacity)
    busy_share = minimum((busy + TINY) / (hours + TINY), 10.0) + 0.0 * sales
    utilisation = np.where(hours > 0.0, busy_share, NEUTRAL_UTILISATION)
    utilisation[FUNCTIONS.index("marketing")] = marketing[0]
    utilisation[FUNCTIONS.index("sales")] = sales[0]
    return utilisation


def _money(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Opening balances; what the model counts apart is taken out of overheads, so that total cost stays as observed."""
    revenue = base["yearly_revenue"] / 12.0
    base["returns"] = base["defects"] * beliefs["escaped_defects"] * beliefs["return_cost"] * revenue
    stock_value = base["stock_value"].sum(axis=0, keepdims=True) if company.stocked else 0.0 * revenue
    base["holding"] = stock_value * beliefs["holding_cost"] / 12.0
    total = base["overheads_share"] * revenue
    base["overheads"] = maximum(total - base["returns"] - base["holding"], 0.0)
    base["depreciation"] = base["depreciation_share"] * revenue
    base["capex"] = base["capex_share"] * revenue
    base["delivery_payroll"] = base["payroll"][list(company.delivery_rows)].sum(axis=0, keepdims=True)
    supplied = (base["units"] * base["unit_cost"]).sum(axis=0, keepdims=True) + base["overheads"]
    base["supplied"] = supplied + base["spend"].sum(axis=0, keepdims=True)
    base["credit_months"] = base["payment_days"] / operations.CALENDAR_DAYS
    base["supplier_months"] = base["supplier_days"] / operations.CALENDAR_DAYS
    state["receivables"] = base["credit_months"] * revenue
    state["payables"] = base["supplier_months"] * base["supplied"]
    state["cash"] = base["opening_cash"] * revenue
    state["stock_value"] = stock_value + 0.0 * revenue
    if company.stocked:
        state["product_stock_value"] = base["stock_value"] + 0.0 * revenue
    base["new_business"] = 12.0 * (base["new_customers"] * base["units_per_customer"] * base["net_price"]).sum(
        axis=0, keepdims=True
    )
    base["product_yearly_cost"] = 12.0 * company.product.sum(base["units"] * base["unit_cost"])
    state["invested"] = 0.0 * revenue
