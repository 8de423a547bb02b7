"""What payroll and the ledger tell: heads, pay, attrition, overheads, balances."""

from collections.abc import Mapping

import numpy as np

from model.company import FUNCTIONS
from model.observed_pipeline import Amounts
from model.panel import RATE_MONTHS, RECENT, Panel
from model.vocabulary import TINY, Array

DAYS = 30.4
UNKNOWN = np.array([[np.nan]])


def people_amounts(panel: Panel) -> Amounts:
    """Heads, yearly attrition and pay per head of every function   [function, 1]."""
    keys = [{"function": name} for name in FUNCTIONS]
    heads = np.nan_to_num(panel.last("people", "heads", keys))
    pay = panel.rate("people", "payroll", "heads", keys)
    recent = panel.matrix("people", "payroll", keys)[-RECENT:].sum(axis=0)
    worked = panel.matrix("people", "heads", keys)[-RECENT:].sum(axis=0)
    current = (recent / np.maximum(worked, TINY))[:, np.newaxis]
    attrition = np.clip(panel.rate("people", "leavers", "heads", keys), 0.002, 0.06)
    return {
        "heads": heads,
        "pay": np.where(np.isfinite(current) & (current > 0), current, np.where(pay > 0, pay, np.nan)),
        "attrition": attrition,
    }, set()


def money_amounts(panel: Panel, facts: Mapping[str, str], offers: Mapping[str, Array]) -> Amounts:
    """Overheads, investment and balances against revenue   [1, 1]; NaN where the ledger does not tell."""
    revenue = float((offers["units"] * offers["list_price"] * (1.0 - offers["discount"])).sum())
    yearly = float(panel.revenue[-RATE_MONTHS:].mean())
    size = sum(_figure(value) for key, value in facts.items() if key.startswith("market_size"))
    amounts = {
        "overheads_share": _flow(panel, "overheads") / revenue,
        "depreciation_share": _flow(panel, "depreciation") / revenue,
        "capex_share": _yearly(panel, "capex") / revenue,
        "opening_cash": _balance(panel, "cash") / revenue,
        "payment_days": DAYS * _balance(panel, "receivables") / revenue,
        "supplier_days": DAYS * _balance(panel, "payables") / max(_supplied(panel, offers), TINY),
        "satisfaction": panel.last("service", "satisfaction", [{}]),
        "market_size": np.array([[size]]),
        "demand_noise": np.array([[_scatter(panel.revenue)]]),
    }
    missing = yearly <= 0 or revenue <= 0
    has = {"market_size"} if size > 0 else set()
    has |= {"finance"} if "finance" in panel.tables and not missing else set()
    return amounts, has


def _figure(text: str) -> float:
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def _flow(panel: Panel, line: str) -> Array:
    matrix = panel.matrix("finance", "amount", [{"line": line}])[-RECENT:]
    return np.array([[np.nanmean(matrix)]]) if np.isfinite(matrix).any() else UNKNOWN


def _yearly(panel: Panel, line: str) -> Array:
    matrix = panel.matrix("finance", "amount", [{"line": line}])[-RATE_MONTHS:]
    return np.array([[np.nansum(matrix) / len(matrix)]]) if np.isfinite(matrix).any() else UNKNOWN


def _balance(panel: Panel, line: str) -> Array:
    return panel.last("finance", "amount", [{"line": line}])


def _supplied(panel: Panel, offers: Mapping[str, Array]) -> float:
    """What suppliers bill in a month: goods, overheads, marketing."""
    goods = float(np.nansum(offers["units"] * offers["unit_cost"]))
    spend = float(panel.sum("marketing", "spend")[-RATE_MONTHS:].mean())
    overheads = float(np.nan_to_num(_flow(panel, "overheads"))[0, 0])
    return goods + overheads + spend


def _scatter(revenue: Array) -> float:
    """Standard deviation of month-on-month ln revenue around its yearly pattern, within .005 and .08."""
    if len(revenue) < 2 * RATE_MONTHS or not (revenue > 0).all():
        return float("nan")
    change = np.diff(np.log(revenue[-2 * RATE_MONTHS :]))
    season = (change[:11] + change[-11:]) / 2.0
    rest = np.r_[change[:11] - season, change[-11:] - season]
    return float(np.clip(rest.std(), 0.005, 0.08))
