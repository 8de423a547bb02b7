"""Lines in detail: by offer, product, market, sales channel, process, function, marketing channel and cost line."""

import numpy as np

from model.company import FUNCTIONS, Company, Group
from model.equations import pipeline
from model.lines import COST_LINES, Recording
from model.vocabulary import TINY, Array

LIFETIME = 60  # months counted in a customer's lifetime
PROCESS = ("load", "utilisation", "backlog", "lead_time", "on_time", "throughput", "inflow", "cycle_time")
Details = dict[str, dict[str, Array]]


def member_lines(company: Company, recording: Recording) -> Details:
    """Line -> dimension -> [scenario, draw, month, member]."""
    revenue = recording.of("revenue")
    groups = {"product": company.product, "market": company.market, "sales_channel": company.sales_channel}
    by: Details = {"revenue": {"offer": revenue} | {name: _sums(group, revenue) for name, group in groups.items()}}
    by |= {name: {"process": recording.of(name)} for name in PROCESS}
    by["capacity"] = {"process": recording.of("capacity_hours")}
    by["defects"] = {"process": recording.of("process_defects")}
    by |= {name: {"function": recording.of(name)} for name in ("heads", "payroll", "leavers")}
    by |= {
        name: {"offer": recording.of(name)} for name in ("customers", "units", "new_customers", "churned", "net_price")
    }
    by["orders"] = {"market": _sums(company.market, recording.of("orders"))}
    by["expansion_revenue"] = {"market": _sums(company.market, _expansion(recording))}
    by["value_index"] = {"market": _mean_by_market(company, recording)}
    by["cost"] = {"cost_line": np.concatenate([recording.of(name) for name in COST_LINES], axis=-1)}
    by["spend"] = {"channel": recording.of("spend")}
    by["channel_profit"] = {"sales_channel": _channel_profit(company, recording)}
    by |= {name: {"channel": amount} for name, amount in _marketing(recording).items()}
    if company.stocked:
        by["stock_value"] = {"product": recording.of("product_stock_value")}
        by["fill_rate"] = {"product": recording.of("fill_rate")}
    return by


def _sums(group: Group, amounts: Array) -> Array:
    return np.asanyarray(np.einsum("gm,...m->...g", group.membership, amounts))


def _expansion(recording: Recording) -> Array:
    return recording.of("recurring_base") * (1.0 - recording.of("hazard")) * recording.of("expansion")


def _mean_by_market(company: Company, recording: Recording) -> Array:
    weight = recording.base("order_share")
    return _sums(company.market, weight * recording.of("value_index"))


def _channel_profit(company: Company, recording: Recording) -> Array:
    """Revenue - cost of delivery - selling by effort - serving by revenue   [..., sales channel]."""
    revenue = recording.of("revenue")
    effort = recording.of("orders") * recording.base("effort")
    payroll = recording.of("payroll")
    selling = payroll[..., :2].sum(axis=-1, keepdims=True) + recording.of("marketing")
    serving = payroll[..., list(company.delivery_rows)].sum(axis=-1, keepdims=True) + recording.of("returns")
    profit = revenue - recording.of("offer_cost") - selling * _shares(effort) - serving * _shares(revenue)
    return _sums(company.sales_channel, profit)


def _shares(amounts: Array) -> Array:
    return np.asanyarray(amounts / (amounts.sum(axis=-1, keepdims=True) + TINY))


def _marketing(recording: Recording) -> dict[str, Array]:
    """Leads per channel, and the lifetime gross profit they bring, on average and for the last euro   [..., channel]."""
    market = (recording.base("lead_share") * recording.of("market_index")).sum(axis=-1, keepdims=True)
    saturation = recording.base("saturation")
    marginal = pipeline.marginal_leads(
        recording.base("paid_leads"), saturation, recording.of("adstock"), recording.base("usual_adstock")
    )
    value = _value_of_lead(recording)
    return {
        "leads": recording.of("channel_leads") * market,
        "marketing_return": recording.of("channel_leads") * market * value,
        "marginal_marketing_return": marginal * market * value,
    }


def _value_of_lead(recording: Recording) -> Array:
    """Wins per lead x (discounted gross profit of a customer over LIFETIME months - selling cost)   [scenario, draw, 1, 1]."""

    def horizon(name: str) -> Array:
        return np.asanyarray(recording.total(name).sum(axis=-1))

    payroll = recording.of("payroll")[..., list(recording.world.company.delivery_rows)].sum(axis=(-2, -1))
    gross = horizon("revenue") - horizon("cost_of_delivery") - payroll - horizon("returns") - horizon("overtime_cost")
    customers = horizon("customers") + TINY
    rate = recording.belief("discount_rate")[..., 0, 0] / 12.0
    kept = np.clip((1.0 - horizon("churned") / customers) / (1.0 + rate), 0.0, 1.0 - 1e-9)
    lifetime = gross / customers * (1.0 - kept**LIFETIME) / (1.0 - kept)
    selling = recording.of("payroll")[..., [FUNCTIONS.index("sales")]].sum(axis=(-2, -1)) / (horizon("won") + TINY)
    return np.asanyarray((horizon("won") / (horizon("leads") + TINY) * (lifetime - selling))[..., np.newaxis, np.newaxis])


def total_details(by: Details) -> dict[str, Array]:
    """Details that are lines in their own right   [scenario, draw, month]."""
    names = {"marketing_return": "channel", "marginal_marketing_return": "channel", "channel_profit": "sales_channel"}
    return {name: by[name][dimension].sum(axis=-1) for name, dimension in names.items()}
