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
    drawn = lines.spec(look, unit, shared.label_step(len(series[1].months)))
    words = _record_words(record, horizon, look)
    rows = lines.frame(series)
    return Chart(rows, drawn, words, figures=lines.figures(rows, look, unit))


def record_series(record: Record, months: Sequence[str], horizon: int, look: Look, by: float) -> list[Series]:
    """The band, the actual course, and the forecasts at the months they were made for."""
    step = horizon - 1
    places = record.origins + step
    inside = (places < len(months)) & np.isfinite(record.forecast[:, step])
    ahead = [months[place] for place in places[inside]]
    first = max(int(places[inside][0]) - BEFORE, 0)
    forecast, low, high = (part[inside, step] / by for part in (record.forecast, record.low, record.high))
    low, high = np.where(np.isfinite(low), low, forecast), np.where(np.isfinite(high), high, forecast)
    role = ROLES[record.name]
    band = Series(months=ahead, role=role, kind="band", value=forecast, low=low, high=high)
    said = Series(months=ahead, role=role, kind="dashed", value=forecast, low=low, high=high)
    came = Series(months=months[first:], role="ink", kind="solid", value=record.history[first:] / by)
    above = bool(forecast[-1] >= came.value[-1])
    before = look.say("chart.backtest.forecast", horizon=amount(horizon, "months", style=_style(look)))
    actual = look.say("chart.backtest.actual")
    return [
        band,
        lines.named(came, actual, actual, lines.BELOW if above else lines.ABOVE),
        lines.named(said, before, before, lines.ABOVE if above else lines.BELOW),
    ]


def layers_chart(found: Layered, months: Sequence[str], look: Look | None = None) -> Chart:
    """The central course inside three bands, each one wider by one source of doubt; the inner ones are darker."""
    look = look or shared.session_look()
    role, (form, *inner) = ROLES[found.line], reversed(LAYERS)
    by, unit = _scale(found.line, found.edges[form][1], look)
    low, high = (edge / by for edge in found.edges[form])
    centre = Series(months=months, role=role, kind="solid", value=found.central / by, low=low, high=high)
    areas = [
        Series(
            months=months,
            role=role,
            kind="area",
            series=layer,
            name=look.say("chart.figure.layer", layer=look.say(f"chart.figure.{layer}")),
            value=high / by,
            low=low / by,
            high=high / by,
        )
        for layer, (low, high) in ((layer, found.edges[layer]) for layer in inner)
    ]
    named = look.say("chart.layers.central")
    drawn = lines.spec(look, unit, shared.label_step(len(months)))
    rows = lines.frame([*areas, lines.named(centre, named, named, lines.BELOW)])
    return Chart(rows, drawn, _layers_words(found, look), figures=lines.figures(rows, look, unit))


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
