"""The headline chart: revenue against operating cost over the last twelve months, scenario against baseline.

Both lines share one axis of money, so the gap between them IS the profit: five seconds show whether
revenue grows, whether cost grows faster, and whether the gap opens or closes. Each point sums twelve
months, the figure that boards and banks know, because monthly money drowned the course in its season
(August) and in its holidays. Growth in per cent on a year before would lose the size of profit, and a
lasting gain would show for one year only, as if it had vanished. The past year stands left of the
forecast, since growth is read from where one comes. Solid: scenario. Dashed in the same colour: baseline. Band: eight
chances in ten, in three layers: P10 to P90 of the draws by the assumptions alone, with the noise of the months, and as wide
as the model's own misses make it. A miss is taken to last the whole year: the layer of a yearly sum is the sum of its months.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from model.bands import Widths
from model.projection import Projection
from model.vocabulary import Array
from ui.charts import lines
from ui.charts import spec as shared
from ui.charts.lines import Series
from ui.charts.rolling import past_years, year_to_date
from ui.charts.spec import Chart, Look, Spec
from ui.numbers import Style, amount, month_name

Edges = tuple[Array, Array]  # low and high   [month]
Totals = Mapping[str, Array]  # line -> [draw, month]
LINES = {"revenue": "cro", "operating_cost": "coo"}
PAST = 12  # months of history shown
ROOM = 0.14  # share of the height that the gap needs to carry its words


@dataclass(frozen=True)
class Doubt:
    """Draws of the scenario's lines, and what the company's band is made of beyond them."""

    draws: Totals
    widths: Mapping[str, Widths] = field(default_factory=dict)


def chart(projection: Projection, doubt: Doubt | None = None, look: Look | None = None) -> Chart:
    """The chart of the last scenario of a projection, with its band where it is known."""
    look = look or shared.session_look()
    by, unit = shared.money_scale(look, float(max(years(projection, "revenue", row).max() for row in (0, -1))))
    drawn, rows = spec(look, unit, len(projection.months)), frame(projection, doubt, look, by)
    told = lines.figures(rows, look, look.say("chart.a_year", unit=unit))
    return Chart(rows, drawn, description(projection, look), figures=told)


def spec(look: Look, unit: str, months: int) -> Spec:
    """The spec for one reader, unit of money and horizon."""
    return lines.spec(look, look.say("chart.a_year", unit=unit), shared.label_step(months + PAST))


def frame(projection: Projection, doubt: Doubt | None, look: Look, by: float) -> pd.DataFrame:
    """Tidy rows of `ui.charts.lines`: past, baseline, scenario with its band, and the profit between."""
    series = [_past(projection, line, look, by) for line in LINES]
    series += [_baseline(projection, line, look, by) for line in LINES]
    for line in LINES:
        *inner, outer = _edges(projection, doubt, line)
        series += [_area(projection, line, index, edges, by) for index, edges in enumerate(inner)]
        series += [_scenario(projection, outer, line, look, by)]
    series += [lines.mark(projection.months[0], look.say("chart.forecast"))]
    values = np.concatenate([one.value for one in series])
    series += _gap(projection, look, by, float(np.nanmax(values) - np.nanmin(values)))
    return lines.frame(series)


def values(projection: Projection, line: str, scenario: int) -> Array:
    """One line of one scenario, its median over draws   [month]."""
    drawn = projection.lines[line][scenario]
    return drawn[0] if len(drawn) == 1 else np.asarray(np.median(drawn, axis=0))


def years(projection: Projection, line: str, scenario: int) -> Array:
    """One line of one scenario, summed over the twelve months before   [month]."""
    past = projection.company.history.get(line, np.empty(0))
    return year_to_date(past, values(projection, line, scenario))


def _past(projection: Projection, line: str, look: Look, by: float) -> Series:
    months, sums = past_years(projection.company, line, PAST)
    joined = np.append(sums, years(projection, line, -1)[0]) / by
    name = look.say("chart.figure.past", line=look.say(f"line.{line}"))
    return Series(months=(*months, projection.months[0]), role=LINES[line], kind="thin", value=joined, name=name)


def _baseline(projection: Projection, line: str, look: Look, by: float) -> Series:
    name = f"{look.say('preset.baseline')}, {look.say(f'line.{line}')}"
    base = years(projection, line, 0) / by
    return Series(months=projection.months, role=LINES[line], kind="dashed", value=base, series=line, name=name)


def _scenario(projection: Projection, edges: Edges, line: str, look: Look, by: float) -> Series:
    value, (low, high) = years(projection, line, -1), edges
    series = Series(
        months=projection.months, role=LINES[line], kind="solid", value=value / by, low=low / by, high=high / by
    )
    name = look.say(f"line.{line}")
    upper = max(LINES, key=lambda one: float(years(projection, one, -1)[-1]))
    place = lines.ABOVE if line == upper else lines.BELOW
    return lines.named(series, name, f"{name} {amount(float(value[-1]), 'money', style=style(look))}", place)


def _area(projection: Projection, line: str, layer: int, edges: Edges, by: float) -> Series:
    """An inner layer of a band."""
    low, high = (edge / by for edge in edges)
    name = f"{line} layer {layer}"
    return Series(months=projection.months, role=LINES[line], kind="band", series=name, value=high, low=low, high=high)


def _edges(projection: Projection, doubt: Doubt | None, line: str) -> list[Edges]:
    """The band of the last scenario, layer by layer, each one within the next."""
    value = years(projection, line, -1)
    if doubt is None:
        return [(value, value)]
    past = projection.company.history.get(line, np.empty(0))
    low, high = np.quantile(year_to_date(past, doubt.draws[line]), (0.1, 0.9), axis=0)
    if line not in doubt.widths:
        return [(low, high)]
    widths, months = doubt.widths[line], values(projection, line, -1)
    missed = year_to_date(past, months * (1.0 + widths.form)) - value
    quiet = value + widths.assumptions * (low - value), value + widths.assumptions * (high - value)
    return [quiet, (low, high), (np.minimum(low, value - missed), np.maximum(high, value + missed))]


def _gap(projection: Projection, look: Look, by: float, height: float) -> list[Series]:
    """Profit of the last year as a bracket between the lines; nothing when they are too close for words."""
    revenue, cost = (float(years(projection, line, -1)[-1]) for line in LINES)
    if abs(revenue - cost) / by <= ROOM * height:
        return []
    middle, low, high = (np.array([end / by]) for end in ((revenue + cost) / 2, cost, revenue))
    label = f"{look.say('line.profit')} {amount(revenue - cost, 'money', style=style(look))}"
    last = projection.months[-1:]
    return [Series(months=last, role="shared", kind="gap", value=middle, low=low, high=high, label=label)]


def style(look: Look) -> Style:
    """How numbers are written for this reader."""
    return Style(look.language, look.currency)


def description(projection: Projection, look: Look) -> str:
    """The chart in words."""
    words = {
        f"{line}_{name}": amount(float(years(projection, line, scenario)[-1]), "money", style=style(look))
        for line in LINES
        for name, scenario in (("scenario", -1), ("baseline", 0))
    }
    last = month_name(projection.months[-1], style=style(look))
    return look.say("chart.headline.description", last=last, **words)
