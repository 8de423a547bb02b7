"""What an answer hangs on: one bar per assumption or shock, from the answer at its low end to that at its high end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt
import pandas as pd

from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.spec import Chart, Look, Spec

ROW = 46  # pixels of one bar
FRAME = 56
ROOM = 72  # pixels either side, for the values at the ends


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The answer at both ends of what is believed of one factor, and these ends in words."""

    name: str
    at_low: float
    at_high: float
    low_words: str
    high_words: str


def chart(reaches: Sequence[Reach], centre: float, unit: str, description: str, look: Look | None = None) -> Chart:
    """Some factors in the order given around the answer in the middle; `description` is a key of the catalogue."""
    look = look or shared.session_look()
    height = ROW * len(reaches) + FRAME
    amounts = ("at_low", "central", "at_high")
    told = [Column(field.replace("central", "centre"), look.say(f"chart.figure.{field}"), unit) for field in amounts]
    named = Column("name", look.say("chart.figure.name"), kind="text")
    rows, drawn = frame(reaches, centre), spec(look, len(reaches), unit)
    return Chart(rows, drawn, look.say(description), height, (named, *told))


def frame(reaches: Sequence[Reach], centre: float) -> pd.DataFrame:
    """Tidy rows: name, order, centre, answers at the ends, and the words with their place on either side."""
    return pd.DataFrame([_row(reach, order, centre) for order, reach in enumerate(reaches)])


def _row(reach: Reach, order: int, centre: float) -> dict[str, object]:
    rising = reach.at_high >= reach.at_low
    return {
        "name": reach.name,
        "order": order,
        "centre": centre,
        "at_low": reach.at_low,
        "at_high": reach.at_high,
        "left": min(reach.at_low, reach.at_high, centre),
        "right": max(reach.at_low, reach.at_high, centre),
        "left_words": reach.low_words if rising else reach.high_words,
        "right_words": reach.high_words if rising else reach.low_words,
    }


@cache
def spec(look: Look, count: int, unit: str) -> Spec:
    """The spec for some number of factors; `unit` stands under the axis."""
    base, colors = alt.Chart(shared.no_data()), look.palette
    row = alt.Y("name:N", sort=alt.EncodingSortField("order"), axis=None, scale=alt.Scale(paddingInner=0.2))
    axis = alt.Axis(title=unit, format=",~r", tickCount=5, domain=False, ticks=False)

    def place(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(padding=ROOM, nice=False, zero=True))

    zero = base.mark_rule(color=colors.ink, strokeWidth=2).encode(x=alt.XDatum(0.0, axis=axis))
    ends = [
        base.mark_bar(size=14, yOffset=9, color=color).encode(x=place("centre"), x2=field, y=row)
        for field, color in (("at_low", colors.baseline), ("at_high", colors.shared))
    ]
    centre = base.mark_rule(strokeDash=[4, 3], color=colors.quiet).encode(x=place("centre"))
    lefts = base.mark_text(align="right", dx=-7, yOffset=9).encode(x=place("left"), y=row, text="left_words:N")
    rights = base.mark_text(align="left", dx=7, yOffset=9).encode(x=place("right"), y=row, text="right_words:N")
    names = base.mark_text(align="left", dy=-10, fontWeight=600).encode(x=alt.value(0), y=row, text="name:N")
    return shared.finished(alt.layer(*ends, centre, zero, lefts, rights, names), look, ROW * count + FRAME)
