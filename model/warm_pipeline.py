"""The commercial part of the opening state: customers, and the pipeline that today's wins need."""

import numpy as np

from model.company import Company
from model.equations import pipeline
from model.vocabulary import TINY, Array, smooth_min_inverse
from model.warm_delivery import chain_pending
from model.world import Amounts, State

NOMINAL_CUSTOMERS = 100.0  # where nobody counts customers; only ratios are then shown


def customers(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
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
    state["pending_orders"] = base["new_customers"] * chain_pending(company, base, state, "orders")
    base["orders"] = base["new_customers"] * base["orders_inflow"]
    base["units_per_customer"] = _units_per_customer(company, base)


def _units_per_customer(company: Company, base: Amounts) -> Array:
    """Units of a new customer: the offer's mean, and the market's mean for a new offer."""
    market = company.market
    mean = market.sum(base["demand"]) / (market.sum(base["customers"]) + TINY)
    own = base["demand"] / (base["customers"] + TINY)
    return np.where(company.is_new[:, np.newaxis], market.spread(mean), own)


def open_pipeline(company: Company, base: dict[str, Array], beliefs: Amounts, state: State) -> None:
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
