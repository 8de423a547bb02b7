"""Assumptions within their allowed range: how far each could be from its value."""

from collections.abc import Mapping
from functools import cache

import altair as alt
import pandas as pd

from model.assumptions import Assumption
from ui.charts import spec as shared
from ui.charts.spec import Chart, Look, Spec

ROW = 44  # pixels of one assumption
FRAME = 12
EIGHTY = 1.2816  # standard deviations either side that hold eight chances in ten


def chart(values: Mapping[str, float], declared: Mapping[str, Assumption], look: Look | None = None) -> Chart:
    """Some assumptions: thin line the range, thick line eight chances in ten, point the value in use."""
    look = look or shared.session_look()
    rows = frame(values, declared, look)
    return Chart(rows, spec(look, len(values)), look.say("chart.assumption.description"), ROW * len(values) + FRAME)


def frame(values: Mapping[str, float], declared: Mapping[str, Assumption], look: Look) -> pd.DataFrame:
    """Tidy rows: assumption, order, value and belief as shares of the range, and the amounts themselves."""
    return pd.DataFrame(
        [_row(declared[name], value, order, look) for order, (name, value) in enumerate(values.items())]
    )


def _row(assumption: Assumption, value: float, order: int, look: Look) -> dict[str, object]:
    width = (assumption.high - assumption.low) or 1.0

    def place(amount: float) -> float:
        return min(max((amount - assumption.low) / width, 0.0), 1.0)

    return {
        "assumption": look.say(f"assumption.{assumption.name}.label"),
        "order": order,
        "value": value,
        "low": assumption.low,
        "high": assumption.high,
        "zero": 0.0,
        "one": 1.0,
        "at": place(value),
        "from": place(value - EIGHTY * assumption.spread),
        "to": place(value + EIGHTY * assumption.spread),
    }


@cache
def spec(look: Look, count: int) -> Spec:
    """The spec for some number of assumptions."""
    colors, base = look.palette, alt.Chart(shared.no_data())

    def bare(field: str) -> alt.X:
        return alt.X(field, axis=None, scale=alt.Scale(domain=[0, 1], padding=14))

    row = alt.Y("assumption:N", sort=alt.EncodingSortField("order"), axis=None, scale=alt.Scale(paddingInner=0.2))
    whole = base.mark_rule(strokeWidth=2, color=colors.grid, yOffset=9).encode(x=bare("zero:Q"), x2="one:Q", y=row)
    belief = base.mark_rule(strokeWidth=7, opacity=0.45, color=colors.shared, yOffset=9).encode(
        x=bare("from:Q"), x2="to:Q", y=row
    )
    point = base.mark_point(filled=True, size=120, opacity=1, color=colors.shared, yOffset=9).encode(
        x=bare("at:Q"), y=row, tooltip=_tips(look)
    )
    words = base.mark_text(align="left", dy=-10, fontWeight=600).encode(x=alt.value(0), y=row, text="assumption:N")
    return shared.finished(alt.layer(whole, belief, point, words), look, ROW * count + FRAME)


def _tips(look: Look) -> list[alt.Tooltip]:
    said = {name: look.say(f"chart.assumption.{name}") for name in ("value", "low", "high")}
    return [alt.Tooltip(f"{name}:Q", format=",.3~r", title=title) for name, title in said.items()]
