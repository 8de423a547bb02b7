"""The series around a finding: months as a line, the month that is questioned as a point with its name."""

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

from model.histories import History
from ui.charts import spec as shared
from ui.charts.figures import Column
from ui.charts.spec import Chart, Look, Spec

HEIGHT = 150  # pixels


def chart(history: History, look: Look | None = None) -> Chart:
    """One series, the questioned month marked."""
    look = look or shared.session_look()
    told = (
        Column("month", look.say("chart.month"), kind="month"),
        Column("value", look.say("chart.figure.amount")),
    )
    words = look.say("check.chart", month=_month(history))
    return Chart(frame(history), spec(look, len(history.months)), words, HEIGHT, told)


def frame(history: History) -> pd.DataFrame:
    """Tidy rows: month, value, and whether it is the one that is questioned."""
    marked = np.arange(len(history.months)) == history.place
    return pd.DataFrame(
        {"month": shared.instants(history.months), "value": history.values, "marked": marked, "told": _month(history)}
    )


def _month(history: History) -> str:
    return history.months[history.place]


@cache
def spec(look: Look, months: int) -> Spec:
    """The spec for some number of months."""
    colors, base = look.palette, alt.Chart(shared.no_data())
    x = shared.month_axis(max(6, shared.label_step(months)))
    y = shared.value_axis("", zero=True, nice=True)
    line = base.mark_line(strokeWidth=2, color=colors.baseline).encode(x=x, y=y)
    rule = base.mark_rule(strokeDash=[3, 3], color=colors.bad).encode(x=x).transform_filter("datum.marked")
    tips = [alt.Tooltip("told:N", title=look.say("chart.month")), alt.Tooltip("value:Q", format=",.4~r", title=" ")]
    point = (
        base.mark_point(filled=True, size=110, opacity=1, color=colors.bad)
        .encode(x=x, y=y, tooltip=tips)
        .transform_filter("datum.marked")
    )
    return shared.finished(alt.layer(line, rule, point), look, HEIGHT)
