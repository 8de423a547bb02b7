"""What a scenario does, in one plain sentence and its catch, by rule from the KPI differences."""

from collections.abc import Mapping
from html import escape

import numpy as np

from model.bands import Widths
from model.kpis import KPIS, Kpi
from ui import panels, state
from ui.numbers import PER_CENT, amount, difference, month_name, relative
from ui.projections import Values
from ui.words import t

SIDE_EFFECTS = (
    "new_customers", "win_rate", "churn_rate", "cac", "satisfaction", "nrr", "on_time", "lead_time",
    "backlog", "first_pass_yield", "support_response", "fill_rate", "stock_days", "attrition", "lowest_cash",
)  # fmt: skip
POINT_WEIGHT = 3.0  # one point of a share weighs as much as three per cent of an amount
FELT = 0.005  # of the level, or of a point for shares: below, nobody notices
LARGEST_RELATIVE = 1.5  # beyond, a base near zero speaks and not the change


def result(found: Values) -> str:
    """The result and the catch as HTML."""
    main, catch = told(found, moved=state.has_moved())
    return panels.verdict(main, catch) if catch else f'<div class="verdict">{escape(main)}</div>'


def told(found: Values, *, moved: bool) -> tuple[str, str]:
    """The result and the catch; `moved` says whether anything differs from the company as it is."""
    revenue, cost, profit = (_change(found, name) for name in ("revenue", "operating_cost", "ebitda"))
    if not (revenue or cost or profit):
        return t("sentence.moved_without_effect" if moved else "sentence.as_is"), ""
    tone = "win" if found.value["ebitda"] > found.baseline["ebitda"] else "lose"
    same = t("sentence.unchanged")
    main = t(
        f"sentence.{tone}",
        revenue=revenue or same,
        cost=cost or same,
        profit=profit or same,
        years=t(f"frame.over.{len(found.shown.months) // 12}"),
    )
    return main, _catch(found)


def _catch(found: Values) -> str:
    ranked = sorted(((weight(found, kpi), kpi) for kpi in _candidates(found)), key=lambda pair: pair[0])
    parts = []
    if ranked and ranked[0][0] < -FELT:
        parts.append(t("sentence.catch", **_effect(found, ranked[0][1])))
    if ranked and ranked[-1][0] > FELT:
        parts.append(t("sentence.gain", **_effect(found, ranked[-1][1])))
    return " ".join(parts) or t("sentence.no_catch")


def _candidates(found: Values) -> list[Kpi]:
    return [KPIS[name] for name in SIDE_EFFECTS if name in found.value]


def weight(found: Values, kpi: Kpi) -> float:
    """How much a change of a KPI matters: its size, positive when it is better."""
    value, base = found.value[kpi.name], found.baseline[kpi.name]
    least = found.baseline["revenue"] / len(found.shown.months) if kpi.unit == "money" else 1e-9
    size = POINT_WEIGHT * (value - base) if kpi.unit in PER_CENT else (value - base) / max(abs(base), least)
    return kpi.better * float(np.clip(size, -LARGEST_RELATIVE, LARGEST_RELATIVE))


def _effect(found: Values, kpi: Kpi) -> dict[str, str]:
    month = first_felt(found, kpi)
    since = t("sentence.from", month=month_name(month)) if month else ""
    value = amount(found.value[kpi.name], kpi.unit)
    change = difference(found.value[kpi.name], found.baseline[kpi.name], kpi.unit)
    return {"kpi": t(f"kpi.{kpi.name}.label"), "change": change, "value": value, "since": since}


def first_felt(found: Values, kpi: Kpi) -> str:
    """The first month in which a KPI moves visibly in the direction it ends up; empty when there is none."""
    scenario, baseline = found.series(kpi.name)
    gap = (scenario - baseline) * np.sign(found.value[kpi.name] - found.baseline[kpi.name])
    least = FELT if kpi.unit in PER_CENT else FELT * np.maximum(np.abs(baseline), 1e-9)
    felt = np.flatnonzero(gap > least)
    return found.shown.months[int(felt[0])] if felt.size else ""


def _change(found: Values, name: str) -> str:
    value, base = found.value[name], found.baseline[name]
    change = difference(value, base, KPIS[name].unit)
    share = relative(value, base)
    return f"{change} ({share})" if change and share and abs(value / base - 1) < LARGEST_RELATIVE else change


def layers(widths: Mapping[str, Widths]) -> str:
    """How to read the headline chart, and what its band is made of."""
    guessed = any(one.guessed for one in widths.values())
    return t("chart.headline.caption", layers=t(f"chart.band.{'guessed' if guessed else 'measured'}"))
