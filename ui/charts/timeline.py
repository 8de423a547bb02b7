"""Dated moves one under the other: time to prepare, time to come into force, and when to look whether it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt
import pandas as pd

from model.months import month_number, month_text
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.spec import Chart, Look, Spec, instants

ROW = 42  # pixels of one move
FRAME = 44
ROOM = 10  # pixels either side, for the marks
ROLES = ("cro", "coo", "shared")


@dataclass(frozen=True, kw_only=True)
class Span:
    """One move: months YYYY-MM; it is in force from `in_force` on, and is checked in `check` (empty: by nothing)."""

    name: str
    role: str
    decide_by: str
    start: str
    in_force: str
    check: str


def chart(spans: Sequence[Span], look: Look | None = None) -> Chart:
    """Some moves in the order given."""
    look = look or shared.session_look()
    height = ROW * len(spans) + FRAME
    words = look.say("decide.plan.description")
    drawn = spec(look, len(spans), shared.label_step(_months(spans)))
    return Chart(frame(spans), drawn, words, height, _figures(look))


def _figures(look: Look) -> tuple[Column, ...]:
    """The moves and their months."""
    return (
        Column("name", look.say("chart.figure.name"), kind="text"),
        Column("month", look.say("chart.figure.decide_by"), kind="month"),
        Column("start", look.say("chart.figure.start"), kind="month"),
        Column("in_force", look.say("chart.figure.in_force"), kind="month_before"),
        Column("check", look.say("chart.figure.check"), kind="month"),
    )


def frame(spans: Sequence[Span]) -> pd.DataFrame:
    """Tidy rows: name, order, role, and instants of the months; the month in force counts to its end."""
    return pd.DataFrame([_row(span, order) for order, span in enumerate(spans)])


def _row(span: Span, order: int) -> dict[str, object]:
    after = month_text(month_number(span.in_force) + 1)
    decide, start, end, check = instants((span.decide_by, span.start, after, span.check or span.in_force))
    return {
        "name": span.name,
        "order": order,
        "role": span.role,
        "month": float(decide),
        "start": float(start),
        "in_force": float(end),
        "check": float(check),
        "seen": 1.0 if span.check else 0.0,
    }


def _months(spans: Sequence[Span]) -> int:
    """Months between the first decision and the last date."""
    first, last = min(span.decide_by for span in spans), max(max(span.in_force, span.check) for span in spans)
    return month_number(last) - month_number(first) + 1


@cache
def spec(look: Look, count: int, step: int) -> Spec:
    """The spec for some number of moves, with a label on the axis every `step` months."""
    base, colors = alt.Chart(shared.no_data()), look.palette
    row = alt.Y("name:N", sort=alt.EncodingSortField("order"), axis=None, scale=alt.Scale(paddingInner=0.2))

    def place(field: str) -> alt.X:
        return shared.month_axis(step, field, padding=ROOM)

    hues = alt.Scale(domain=list(ROLES), range=[getattr(colors, role) for role in ROLES])
    before = base.mark_rule(strokeWidth=3, yOffset=9, color=colors.baseline).encode(x=place("month"), x2="start", y=row)
    coming = base.mark_rule(strokeWidth=12, yOffset=9).encode(
        x=place("start"), x2="in_force", y=row, color=alt.Color("role:N", legend=None, scale=hues)
    )
    decided = base.mark_point(shape="circle", filled=True, size=90, yOffset=9, opacity=1, color=colors.baseline).encode(
        x=place("month"), y=row
    )
    checked = base.mark_point(shape="diamond", filled=True, size=150, yOffset=9, color=colors.ink).encode(
        x=place("check"),
        y=row,
        opacity=alt.Opacity("seen:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0, 1])),
    )
    names = base.mark_text(align="left", dy=-9, fontWeight=600).encode(x=alt.value(0), y=row, text="name:N")
    return shared.finished(alt.layer(before, coming, decided, checked, names), look, ROW * count + FRAME)
