"""What all charts share: who reads (Look), their ground, months and money in the reader's language.

A spec is built once with Altair and kept as a dictionary without its data. Words of people and names
from files are data or titles, never parts of an expression.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_symbol

from model.vocabulary import Array
from ui.charts.figures import Column
from ui.charts.palette import PALETTES, Palette, Theme
from ui.words import Language, text

Spec = Mapping[str, Any]
Bounds = tuple[float | None, float | None]
Width = Literal["wide", "abbreviated"]
HEIGHT, SMALL = 320, 260  # pixels
FONT = "Source Sans, Source Sans Pro, Liberation Sans, sans-serif"
TEXT = 14  # readable from five metres once a projector fills a wall
SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


@dataclass(frozen=True)
class Look:
    """Who reads a chart: language, theme, and the company's currency."""

    language: Language
    theme: Theme = "light"
    currency: str = "EUR"

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return PALETTES[self.theme]

    def say(self, key: str, **fields: object) -> str:
        """Words in the reader's language."""
        return text(self.language, key, **fields)


@dataclass(frozen=True)
class Chart:
    """What a page puts on screen: tidy rows, a spec without data, the chart in words, and which columns are its figures."""

    frame: pd.DataFrame
    spec: Spec
    alt: str
    height: int = HEIGHT
    figures: tuple[Column, ...] = ()


def session_look() -> Look:
    """The look of the current reader and company."""
    from ui import state  # noqa: PLC0415  # charts are also drawn where no session exists

    return Look(state.language(), state.theme(), state.currency())


def finished(chart: alt.LayerChart | alt.FacetChart, look: Look, height: int = HEIGHT) -> Spec:
    """The chart as a dictionary without data, in the reader's language, on the theme's ground."""
    chart = chart.properties(width="container", height=height).configure(**_config(look))
    spec = chart.to_dict(validate=True)
    for part in (spec, *spec.get("layer", ())):
        part.pop("data", None)
    return spec


def no_data() -> alt.NamedData:
    """A placeholder that `finished` removes; the page gives the frame."""
    return alt.NamedData(name="frame")


def _config(look: Look) -> dict[str, Any]:
    colors = look.palette
    axis = {
        "labelColor": colors.quiet,
        "titleColor": colors.quiet,
        "labelFontSize": TEXT - 1,
        "titleFontSize": TEXT - 1,
        "titleFontWeight": "normal",
        "gridColor": colors.grid,
        "domainColor": colors.grid,
        "tickColor": colors.grid,
        "labelLimit": 0,
        "titleLimit": 0,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "axis": axis,
        "view": {"stroke": None},
        "mark": {"aria": False},  # the chart as a whole has its words; single marks would be read nameless
        "text": {"fontSize": TEXT, "color": colors.ink},
        "legend": {
            "labelColor": colors.ink,
            "labelFontSize": TEXT - 1,
            "labelLimit": 0,
            "symbolStrokeWidth": 0,
        },
        "autosize": {"type": "fit", "contains": "padding"},
        "locale": _locale(look.language, look.currency),
    }


def _locale(language: Language, currency: str) -> alt.Locale:
    french = language == "fr"
    symbol = str(get_currency_symbol(currency, locale=language))
    number = alt.NumberLocale(
        decimal="," if french else ".",
        thousands="\N{NARROW NO-BREAK SPACE}" if french else ",",
        grouping=[3],
        currency=["", f"\N{NO-BREAK SPACE}{symbol}"] if french else [symbol, ""],
        percent="\N{NARROW NO-BREAK SPACE}%" if french else "%",
        minus="\N{MINUS SIGN}",
    )
    return alt.Locale(number=number, time=alt.TimeLocale(**_time_words(language)))


def _time_words(language: Language) -> dict[str, Any]:
    def months(width: Width) -> list[str]:
        names = get_month_names(width, "stand-alone", language)
        return [str(names[number]) for number in range(1, 13)]

    def days(width: Width) -> list[str]:
        names = get_day_names(width, "stand-alone", language)
        return [str(names[number]) for number in (6, 0, 1, 2, 3, 4, 5)]  # d3 begins on Sunday, Babel on Monday

    return {
        "dateTime": "%e %B %Y, %H:%M",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": days("wide"),
        "shortDays": days("abbreviated"),
        "months": months("wide"),
        "shortMonths": months("abbreviated"),
    }


def month_axis(step: int, field: str = "month", padding: float = 0.0) -> alt.X:
    """Months as 'janv. 2026', a label every `step` months; on narrow screens every second one."""
    axis = alt.Axis(
        format="%b %Y",
        tickCount=alt.TimeIntervalStep(interval="month", step=step),
        labelOverlap="parity",
        labelSeparation=6,
        labelFlush=True,
        labelPadding=6,
        grid=False,
        title=None,
    )
    scale = alt.Scale(type="utc", padding=padding) if padding else alt.Scale(type="utc")
    return alt.X(f"{field}:T", scale=scale, axis=axis)


def value_axis(title: str, bounds: Bounds = (None, None), **scale: Any) -> alt.Y:
    """Amounts with few quiet grid lines; the unit stands above the axis, which is blank beyond its bounds."""
    least, most = bounds
    beyond = [f"datum.value {sign} {bound}" for sign, bound in (("<", least), (">", most)) if bound is not None]
    hidden = " || ".join(beyond) or "false"
    axis = alt.Axis(
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-12,
        tickCount=5,
        domain=False,
        ticks=False,
        labelPadding=6,
        minExtent=38,
        format=",~r",
        labelExpr=f"{hidden} ? '' : datum.label",
        gridOpacity=alt.condition(hidden, alt.value(0), alt.value(1)),
    )
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(**{"zero": False, "nice": True, **scale}), stack=None)


def label_step(months: int) -> int:
    """Months between two labels of the axis, for a horizon."""
    return next((step for most, step in ((12, 2), (24, 3), (48, 6)) if months <= most), 12)


@cache
def instants(months: tuple[str, ...]) -> Array:
    """Months YYYY-MM as milliseconds UTC, which no browser shifts into another month."""
    return np.array(months, dtype="datetime64[ms]").astype(float)


def money_scale(look: Look, largest: float) -> tuple[float, str]:
    """Divisor and unit text for an axis of money: (1e6, 'M€')."""
    symbol = str(get_currency_symbol(look.currency, locale=look.language))
    by, name = next(((by, name) for by, name in SCALES if largest >= by), (1.0, ""))
    prefix = look.say(f"number.{name}") if name else ""
    return by, f"{prefix}{symbol}" if look.language == "fr" else f"{symbol}{prefix}"


def spread_out(places: Sequence[float], gap: float) -> list[float]:
    """The places moved apart so that neighbours are `gap` away, each as near as it can be to where it was.

    >>> spread_out([1.0, 1.1, 5.0], 1.0)
    [0.55, 1.55, 5.0]
    """
    order = np.argsort(places, kind="stable")
    free = np.asarray(places, dtype=float)[order] - gap * np.arange(len(places))
    found = np.empty(len(places))
    found[order] = _isotonic(free) + gap * np.arange(len(places))
    return [round(float(place), 9) for place in found]


def _isotonic(values: Array) -> Array:
    """The non-decreasing sequence nearest to the values (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([float(value)])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
