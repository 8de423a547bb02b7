"""The steady state that reproduces the last observed month, for each row of beliefs.

An ill-matched opening state moves a projection with no lever moved. So flows are solved backwards from what was
observed: from units delivered to orders, wins, opportunities and leads; each waiting line starts at the length that
lets exactly the observed flow through.
"""

import numpy as np
from scipy.special import ndtri

from model.company import DRIVERS, FUNCTIONS, Company
from model.equations import operations, people, pipeline, stock
from model.settled import settled
from model.vocabulary import TINY, Array, exp, maximum, minimum, smooth_min_inverse
from model.world import Amounts, World, filled

NOMINAL_CUSTOMERS = 100.0  # where nobody counts customers; only ratios are then shown
NEUTRAL_UTILISATION = 0.8  # of functions whose load is not modelled: product, administration
STANDARD_HOURS = 150.0  # a month of one head
HISTORY_MONTHS = 48.0  # of work behind us, for the learning curve
NOTICED = 3.0  # months for which a customer remembers how service started
WORK_SHARE = 0.05  # least share of a lead time that is work, not waiting

State = dict[str, Array]
_SOLVED = ("customers", "new_customers", "unit_cost", "open_opportunities")  # unknown ones are solved below


def warm_start(company: Company, beliefs: Amounts, *, coupling: float = 1.0) -> tuple[World, State]:
    """The constants of a run and the opening state; beliefs are [1, row]."""
    base = filled(company, {**beliefs, **dict.fromkeys(_SOLVED, beliefs["churn"] * np.nan)})
    state: State = {}
    for part in (_prices, _waiting_deliveries, _stock, _customers, _processes, _pipeline, _people, _quality, _money):
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


def _waiting(flow: Array, capacity: Array, dropped: Array) -> tuple[Array, Array]:
    """Backlog and inflow for which throughput is `flow`, month after month."""
    wanted = smooth_min_inverse(flow, capacity)
    backlog = (wanted - flow) * (1.0 - dropped)
    return backlog, wanted - backlog


def _dropped(driver: str, beliefs: Amounts) -> Array:
    if driver == "production":
        return 0.0 * beliefs["cancellation"]
    return beliefs["ticket_patience" if driver == "customers" else "cancellation"]


def _waiting_deliveries(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Backlogs of all processes, and how much more must be ordered than is delivered."""
    base["utilisation"] = minimum(base["utilisation"], 0.985)
    base["capacity"] = base["volume"] / base["utilisation"]
    rows = beliefs["churn"].shape[1]
    shape = (len(company.process_driver), rows)
    base["intensity"], state["backlog"] = np.ones(shape), np.zeros(shape)
    base["dropped"] = np.concatenate([_dropped(driver, beliefs) for driver in company.process_driver])
    for driver in DRIVERS:
        flow = np.ones((1, rows))
        for index in reversed(company.chain(driver)):
            one = slice(index, index + 1)
            volume = base["volume"][one]
            state["backlog"][one], inflow = _waiting(volume, base["capacity"][one], base["dropped"][one])
            base["intensity"][one] = volume / flow
            flow = flow * inflow / (volume + TINY) if driver != "customers" else flow
            if driver == "customers":
                base["intensity"][one] = inflow
        base[f"{driver}_inflow"] = flow  # per unit that leaves the chain


def _chain_pending(company: Company, base: Amounts, state: State, driver: str) -> Array:
    """What waits in a chain, per unit that leaves it a month   [1, row]."""
    chain = company.chain(driver)
    if not chain:
        return 0.0 * base[f"{driver}_inflow"]
    return np.asarray(
        np.sum([state["backlog"][i : i + 1] / (base["intensity"][i : i + 1] + TINY) for i in chain], axis=0)
    )


def _stock(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Units demanded, waiting for stock and made, so that units delivered and stock stay as observed."""
    base["units"] = base["units"] + 0.0 * beliefs["churn"]
    state["pending_units"] = base["units"] * _chain_pending(company, base, state, "units")
    released = base["units"] * base["units_inflow"]
    state["backorders"] = 0.0 * released
    base["demand"] = released
    if not company.stocked:
        return
    product = company.product
    released_units = product.sum(released)
    produced = released_units - product.sum(state["pending_units"]) * _pending_drop(beliefs)
    waiting, inflow = _waiting(released_units, base["stock_units"] + produced, beliefs["cancellation"])
    state["backorders"] = released * product.spread(waiting / (released_units + TINY))
    demand = released * product.spread(inflow / (released_units + TINY))
    units = product.sum(demand)
    base["lead_time_months"] = beliefs["supply_lead_time"]
    risk = stock.demand_risk(units, units * base["demand_cv"], base["lead_time_months"], beliefs["supply_lead_time_sd"])
    base["cover"] = (base["stock_units"] - stock.CYCLE * units) / risk
    base["fill_rate"] = stock.fill_rate(base["stock_units"], units, risk)
    base["produced"] = produced
    base["demand"] = demand / product.spread(1.0 - (1.0 - base["fill_rate"]) * beliefs["lost_sales"])
    base["latent_units"] = product.sum(base["demand"])
    base["served_units"] = units
    state["stock_units"] = base["stock_units"] + 0.0 * units
    state["on_order"] = produced * _chain_pending(company, base, state, "production")
    base["on_order"] = state["on_order"]
    state["awaiting_supply"] = 0.0 * state["on_order"]
    base["demand_weight"] = weights(base["latent_units"])
    base["product_weight"] = base["units"] / (product.spread(product.sum(base["units"])) + TINY)


def _pending_drop(beliefs: Amounts) -> Array:
    """Cancelled a month per unit that waits at the end of the month."""
    return beliefs["cancellation"] / (1.0 - beliefs["cancellation"])


def _customers(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Customers, and the orders that must be won for the observed number to be put into service."""
    usual_churn = base["churn"]
    if "customers" not in company.has:
        new = base["new_customers"]
        counted = np.isfinite(company.observed["new_customers"]).all()
        share = base["units"] / (base["units"].sum(axis=0, keepdims=True) + TINY)
        base["customers"] = new / usual_churn if counted else NOMINAL_CUSTOMERS * share
        base["new_customers"] = new if counted else base["customers"] * usual_churn
    base["customers"] = base["customers"] + 0.0 * usual_churn
    state["customers"] = base["customers"]
    state["planned_customers"] = base["customers"]
    base["total_customers"] = base["customers"].sum(axis=0, keepdims=True) + TINY
    base["total_demand"] = base["demand"].sum(axis=0, keepdims=True) + TINY
    state["subscribed"] = base["demand"]
    state["opening_units"] = base["demand"]
    state["planned_units"] = base["demand"]
    base["new_customers"] = base["new_customers"] + 0.0 * usual_churn
    state["pending_orders"] = base["new_customers"] * _chain_pending(company, base, state, "orders")
    base["orders"] = base["new_customers"] * base["orders_inflow"]
    base["units_per_customer"] = _units_per_customer(company, base)


def _units_per_customer(company: Company, base: Amounts) -> Array:
    """Units of a new customer: the offer's mean, and the market's mean for a new offer."""
    market = company.market
    mean = market.sum(base["demand"]) / (market.sum(base["customers"]) + TINY)
    own = base["demand"] / (base["customers"] + TINY)
    return np.where(company.is_new[:, np.newaxis], market.spread(mean), own)


def _processes(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Work per unit of what drives it, capacity in hours, waiting time, lead time."""
    drivers = {
        "orders": base["new_customers"],
        "units": base["units"],
        "production": base.get("produced", base["units"]),
        "customers": base["customers"],
    }
    for index, driver in enumerate(company.process_driver):
        base["intensity"][index] /= drivers[driver].sum(axis=0) + TINY
    rework = base["defect_share"]
    base["hours_per_unit"] = base["hours"] / (base["volume"] * (1.0 + rework) + TINY)
    base["overtime_used"] = operations.overtime(base["utilisation"], beliefs["overtime_cap"])
    regular = base["capacity"] * base["hours_per_unit"] * (1.0 + rework)
    base["capacity_hours"] = regular / (1.0 + base["overtime_used"] * beliefs["overtime_output"])
    state["regular_utilisation"] = base["utilisation"]
    state["utilisation"] = base["utilisation"]
    state["queue_load"] = base["utilisation"]
    state["volume_so_far"] = HISTORY_MONTHS * base["volume"]
    base["volume_at_start"] = state["volume_so_far"]
    follows = np.array([[driver != "customers"] for driver in company.process_driver], dtype=float)
    base["supplied_process"] = follows * beliefs["supply_dependence"]
    base["servers"] = maximum(base["capacity_hours"] / STANDARD_HOURS, 1.0)
    waiting = _waiting_days(base, beliefs, state)
    base["waiting_scale"] = minimum(1.0, (1.0 - WORK_SHARE) * base["lead_time"] / maximum(waiting, TINY))
    base["work_days"] = base["lead_time"] - base["waiting_scale"] * waiting
    base["on_time_score"] = ndtri(np.clip(base["on_time"], 0.001, 0.999)) + 0.0 * beliefs["churn"]
    state["lead_time"] = base["lead_time"] + 0.0 * beliefs["churn"]


def _waiting_days(base: Amounts, beliefs: Amounts, state: State) -> Array:
    days_per_unit = base["hours_per_unit"] / operations.HOURS_A_DAY
    power = operations.queue_power(base["servers"])
    queue = operations.queue_days(beliefs["variability"], base["utilisation"], base["servers"], power, days_per_unit)
    return queue + operations.backlog_days(state["backlog"], base["volume"])


def _pipeline(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Pools of the pipeline, solved backwards from the orders won."""
    base["won"] = company.market.sum(base["orders"])
    base["order_share"] = base["orders"] / (company.market.spread(base["won"]) + TINY)
    base["effort"] = _effort(company, beliefs)
    base["is_new"] = company.is_new[:, np.newaxis].astype(float)
    need = (base["orders"] * base["effort"]).sum(axis=0, keepdims=True)
    base["sales_capacity"] = need / beliefs["sales_utilisation"]
    served = pipeline.served_share(smooth_min_inverse(need, base["sales_capacity"]), base["sales_capacity"])
    ready = base["won"] / served
    overflow = (ready - base["won"]) * beliefs["overflow_loss"]
    to_win = base["won"] + overflow
    base["opportunities"] = to_win / base["win_rate"]
    to_lose = base["opportunities"] - to_win
    base["lost"] = to_lose + overflow
    rates = _rates(beliefs, _open_months(base, beliefs, to_win, to_lose))
    month = int(company.first_month[5:]) - 1
    season = company.season["leads"][month - 1]
    past = company.season["leads"][[month - 1, month - 2, month - 3]].mean()
    state["winning"] = past * (to_win / rates["win"] - to_win)
    state["ready"] = past * (ready / rates["win"] - to_win)
    state["losing"] = past * (to_lose / rates["lose"] - to_lose)
    state["lost_soon"] = state["losing"]
    sql = beliefs["lead_level"] * base["opportunities"] / base["sql_to_opportunity"]
    mql = sql / base["mql_to_sql"]
    handled = mql / base["lead_to_mql"]
    for name, flow, rate in (("leads", handled, "mql"), ("mql", mql, "sql"), ("sql", sql, "opportunity")):
        state[f"{name}_waiting"] = season * (flow / rates[rate] - flow)
    base |= {f"{name}_exit": rate for name, rate in rates.items()}
    _leads(company, base, beliefs, state, handled)


def _effort(company: Company, beliefs: Amounts) -> Array:
    """Selling effort of a win through each offer's sales channel, a direct win being 1   [offer, row]."""
    indirect = np.isin(company.sales_channel.of, company.indirect)[:, np.newaxis]
    return np.where(indirect, beliefs["indirect_sales_effort"], 1.0)


def _open_months(base: Amounts, beliefs: Amounts, to_win: Array, to_lose: Array) -> Array:
    """Months that a deal to be won is counted as open: observed (Little's law), or from the usual delay   [market, row]."""
    usual = pipeline.STAGES * pipeline.counted_months(pipeline.exit_rate(beliefs["win_delay"] / pipeline.STAGES))
    observed = base["open_opportunities"] / (to_win + beliefs["lost_to_won_delay"] * to_lose + TINY)
    return np.where(np.isnan(observed), usual, np.clip(observed, 0.1, 12.0))


def _rates(beliefs: Amounts, open_months: Array) -> dict[str, Array]:
    stage = open_months / pipeline.STAGES
    return {
        "mql": pipeline.exit_rate(beliefs["mql_delay"]),
        "sql": pipeline.exit_rate(beliefs["sql_delay"]),
        "opportunity": pipeline.exit_rate(beliefs["opportunity_delay"]),
        "win": pipeline.exit_rate_of_count(stage),
        "lose": pipeline.exit_rate_of_count(stage * beliefs["lost_to_won_delay"]),
    }


def _leads(company: Company, base: dict[str, Array], beliefs: Amounts, state: State, handled: Array) -> None:
    total = handled.sum(axis=0, keepdims=True)
    base["lead_capacity"] = total / beliefs["marketing_utilisation"]
    leads = smooth_min_inverse(total, base["lead_capacity"])
    base["leads"] = handled * leads / (total + TINY)
    base["paid_leads"] = base["paid_share"] * base["incrementality"] * leads
    paid = base["paid_leads"].sum(axis=0, keepdims=True)
    base["lead_share"] = base["leads"] / (leads + TINY)
    base["organic_leads"] = base["leads"] - base["lead_share"] * paid
    base["usual_adstock"] = base["spend"] / (1.0 - base["carry_over"])
    state["adstock"] = base["usual_adstock"]


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


def _quality(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    base["overload"] = operations.overload(base["utilisation"], beliefs["overload_defects"])
    state["process_defects"] = base["defect_share"] + 0.0 * beliefs["churn"]
    facing = np.array([name != "support" for name in company.process_functions])[:, np.newaxis]
    base["late_weight"] = weights(base["hours"] * facing)
    touched = _touched(company, base)
    base["felt_weight"] = base["late_weight"] * touched
    base["late_felt"] = (base["felt_weight"] * (1.0 - base["on_time"])).sum(axis=0, keepdims=True)
    base["support_weight"] = weights(base["hours"] * ~facing)
    base["late"] = (base["late_weight"] * (1.0 - base["on_time"])).sum(axis=0, keepdims=True)
    base["support_late"] = (base["support_weight"] * (1.0 - base["on_time"])).sum(axis=0, keepdims=True)
    base["defects"] = (weights(base["hours"]) * base["defect_share"]).sum(axis=0, keepdims=True)
    base["hours_weight"] = weights(base["hours"])
    base["on_time_share"] = 1.0 - base["late"]
    state["late_felt"] = base["late_felt"] + 0.0 * beliefs["churn"]
    state |= {"late": base["late"] + 0.0 * beliefs["churn"], "defects": base["defects"] + 0.0 * beliefs["churn"]}
    state["lead_time_ratio"] = np.ones_like(state["late"])
    state["satisfaction"] = base["satisfaction"] + 0.0 * beliefs["churn"]


def _touched(company: Company, base: Amounts) -> Array:
    """Share of customers that notice a process when it is late   [process, row].

    Starting service touches those won in the last NOTICED months; making goods for stock touches nobody.
    """
    starting = minimum(NOTICED * base["new_customers"].sum(axis=0, keepdims=True) / base["total_customers"], 1.0)
    shares = {"orders": starting, "production": (0.0 if company.stocked else 1.0) + 0.0 * starting}
    return np.concatenate([shares.get(driver, 1.0 + 0.0 * starting) for driver in company.process_driver])


def weights(amounts: Array) -> Array:
    """Amounts as shares of their sum   [member, row]."""
    return np.asarray(amounts / (amounts.sum(axis=0, keepdims=True) + TINY))


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
