"""What the model said of a plan when it was saved: a few KPIs, and two lines as sums over twelve months."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from model.projection import Projection
from ui import projections
from ui.charts.headline import years

KPIS_KEPT = (
    "revenue",
    "revenue_growth",
    "new_customers",
    "operating_cost",
    "on_time",
    "ebitda",
    "lowest_cash",
    "satisfaction",
)
LINES_KEPT = ("revenue", "operating_cost")
BASELINE = ".baseline"
YEARS, YEARS_BASELINE = ".years", ".years.baseline"
TODAY = ".today"
DIGITS = 9


def of(shown: Projection) -> Mapping[str, Any]:
    """The last scenario of a projection, and its baseline, as plain numbers."""
    found = projections.values(shown)
    kpis = {name: plain(found.value[name]) for name in KPIS_KEPT if name in found.value}
    bases = {f"{name}{BASELINE}": plain(found.baseline[name]) for name in kpis}
    lines: dict[str, Any] = {}
    for line in LINES_KEPT:
        lines[f"{line}{YEARS}"] = [plain(value) for value in years(shown, line, -1)]
        lines[f"{line}{YEARS_BASELINE}"] = [plain(value) for value in years(shown, line, 0)]
        lines[f"{line}{TODAY}"] = plain(float(np.sum(shown.company.history.get(line, np.zeros(12))[-12:])))
    return {**kpis, **bases, **lines}


def plain(value: float) -> float:
    """A number without digits that mean nothing."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else 0.0
