"""What levers, beliefs and the calendar alone decide: prices, plans, spend, programmes   [member, month, row]."""

from model.equations import demand, operations, people, pipeline
from model.month.carry import carried
from model.vocabulary import TINY, Array, power
from model.world import Amounts, State, World


def foresee(world: World, levers: Amounts, before: State) -> State:
    """Amounts of some months that nothing which happens in them can change; `before` is [member, row]."""
    plan = _plan(world, levers, before)
    prices = _prices(world, levers, before)
    known = plan | prices | _demand(world, levers, prices, before) | _marketing(world, levers, plan, before)
    return known | _selling(world, levers) | _work(world, levers) | _programmes(world, levers)


def _prices(world: World, levers: Amounts, before: State) -> State:
    base, belief = world.base, world.belief
    level = demand.list_price(1.0, 0.0, belief["price_indexation"], levers["month"])  # type: ignore[arg-type]
    listed = base["list_price"] * (1.0 + levers["price_change"]) * level
    discount = demand.discount(base["discount"], levers["discount_change"])
    offered = demand.offered_price(demand.net_price(listed, discount), base["net_price"], level)
    renewal = belief["price_renewal"][:, 0]
    paid = carried(lambda last, new: demand.paid_price(last, new, renewal), before["paid_price"], offered)
    rivals, reaction = world.company.market.spread(levers["rival_price"]), levers["rival_reaction"]
    return {
        "discount": discount,
        "paid_price": paid,
        "net_price": paid * base["net_price"] * level,
        "relative_offer": demand.relative_price(offered, rivals, reaction),
        "relative_price": demand.relative_price(paid, rivals, reaction),
        "price_level": level,
    }


def _demand(world: World, levers: Amounts, prices: State, before: State) -> State:
    """Units demanded per unit wanted: response to price, season, shocks and noise   [offer, month, row]."""
    base, belief, market = world.base, world.belief, world.company.market
    habit, elasticity = belief["price_habit"][:, 0], base["volume_elasticity"][:, 0]
    volume = carried(
        lambda last, price: demand.log_volume(last, habit, elasticity, price),
        before["log_volume"],
        prices["relative_price"],
    )
    noise = market.spread(levers["noise"]) * demand.drift(belief["demand_drift"], levers["month"])
    shock = market.spread(levers["demand_shock"]) * base["exposure"]
    return {
        "log_volume": volume,
        "demand_index": demand.demand_units(1.0, volume, levers["season_units"], shock, noise),  # type: ignore[arg-type]
        "market_pull": market.spread(levers["market_growth"]) * base["exposure"],
    }


def _plan(world: World, levers: Amounts, before: State) -> State:
    """Customers and units that today's wins and losses lead to, and the heads that the budget gives for them."""
    base, belief, market = world.base, world.belief, world.company.market
    slope, damping = base["trend"][:, 0], belief["trend_damping"][:, 0]
    trend = carried(
        lambda last, month: demand.damped_trend(last, slope, damping, month),
        before.get("trend_index", 1.0 + 0.0 * base["leads"][:, 0]),
        levers["month"],
    )
    new = base["new_customers"] * market.spread(trend)
    churn, expansion, size = (base[name][:, 0] for name in ("churn", "expansion_rate", "units_per_customer"))
    customers = carried(lambda last, won: demand.customers(last, won, last * churn), before["planned_customers"], new)
    units = carried(
        lambda last, won: demand.subscribed_units(last, churn, expansion, won, size), before["planned_units"], new
    )
    growth = people.planned_growth(
        (base["won"] * trend).sum(axis=0, keepdims=True) / base["total_won"],
        base["customer_work"] * (customers.sum(axis=0, keepdims=True) / base["total_customers"] - 1.0),
        base["unit_work"] * (units.sum(axis=0, keepdims=True) / base["total_demand"] - 1.0),
        1.0 - base["customer_work"] - base["unit_work"],
    )
    staffed = power(growth, belief["planned_hiring"])
    return {
        "trend_index": trend,
        "planned_customers": customers,
        "planned_units": units,
        "planned_growth": staffed,
        "target_heads": people.target_heads(base["heads"], levers["heads"], staffed),
        "wage_index": people.wage_index(belief["wage_drift"], levers["wage_inflation"], levers["month"]),
    }


def _marketing(world: World, levers: Amounts, plan: State, before: State) -> State:
    """Spend, the leads that it brings, and what the market does to them."""
    base, belief = world.base, world.belief
    spend = base["spend"] * (1.0 + levers["marketing_spend"])
    carry_over = base["carry_over"][:, 0]
    adstock = carried(lambda last, new: pipeline.adstock(new, carry_over, last), before["adstock"], spend)
    by_channel = pipeline.paid_leads(base["paid_leads"], base["saturation"], adstock, base["usual_adstock"])
    level = plan["trend_index"] * (1.0 + levers["market_growth"])
    return {
        "spend": spend,
        "adstock": adstock,
        "channel_leads": by_channel,
        "paid_by_market": base["lead_share"] * by_channel.sum(axis=0, keepdims=True),
        "market_index": level * (1.0 + levers["demand_shock"]) * levers["season_leads"] * levers["noise"],
        "market_level": level,
        "lead_capacity": base["lead_capacity"] * (1.0 + belief["lead_handling_gain"] * levers["lead_handling"]),
    }


def _selling(world: World, levers: Amounts) -> State:
    """Conversions, shares of the offers, selling effort and the sales time that remains."""
    base, belief, market = world.base, world.belief, world.company.market
    gain = belief["lead_handling_gain"] * levers["lead_handling"]
    uplift = pipeline.new_offer_uplift(levers["new_offer"], belief["new_offer_reach"], belief["new_offer_scale"])
    share = _order_share(world, levers, pipeline.new_offer_share(uplift, levers["cannibalisation"]))
    elsewhere = belief["expansion_selling_time"] * levers["expansion_effort"].mean(axis=0, keepdims=True)
    promise = (base["late_weight"] * levers["promised_lead_time"]).sum(axis=0, keepdims=True)
    usual = belief["expansion_coverage"]
    return {
        "mql_rate": pipeline.conversion(base["lead_to_mql"], gain),
        "sql_rate": pipeline.conversion(base["mql_to_sql"], gain),
        "opportunity_rate": pipeline.conversion(base["sql_to_opportunity"], 0.0 * gain)
        * (1.0 + (1.0 - levers["cannibalisation"]) * uplift),
        "order_share": share,
        "selling_effort": market.sum(share * base["effort"]),
        "sales_time": pipeline.sales_capacity(base["sales_capacity"], 1.0, elsewhere),  # type: ignore[arg-type]
        "playbook_gain": belief["playbook_gain"] * levers["sales_playbook"],
        "promise_felt": belief["promise_weight"] * promise - 1.0,
        "coverage_ratio": demand.coverage(usual, market.spread(levers["expansion_effort"])) / usual,
    }


def _order_share(world: World, levers: Amounts, new_share: Array) -> Array:
    """Share of a market's wins that each offer takes: channel mix, then the new offer   [offer, month, row]."""
    base, company = world.base, world.company
    shifted = base["order_share"] * company.sales_channel.spread(1.0 + levers["channel_shift"])
    shifted = shifted / (company.market.spread(company.market.sum(shifted)) + TINY)
    new = company.market.spread(new_share)
    return shifted * (1.0 - new) + base["is_new"] * new


def _work(world: World, levers: Amounts) -> State:
    """Hours that programmes leave per unit of work, promises, and what acts on quality   [process, month, row]."""
    base, belief = world.base, world.belief
    gain = operations.programme_gain(levers["process_efficiency"], belief["efficiency_decay"], levers["efficiency_age"])
    size = levers["process_efficiency_size"]
    dip = operations.programme_dip(belief["efficiency_dip"], size, levers["efficiency_age"])
    dip = dip + operations.programme_dip(belief["efficiency_dip"], levers["automation_size"], levers["automation_age"])
    automation = operations.automation_gain(
        levers["automation_capex"], belief["automation_limit"], belief["automation_scale"]
    )
    promise, sigma = levers["promised_lead_time"], belief["lead_time_sigma"]
    expected = promise * belief["promise_expected"]
    return {
        "programmed_hours": operations.hours_per_unit(base["hours_per_unit"], gain, 1.0, dip, automation),  # type: ignore[arg-type]
        "overtime_allowed": operations.overtime_allowed(belief["overtime_cap"], levers["overtime_cap"]),
        "queue_variability": belief["variability"] * (1.0 - gain),
        "supply_delay": levers["supply_delay"],
        "late_supply": levers["supply_delay"] * base["supplied_process"],
        "stock_cover": levers["stock_cover"],
        "promise_score": operations.promise_score(base["on_time_score"], promise, sigma),
        "expected_score": operations.promise_score(base["on_time_score"], expected, sigma),
        "quality_effort": levers["quality_effort"],
        "cheap_inputs": 1.0 - belief["purchasing_quality"] * levers["unit_cost"].mean(axis=0, keepdims=True),
    }


def _programmes(world: World, levers: Amounts) -> State:
    """Levers that only money follows."""
    names = (
        "cost_inflation", "unit_cost", "unit_cost_roll", "sales_playbook", "sales_playbook_roll", "lead_handling",
        "lead_handling_roll", "expansion_effort", "channel_moved_roll", "new_offer_roll", "process_efficiency_roll",
        "automation_capex_roll",
    )  # fmt: skip
    return {name: levers[name] for name in names}
