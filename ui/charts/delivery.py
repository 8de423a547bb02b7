"""Sold against deliverable: which process is overloaded and when, and what waiting it makes."""

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

from model.governor import BINDING
from model.months import month_number, month_text
from model.projection import Projection
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.headline import style, values
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look, Spec
from ui.numbers import amount, month_name

TIGHT = 0.85  # utilisation from which quality suffers
LEVELS = ("free", "tight", "over")
ROW = 50  # pixels of one process in the map
FRAME = 64  # pixels of its legend and axis


def first_binding(used: Array) -> int | None:
    """The first month in which more is sold than can be delivered; None when there is none   [month]."""
    over = np.flatnonzero(used > BINDING)
    return int(over[0]) if over.size else None


def process_values(projection: Projection, line: str, process: int, scenario: int = -1) -> Array:
    """One line of one process, its median over draws   [month]."""
    return np.asarray(np.median(projection.by[line]["process"][scenario, :, :, process], axis=0))


def map_chart(projection: Projection, names: tuple[str, ...], look: Look | None = None) -> Chart:
    """Every process by month, shaded by how much of its capacity is asked; `names` are in words."""
    look = look or shared.session_look()
    drawn = map_spec(look, shared.label_step(len(projection.months)), len(names))
    rows = map_frame(projection, names, look)
    told = (
        Column("process", look.say("dimension.process"), kind="text"),
        Column("month", look.say("chart.month"), kind="month"),
        Column("utilisation", look.say("chart.load_map.used")),
    )
    return Chart(rows, drawn, look.say("chart.load_map.description"), ROW * len(names) + FRAME, told)


def map_frame(projection: Projection, names: tuple[str, ...], look: Look) -> pd.DataFrame:
    """Tidy rows: month, end, middle (ms), process, rank, utilisation, level, label, mark."""
    return pd.concat([_process_rows(projection, row, name, look) for row, name in enumerate(names)], ignore_index=True)


def _process_rows(projection: Projection, process: int, name: str, look: Look) -> pd.DataFrame:
    used = process_values(projection, "utilisation", process)
    first, after = first_binding(used), month_number(projection.months[-1]) + 1
    label = f"{name}   {_verdict(projection, used, first, look)}"
    bounds = shared.instants((*projection.months, month_text(after)))
    return pd.DataFrame(
        {
            "month": bounds[:-1],
            "end": bounds[1:],
            "middle": np.convolve(bounds, (0.5, 0.5), "valid"),
            "process": name,
            "rank": -float(used.max()),
            "utilisation": used,
            "level": np.array(_level_names(look))[np.digitize(used, (TIGHT, BINDING), right=True)],
            "label": [label] + [""] * (len(used) - 1),
            "mark": ["" if month != first else "▼" for month in range(len(used))],
        }
    )


def _verdict(projection: Projection, used: Array, first: int | None, look: Look) -> str:
    peak = amount(float(used.max()), "share", style=style(look))
    if first is None:
        return look.say("chart.load_map.holds", peak=peak)
    return look.say("chart.load_map.binds", month=month_name(projection.months[first], style=style(look)), peak=peak)


@cache
def map_spec(look: Look, step: int, count: int) -> Spec:
    """The spec of the map; darker is fuller, so that it reads without colour."""
    base = alt.Chart(shared.no_data())
    order = alt.EncodingSortField(field="rank", op="min", order="ascending")
    row = alt.Y("process:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.56, paddingOuter=0.4))
    cells = base.mark_rect().encode(
        x=shared.month_axis(step),
        x2="end:T",
        y=row,
        color=_levels(look),
        tooltip=_tips(look),
    )
    words = base.transform_filter("datum.label != ''").mark_text(align="left", dy=-20, fontWeight=600)
    first = base.transform_filter("datum.mark != ''").mark_text(color=look.palette.ground, fontSize=11)
    labels = words.encode(x=alt.value(0), y=row, text="label:N")
    marks = first.encode(x="middle:T", y=row, text="mark:N")
    return shared.finished(alt.layer(cells, labels, marks), look, ROW * count + FRAME)


def _levels(look: Look) -> alt.Color:
    colors = look.palette
    scale = alt.Scale(domain=_level_names(look), range=[colors.grid, colors.tight, colors.bad])
    return alt.Color("level:N", scale=scale, legend=alt.Legend(title=None, orient="top", symbolType="square"))


def _level_names(look: Look) -> list[str]:
    return [look.say(f"chart.load_map.{level}") for level in LEVELS]


def _tips(look: Look) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("process:N", title=look.say("dimension.process")),
        alt.Tooltip("month:T", timeUnit="utcyearmonth", format="%B %Y", title=look.say("chart.month")),
        alt.Tooltip("utilisation:Q", format=".0%", title=look.say("chart.load_map.used")),
    ]


def process_chart(projection: Projection, process: int, look: Look | None = None) -> Chart:
    """Hours asked of one process against hours it has, with the overload shaded."""
    look = look or shared.session_look()
    step = shared.label_step(len(projection.months))
    unit = look.say("chart.load.unit")
    drawn, rows = lines.spec(look, unit, step, bounds=(0.0, None)), process_frame(projection, process, look)
    told = lines.figures(rows, look, unit)
    return Chart(rows, drawn, look.say("chart.load.description"), shared.SMALL, told)


def process_frame(projection: Projection, process: int, look: Look) -> pd.DataFrame:
    """Tidy rows of `ui.charts.lines`: what is sold, what can be delivered, and the overload between them."""
    months = projection.months
    load, capacity = (process_values(projection, line, process) for line in ("load", "capacity"))
    first = first_binding(process_values(projection, "utilisation", process))
    sold_above = float(load[-1]) >= float(capacity[-1])
    over = Series(months=months, role="bad", kind="area", value=load, low=capacity, high=np.maximum(load, capacity))
    ready = Series(months=months, role="coo", kind="solid", value=capacity)
    sold = Series(months=months, role="cro", kind="solid", value=load)
    said = {"sold": look.say("line.demand"), "ready": look.say("line.capacity")}
    series = [
        over,
        lines.named(ready, said["ready"], said["ready"], lines.BELOW if sold_above else lines.ABOVE),
        lines.named(sold, said["sold"], said["sold"], lines.ABOVE if sold_above else lines.BELOW),
    ]
    if first is not None:
        series.append(lines.mark(months[first], month_name(months[first], style=style(look))))
    return lines.frame(series)


def line_chart(projection: Projection, line: str, role: str, look: Look | None = None) -> Chart:
    """One line of the scenario against the baseline, in days, in money or in per cent."""
    look = look or shared.session_look()
    by, unit = _unit(projection, line, look)
    bounds = (0.0, 100.0) if UNITS.get(line, (1.0, ""))[1] == "share" else (0.0, None)
    drawn = lines.spec(look, unit, shared.label_step(len(projection.months)), bounds=bounds)
    words = look.say(f"kpi.{KPI_OF.get(line, line)}.label")
    rows, said = (
        line_frame(projection, line, role, look, by),
        look.say("chart.against_baseline.description", line=words),
    )
    return Chart(rows, drawn, said, shared.SMALL, lines.figures(rows, look, unit))


KPI_OF = {"backlog_value": "backlog"}
UNITS = {"lead_time": (1.0, "days"), "on_time": (0.01, "share"), "satisfaction": (0.01, "share")}


def _unit(projection: Projection, line: str, look: Look) -> tuple[float, str]:
    if line not in UNITS:
        return shared.money_scale(look, float(projection.lines[line].max()))
    by, unit = UNITS[line]
    return by, look.say(f"chart.unit.{unit}")


def line_frame(projection: Projection, line: str, role: str, look: Look, by: float) -> pd.DataFrame:
    """Tidy rows of `ui.charts.lines`: baseline dashed, scenario solid, each with its name."""
    months = projection.months
    mine, base = (values(projection, line, scenario) / by for scenario in (-1, 0))
    above = float(mine[-1]) >= float(base[-1])
    said, named = look.say("preset.mine"), look.say("preset.baseline")
    baseline = Series(months=months, role="baseline", kind="dashed", value=base)
    scenario = Series(months=months, role=role, kind="solid", value=mine)
    return lines.frame(
        [
            lines.named(baseline, named, named, lines.BELOW if above else lines.ABOVE),
            lines.named(scenario, said, said, lines.ABOVE if above else lines.BELOW),
        ]
    )
