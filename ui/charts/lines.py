"""Lines over months with direct labels: the one spec behind every chart of time.

A frame has one row per month and series: month, series, role (whose colour), kind (how it is drawn),
value, low, high, name, label, label_at, dy. Kinds: 'solid' (band between low and high), 'dashed',
'thin' (the past), 'area' and the lighter 'band' (between low and high), 'gap' (a bracket from low to high), 'mark' (a vertical
line with its words on top).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.vocabulary import Array
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.palette import MEANINGS
from ui.charts.spec import Bounds, Look, Spec

ROLES = (*MEANINGS, "ink", "quiet")
Layer = alt.LayerChart | alt.FacetChart  # what Altair says a layer may be
DASH = (5, 4)
ABOVE, BELOW = -14.0, 16.0  # pixels from the edge of a line to its words
LETTER, NARROW = 7.5, 460.0  # pixels of a letter, and of a chart between phone and desk
LINE_HEIGHT = 0.075  # of the chart, the least distance of two names at the ends


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of a chart, before it becomes rows; `low`, `high` and `label_at` are the value unless given."""

    months: Sequence[str]
    role: str
    kind: str
    value: Array  # [month]
    low: Array | None = None
    high: Array | None = None
    series: str = ""
    name: str = ""
    label: str = ""  # stands at the last month
    label_at: float | None = None
    dy: float = 0.0


def frame(series: Sequence[Series]) -> pd.DataFrame:
    """All series as one tidy frame, built at once: this runs after every move of a slider."""
    counts = [len(one.value) for one in series]

    def repeated(field: str) -> np.ndarray:
        return np.repeat([getattr(one, field) for one in series], counts)

    def joined(field: str) -> np.ndarray:
        return np.concatenate([one.value if getattr(one, field) is None else getattr(one, field) for one in series])

    places = [
        np.full(count, one.value if one.label_at is None else one.label_at)
        for one, count in zip(series, counts, strict=True)
    ]
    last = np.cumsum(counts) - 1
    return pd.DataFrame(
        {
            "month": np.concatenate([shared.instants(tuple(one.months)) for one in series]),
            "series": np.repeat([one.series or f"{one.role} {one.kind}" for one in series], counts),
            **{field: repeated(field) for field in ("role", "kind", "name", "dy")},
            **{field: joined(field) for field in ("value", "low", "high")},
            "label": np.where(np.isin(np.arange(sum(counts)), last), repeated("label"), ""),
            "label_at": np.concatenate(places),
        }
    )


def figures(rows: pd.DataFrame, look: Look, unit: str) -> tuple[Column, ...]:
    """Month, line and value, and both ends of the band where there is one."""
    said = rows[rows["name"] != ""]
    banded = bool((said[["low", "high"]].sub(said["value"], axis=0).abs() > 0.0).any(axis=None))
    ends = [Column(end, look.say(f"chart.figure.{end}"), unit) for end in ("low", "high")]
    return (
        Column("month", look.say("chart.month"), kind="month"),
        Column("name", look.say("chart.figure.line"), kind="text"),
        Column("value", look.say("chart.figure.amount"), unit),
        *(ends if banded else []),
    )


def named(series: Series, name: str, label: str, place: float) -> Series:
    """The series with its words at the right, above or below the stretch of the line that they span."""
    span = min(max(len(label) * LETTER / NARROW, 0.25), 0.8)
    under = slice(-round(len(series.value) * span), None)
    low, high = (series.value if edge is None else edge for edge in (series.low, series.high))
    at = float(high[under].max() if place == ABOVE else low[under].min())
    return replace(series, name=name, label=label, label_at=at, dy=place)


def mark(month: str, label: str) -> Series:
    """A vertical line at a month, with its words."""
    return Series(months=(month,), role="quiet", kind="mark", value=np.array([np.nan]), label=label)


def ending(series: Sequence[Series]) -> list[Series]:
    """The series, each with its name right of its end, moved apart where ends are near."""
    values = np.concatenate([one.value for one in series])
    height = float(values.max() - values.min()) or 1.0
    places = shared.spread_out([float(one.value[-1]) for one in series], LINE_HEIGHT * height)
    return [replace(one, label=one.name, label_at=place) for one, place in zip(series, places, strict=True)]


@cache
def spec(look: Look, unit: str, step: int, ends: bool = False, bounds: Bounds = (None, None)) -> Spec:
    """The spec for one reader, axis title and months between labels.

    `ends` puts names right of the lines; beyond `bounds` the axis, which leaves room for words there, says nothing.
    """
    base = alt.Chart(shared.no_data())
    months = shared.month_axis(step)
    lines = base.encode(x=months, y=shared.value_axis(unit, bounds, padding=8 if ends else 26), detail="series:N")
    color = alt.Color("role:N", scale=_colors(look), legend=None)
    layers = (
        _kind(lines, "area").mark_area(opacity=0.45).encode(y="low:Q", y2="high:Q", color=color),
        _kind(lines, "solid", "band").mark_area(opacity=0.18).encode(y="low:Q", y2="high:Q", color=color),
        _kind(lines, "thin").mark_line(strokeWidth=1.5, opacity=0.6).encode(color=color),
        _kind(lines, "dashed").mark_line(strokeWidth=2, strokeDash=DASH).encode(color=color),
        _kind(lines, "solid").mark_line(strokeWidth=3.5).encode(color=color),
        _kind(lines, "gap").mark_rule(strokeWidth=2).encode(y="low:Q", y2="high:Q", color=color),
        _kind(base, "mark").mark_rule(strokeWidth=1).encode(x="month:T", color=color),
        *_words(base, look, color, ends),
        _tips(lines, look, unit),
    )
    return shared.finished(alt.layer(*layers), look, shared.HEIGHT if bounds == (None, None) else shared.SMALL)


def _kind(chart: alt.Chart, *kinds: str) -> alt.Chart:
    return chart.transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=list(kinds)))


def _colors(look: Look) -> alt.Scale:
    return alt.Scale(domain=list(ROLES), range=[getattr(look.palette, role) for role in ROLES])


def _words(base: alt.Chart, look: Look, color: alt.Color, ends: bool) -> list[Layer]:
    beside = {"align": "left", "dx": 8} if ends else {"align": "right"}
    marks = _label(_kind(base, "mark"), look, color, align="left", dx=6)
    gaps = _label(_kind(base, "gap"), look, color, align="right", dx=-8)
    series = base.transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=["solid", "dashed"]))
    return [
        marks.encode(y=alt.value(4)),
        gaps.encode(y="value:Q"),
        _label(series, look, color, **beside).encode(y="label_at:Q"),
    ]


def _label(chart: alt.Chart, look: Look, color: alt.Color, **place: Any) -> Layer:
    """Words with a halo of the ground, so that no line crosses them."""
    words = chart.transform_filter("datum.label != ''").encode(x="month:T", text="label:N")
    style = {"dy": alt.ExprRef("datum.dy"), "fontWeight": 600, "baseline": "middle", **place}
    ground = look.palette.ground
    halo = words.mark_text(**style, stroke=ground, strokeWidth=5, strokeJoin="round", color=ground)
    return alt.layer(halo, words.mark_text(**style).encode(color=color))


def _tips(lines: alt.Chart, look: Look, unit: str) -> alt.Chart:
    named_rows = lines.transform_filter("datum.name != '' && isValid(datum.value)")
    tips = [
        alt.Tooltip("month:T", timeUnit="utcyearmonth", format="%B %Y", title=look.say("chart.month")),
        alt.Tooltip("name:N", title=look.say("chart.line")),
        alt.Tooltip("value:Q", format=",.3~r", title=unit),
    ]
    tips_at: alt.Chart = named_rows.mark_point(size=250, opacity=0, filled=True).encode(tooltip=tips)
    return tips_at
