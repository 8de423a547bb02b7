"""Charts of the back-test: what was forecast beside what came, and the layers of a scenario's band."""

from collections.abc import Sequence

import numpy as np

from model.backtesting.records import Record
from model.bands import LAYERS, Layered
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look
from ui.numbers import Style, amount

ROLES = {"revenue": "cro", "leads": "cro", "new_customers": "cro", "units": "cro", "operating_cost": "coo"}
MONEY = ("revenue", "operating_cost")
BEFORE = 12  # months of history shown before the first forecast


def record_chart(record: Record, months: Sequence[str], horizon: int, look: Look | None = None) -> Chart:
    """What was forecast `horizon` months ahead, with its 80 % band, beside what came."""
    look = look or shared.session_look()
    by, unit = _scale(record.name, record.history, look)
    series = record_series(record, months, horizon, look, by)
    drawn = lines.spec(look, unit, shared.label_step(len(series[0].months)))
    words = _record_words(record, horizon, look)
    return Chart(lines.frame(series), drawn, words)


def record_series(record: Record, months: Sequence[str], horizon: int, look: Look, by: float) -> list[Series]:
    """The actual course, and the forecasts at the months they were made for."""
    step = horizon - 1
    places = record.origins + step
    inside = (places < len(months)) & np.isfinite(record.forecast[:, step])
    places = places[inside]
    first = max(int(places[0]) - BEFORE, 0)
    forecast, low, high = (part[inside, step] / by for part in (record.forecast, record.low, record.high))
    actual = Series(months=months[first:], role="ink", kind="dashed", value=record.history[first:] / by)
    said = Series(
        months=[months[place] for place in places],
        role=ROLES[record.name],
        kind="solid",
        value=forecast,
        low=np.where(np.isfinite(low), low, forecast),
        high=np.where(np.isfinite(high), high, forecast),
    )
    above = forecast[-1] >= actual.value[-1]
    name, came = (
        look.say("chart.backtest.forecast", horizon=amount(horizon, "months", style=_style(look))),
        look.say("chart.backtest.actual"),
    )
    return [
        lines.named(said, name, name, lines.ABOVE if above else lines.BELOW),
        lines.named(actual, came, came, lines.BELOW if above else lines.ABOVE),
    ]


def layers_chart(found: Layered, months: Sequence[str], look: Look | None = None) -> Chart:
    """The central course inside three bands, each one wider by one source of doubt."""
    look = look or shared.session_look()
    by, unit = _scale(found.line, found.edges[LAYERS[-1]][1], look)
    role = ROLES[found.line]
    areas = [
        Series(months=months, role=role, kind="area", series=layer, value=high / by, low=low / by, high=high / by)
        for layer, (low, high) in found.edges.items()
    ]
    centre = Series(months=months, role=role, kind="solid", value=found.central / by)
    named = look.say("chart.layers.central")
    drawn = lines.spec(look, unit, shared.label_step(len(months)))
    rows = lines.frame([*reversed(areas), lines.named(centre, named, named, lines.ABOVE)])
    return Chart(rows, drawn, _layers_words(found, look))


def _scale(line: str, values: Array, look: Look) -> tuple[float, str]:
    if line in MONEY:
        return shared.money_scale(look, float(np.nanmax(np.abs(values))))
    return 1.0, look.say(f"backtest.line.{line}")


def _style(look: Look) -> Style:
    return Style(look.language, look.currency)


def _record_words(record: Record, horizon: int, look: Look) -> str:
    return look.say(
        "chart.backtest.description",
        line=look.say(f"backtest.line.{record.name}"),
        horizon=amount(horizon, "months", style=_style(look)),
    )


def _layers_words(found: Layered, look: Look) -> str:
    last = len(found.central) - 1
    widths = {layer: amount(found.width(layer, last), "share", style=_style(look)) for layer in LAYERS}
    return look.say("chart.layers.description", line=look.say(f"backtest.line.{found.line}"), **widths)
