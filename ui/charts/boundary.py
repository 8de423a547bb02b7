"""A map over two things that nobody decides: coloured by who wins there, with today's belief and its band."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.questions.flips import Boundary
from model.vocabulary import Array
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.palette import scenario_roles
from ui.charts.spec import Chart, Look, Spec

HEIGHT = 420
FINE = 4  # cells between two values that were run
BAND = (0.1, 0.9)  # quantiles of the belief
LEAST = 0.04  # of the map that a side must have to be named on it
FAINT, STRONG = 0.16, 0.6  # of a side's colour where the two are alike, and where they differ most
SHADES = 12  # of one colour


@dataclass(frozen=True)
class Sides:
    """Who may win, in words and by the key of the scenario."""

    first: str
    second: str
    first_scenario: str
    second_scenario: str


@dataclass(frozen=True)
class Axis:
    """The title of an axis, and what its values are divided by."""

    title: str
    by: float


def chart(mapped: Boundary, sides: Sides, axes: tuple[Axis, Axis], look: Look | None = None) -> Chart:
    """The map of a boundary."""
    look = look or shared.session_look()
    words = look.say("decide.map.description", first=sides.first, second=sides.second)
    return Chart(frame(mapped, sides, axes, look), spec(look, axes), words, HEIGHT, _figures(axes, look))


def _figures(axes: tuple[Axis, Axis], look: Look) -> tuple[Column, ...]:
    """Who wins in each cell and by how much, and where the cell lies."""
    ends = look.say("chart.figure.low"), look.say("chart.figure.high")
    places = zip(("x", "y"), (axis.title for axis in axes), strict=True)
    return (
        Column("winner", look.say("chart.figure.name"), kind="text"),
        Column("difference", look.say("chart.figure.amount")),
        *(
            Column(f"{place}{number}", f"{title} ({end})")
            for place, title in places
            for number, end in zip(("", "2"), ends, strict=True)
        ),
    )


def frame(mapped: Boundary, sides: Sides, axes: tuple[Axis, Axis], look: Look) -> pd.DataFrame:
    """Tidy rows: kind ('cell', 'name', 'band', 'today'), x, x2, y, y2, role, fill, label, winner, difference."""
    cells = _cells(mapped, sides, look)
    found = pd.concat([cells, _names(cells, sides), _belief(mapped, look)], ignore_index=True)
    for names, axis in ((["x", "x2"], axes[0]), (["y", "y2"], axes[1])):
        found[names] = found[names] / axis.by
    return found


def _edges(values: Array) -> Array:
    """Edges of the cells: each step between two values that were run is cut into FINE   [edge]."""
    count = FINE * (len(values) - 1)
    return np.interp(np.linspace(0.0, len(values) - 1.0, count + 1), np.arange(len(values)), values)


def _cells(mapped: Boundary, sides: Sides, look: Look) -> pd.DataFrame:
    across, upwards = _edges(mapped.first_values), _edges(mapped.second_values)
    middles = [(edges[1:] + edges[:-1]) / 2.0 for edges in (across, upwards)]
    rows = np.array([np.interp(middles[0], mapped.first_values, row) for row in mapped.difference])
    heights = np.array([np.interp(middles[1], mapped.second_values, column) for column in rows.T]).T
    size = np.abs(heights) / (np.abs(heights).max() or 1.0)
    roles = scenario_roles()
    first, second = (roles.get(name, "ink") for name in (sides.first_scenario, sides.second_scenario))
    shape, role = heights.shape, np.where(heights.ravel() > 0.0, first, second)
    shade = np.round(size.ravel() * (SHADES - 1)).astype(int)
    return pd.DataFrame(
        {
            "kind": "cell",
            "x": np.broadcast_to(across[:-1], shape).ravel(),
            "x2": np.broadcast_to(across[1:], shape).ravel(),
            "y": np.broadcast_to(upwards[:-1, np.newaxis], shape).ravel(),
            "y2": np.broadcast_to(upwards[1:, np.newaxis], shape).ravel(),
            "role": role,
            "fill": [_tint(look, name, number) for name, number in zip(role.tolist(), shade.tolist(), strict=True)],
            "label": "",
            "winner": np.where(heights.ravel() > 0.0, sides.first, sides.second),
            "difference": heights.ravel(),
        }
    )


@cache
def _tint(look: Look, role: str, shade: int) -> str:
    """A side's colour on the ground, solid so that no seam shows between cells."""
    part = FAINT + (STRONG - FAINT) * shade / (SHADES - 1)
    pairs = zip(*(_channels(color) for color in (getattr(look.palette, role), look.palette.ground)), strict=True)
    return "#" + "".join(f"{round(part * color + (1.0 - part) * ground):02x}" for color, ground in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]


def _names(cells: pd.DataFrame, sides: Sides) -> pd.DataFrame:
    """The name of each side in the midst of where it wins."""
    roles, rows = scenario_roles(), []
    for scenario, name in ((sides.first_scenario, sides.first), (sides.second_scenario, sides.second)):
        own = cells[cells["role"] == roles.get(scenario, "ink")]
        if len(own) < LEAST * len(cells):
            continue
        places = own[["x", "y"]].to_numpy()
        reach = np.ptp(cells[["x", "y"]].to_numpy(), axis=0)
        nearest = np.abs((places - places.mean(axis=0)) / reach).sum(axis=1).argmin()
        rows.append({**own.iloc[nearest].to_dict(), "kind": "name", "label": name, "winner": ""})
    return pd.DataFrame(rows, columns=cells.columns)


def _belief(mapped: Boundary, look: Look) -> pd.DataFrame:
    """Where we believe to be, and the band of four in five cases in each direction."""
    (left, right), (low, high) = ([float(f.quantile(share)) for share in BAND] for f in (mapped.first, mapped.second))
    plain = {"role": "ink", "fill": look.palette.ink, "winner": "", "difference": 0.0}
    place = {"x": mapped.first.centre, "x2": mapped.first.centre, "y": mapped.second.centre, "y2": mapped.second.centre}
    return pd.DataFrame(
        [
            {"kind": "band", "x": left, "x2": right, "y": low, "y2": high, **plain, "label": ""},
            {"kind": "today", **place, **plain, "label": look.say("decide.map.today")},
        ]
    )


@cache
def spec(look: Look, axes: tuple[Axis, Axis]) -> Spec:
    """The spec for one reader and two axes."""
    base, colors = alt.Chart(shared.no_data()), look.palette
    tight = alt.Scale(zero=False, nice=False)
    across = alt.Axis(title=axes[0].title, tickCount=5, format=",~r", grid=False, domain=False)
    along = alt.Axis(
        title=axes[1].title, tickCount=5, format=",~r", grid=False, domain=False, titleAngle=0, titleAlign="left",
        titleAnchor="end", titleX=0, titleY=-12,
    )  # fmt: skip
    x, y = alt.X("x:Q", axis=across, scale=tight), alt.Y("y:Q", axis=along, scale=tight)

    def kind(name: str) -> alt.Chart:
        found: alt.Chart = base.transform_filter(alt.datum.kind == name)
        return found

    cells = kind("cell").mark_rect(strokeWidth=0.7).encode(
        x=x, x2="x2:Q", y=y, y2="y2:Q", fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("fill:N", scale=None)
    )  # fmt: skip
    band = kind("band").mark_rect(fillOpacity=0, stroke=colors.ink, strokeWidth=2, strokeDash=[5, 4])
    today = kind("today")
    point = today.mark_point(shape="circle", filled=True, size=170, color=colors.ink, opacity=1).encode(x=x, y=y)
    layers = [cells, band.encode(x=x, x2="x2:Q", y=y, y2="y2:Q"), point]
    layers += [mark for chosen in ("name", "today") for mark in _words(kind(chosen), look, (x, y), chosen == "today")]
    return shared.finished(alt.layer(*layers), look, HEIGHT)


def _words(rows: alt.Chart, look: Look, place: tuple[alt.X, alt.Y], below: bool) -> list[alt.Chart]:
    """Words with a halo of the ground."""
    ground = look.palette.ground
    style: dict[str, Any] = {"fontWeight": 600, "dy": 18 if below else 0, "fontSize": 13 if below else 15}
    said = rows.encode(x=place[0], y=place[1], text="label:N")
    halo = said.mark_text(**style, stroke=ground, strokeWidth=4, strokeJoin="round", color=ground)
    return [halo, said.mark_text(**style, color=look.palette.ink)]
