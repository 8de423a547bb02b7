"""Scenarios side by side: what each one gains on each KPI, and revenue, cost or cash over time."""

from collections.abc import Mapping, Sequence
from functools import cache

import altair as alt
import numpy as np
import pandas as pd

from model.kpis import KPIS
from model.projection import Projection
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.headline import values, years
from ui.charts.lines import Series
from ui.charts.palette import scenario_roles
from ui.charts.spec import Chart, Look, Spec

ROW = 46  # pixels of one KPI
FRAME = 70
LEVELS = ("cash",)  # lines that are no flows
SHAPES = {
    "do_nothing": "diamond",
    "revenue_first": "triangle-up",
    "efficiency_first": "square",
    "balanced": "cross",
    "mine": "circle",
}
Gains = Mapping[str, Mapping[str, float]]  # scenario -> KPI -> gain, relative to the baseline, above 0 is better


def kpi_chart(gains: Gains, look: Look | None = None) -> Chart:
    """Each KPI's gain against the baseline by scenario: right of zero is better, whatever the KPI."""
    look = look or shared.session_look()
    rows = kpi_frame(gains, look)
    count = rows["kpi"].nunique()
    drawn = kpi_spec(look, count, tuple(gains))
    told = (
        Column("kpi", "KPI", kind="text"),
        Column("scenario", look.say("line.scenario"), kind="text"),
        Column("gain", look.say("chart.gains.axis")),
    )
    return Chart(rows, drawn, look.say("chart.gains.description"), ROW * count + FRAME, told)


def kpi_frame(gains: Gains, look: Look) -> pd.DataFrame:
    """Tidy rows: kpi, order, scenario, gain in per cent of the baseline."""
    return pd.DataFrame(
        [
            {
                "kpi": look.say(f"kpi.{kpi}.label"),
                "order": list(KPIS).index(kpi),
                "scenario": look.say(f"preset.{scenario}"),
                "gain": 100.0 * gain,
            }
            for scenario, by_kpi in gains.items()
            for kpi, gain in by_kpi.items()
        ]
    )


@cache
def kpi_spec(look: Look, count: int, scenarios: tuple[str, ...]) -> Spec:
    """The spec for some scenarios: a point each, with its own shape and colour."""
    base = alt.Chart(shared.no_data())
    row = alt.Y("kpi:N", sort=alt.EncodingSortField("order"), axis=None, scale=alt.Scale(paddingInner=0.2))
    axis = alt.Axis(title=look.say("chart.gains.axis"), format=",~r", tickCount=5, domain=False, ticks=False)
    gain = alt.X("gain:Q", axis=axis, scale=alt.Scale(nice=True, padding=12))
    least, best = alt.X("min(gain):Q"), alt.X2("max(gain):Q")
    spans = base.mark_rule(strokeWidth=2, color=look.palette.grid, yOffset=8).encode(x=least, x2=best, y=row)
    zero = base.mark_rule(color=look.palette.quiet).encode(x=alt.datum(0))
    points = base.mark_point(size=130, filled=True, opacity=1, yOffset=8).encode(
        x=gain, y=row, color=_colors(look, scenarios), shape=_shapes(look, scenarios), tooltip=_tips(look)
    )
    names = base.transform_aggregate(order="min(order)", groupby=["kpi"]).mark_text(
        align="left", dy=-12, fontWeight=600
    )
    words = names.encode(x=alt.value(0), y=row, text="kpi:N")
    return shared.finished(alt.layer(zero, spans, points, words), look, ROW * count + FRAME)


def _colors(look: Look, scenarios: tuple[str, ...]) -> alt.Color:
    roles = scenario_roles()
    scale = alt.Scale(domain=_named(look, scenarios), range=[getattr(look.palette, roles[name]) for name in scenarios])
    return alt.Color("scenario:N", scale=scale, legend=alt.Legend(title=None, orient="top", columns=2, symbolSize=130))


def _shapes(look: Look, scenarios: tuple[str, ...]) -> alt.Shape:
    return alt.Shape(
        "scenario:N",
        scale=alt.Scale(domain=_named(look, scenarios), range=[SHAPES[name] for name in scenarios]),
    )


def _named(look: Look, scenarios: tuple[str, ...]) -> list[str]:
    return [look.say(f"preset.{name}") for name in scenarios]


def _tips(look: Look) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("kpi:N", title="KPI"),
        alt.Tooltip("scenario:N", title=look.say("line.scenario")),
        alt.Tooltip("gain:Q", format="+,.1f", title=look.say("chart.gains.axis")),
    ]


def line_chart(projection: Projection, names: Sequence[str], line: str, look: Look | None = None) -> Chart:
    """One line of money of every scenario; `names` are the presets' keys, in the order of the projection."""
    look = look or shared.session_look()
    courses = [_course(projection, line, row) for row in range(len(names))]
    by, unit = shared.money_scale(look, float(np.abs(courses).max()))
    title = unit if line in LEVELS else look.say("chart.a_year", unit=unit)
    drawn = spec(look, title, len(projection.months))
    words = look.say("chart.scenarios.description", line=look.say(f"line.{line}"))
    rows = frame(projection, names, line, look, by)
    return Chart(rows, drawn, words, figures=lines.figures(rows, look, title))


def _course(projection: Projection, line: str, scenario: int) -> Array:
    """A level by month, or the sum of the twelve months before."""
    return values(projection, line, scenario) if line in LEVELS else years(projection, line, scenario)


def spec(look: Look, unit: str, months: int) -> Spec:
    """The spec for one reader, axis title and horizon, with names right of the lines."""
    return lines.spec(look, unit, shared.label_step(months), ends=True)


def frame(projection: Projection, names: Sequence[str], line: str, look: Look, by: float) -> pd.DataFrame:
    """Tidy rows of `ui.charts.lines`: baseline dashed, the others solid, each named at its end."""
    roles = scenario_roles()
    series = [
        Series(
            months=projection.months,
            role=roles[name],
            kind="dashed" if name == "baseline" else "solid",
            value=_course(projection, line, row) / by,
            series=name,
            name=look.say(f"preset.{name}"),
        )
        for row, name in enumerate(names)
    ]
    return lines.frame(lines.ending(series))
