"""Native charts of a deck: their figures stand in a workbook inside the file, where PowerPoint edits them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from ui.charts.spec import Look, money_scale
from ui.handout.deck import Deck, Place, color, described
from ui.handout.ooxml import child, element, without
from ui.numbers import MINUS, THIN_SPACE

SMALL = Pt(10)
FRENCH = "[$-40C]"  # so that another machine writes commas too


@dataclass(frozen=True)
class Line:
    """One series: its name, its figures, and what it looks like."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Data:
    """What a chart shows, and what it is called."""

    name: str
    text: str  # alternative text
    categories: Sequence[str] | Sequence[date]
    series: Sequence[Line]
    number_format: str
    day_format: str = "General"  # of categories that are dates


def added(deck: Deck, slide: Slide, place: Place, kind: XL_CHART_TYPE, data: Data) -> Chart:
    """A chart with its figures, described; texts in its workbook are never formulas."""
    given = CategoryChartData(number_format=data.number_format)
    given.categories = list(data.categories)
    for line in data.series:
        given.add_series(line.name, line.values)
    held = slide.shapes.add_chart(kind, *place.emu, given)
    held.chart.part.chart_workbook.update_from_xlsx_blob(_workbook(data))
    described(held, data.name, data.text)
    held.chart.font.size, held.chart.font.color.rgb = SMALL, color("quiet")
    held.chart.has_title = held.chart.has_legend = False
    return held.chart


def _workbook(data: Data) -> bytes:
    """The figures as the chart refers to them: categories in the first column, a series in each of the next."""
    held = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, safe) as book:
        sheet = book.add_worksheet("Sheet1")
        written = book.add_format({"num_format": data.number_format})
        sheet.write_column(1, 0, list(data.categories), book.add_format({"num_format": data.day_format}))
        for number, line in enumerate(data.series, start=1):
            sheet.write_string(0, number, line.name)
            sheet.write_column(1, number, list(line.values), written)
        sheet.set_column(0, 0, 32)
    return held.getvalue()


def money_format(deck: Deck, largest: float, step: float | None = None) -> str:
    """Money in thousands, millions or billions as the reader writes it: '3.4 M€' or '€3.4M'.

    With no decimals where an axis goes in whole steps.
    """
    style = deck.brief.subject.style
    by, unit = money_scale(Look(style.language, "light", style.currency), abs(largest))
    commas = "," * {1e3: 1, 1e6: 2, 1e9: 3}.get(by, 0)
    whole = not commas or (step is not None and abs(step / by - round(step / by)) < 1e-9)
    figures = f"#,##0{'' if whole else '.0'}{commas}"
    if style.language == "fr":
        shown = f'{figures}"\N{NO-BREAK SPACE}{unit}"'
        return f'{FRENCH}{shown};{FRENCH}"{MINUS}"{shown};{FRENCH}{shown}'
    symbol, letter = (unit[:-1], unit[-1]) if commas else (unit, "")
    shown = f'"{symbol}"{figures}"{letter}"' if letter else f'"{symbol}"{figures}'
    return f'{shown};"{MINUS}"{shown};{shown}'


def share_format(deck: Deck) -> str:
    """Shares as the reader writes them."""
    return f"{FRENCH}0%" if deck.brief.subject.style.language == "en" else f'{FRENCH}0"{THIN_SPACE}"%'


def quiet_axes(chart: Chart, number_format: str, *, lines: bool = True) -> None:
    """Few grey lines, small texts, no ticks."""
    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines, value.format.line.color.rgb = lines, color("ground")
    if lines:
        value.major_gridlines.format.line.color.rgb = color("grid")
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = number_format, False
    category.format.line.color.rgb = color("baseline")
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (value, category):
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.tick_labels.font.size = SMALL
    category._element.get_or_add_txPr().bodyPr.set("rot", "0")  # names stand upright


def moved_to(chart: Chart, kind: str, numbers: Sequence[int], *, before: bool) -> list[Any]:
    """Some series of a chart into a chart of another kind on the same axes, drawn before or after the others."""
    area = chart._chartSpace.chart.plotArea
    first = next(one for one in area if one.find(qn("c:ser")) is not None)
    series = [one for one in first.findall(qn("c:ser")) if int(one.find(qn("c:idx")).get("val")) in numbers]
    other = element(f"c:{kind}")
    child(other, "c:grouping", val="stacked" if kind == "areaChart" else "standard")
    child(other, "c:varyColors", val="0")
    for one in series:
        without(one, "c:marker", "c:smooth", "c:invertIfNegative")
        other.append(one)
    if kind == "lineChart":
        child(other, "c:marker", val="1")
    for axis in first.findall(qn("c:axId")):
        child(other, "c:axId", val=axis.get("val"))
    (first.addprevious if before else first.addnext)(other)
    return series


def painted(series: Any, role: str | None, alpha: int = 100) -> None:
    """The fill of a series moved to another kind of chart; no role: nothing is seen of it."""
    without(series, "c:spPr")
    look = element("c:spPr")
    if role is None:
        child(look, "a:noFill")
    else:
        hue = child(child(look, "a:solidFill"), "a:srgbClr", val=str(color(role)))
        child(hue, "a:alpha", val=str(alpha * 1000))
    child(child(look, "a:ln"), "a:noFill")
    series.find(qn("c:tx")).addnext(look)


def bars(deck: Deck, slide: Slide, place: Place, data: Data, roles: Sequence[str]) -> None:
    """Bars to the right, the first on top, each with its amount at its end."""
    chart = added(deck, slide, place, XL_CHART_TYPE.BAR_CLUSTERED, data)
    quiet_axes(chart, data.number_format, lines=False)
    chart.value_axis.visible = False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.color.rgb = color("ink")
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = data.number_format, False
    labels.position, labels.font.size, labels.font.bold = XL_LABEL_POSITION.OUTSIDE_END, SMALL, True
    labels.font.color.rgb = color("ink")
    plot.series[0].invert_if_negative = False
    for number, role in enumerate(roles):
        fill = plot.series[0].points[number].format.fill
        fill.solid()
        fill.fore_color.rgb = color(role)
