"""Bars to either side of nothing, one a row, each with its name above it and its amount at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.spec import Chart, Look, Spec

ROW = 46  # pixels of one bar
FRAME = 16
ROOM = 96  # pixels either side, for the amounts
ROLES = ("cro", "coo", "shared", "baseline", "ink")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its amount, the amount in words, whose it is; a mark on it where there is a second amount."""

    name: str
    value: float
    words: str
    role: str
    mark: float | None = None


def chart(bars: Sequence[Bar], description: str, look: Look | None = None) -> Chart:
    """Some bars in the order given; `description` is a key of the catalogue that says what they are."""
    look = look or shared.session_look()
    marked = any(bar.mark is not None for bar in bars)
    height = ROW * len(bars) + FRAME
    return Chart(frame(bars), spec(look, len(bars), marked), look.say(description), height, _figures(look, marked))


def _figures(look: Look, marked: bool) -> tuple[Column, ...]:
    """Name and amount, the amount as it is shown with its unit, and the second amount where there is one."""
    return (
        Column("name", look.say("chart.figure.name"), kind="text"),
        Column("amount", look.say("chart.figure.amount")),
        *([Column("mark", look.say("chart.figure.second"))] if marked else []),
        Column("words", look.say("chart.figure.said"), kind="text"),
    )


def frame(bars: Sequence[Bar]) -> pd.DataFrame:
    """Tidy rows: name, order, amount, mark, role, and the words with their place on either side."""
    return pd.DataFrame(
        [
            {
                "name": bar.name,
                "order": order,
                "amount": bar.value,
                "mark": bar.value if bar.mark is None else bar.mark,
                "left": min(bar.value, 0.0 if bar.mark is None else bar.mark, 0.0),
                "right": max(bar.value, 0.0 if bar.mark is None else bar.mark, 0.0),
                "left_words": bar.words if bar.value < 0.0 else "",
                "right_words": bar.words if bar.value >= 0.0 else "",
                "role": bar.role,
                "words": bar.words.lstrip("+"),  # a sign before a unit would read as a formula
            }
            for order, bar in enumerate(bars)
        ]
    )


@cache
def spec(look: Look, count: int, marked: bool) -> Spec:
    """The spec for some number of bars."""
    base, colors = alt.Chart(shared.no_data()), look.palette
    row = alt.Y("name:N", sort=alt.EncodingSortField("order"), axis=None, scale=alt.Scale(paddingInner=0.2))
    hues = alt.Color(
        "role:N",
        legend=None,
        scale=alt.Scale(domain=list(ROLES), range=[getattr(colors, role) for role in ROLES]),
    )
    zero = base.mark_rule(color=colors.quiet, opacity=0.5).encode(x=alt.XDatum(0.0, axis=None))
    bars = base.mark_bar(size=14, yOffset=9, cornerRadiusEnd=2).encode(x=_place("amount"), y=row, color=hues)
    marks = base.mark_tick(size=24, thickness=3, yOffset=9, color=colors.ink).encode(x=_place("mark"), y=row)
    gains, losses = (_words(base, end, row) for end in ("right", "left"))
    names = base.encode(x=alt.value(0), y=row, text="name:N")
    style: dict[str, Any] = {"align": "left", "dy": -10, "fontWeight": 600}
    halo = names.mark_text(**style, stroke=colors.ground, strokeWidth=5, strokeJoin="round", color=colors.ground)
    layers = [zero, bars, *([marks] if marked else []), gains, losses, halo, names.mark_text(**style)]
    return shared.finished(alt.layer(*layers), look, ROW * count + FRAME)


def _place(field: str) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, stack=None, scale=alt.Scale(padding=ROOM, nice=False))


def _words(base: alt.Chart, end: str, row: alt.Y) -> alt.Chart:
    """The amounts beyond one end: gains to the right, losses to the left."""
    right = end == "right"
    drawn = base.mark_text(align="left" if right else "right", dx=7 if right else -7, yOffset=9)
    found: alt.Chart = drawn.encode(x=_place(end), y=row, text=f"{end}_words:N")
    return found
