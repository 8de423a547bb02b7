"""The frontier of two KPIs as a line, and the plans beside it, each with its name at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.questions.frontier import Frontier, Point
from model.questions.outcomes import better
from ui import measures
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.lines import ROLES
from ui.charts.spec import Chart, Look, Spec
from ui.numbers import PER_CENT, Style

HEIGHT = 420
LABEL = 0.065  # of the chart's height, the least distance of two names
LINE = "good"  # nothing is better in both
PICKED = "picked"  # the selection that a click makes
KEPT_KEY = "kept: "  # before the name of a saved scenario
LINE_KEY = "line_"  # before the number of a point of the frontier
LONGEST = 26  # letters of a name beside the chart
NEAR = 500  # area around a point that counts as the point
KEPT_MARK = ("ink", "diamond", 120)  # of scenarios that were saved
MARKS: Mapping[str, tuple[str, str, int]] = {  # point -> role, shape, size
    "recommended": ("good", "triangle-down", 260),
    "best_revenue_first": ("cro", "circle", 240),
    "best_balanced": ("shared", "circle", 240),
    "best_efficiency_first": ("coo", "circle", 240),
    "closest": ("bad", "circle", 240),
    "baseline": ("baseline", "diamond", 170),
    "revenue_first": ("cro", "triangle-up", 150),
    "efficiency_first": ("coo", "square", 150),
    "balanced": ("shared", "cross", 150),
    "mine": ("ink", "circle", 300),
}


@dataclass(frozen=True)
class Axis:
    """How one KPI is drawn: its divisor, its title, and whether it is reversed so that farther is better."""

    by: float
    title: str
    reverse: bool


def chart(found: Frontier, points: Mapping[str, Point], chosen: str = "", look: Look | None = None) -> Chart:
    """The frontier and the named points, the chosen one ringed; farther right and farther up is better."""
    look = look or shared.session_look()
    every = [*found.points, *points.values()]
    across, along = (
        _axis(name, [one.values[name] for one in every], look) for name in (found.aim.first, found.aim.second)
    )
    told = (
        Column("name", look.say("chart.figure.name"), kind="text"),
        Column("across", across.title),
        Column("value", along.title),
    )
    rows, drawn = frame(found, points, (across, along), look), spec(look, across, along)
    rows["chosen"] = rows["key"] == chosen
    return Chart(rows, drawn, _words(found, points, look), HEIGHT, told)


def _axis(name: str, values: Sequence[float], look: Look) -> Axis:
    by, unit = 1.0, ""
    if measures.unit(name) in PER_CENT:
        by, unit = 0.01, "%"
    elif measures.unit(name) == "money":
        by, unit = shared.money_scale(look, float(np.abs(values).max()))
    elif measures.unit(name) == "days":
        unit = look.say("chart.unit.days")
    title = ", ".join(part for part in (look.say(f"kpi.{name}.label"), unit) if part)
    lower = better(name) < 0
    return Axis(by, look.say("chart.frontier.less", kpi=title) if lower else title, lower)


def frame(found: Frontier, points: Mapping[str, Point], axes: tuple[Axis, Axis], look: Look) -> pd.DataFrame:
    """Tidy rows: key, kind, order, name, across, value, label_at, role, shape, size, filled, and both amounts in words."""
    line = [
        _row(found, point, axes, look)
        | {"key": f"{LINE_KEY}{number}", "name": look.say("tradeoff.point.line", number=number)}
        for number, point in enumerate(found.points, 1)
    ]
    named = [
        _row(found, point, axes, look)
        | {"key": name, "kind": "named", "name": named_in(look, name), "filled": float(not point.broken)}
        | dict(zip(("role", "shape", "size"), MARKS.get(name, KEPT_MARK), strict=True))
        for name, point in points.items()
    ]
    rows = pd.DataFrame([*line, *named])
    rows["order"] = np.arange(len(rows))
    rows["label_at"] = _labels_at(rows)
    return rows


def named_in(look: Look, key: str) -> str:
    """The name of a point: ours by the catalogue, that of a saved scenario as it was saved, cut where the chart would."""
    if not key.startswith(KEPT_KEY):
        return look.say(f"tradeoff.point.{key}")
    name = key.removeprefix(KEPT_KEY)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _row(found: Frontier, point: Point, axes: tuple[Axis, Axis], look: Look) -> dict[str, Any]:
    first, second = (point.values[name] for name in (found.aim.first, found.aim.second))
    style = Style(look.language, look.currency)
    return {
        "kind": "line",
        "across": first / axes[0].by,
        "value": second / axes[1].by,
        "role": LINE,
        "shape": "circle",
        "size": 34,
        "filled": 1.0,
        "first_said": measures.value(found.aim.first, first, style),
        "second_said": measures.value(found.aim.second, second, style),
    }


def _labels_at(rows: pd.DataFrame) -> np.ndarray:
    """Where names stand: at the height of their points, moved apart where points are near."""
    named = (rows["kind"] == "named").to_numpy()
    values = rows["value"].to_numpy(dtype=float)
    height = float(np.ptp(values)) or 1.0
    found = values.copy()
    found[named] = shared.spread_out(values[named].tolist(), LABEL * height)
    return found


@cache
def spec(look: Look, across: Axis, along: Axis) -> Spec:
    """The spec for one reader and two axes."""
    base = alt.Chart(shared.no_data()).encode(x=_across(across), y=_along(along))
    color = alt.Scale(domain=list(ROLES), range=[getattr(look.palette, role) for role in ROLES])
    tint = alt.Color("role:N", scale=color, legend=None)
    line = base.transform_filter(alt.datum.kind == "line")
    named = base.transform_filter(alt.datum.kind == "named")
    layers = (
        line.mark_line(strokeWidth=3).encode(color=tint, order="order:Q"),
        line.mark_point(filled=True, size=40, opacity=1).encode(color=tint),
        named.mark_rule(strokeWidth=1, opacity=0.45).encode(color=tint, x2=alt.value("width"), y2="label_at:Q"),
        _marks(named, color),
        *_ring(base, look),
        named.mark_text(align="left", dx=6, fontWeight=600).encode(
            x=alt.value("width"), y="label_at:Q", text="name:N", color=tint
        ),
        base.mark_point(filled=True, size=NEAR, opacity=0, cursor="pointer")
        .encode(tooltip=_tips(look, across, along))
        .add_params(alt.selection_point(name=PICKED, fields=["key"], toggle="true", clear=False)),
    )
    return shared.finished(alt.layer(*layers), look, HEIGHT)


def _ring(base: alt.Chart, look: Look) -> tuple[alt.Chart, alt.Chart]:
    """The chosen point, ringed; named beside it where it is one of the line."""
    chosen, ink = base.transform_filter("datum.chosen"), look.palette.ink
    style: dict[str, Any] = {"dy": -20, "fontWeight": 600, "align": "center", "color": ink}
    words = chosen.transform_filter(alt.datum.kind == "line").mark_text(**style).encode(text="name:N")
    return chosen.mark_point(size=700, strokeWidth=2.5, filled=False, opacity=1, color=ink), words


def _marks(named: alt.Chart, color: alt.Scale) -> alt.Chart:
    """A mark per named point; hollow when it breaks a limit."""
    marks: alt.Chart = named.mark_point(strokeWidth=2.5, opacity=1).encode(
        fill=alt.Fill("role:N", scale=color, legend=None),
        stroke=alt.Stroke("role:N", scale=color, legend=None),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )
    return marks


def _across(axis: Axis) -> alt.X:
    shown = alt.Axis(title=axis.title, tickCount=5, format=",~r", domain=False, ticks=False, grid=True, labelFlush=True)
    return alt.X("across:Q", axis=shown, scale=alt.Scale(zero=False, nice=True, padding=14, reverse=axis.reverse))


def _along(axis: Axis) -> alt.Y:
    return shared.value_axis(axis.title, padding=14, reverse=axis.reverse)


def _tips(look: Look, across: Axis, along: Axis) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=look.say("tradeoff.column.point")),
        alt.Tooltip("first_said:N", title=across.title),
        alt.Tooltip("second_said:N", title=along.title),
    ]


def _words(found: Frontier, points: Mapping[str, Point], look: Look) -> str:
    """The chart in words: each named point with both KPIs."""
    style = Style(look.language, look.currency)
    said = [
        look.say(
            "chart.frontier.place",
            name=named_in(look, name),
            first=measures.value(found.aim.first, point.values[found.aim.first], style),
            second=measures.value(found.aim.second, point.values[found.aim.second], style),
        )
        for name, point in points.items()
    ]
    kpis = {"first": look.say(f"kpi.{found.aim.first}.label"), "second": look.say(f"kpi.{found.aim.second}.label")}
    return look.say("chart.frontier.description", **kpis, points="; ".join(said))
