"""How a KPI moves lever by lever as a native chart of stacked columns, from nothing to the whole change."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from ui.handout import deck_charts
from ui.handout.axes import bounds
from ui.handout.bridging import rows
from ui.handout.brief import Bridged
from ui.handout.deck import Deck, Place, color
from ui.handout.deck_charts import SMALL, Data, Line
from ui.handout.ooxml import child, element
from ui.words import t

MOST = 6  # levers that have a column of their own
LONGEST = 46  # letters of a name under a column
AIR = 0.08  # of the height, above the columns for words


@dataclass(frozen=True)
class Column:
    """One column from one height to another."""

    name: str
    role: str
    words: str
    start: float
    end: float

    @property
    def low(self) -> float:
        """Its lower end."""
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        """Its upper end."""
        return max(self.start, self.end)


def columns(bridge: Bridged) -> list[Column]:
    """A column for each part on the height where the one before ends, then the whole."""
    found, height = [], 0.0
    for row in rows([bridge], MOST):
        share = row.shares[0]
        found.append(Column(row.name, row.role, share.words, height, height + share.value))
        height += share.value
    return [*found, Column(bridge.label, "ink", bridge.change.words, 0.0, height)]


def drawn(deck: Deck, slide: Slide, place: Place, bridge: Bridged) -> None:
    """The chart."""
    shown = columns(bridge)
    low, high = min(one.low for one in shown), max(one.high for one in shown)
    low, high, step = bounds([low, high + AIR * (high - low)])
    number_format = deck_charts.money_format(deck, max(-low, high), step)
    data = Data(
        name=t("brief.bridge.title", kpi=bridge.label),
        text=bridge.message,
        categories=[one.name if len(one.name) <= LONGEST else f"{one.name[: LONGEST - 1]}…" for one in shown],
        series=_series(shown),
        number_format=number_format,
    )
    chart = deck_charts.added(deck, slide, place, XL_CHART_TYPE.COLUMN_STACKED, data)
    deck_charts.quiet_axes(chart, number_format)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit = low, high, step
    names = chart.category_axis.tick_labels.font
    names.color.rgb, names.size = color("ink"), Pt(9)
    _looks(chart, shown)


def _series(shown: Sequence[Column]) -> list[Line]:
    """What carries the columns unseen, their parts above and below nothing, and the height of their words."""
    carried = [one.low if one.low > 0.0 else one.high if one.high < 0.0 else 0.0 for one in shown]
    above = [max(one.high, 0.0) - max(one.low, 0.0) for one in shown]
    below = [min(one.low, 0.0) - min(one.high, 0.0) for one in shown]
    tops = [one.high for one in shown]
    values = {"carried": carried, "above": above, "below": below, "words": tops}
    return [Line(t(f"brief.bridge.series.{name}"), amounts) for name, amounts in values.items()]


def _looks(chart: Chart, shown: Sequence[Column]) -> None:
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    carried, above, below, words = plot.series
    carried.format.fill.background()
    for series in (above, below):
        series.invert_if_negative = False
        for number, one in enumerate(shown):
            fill = series.points[number].format.fill
            fill.solid()
            fill.fore_color.rgb = color(one.role)
    for number, one in enumerate(shown):
        label = words.points[number].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        frame = label.text_frame
        frame.text = one.words
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = SMALL, True, color("ink")
    for line in deck_charts.moved_to(chart, "lineChart", [3], before=False):
        deck_charts.painted(line, None)
        marker = element("c:marker")
        child(marker, "c:symbol", val="none")
        line.find(qn("c:spPr")).addnext(marker)
