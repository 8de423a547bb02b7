"""Triggers that reopen a decision, put to the data that came: fired, quiet, not due yet, or not seen in the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.backtesting.observed import observed_lines
from model.company import Company
from model.panel import Panel
from model.vocabulary import TINY, Array

Side = Literal["below", "above"]
Fate = Literal["fired", "quiet", "later", "unseen"]


@dataclass(frozen=True)
class Trigger:
    """The decision is reopened when a KPI is on this side of a value in a month (YYYY-MM)."""

    kpi: str
    side: Side
    value: float
    month: str


@dataclass(frozen=True)
class Fated:
    """A trigger and what became of it; `came` is the KPI in its month, None where it is not known."""

    trigger: Trigger
    fate: Fate
    came: float | None


def fates(company: Company, triggers: tuple[Trigger, ...]) -> tuple[Fated, ...]:
    """What became of each trigger, by the newer data of a company."""
    seen = seen_kpis(company)
    return tuple(_fate(company, seen, one) for one in triggers)


def seen_kpis(company: Company) -> Mapping[str, Array]:
    """KPIs that the tables show month by month   [month]: those whose definition needs no model."""
    panel = Panel(company.tables, company.history_months)
    lines = observed_lines(company)
    found: dict[str, Array] = {
        name: lines[name] for name in ("revenue", "operating_cost", "new_customers") if name in lines
    }
    if panel.known("pipeline", "won") and panel.known("pipeline", "lost"):
        won, lost = panel.sum("pipeline", "won"), panel.sum("pipeline", "lost")
        found["win_rate"] = won / np.maximum(won + lost, TINY)
    return found


def _fate(company: Company, seen: Mapping[str, Array], one: Trigger) -> Fated:
    if one.month > company.history_months[-1]:
        return Fated(one, "later", None)
    if one.kpi not in seen or one.month not in company.history_months:
        return Fated(one, "unseen", None)
    came = float(seen[one.kpi][company.history_months.index(one.month)])
    beyond = came < one.value if one.side == "below" else came > one.value
    return Fated(one, "fired" if beyond else "quiet", came)
