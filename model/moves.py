"""What a move changed: KPIs in both lenses, ranked, with the first month in which each is felt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.governor import Unblock, silo_view, unblocking_moves
from model.kpis import KPIS, Lens
from model.projection import Projection, project
from model.scenario import Scenario
from model.scores import kpi_series, kpi_values
from model.vocabulary import TINY, Array

__all__ = ["Change", "Unblock", "changes", "last_move", "silo_view", "unblocking_moves"]

FELT = 0.002  # relative change of a month's KPI from which it is felt
SIZES = {"share": 0.10, "share_per_year": 0.10, "points": 0.10, "index": 1.0, "ratio": 1.0, "months": 12.0, "days": 2.0}
STOCKS = ("cash", "backlog", "pipeline_velocity")  # money at a moment, not summed over months
DUPLICATES = (
    "cost_reduction", "cost_reduction_equal_volume", "budget_variance", "lens_balance", "ebitda_margin", "oee", "rule_of_40",
    "cycle_time", "operating_leverage", "output_per_head", "cac_payback", "lowest_cash",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One KPI before and after a move, over the whole horizon; `first_month` counts from 0, None when never felt."""

    kpi: str
    lens: Lens
    before: float
    after: float
    difference: float
    relative: float  # of the KPI's own size, for shares in tenths: what the list is ranked by
    better: bool | None
    first_month: int | None


def last_move(company: Company, before: Scenario, after: Scenario, months: int) -> list[Change]:
    """What changed from one scenario to another, strongest first, the same KPI family once."""
    return changes(project(company, [before, after], months=months), 1, 2)


def changes(projection: Projection, before: int, after: int) -> list[Change]:
    """Changes between two scenarios of one projection (first draw), strongest first."""
    values = kpi_values(projection)
    found = []
    for name, value in values.items():
        if name in DUPLICATES:
            continue
        old, new = float(value[before, 0]), float(value[after, 0])
        relative = abs(new - old) / _scale(projection, name, old)
        if relative > FELT / 10.0:
            found.append(_change(projection, (before, after), name, (old, new, relative)))
    return sorted(found, key=lambda change: -change.relative)


def _scale(projection: Projection, name: str, old: float) -> float:
    """What a difference is measured against: the KPI itself, or what is worth speaking of where that is small."""
    unit = KPIS[name].unit
    if unit == "money":
        revenue = projection.lines["revenue"][0, 0]
        return max(abs(old), 0.02 * float(revenue.sum()))
    return max(abs(old), SIZES.get(unit, TINY))


def _change(projection: Projection, rows: Sequence[int], name: str, values: tuple[float, float, float]) -> Change:
    kpi = KPIS[name]
    old, new, relative = values
    series = kpi_series(projection, name)[:, 0]
    better = None if kpi.better == 0 else (new > old) == (kpi.better > 0)
    month = first_felt(series[rows[0]], series[rows[1]], _monthly_scale(projection, name, series[rows[0]]))
    return Change(name, kpi.lens, old, new, new - old, relative, better, month)


def _monthly_scale(projection: Projection, name: str, series: Array) -> float:
    """The same for single months."""
    size = _scale(projection, name, float(np.abs(series).mean()))
    return size / len(projection.months) if KPIS[name].unit == "money" and name not in STOCKS else size


def first_felt(before: Array, after: Array, scale: float) -> int | None:
    """First month in which two series differ by more than FELT x scale   [month] -> index, or None."""
    felt = np.flatnonzero(np.abs(after - before) > FELT * np.maximum(np.abs(before), scale))
    return int(felt[0]) if len(felt) else None
