"""A company as it was seen in an earlier month, and the lines that can be compared with what came."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from model.columns import FEWEST_MONTHS
from model.company import Company
from model.observing import observe
from model.panel import Panel
from model.reading import Reading
from model.vocabulary import Array

FIRST_FORECAST = "first_forecast_month"
COUNTED_COSTS = ("cost_of_delivery", "people", "marketing", "overheads", "depreciation")  # that the tables show too
MODELLED: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue",),
    "units": ("units",),
    "operating_cost": COUNTED_COSTS,
    "new_customers": ("new_customers",),
    "leads": ("leads",),
}  # line of the history -> amounts of the engine that make it


def observed_lines(company: Company) -> dict[str, Array]:
    """Monthly history of every line that the tables give without a gap: name -> [month]."""
    panel = Panel(company.tables, company.history_months)
    lines = {name: company.history[name] for name in ("revenue", "units", "operating_cost")}
    lines |= {
        name: panel.matrix(table, name, [{}])[:, 0]
        for name, table in (("new_customers", "sales"), ("leads", "pipeline"))
    }
    return {name: line for name, line in lines.items() if np.isfinite(line).all() and np.any(line != 0.0)}


def as_of(company: Company, month: int) -> Company:
    """The company observed with its first `month` months only; ValueError when these are too few."""
    if not FEWEST_MONTHS <= month < len(company.history_months):
        raise ValueError(
            f"month: {month}; give {FEWEST_MONTHS} to {len(company.history_months) - 1} months of history."
        )
    start = company.history_months[month]
    return observe(Reading(_before(company.tables, start), ()))


def _before(tables: Mapping[str, pd.DataFrame], start: str) -> dict[str, pd.DataFrame]:
    """The tables as they were when `start` was the next month."""
    cut = {
        name: frame[frame["month"] < start].reset_index(drop=True) if "month" in frame else frame
        for name, frame in tables.items()
    }
    facts = cut["company"]
    cut["company"] = facts.assign(value=facts["value"].where(facts["key"] != FIRST_FORECAST, start))
    return {name: frame for name, frame in cut.items() if len(frame)}
