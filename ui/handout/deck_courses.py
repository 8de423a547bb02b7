"""Revenue against operating cost by month as a native chart: solid the scenario, dashed the baseline, shaded eight in ten."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from ui.charts.spec import label_step
from ui.handout import deck_charts
from ui.handout.axes import bounds
from ui.handout.brief import Course, Courses
from ui.handout.deck import Deck, Place, color
from ui.handout.deck_charts import Data, Line
from ui.handout.ooxml import child, element, without
from ui.words import t

ROOM = (0.07, 0.03, 0.76, 0.85)  # of the lines in the chart: left, top, width, height; the rest is for words
MONTH = {"en": "mmm yyyy", "fr": "[$-40C]mmm yyyy"}
WORDS_HIGH = 0.17  # of the chart, what the words at a line's end take
SHADE = 16  # per cent of the colour


def drawn(deck: Deck, slide: Slide, place: Place, courses: Courses) -> None:
    """The chart."""
    every = [
        value
        for line in courses.lines
        for months in (line.baseline, line.scenarios[0], line.low, line.high)
        for value in months
    ]
    low, high, step = bounds(every)
    shown = deck_charts.money_format(deck, high)
    series = [*_bands(courses.lines), *_lines(courses.lines)]
    data = Data(
        name=t("brief.courses.title"),
        text=f"{t('brief.courses.title')}. {courses.message}",
        categories=[date.fromisoformat(f"{month}-01") for month in courses.months],
        series=series,
        number_format=shown,
        day_format=MONTH[deck.brief.subject.style.language],
    )
    chart = deck_charts.added(deck, slide, place, XL_CHART_TYPE.LINE, data)
    deck_charts.quiet_axes(chart, shown)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit = low, high, step
    chart.category_axis.tick_labels.number_format = data.day_format
    chart.category_axis.tick_labels.number_format_is_linked = False
    _spaced(chart, label_step(len(courses.months)))
    _looks(chart, courses.lines, _apart(courses.lines, high - low))
    _shaded(chart, courses.lines)


def _bands(lines: Sequence[Course]) -> list[Line]:
    """Layers to be put on one another: up to P10, from there to P90, then from that to the next line's P10."""
    found, below = [], [0.0] * len(lines[0].low)
    for line in lines:
        words = {"line": line.label}
        gaps = [low - under for low, under in zip(line.low, below, strict=True)]
        spans = [high - low for low, high in zip(line.low, line.high, strict=True)]
        found += [Line(t("brief.courses.under", **words), gaps), Line(t("brief.courses.band", **words), spans)]
        below = list(line.high)
    return found


def _lines(lines: Sequence[Course]) -> list[Line]:
    base = [Line(f"{line.label}, {t('preset.baseline').lower()}", line.baseline) for line in lines]
    return [*base, *(Line(line.label, line.scenarios[0]) for line in lines)]


def _spaced(chart: Chart, step: int) -> None:
    """A month's name every few months, and the lines where words leave room."""
    axis = chart.category_axis._element
    for name, value in (("majorTimeUnit", "months"), ("majorUnit", str(step)), ("baseTimeUnit", "months")):
        without(axis, f"c:{name}")
        axis.find(qn("c:lblOffset")).addnext(element(f"c:{name}", val=value))
    area = chart._chartSpace.chart.plotArea
    without(area, "c:layout")
    layout = element("c:layout")
    manual = child(layout, "c:manualLayout")
    for name, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        child(manual, f"c:{name}", val=value)
    for name, share in zip("xywh", ROOM, strict=True):
        child(manual, f"c:{name}", val=str(share))
    area.insert(0, layout)


def _apart(lines: Sequence[Course], span: float) -> list[float]:
    """How far each line's words move down from its end, so that they do not cover those of the next   [chart's height]."""
    ends = [-ROOM[3] * line.scenarios[0][-1] / span for line in lines]
    moved = list(ends)
    order = sorted(range(len(ends)), key=ends.__getitem__)
    for above, below in pairwise(order):
        push = max(WORDS_HIGH - (moved[below] - moved[above]), 0.0) / 2
        moved[above], moved[below] = moved[above] - push, moved[below] + push
    return [after - before for after, before in zip(moved, ends, strict=True)]


def _looks(chart: Chart, lines: Sequence[Course], apart: Sequence[float]) -> None:
    """Dashed and thin the baselines, solid the scenario's lines with name and amount at their end."""
    count = len(lines)
    series = list(chart.plots[0].series)[2 * count :]
    for number, one in enumerate(series):
        line, scenario = lines[number % count], number >= count
        one.smooth = False
        look = one.format.line
        look.color.rgb, look.width = color(line.role), Pt(2.75 if scenario else 1.5)
        if scenario:
            _named(one, line, apart[number % count])
        else:
            look.dash_style = MSO_LINE.DASH


def _named(series: Any, line: Course, down: float) -> None:
    label = series.points[len(line.baseline) - 1].data_label
    label.position = XL_LABEL_POSITION.RIGHT
    label.font.size, label.font.bold, label.font.color.rgb = Pt(12), True, color(line.role)
    held = label._dLbl
    for name, shown in (("showVal", "1"), ("showSerName", "1"), ("showLegendKey", "0"), ("showCatName", "0")):
        held.find(qn(f"c:{name}")).set("val", shown)
    separator = element("c:separator")
    separator.text = "\n"
    held.find(qn("c:showBubbleSize")).addnext(separator)
    if down:
        layout = element("c:layout")
        child(child(layout, "c:manualLayout"), "c:y", val=f"{down:.4f}")
        held.find(qn("c:idx")).addnext(layout)


def _shaded(chart: Chart, lines: Sequence[Course]) -> None:
    layers = deck_charts.moved_to(chart, "areaChart", range(2 * len(lines)), before=True)
    for number, layer in enumerate(layers):
        deck_charts.painted(layer, lines[number // 2].role if number % 2 else None, SHADE)
