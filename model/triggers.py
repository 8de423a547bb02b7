"""Triggers that reopen a decision, put to the data that came: fired, quiet, not due yet, or not seen in the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.company import Company
from model.counted import seen, tabled
from model.kpis import KPIS
from model.vocabulary import Array

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


def fates(company: Company, triggers: Sequence[Trigger]) -> tuple[Fated, ...]:
    """What became of each trigger, by the newer data of a company."""
    known = seen_kpis(company)
    return tuple(_fate(company, known, one) for one in triggers)


def seen_kpis(company: Company) -> Mapping[str, Array]:
    """KPIs that the tables show month by month   [month]; NaN in months that say nothing."""
    return {name: series for name, series in seen(tabled(company)).items() if name in KPIS}


def fired(fated: Sequence[Fated]) -> tuple[Fated, ...]:
    """Those that reopen the decision."""
    return tuple(one for one in fated if one.fate == "fired")


def _fate(company: Company, known: Mapping[str, Array], one: Trigger) -> Fated:
    if one.month > company.history_months[-1]:
        return Fated(one, "later", None)
    if one.kpi not in known or one.month not in company.history_months:
        return Fated(one, "unseen", None)
    came = float(known[one.kpi][company.history_months.index(one.month)])
    if np.isnan(came):
        return Fated(one, "unseen", None)
    beyond = came < one.value if one.side == "below" else came > one.value
    return Fated(one, "fired" if beyond else "quiet", came)
