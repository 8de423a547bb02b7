"""The delivery part of the opening state: waiting orders, stock, the work of processes, quality and what customers noticed."""

import numpy as np
from scipy.special import ndtri

from model.company import DRIVERS, Company
from model.equations import operations, stock
from model.vocabulary import TINY, Array, maximum, minimum, smooth_min_inverse
from model.world import Amounts, State

STANDARD_HOURS = 150.0  # a month of one head
HISTORY_MONTHS = 48.0  # of work behind us, for the learning curve
NOTICED = 3.0  # months for which a customer remembers how service started
WORK_SHARE = 0.05  # least share of a lead time that is work, not waiting


def waiting_line(flow: Array, capacity: Array, dropped: Array) -> tuple[Array, Array]:
    """Backlog and inflow for which throughput is `flow`, month after month."""
    wanted = smooth_min_inverse(flow, capacity)
    backlog = (wanted - flow) * (1.0 - dropped)
    return backlog, wanted - backlog


def _dropped(driver: str, beliefs: Amounts) -> Array:
    if driver == "production":
        return 0.0 * beliefs["cancellation"]
    return beliefs["ticket_patience" if driver == "customers" else "cancellation"]


def waiting_deliveries(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Backlogs of all processes, and how much more must be ordered than is delivered."""
    base["utilisation"] = minimum(base["utilisation"], 0.985)
    base["capacity"] = base["volume"] / base["utilisation"]
    rows = beliefs["churn"].shape[1]
    each = base["capacity"] + beliefs["churn"]
    base["intensity"], state["backlog"] = np.ones_like(each), np.zeros_like(each)
    base["dropped"] = np.concatenate([_dropped(driver, beliefs) for driver in company.process_driver])
    for driver in DRIVERS:
        flow = np.ones((1, rows))
        for index in reversed(company.chain(driver)):
            one = slice(index, index + 1)
            volume = base["volume"][one]
            state["backlog"][one], inflow = waiting_line(volume, base["capacity"][one], base["dropped"][one])
            base["intensity"][one] = volume / flow
            flow = flow * inflow / (volume + TINY) if driver != "customers" else flow
            if driver == "customers":
                base["intensity"][one] = inflow
        base[f"{driver}_inflow"] = flow  # per unit that leaves the chain


def chain_pending(company: Company, base: Amounts, state: State, driver: str) -> Array:
    """What waits in a chain, per unit that leaves it a month   [1, row]."""
    chain = company.chain(driver)
    if not chain:
        return 0.0 * base[f"{driver}_inflow"]
    return np.asanyarray(
        np.sum(np.stack([state["backlog"][i : i + 1] / (base["intensity"][i : i + 1] + TINY) for i in chain]), axis=0)
    )


def stock_on_hand(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
    """Units demanded, waiting for stock and made, so that units delivered and stock stay as observed."""
    base["units"] = base["units"] + 0.0 * beliefs["churn"]
    state["pending_units"] = base["units"] * chain_pending(company, base, state, "units")
    released = base["units"] * base["units_inflow"]
    state["backorders"] = 0.0 * released
    base["demand"] = released
    if not company.stocked:
        return
    product = company.product
    released_units = product.sum(released)
    produced = released_units - product.sum(state["pending_units"]) * _pending_drop(beliefs)
    waiting, inflow = waiting_line(released_units, base["stock_units"] + produced, beliefs["cancellation"])
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
    state["on_order"] = produced * chain_pending(company, base, state, "production")
    base["on_order"] = state["on_order"]
    state["awaiting_supply"] = 0.0 * state["on_order"]
    base["demand_weight"] = weights(base["latent_units"])
    base["product_weight"] = base["units"] / (product.spread(product.sum(base["units"])) + TINY)


def _pending_drop(beliefs: Amounts) -> Array:
    """Cancelled a month per unit that waits at the end of the month."""
    return beliefs["cancellation"] / (1.0 - beliefs["cancellation"])


def processes(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
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


def quality(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
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
    return np.asanyarray(amounts / (amounts.sum(axis=0, keepdims=True) + TINY))
