"""The company's monthly revenue with the events that explain it."""

from collections.abc import Sequence

import numpy as np

from model.beliefs import Event
from model.company import Company
from model.months import month_number, month_text
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look
from ui.numbers import Style, amount, month_name


def chart(company: Company, events: Sequence[Event], look: Look | None = None) -> Chart:
    """Revenue of every month of the history; a shaded stretch for each event."""
    look = look or shared.session_look()
    revenue = np.asarray(company.history["revenue"])
    by, unit = shared.money_scale(look, float(revenue.max()))
    months = company.history_months[-len(revenue) :]
    name = look.say("line.revenue")
    series = [_event(event, months, revenue / by, look) for event in events if event.last >= months[0]]
    series.append(Series(months=months, role="cro", kind="solid", value=revenue / by, name=name))
    bounds = float(0.9 * revenue.min() / by), float(1.15 * revenue.max() / by)
    drawn = lines.spec(look, look.say("chart.a_month", unit=unit), shared.label_step(len(months)), bounds=bounds)
    rows = lines.frame(series)
    told = lines.figures(rows, look, look.say("chart.a_month", unit=unit))
    return Chart(rows, drawn, _description(company, revenue, look), shared.SMALL, told)


def _event(event: Event, months: Sequence[str], values: Array, look: Look) -> Series:
    """A band as high as the chart over the months of an event."""
    after = month_text(month_number(event.last) + 1)
    span = (max(event.first, months[0]), after)
    low, high = float(values.min()), float(values.max())
    return Series(
        months=span,
        role="baseline",
        kind="area",
        value=np.full(2, high),
        low=np.full(2, low),
        high=np.full(2, high),
        series=f"{event.kind} {event.first}",
        name=look.say(f"events.kinds.{event.kind}"),
    )


def _description(company: Company, revenue: Array, look: Look) -> str:
    style = Style(look.language, look.currency)
    ends = {"first": revenue[0], "last": revenue[-1]}
    words = {name: amount(float(value), "money", style=style) for name, value in ends.items()}
    months = {
        "from": month_name(company.history_months[-len(revenue)], style=style),
        "to": month_name(company.history_months[-1], style=style),
    }
    return look.say("chart.history.description", **words, begin=months["from"], end=months["to"])
