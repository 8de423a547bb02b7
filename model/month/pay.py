"""P&L -> working capital -> cash, for all months at once: money acts back on nothing in the month.

PAID_FOR are the amounts of a month that it reads and that levers alone do not decide.
"""

import numpy as np

from model.equations import finance, operations, people
from model.month.carry import carried
from model.month.staff import of
from model.vocabulary import TINY, Array
from model.world import State, World

PAID_FOR = (
    "units", "subscribed", "utilisation", "overtime_used", "regular_hours", "heads", "layoffs", "hires", "load",
    "process_defects", "staffing", "defects",
)  # fmt: skip
PAID_FOR_STOCKED = ("produced",)


def pay(world: World, months: State, before: State) -> State:
    """The amounts of `months` with revenue, cost lines, profit, balances and cash added   [member, month, row].

    `before` is the state before the first of them   [member, row].
    """
    revenue = months["units"] * months["net_price"]
    paid = {"revenue": revenue, "revenue_total": _sum(revenue)} | _repricing(months, before)
    paid |= _people(world, months) | _programmes(world, months) | _goods(world, months, before)
    paid |= _other(world, months | paid, before)
    return months | paid | _cash(world, months | paid, before)


def _sum(amounts: Array) -> Array:
    return np.asanyarray(amounts.sum(axis=0, keepdims=True))


def _start_of_month(amount: Array, before: Array) -> Array:
    """A balance at the start of each month   [member, month, row]."""
    opening = np.broadcast_to(before[:, np.newaxis], (*before.shape[:1], 1, amount.shape[2]))
    return np.concatenate([opening, amount[:, :-1]], axis=1)


def _repricing(months: State, before: State) -> State:
    """Monthly revenue of the units under contract, and what the month's prices changed in it   [offer, month, row]."""
    subscribed = _start_of_month(months["subscribed"], before["subscribed"])
    rise = months["net_price"] - _start_of_month(months["net_price"], before["net_price"])
    return {"recurring_base": subscribed * months["net_price"], "repricing": subscribed * rise}


def _goods(world: World, months: State, before: State) -> State:
    """Cost per unit and cost of what was delivered; stock rises by what was made and not delivered."""
    base, belief, company = world.base, world.belief, world.company
    units = _sum(months["units"])
    busy = _sum(base["late_weight"] * (months["utilisation"] - base["utilisation"]))
    scale = finance.scale_effect(
        units, _sum(base["units"]), belief["scale_exponent"], belief["utilisation_cost"] * busy
    )
    saving = company.product.spread(months["unit_cost"])
    unit_cost = finance.unit_cost(base["unit_cost"], saving, months["cost_inflation"], scale)
    cost = finance.cost_of_delivery(months["units"], unit_cost)
    goods = {"unit_cost": unit_cost, "offer_cost": cost, "cost_of_delivery": _sum(cost)}
    if not company.stocked:
        flat = 0.0 * units
        return goods | {"stock_rise": flat, "stock_value": before["stock_value"][:, np.newaxis] + flat}
    made_cost = company.product.sum(unit_cost * base["product_weight"])
    rise = (months["produced"] - company.product.sum(months["units"])) * made_cost
    value = carried(finance.grown, before["product_stock_value"], rise)
    return goods | {"stock_rise": _sum(rise), "product_stock_value": value, "stock_value": _sum(value)}


def _people(world: World, months: State) -> State:
    """Payroll with severance, recruitment and overtime beyond the usual   [function, month, row]."""
    base, belief = world.base, world.belief
    salary = base["salary"] * months["wage_index"]
    extra_hours = (months["overtime_used"] - base["overtime_used"]) * months["regular_hours"]
    hourly = world.company.process_function.spread(base["pay"] * months["wage_index"])
    hourly = hourly / (operations.CALENDAR_DAYS * operations.HOURS_A_DAY)
    payroll = people.payroll(months["heads"], base["pay"], months["wage_index"])
    leaving = people.severance(months["layoffs"], belief["severance"], salary)
    joining = people.recruitment(months["hires"], base["usual_hires"], belief["backfill_cost"], salary)
    rework_hours = months["load"] * months["process_defects"] / (1.0 + months["process_defects"])
    overtime = _sum(extra_hours * hourly * belief["overtime_pay"])
    return {
        "payroll": payroll,
        "overtime_cost": overtime,
        "rework_cost": _sum(rework_hours * hourly),
        "people": _sum(payroll + leaving + joining) + overtime,
    }


def _programmes(world: World, months: State) -> State:
    """What the programmes behind the levers cost; automation and new stock are paid apart   [1, month, row]."""
    base = world.base
    prevention = months["quality_effort"] * base["delivery_payroll"]
    commercial = _commercial(world, months)
    return {
        "programmes": commercial + _efficiency(world, months) + prevention,
        "commercial_programmes": commercial,
        "prevention": prevention,
        "automation_capex": base["yearly_revenue"] * months["automation_capex_roll"],
    }


def _commercial(world: World, months: State) -> Array:
    base, belief = world.base, world.belief
    cost = finance.programme_cost
    sales, marketing = (12.0 * of(base["payroll"], name) for name in ("sales", "marketing"))
    monthly = belief["programme_upkeep"] / 12.0
    playbook = months["sales_playbook_roll"] + monthly * months["sales_playbook"]
    handling = months["lead_handling_roll"] + monthly * months["lead_handling"]
    expansion = months["expansion_effort"].mean(axis=0, keepdims=True) / 12.0
    return (
        cost(sales, belief["playbook_cost"], playbook)
        + cost(marketing, belief["lead_handling_cost"], handling)
        + cost(sales, belief["expansion_cost"], expansion)
        + cost(base["new_business"], belief["channel_mix_cost"], _sum(months["channel_moved_roll"]))
        + _sum(months["new_offer_roll"] * base["market_yearly_revenue"])
    )


def _efficiency(world: World, months: State) -> Array:
    base, belief, staff = world.base, world.belief, world.company.process_function
    share_of_hours = base["hours"] / (staff.spread(staff.sum(base["hours"])) + TINY)
    payroll = 12.0 * staff.spread(base["payroll"]) * share_of_hours
    processes = finance.programme_cost(payroll, belief["efficiency_cost"], months["process_efficiency_roll"])
    purchasing = finance.programme_cost(
        base["product_yearly_cost"], belief["purchasing_cost"], months["unit_cost_roll"]
    )
    return _sum(processes) + _sum(purchasing)


def _other(world: World, months: State, before: State) -> State:
    """Marketing, overheads, returns, holding and depreciation."""
    base, belief = world.base, world.belief
    activity = _sum(months["heads"]) / (_sum(base["heads"]) + TINY) - 1.0
    capex = months["automation_capex"]
    invested = carried(finance.grown, before["invested"], capex)
    opening_stock = _start_of_month(months["stock_value"], before["stock_value"])
    real_revenue = months["revenue_total"] / months["price_level"]
    return {
        "marketing": _sum(months["spend"]),
        "overheads": finance.overheads(
            base["overheads"],
            months["cost_inflation"],
            activity,
            belief["overhead_headroom"],
            belief["overhead_step"],
        ),
        "returns": finance.returns(months["defects"], belief["escaped_defects"], real_revenue, belief["return_cost"]),
        "holding": finance.holding(opening_stock, belief["holding_cost"]),
        "depreciation": finance.depreciation(base["depreciation"], invested, belief["depreciation_life"]),
        "invested": invested,
        "capex": base["capex"] + capex,
    }


def _cash(world: World, months: State, before: State) -> State:
    """Operating profit, tax, what customers and suppliers still owe, cash."""
    base, belief = world.base, world.belief
    cash_cost = (
        months["cost_of_delivery"] + months["people"] + months["marketing"] + months["programmes"]
        + months["overheads"] + months["returns"] + months["holding"]
    )  # fmt: skip
    operating_cost = cash_cost + months["depreciation"]
    profit = months["revenue_total"] - operating_cost
    tax = finance.tax(profit, belief["tax_rate"], base["yearly_revenue"] / 1200.0)
    credit = finance.credit_months(
        base["credit_months"], of(months["staffing"], "administration"), belief["collection_effect"]
    )
    receivables = _owed(before["receivables"], months["revenue_total"], credit)
    supplied = months["cost_of_delivery"] + months["stock_rise"] + months["overheads"] + months["marketing"]
    payables = _owed(before["payables"], supplied, base["supplier_months"] + 0.0 * supplied)
    ebitda = profit + months["depreciation"]
    flow = finance.cash_flow(
        ebitda,
        tax,
        months["capex"],
        receivables - _start_of_month(receivables, before["receivables"]),
        months["stock_rise"],
        payables - _start_of_month(payables, before["payables"]),
    )
    return {
        "operating_cost": operating_cost,
        "operating_profit": profit,
        "ebitda": ebitda,
        "tax": tax,
        "net_profit": profit - tax,
        "receivables": receivables,
        "payables": payables,
        "cash_flow": flow,
        "cash": carried(finance.grown, before["cash"], flow),
    }


def _owed(before: Array, added: Array, months_of_credit: Array) -> Array:
    """What stays owed at the end of each month   [1, month, row]."""
    return carried(
        lambda last, new, credit: finance.owed(last, new, finance.collected(last, new, credit)),
        before,
        added,
        months_of_credit,
    )
