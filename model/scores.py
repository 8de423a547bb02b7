"""KPI values of a projection, over a period and month by month."""

from collections.abc import Mapping

import numpy as np

from model.company import Company
from model.kpis import KPIS, Kpi, Window
from model.projection import Projection
from model.vocabulary import Array


def kpi_values(projection: Projection, first: int = 0, last: int | None = None) -> dict[str, Array]:
    """Every KPI that the company's data support, over months [first, last)   [scenario, draw]."""
    window = Window({name: line[:, :, first:last] for name, line in projection.lines.items()})
    return {kpi.name: kpi.value(window) for kpi in KPIS.values() if not why_not(kpi, projection.company)}


def kpi_series(projection: Projection, name: str) -> Array:
    """One KPI month by month   [scenario, draw, month]."""
    scenarios, draws, months = next(iter(projection.lines.values())).shape
    apart: Mapping[str, Array] = {
        line: amount.reshape(scenarios, draws * months, 1) for line, amount in projection.lines.items()
    }
    return np.asarray(KPIS[name].value(Window(apart))).reshape(scenarios, draws, months)


def why_not(kpi: Kpi, company: Company) -> str:
    """What the company's data lack for a KPI: a table or a column; empty when nothing."""
    return next((need for need in kpi.needs if need not in company.has), "")
