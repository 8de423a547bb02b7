"""The absolute amounts that lever values are shown against: '+5 %' beside '390 -> 410 EUR'."""

from dataclasses import replace

import numpy as np

from model.assumptions import ASSUMPTIONS
from model.company import FUNCTIONS, Company
from model.vocabulary import Array

QUANTITY_UNITS = {
    "list_price": "money_per_unit", "discount": "share", "spend": "money_per_month", "sales_heads": "heads",
    "marketing_heads": "heads", "support_heads": "heads", "delivery_heads": "heads", "channel_share": "share",
    "market_revenue": "money_per_year", "hours_per_unit": "hours", "annual_revenue": "money_per_year",
    "delivery_payroll": "money_per_month", "overtime_cap": "share", "stock_value": "money", "unit_cost": "money_per_unit",
    "promised_days": "days",
}  # fmt: skip


def quantities(company: Company) -> Company:
    """The company with its quantities filled in, one amount per member of the lever's dimension."""
    real = ~company.is_new
    o = {name: amount[:, 0] for name, amount in company.observed.items()}
    revenue = (o["units"] * o["list_price"] * (1.0 - o["discount"]))[:, np.newaxis]
    heads = dict(zip(FUNCTIONS, o["heads"], strict=True))
    pay = np.where(np.isnan(o["pay"]), ASSUMPTIONS["pay"].value(company.kind), o["pay"])
    payroll = dict(zip(FUNCTIONS, o["heads"] * pay, strict=True))
    promised = ASSUMPTIONS["promised_days"].value(company.kind)
    found: dict[str, Array] = {
        "list_price": o["list_price"][real],
        "discount": o["discount"][real],
        "spend": o["spend"],
        **{f"{name}_heads": np.array([heads[name]]) for name in ("sales", "marketing", "support")},
        "delivery_heads": np.array([heads[name] for name in company.members["delivery_function"]]),
        "channel_share": o["channel_share"][company.indirect],
        "market_revenue": 12.0 * company.market.sum(revenue)[:, 0],
        "hours_per_unit": o["hours"] / o["volume"],
        "annual_revenue": 12.0 * revenue.sum(axis=0),
        "delivery_payroll": np.array([payroll["operations"] + payroll["support"]]),
        "overtime_cap": np.array([ASSUMPTIONS["overtime_cap"].value(company.kind)]),
        "unit_cost": _unit_cost(company),
        "promised_days": np.where(np.isnan(o["promised_days"]), promised, o["promised_days"]),
    }
    if company.stocked:
        found["stock_value"] = o["stock_value"]
    return replace(company, quantities=found)


def _unit_cost(company: Company) -> Array:
    """Mean cost per unit of every product   [product]."""
    units, cost = company.observed["units"], company.observed["unit_cost"]
    total = company.product.sum(units)
    return (company.product.sum(units * np.nan_to_num(cost)) / np.maximum(total, 1e-12))[:, 0]
