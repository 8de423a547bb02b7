"""Amounts as a company's tables count them, month by month, under the names of the engine's lines.

Tables show no programmes, returns or storage apart: where the ledger books them, they stand in overheads. Profits are
therefore counted here from the same five costs on both sides, for the tables and for a plan that is set beside them.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from model.backtesting.observed import COUNTED_COSTS
from model.company import FUNCTIONS, Company
from model.kpis import KPIS, Formula, KpiUnit, Window, total
from model.lines import chain_shown
from model.panel import Panel
from model.scores import apart
from model.vocabulary import TINY, Array

SUMMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sales": (
        ("revenue", "revenue"), ("units", "units"), ("customers", "customers"), ("new_customers", "new_customers"),
        ("churned", "churned_customers"), ("expansion_revenue", "expansion_revenue"),
    ),
    "people": (("people", "payroll"), ("heads", "heads"), ("leavers", "leavers")),
    "marketing": (("marketing", "spend"),),
    "pipeline": tuple((name, name) for name in (
        "leads", "mql", "sql", "opportunities", "open_opportunities", "open_value", "won", "lost", "won_value", "target",
    )),
    "stock": (("stock_value", "stock_value"),),
    "service": (("satisfaction", "satisfaction"), ("support_response", "response_hours")),
}  # fmt: skip
BOOKED = ("overheads", "depreciation", "capex", "cash")  # lines of the ledger
YEAR = 12
Lines = Mapping[str, Array]  # name -> [month]


@dataclass(frozen=True)
class Measure:
    """What is set beside each other: a KPI, or the sum of an amount."""

    unit: KpiUnit
    value: Formula


AMOUNTS: Mapping[str, KpiUnit] = {
    "units": "count", "leads": "count", "won": "count", "people": "money", "marketing": "money",
}  # fmt: skip
MEASURES: Mapping[str, Measure] = {
    **{name: Measure(unit, total(name)) for name, unit in AMOUNTS.items()},
    **{kpi.name: Measure(kpi.unit, kpi.value) for kpi in KPIS.values()},
}


def tabled(company: Company) -> dict[str, Array]:
    """Every amount that the tables show: line -> [month], NaN in months that say nothing."""
    panel = Panel(company.tables, company.history_months)
    lines = {line: panel.matrix(table, column, [{}])[:, 0] for table, pairs in SUMMED.items() for line, column in pairs}
    lines |= {line: panel.matrix("finance", "amount", [{"line": line}])[:, 0] for line in BOOKED}
    lines |= _staffed(panel, company.delivery_rows) | _bought(company) | _worked(company, panel)
    known = {name: line for name, line in lines.items() if np.isfinite(line).any()}
    return counted(known) | _before(known)


def counted(lines: Lines) -> dict[str, Array]:
    """The same lines with costs and profits as tables count them   [..., month]."""
    made = dict(lines)
    made["operating_cost"] = np.sum([made[name] for name in COUNTED_COSTS if name in made], axis=0)
    made["operating_profit"] = made["revenue"] - made["operating_cost"]
    made["ebitda"] = made["operating_profit"] + made.get("depreciation", 0.0)
    if "delivery_payroll" in made:
        made["gross_profit"] = made["revenue"] - made["cost_of_delivery"] - made["delivery_payroll"]
    if "commercial_programmes" in made:
        made["acquisition_spend"] = made["acquisition_spend"] - made["commercial_programmes"]
    return made


def seen(lines: Lines) -> dict[str, Array]:
    """Every measure that these lines give, month by month   [month]; what needs a line that is missing is left out."""
    found: dict[str, Array] = {}
    each = apart({name: line[np.newaxis, np.newaxis] for name, line in lines.items()})
    for name, measure in MEASURES.items():
        with suppress(KeyError):
            found[name] = np.asarray(measure.value(each))[0]
    return found


def whole(name: str, lines: Lines) -> float:
    """One measure over all months of these lines together."""
    window = Window({line: series[np.newaxis, np.newaxis] for line, series in lines.items()})
    return float(MEASURES[name].value(window)[0, 0])


def _before(lines: Lines) -> dict[str, Array]:
    """Revenue of the same month a year before, and what the month did to cash   [month]."""
    revenue = lines["revenue"]
    found = {"revenue_year_before": np.concatenate([np.full(YEAR, np.nan), revenue])[: len(revenue)]}
    if "cash" in lines:
        found["cash_flow"] = np.concatenate([[np.nan], np.diff(lines["cash"])])
    return found


def _staffed(panel: Panel, delivering: tuple[int, ...]) -> dict[str, Array]:
    """Heads and pay of who delivers, and what winning customers costs   [month]."""
    keys = [{"function": name} for name in FUNCTIONS]
    heads, pay = (np.nan_to_num(panel.matrix("people", column, keys)) for column in ("heads", "payroll"))
    selling = [FUNCTIONS.index(name) for name in ("sales", "marketing")]
    return {
        "delivery_heads": heads[:, delivering].sum(axis=1),
        "delivery_payroll": pay[:, delivering].sum(axis=1),
        "acquisition_spend": pay[:, selling].sum(axis=1) + panel.sum("marketing", "spend"),
    }


def _bought(company: Company) -> dict[str, Array]:
    """What the units sold cost   [month]."""
    sales = company.tables["sales"]
    cost = (sales["units"] * sales["unit_cost"]).groupby(sales["month"]).sum(min_count=1)
    series = cost.reindex(company.history_months).to_numpy(float)
    return {"cost_of_delivery": series, "goods_cost": series}


def _worked(company: Company, panel: Panel) -> dict[str, Array]:
    """What the processes show   [month]: defects and lateness by their hours, days of the chain, the busiest one."""
    known = panel.names("operations", "process")
    every = [name for name in company.members["process"] if name in known]
    if not every:
        return {}
    keys = [{"process": name} for name in every]
    volume, hours, reworked, on_time, days, able = (
        panel.matrix("operations", column, keys)
        for column in ("volume", "hours", "reworked", "on_time", "lead_time_days", "capacity_hours")
    )
    places = [company.members["process"].index(name) for name in every]
    facing = hours * np.array([company.process_functions[place] != "support" for place in places])
    chain = [places.index(place) for place in chain_shown(company) if place in places]
    right, busiest = (
        1.0 - _weighted(hours, reworked / np.maximum(volume, TINY)),
        (hours / np.maximum(able, TINY)).max(axis=1),
    )
    return {
        "first_pass_yield": right,
        "on_time": _weighted(facing, on_time),
        "lead_time": days[:, chain].sum(axis=1) if chain else np.full(len(days), np.nan),
        "utilisation": busiest,
        "oee": np.minimum(busiest, 1.0) * right,
    }


def _weighted(weights: Array, values: Array) -> Array:
    """Mean over processes   [month]."""
    return np.asarray((weights * values).sum(axis=1) / np.maximum(weights.sum(axis=1), TINY))
