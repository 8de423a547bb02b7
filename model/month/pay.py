"""P&L -> working capital -> cash."""

import numpy as np

from model.equations import finance, operations, people
from model.month.staff import of
from model.vocabulary import TINY, Array
from model.warm_start import State
from model.world import Amounts, World


def pay(world: World, levers: Amounts, before: State, now: State) -> State:
    """Revenue, cost lines, profit, balances and cash of the month   [1, row]."""
    revenue = now["units"] * now["net_price"]
    total = revenue.sum(axis=0, keepdims=True)
    goods = _goods(world, levers, before, now)
    cost = _people(world, now) | _programmes(world, levers, now)
    other = _other(world, levers, before, now | cost, total)
    month = {"revenue": revenue, "revenue_total": total} | goods | cost | other
    return month | _cash(world, before, now, month)


def _sum(amounts: Array) -> Array:
    return np.asarray(amounts.sum(axis=0, keepdims=True))


def _goods(world: World, levers: Amounts, before: State, now: State) -> State:
    """Cost per unit and cost of what was delivered; stock rises by what was made and not delivered."""
    base, belief, company = world.base, world.belief, world.company
    units = _sum(now["units"])
    busy = _sum(base["late_weight"] * (now["utilisation"] - base["utilisation"]))
    scale = finance.scale_effect(
        units, _sum(base["units"]), belief["scale_exponent"], belief["utilisation_cost"] * busy
    )
    saving = company.product.spread(levers["unit_cost"])
    unit_cost = finance.unit_cost(base["unit_cost"], saving, levers["cost_inflation"], scale)
    cost = finance.cost_of_delivery(now["units"], unit_cost)
    rise = 0.0 * units
    if company.stocked:
        made_cost = company.product.sum(unit_cost * base["product_weight"])
        by_product = company.product.sum(now["units"])
        rise_by_product = (now["produced"] - by_product) * made_cost
        rise = _sum(rise_by_product)
        by_product_value = before["product_stock_value"] + rise_by_product
        return {"unit_cost": unit_cost, "offer_cost": cost, "cost_of_delivery": _sum(cost), "stock_rise": rise,
                "product_stock_value": by_product_value, "stock_value": _sum(by_product_value)}  # fmt: skip
    return {"unit_cost": unit_cost, "offer_cost": cost, "cost_of_delivery": _sum(cost), "stock_rise": rise,
            "stock_value": before["stock_value"]}  # fmt: skip


def _people(world: World, now: State) -> State:
    """Payroll with severance, recruitment and overtime beyond the usual   [function, row]."""
    base, belief = world.base, world.belief
    salary = base["salary"] * now["wage_index"]
    extra_hours = (now["overtime_used"] - base["overtime_used"]) * now["regular_hours"]
    hourly = world.company.process_function.spread(base["pay"] * now["wage_index"]) / (30.4 * operations.HOURS_A_DAY)
    payroll = people.payroll(now["heads"], base["pay"], now["wage_index"])
    leaving = people.severance(now["layoffs"], belief["severance"], salary)
    joining = people.recruitment(now["hires"], base["usual_hires"], belief["backfill_cost"], salary)
    rework_hours = now["load"] * now["process_defects"] / (1.0 + now["process_defects"])
    overtime = _sum(extra_hours * hourly * belief["overtime_pay"])
    return {
        "payroll": payroll,
        "overtime_cost": overtime,
        "rework_cost": _sum(rework_hours * hourly),
        "people": _sum(payroll + leaving + joining) + overtime,
    }


def _programmes(world: World, levers: Amounts, now: State) -> State:
    """What the programmes behind the levers cost this month; automation and new stock are paid apart   [1, row]."""
    base, belief = world.base, world.belief
    cost = finance.programme_cost
    sales = 12.0 * of(base["payroll"], "sales")
    marketing = 12.0 * of(base["payroll"], "marketing")
    monthly = belief["programme_upkeep"] / 12.0
    staff = world.company.process_function
    share_of_hours = base["hours"] / (staff.spread(staff.sum(base["hours"])) + TINY)
    process_payroll = 12.0 * staff.spread(base["payroll"]) * share_of_hours
    prevention = levers["quality_effort"] * base["delivery_payroll"]
    commercial = (
        cost(sales, belief["playbook_cost"], levers["sales_playbook_roll"] + monthly * levers["sales_playbook"])
        + cost(
            marketing, belief["lead_handling_cost"], levers["lead_handling_roll"] + monthly * levers["lead_handling"]
        )
        + cost(sales, belief["expansion_cost"], levers["expansion_effort"].mean(axis=0, keepdims=True) / 12.0)
        + cost(base["new_business"], belief["channel_mix_cost"], _sum(levers["channel_moved_roll"]))
        + _sum(levers["new_offer_roll"] * base["market_yearly_revenue"])
    )
    delivery = (
        _sum(cost(process_payroll, belief["efficiency_cost"], levers["process_efficiency_roll"]))
        + _sum(cost(base["product_yearly_cost"], belief["purchasing_cost"], levers["unit_cost_roll"]))
        + prevention
    )
    return {
        "programmes": commercial + delivery,
        "commercial_programmes": commercial,
        "prevention": prevention,
        "automation_capex": base["yearly_revenue"] * levers["automation_capex_roll"],
    }


def _other(world: World, levers: Amounts, before: State, now: State, revenue: Array) -> State:
    """Marketing, overheads, returns, holding and depreciation."""
    base, belief = world.base, world.belief
    activity = _sum(now["heads"]) / (_sum(base["heads"]) + TINY) - 1.0
    capex = now["automation_capex"]
    invested = before["invested"] + capex
    stock_cost = finance.holding(before["stock_value"], belief["holding_cost"])
    real_revenue = revenue / now["price_level"]
    return {
        "marketing": _sum(now["spend"]),
        "overheads": finance.overheads(
            base["overheads"], levers["cost_inflation"], activity, belief["overhead_headroom"], belief["overhead_step"]
        ),
        "returns": finance.returns(now["defects"], belief["escaped_defects"], real_revenue, belief["return_cost"]),
        "holding": stock_cost,
        "depreciation": finance.depreciation(base["depreciation"], invested, belief["depreciation_life"]),
        "invested": invested,
        "capex": base["capex"] + capex,
    }


def _cash(world: World, before: State, now: State, month: State) -> State:
    """Operating profit, tax, what customers and suppliers still owe, cash."""
    base, belief = world.base, world.belief
    cash_cost = (
        month["cost_of_delivery"] + month["people"] + month["marketing"] + month["programmes"]
        + month["overheads"] + month["returns"] + month["holding"]
    )  # fmt: skip
    operating_cost = cash_cost + month["depreciation"]
    profit = month["revenue_total"] - operating_cost
    tax = finance.tax(profit, belief["tax_rate"], base["yearly_revenue"] / 1200.0)
    credit = finance.credit_months(
        base["credit_months"], of(now["staffing"], "administration"), belief["collection_effect"]
    )
    collected = finance.collected(before["receivables"], month["revenue_total"], credit)
    receivables = finance.owed(before["receivables"], month["revenue_total"], collected)
    supplied = month["cost_of_delivery"] + month["stock_rise"] + month["overheads"] + month["marketing"]
    settled = finance.collected(before["payables"], supplied, base["supplier_months"])
    payables = finance.owed(before["payables"], supplied, settled)
    ebitda = profit + month["depreciation"]
    flow = finance.cash_flow(
        ebitda,
        tax,
        month["capex"],
        receivables - before["receivables"],
        month["stock_rise"],
        payables - before["payables"],
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
        "cash": before["cash"] + flow,
    }
