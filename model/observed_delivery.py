"""What the ERP and ticketing tell: work, hours, defects, lead times, stock."""

from collections.abc import Mapping

import numpy as np

from model.company import FUNCTIONS, TICKETS, Group
from model.observed_pipeline import Amounts
from model.panel import RATE_MONTHS, RECENT, Panel
from model.vocabulary import TINY, Array

HOURS = 150.0  # of one head in a month, availability included
ANSWER_DAYS = 1.0  # promised to a ticket where nothing else is said
NAMES = ("volume", "hours", "defect_share", "on_time", "promised_days", "lead_time", "utilisation")
Delivery = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], dict[str, Array]]


def delivery_amounts(panel: Panel, kind: str, observed: Mapping[str, Array]) -> Delivery:
    """Processes with their functions, drivers and amounts   [process, 1]; tickets are a process too."""
    names = list(panel.names("operations", "process"))
    if names:
        rows = [_process(panel, name) for name in names]
        functions = [_word(panel, name, "function", "operations") for name in names]
        drivers = [_word(panel, name, "driver", "") or _driver(panel, name, kind) for name in names]
    else:
        names, functions = ["delivery"], ["operations"]
        drivers = ["units" if kind != "saas" else "orders"]
        rows = [_guessed(float(observed["units"].sum()), float(observed["heads"][FUNCTIONS.index("operations")][0]))]
    support = float(observed["heads"][FUNCTIONS.index("support")][0])
    if panel.known("service", "tickets") and support > 0:
        names.append(TICKETS)
        functions.append("support")
        drivers.append("customers")
        rows.append(_tickets(panel, support))
    amounts = {name: np.array([[row[name]] for row in rows]) for name in NAMES}
    return tuple(names), tuple(functions), tuple(drivers), amounts


def _process(panel: Panel, name: str) -> dict[str, float]:
    key = [{"process": name}]
    volume = float(panel.recent("operations", "volume", key)[0, 0])
    per_unit = float(panel.rate("operations", "hours", "volume", key)[0, 0])
    hours = float(panel.recent("operations", "hours", key)[0, 0])
    available = float(panel.recent("operations", "capacity_hours", key)[0, 0])
    return {
        "volume": max(volume, TINY),
        "hours": max(hours if hours > 0 else volume * per_unit, TINY),
        "utilisation": hours / available if available > 0 else np.nan,
        "defect_share": float(np.clip(panel.rate("operations", "reworked", "volume", key)[0, 0], 0.001, 0.6)),
        "on_time": _recent_mean(panel, "on_time", name),
        "promised_days": _recent_mean(panel, "promised_days", name),
        "lead_time": _recent_mean(panel, "lead_time_days", name),
    }


def _recent_mean(panel: Panel, column: str, name: str) -> float:
    values = panel.matrix("operations", column, [{"process": name}])[-RECENT:]
    return float(np.nanmean(values)) if np.isfinite(values).any() else np.nan


def _word(panel: Panel, process: str, column: str, otherwise: str) -> str:
    """A word that the table gives for a process."""
    frame = panel.tables["operations"]
    if column not in frame:
        return otherwise
    words = frame.loc[frame["process"] == process, column].dropna()
    return str(words.iloc[-1]) if len(words) and str(words.iloc[-1]) else otherwise


def _driver(panel: Panel, name: str, kind: str) -> str:
    """What a process follows: the driver whose ratio to the volume is steadiest over the last two years."""
    volume = panel.matrix("operations", "volume", [{"process": name}])[-2 * RATE_MONTHS :, 0]
    candidates = {"units": "units", "orders": "new_customers", "customers": "customers"}
    if kind == "saas":
        del candidates["units"]
    spread = {}
    for driver, column in candidates.items():
        amounts = panel.sum("sales", column)[-2 * RATE_MONTHS :]
        if (amounts > 0).all() and (volume > 0).all():
            spread[driver] = float(np.std(np.diff(np.log(volume)) - np.diff(np.log(amounts))))
    return min(spread, key=lambda driver: spread[driver]) if spread else "units"


def _guessed(units: float, heads: float) -> dict[str, float]:
    hours = max(heads, 0.1) * HOURS
    unknown = dict.fromkeys(("defect_share", "on_time", "promised_days", "lead_time", "utilisation"), np.nan)
    return {"volume": max(units, TINY), "hours": 0.8 * hours} | unknown


def _tickets(panel: Panel, heads: float) -> dict[str, float]:
    tickets = float(panel.recent("service", "tickets", [{}])[0, 0])
    response = panel.matrix("service", "response_hours", [{}])[-RECENT:]
    known = np.isfinite(response).any()
    days = float(np.nanmean(response)) / 24.0 if known else ANSWER_DAYS / 2.0
    return {
        "volume": max(tickets, TINY),
        "hours": 0.8 * heads * HOURS,
        "utilisation": np.nan,
        "defect_share": np.nan,
        "on_time": np.nan,
        "promised_days": max(ANSWER_DAYS, days),
        "lead_time": days,
    }


def stock_amounts(panel: Panel, products: tuple[str, ...], offers: Mapping[str, Array], product: Group) -> Amounts:
    """Stock of every product, and how much its demand varies   [product, 1]."""
    if not panel.known("stock", "stock_value"):
        return {}, set()
    keys = [{"product": name} for name in products]
    value = np.nan_to_num(panel.last("stock", "stock_value", keys))
    units = panel.last("stock", "units", keys)
    cost = product.sum(np.nan_to_num(offers["units"] * offers["unit_cost"]))
    unit_cost = cost / np.maximum(product.sum(offers["units"]), TINY)
    units = np.where(np.isfinite(units), units, value / np.maximum(unit_cost, TINY))
    demand = panel.matrix("sales", "units", keys)[-2 * RATE_MONTHS :]
    level = np.maximum(np.nanmean(demand, axis=0), TINY)
    cv = np.clip(np.nanstd(np.diff(demand, axis=0), axis=0) / level / np.sqrt(2.0), 0.05, 0.6)
    amounts = {"stock_value": value, "stock_units": np.maximum(units, TINY), "demand_cv": cv[:, np.newaxis]}
    return amounts, {"stock"}
