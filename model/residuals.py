"""How well the identities hold: largest relative gap over months, scenarios and draws."""

from collections.abc import Sequence

import numpy as np

from model.company import Company
from model.lines import COST_LINES, Recording
from model.vocabulary import TINY, Array

Residuals = dict[str, float]


def residuals(company: Company, recording: Recording) -> Residuals:
    """The balances, each recomputed from flows alone, as a share of the amounts involved."""
    gaps = {
        "customers": _balance(recording, "customers", ("new_customers",), ("churned",)),
        "opportunities": _pipeline(recording),
        "heads": _balance(recording, "heads", ("hires",), ("leavers", "layoffs")),
        "profit": _profit(recording),
        "cash": _balance_sheet(recording),
        "segments": _segments(company, recording),
        "backlog": _backlog(company, recording),
    }
    if company.stocked:
        gaps["stock"] = _stock(company, recording)
    return gaps


def largest(parts: Sequence[Residuals]) -> Residuals:
    """The worst of several blocks."""
    return {name: max(part[name] for part in parts) for name in parts[0]}


def _gap(actual: Array, expected: Array) -> float:
    scale = max(float(np.abs(actual).max()), float(np.abs(expected).max()), TINY)
    return float(np.abs(actual - expected).max()) / scale


def _change(recording: Recording, name: str) -> Array:
    """Month-on-month change of a balance   [member, month, row]."""
    amount = recording.amounts[name]
    opening = recording.opening[name][:, np.newaxis]
    opening = np.broadcast_to(opening, (len(amount), 1, amount.shape[2]))
    return np.asarray(amount - np.concatenate([opening, amount[:, :-1]], axis=1))


def _balance(recording: Recording, name: str, inflows: Sequence[str], outflows: Sequence[str]) -> float:
    flows = sum(recording.amounts[flow] for flow in inflows) - sum(recording.amounts[flow] for flow in outflows)
    previous = recording.amounts[name] - _change(recording, name)
    return _gap(recording.amounts[name], previous + flows)


def _pipeline(recording: Recording) -> float:
    change = sum(_change(recording, pool) for pool in ("winning", "ready", "losing", "lost_soon"))
    flows = recording.amounts["opportunities"] - recording.amounts["won"] - recording.amounts["lost"]
    scale = recording.amounts["opportunities"]
    return _gap(change + scale, flows + scale)


def _profit(recording: Recording) -> float:
    revenue = recording.amounts["revenue"].sum(axis=0)
    cost = np.sum([recording.amounts[name].sum(axis=0) for name in COST_LINES], axis=0)
    return _gap(recording.amounts["operating_profit"].sum(axis=0) + revenue, 2.0 * revenue - cost)


def _balance_sheet(recording: Recording) -> float:
    """Cash + receivables + stock + fixed assets - payables rise by the net profit."""
    a = recording.amounts
    assets = sum(_change(recording, name) for name in ("cash", "receivables", "stock_value"))
    equity = assets - _change(recording, "payables") + a["capex"] - a["depreciation"]
    revenue = a["revenue"].sum(axis=0, keepdims=True)
    return _gap(equity + revenue, a["net_profit"] + revenue)


def _segments(company: Company, recording: Recording) -> float:
    revenue = recording.amounts["revenue"]
    total = revenue.sum(axis=0)
    groups = (company.market, company.product, company.sales_channel)
    return max(_gap(group.sum(revenue).sum(axis=0), total) for group in groups)


def _backlog(company: Company, recording: Recording) -> float:
    """Each process: what waited + what came = what was done + what was dropped + what waits."""
    inflow, done = recording.amounts["inflow"], recording.amounts["throughput"]
    left = recording.amounts["backlog"]
    before = left - _change(recording, "backlog")
    kept = 1.0 - recording.world.base["dropped"][:, np.newaxis]
    return _gap(left + inflow, (before + inflow - done) * kept + inflow)


def _stock(company: Company, recording: Recording) -> float:
    a = recording.amounts
    change = _change(recording, "stock_units")
    released = company.product.sum(a["released"])
    return _gap(change + released, a["produced"] + a["returned_units"])
