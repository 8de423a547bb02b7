"""The charts of a sheet as vectors: the two courses by month, and the bridge as a row of bars for each lever."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor

from ui.charts.spec import label_step, spread_out
from ui.handout.axes import bounds
from ui.handout.bridging import Row
from ui.handout.brief import Bridged, Course, Courses, Months
from ui.handout.cells import Cell
from ui.handout.paper import HIGH, INK, ROW, Box, Grid, Sheet, Type
from ui.numbers import amount
from ui.words import t

SHADE = 0.16
AXIS = Type(sizes=(7.0,), role="quiet")
LEFT_ROOM, RIGHT_ROOM, FOOT = 44.0, 112.0, 14.0  # for amounts, names and months
NAMES, AMOUNTS = 168.0, 66.0  # widths of the bridge's columns
APART = 21.0  # between the names at the end of two lines


def courses(sheet: Sheet, box: Box, found: Courses) -> None:
    """Revenue against operating cost: solid the scenario, dashed the baseline, shaded eight chances in ten."""
    low, high, step = bounds([value for one in found.lines for each in _all(one) for value in each])
    plot = Box(box.left + LEFT_ROOM, box.top + 4.0, box.wide - LEFT_ROOM - RIGHT_ROOM, box.high - FOOT - 4.0)

    def across(month: int) -> float:
        return plot.left + plot.wide * month / (len(found.months) - 1)

    def down(value: float) -> float:
        return plot.top + plot.high * (high - value) / (high - low)

    _grid(sheet, plot, [(down(value), value) for value in _steps(low, high, step)])
    for month in range(0, len(found.months), label_step(len(found.months))):
        sheet.line(across(month) - 10.0, plot.top + plot.high + 11.0, found.names[month], AXIS)
    for one in found.lines:
        edge = [(across(month), down(value)) for month, value in enumerate(one.high)]
        back = [(across(month), down(value)) for month, value in reversed(list(enumerate(one.low)))]
        _shaded(sheet, [*edge, *back], one.role)
    for one in found.lines:
        for months, dashed in ((one.baseline, True), (one.scenarios[0], False)):
            _line(sheet, [(across(month), down(value)) for month, value in enumerate(months)], one.role, dashed=dashed)
    _names(sheet, plot.left + plot.wide + 6.0, found.lines, [down(one.scenarios[0][-1]) for one in found.lines])


def _all(one: Course) -> Sequence[Months]:
    return one.baseline, one.scenarios[0], one.low, one.high


def _steps(low: float, high: float, step: float) -> list[float]:
    return [low + number * step for number in range(round((high - low) / step) + 1)]


def _grid(sheet: Sheet, plot: Box, lines: Sequence[tuple[float, float]]) -> None:
    for top, value in lines:
        sheet.rule(plot.left, plot.left + plot.wide, top, "grid")
        sheet.line(plot.left - 5.0, top + 2.5, amount(value, "money"), AXIS, right=True)


def _names(sheet: Sheet, left: float, lines: Sequence[Course], tops: Sequence[float]) -> None:
    """Name and last amount of each line at its end, apart where the lines are close."""
    for one, top in zip(lines, spread_out(tops, APART), strict=True):
        sheet.line(left, top, one.label, Type(sizes=(8.0,), role=one.role, bold=True))
        sheet.line(left, top + 10.0, amount(one.scenarios[0][-1], "money"), Type(sizes=(8.0,), role=one.role))


def _path(sheet: Sheet, points: Sequence[tuple[float, float]]) -> object:
    path = sheet.canvas.beginPath()
    for number, (x, top) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x, HIGH - top)
    return path


def _shaded(sheet: Sheet, points: Sequence[tuple[float, float]], role: str) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setFillColor(HexColor(getattr(INK, role)), alpha=SHADE)
    sheet.canvas.drawPath(_path(sheet, points), stroke=0, fill=1)
    sheet.canvas.restoreState()


def _line(sheet: Sheet, points: Sequence[tuple[float, float]], role: str, *, dashed: bool) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setStrokeColor(HexColor(getattr(INK, role)))
    sheet.canvas.setLineWidth(1.0 if dashed else 2.0)
    sheet.canvas.setLineJoin(1)
    if dashed:
        sheet.canvas.setDash(3, 2)
    sheet.canvas.drawPath(_path(sheet, points), stroke=1, fill=0)
    sheet.canvas.restoreState()


def bridge(sheet: Sheet, box: Box, rows: Sequence[Row], bridges: Sequence[Bridged]) -> float:
    """A row for each lever: its name, its bar from where the one before ends, and its part of every KPI."""
    bars = box.wide - NAMES - AMOUNTS * len(bridges)
    cells = [[Cell(row.name), Cell(""), *(Cell(share.words) for share in row.shares)] for row in rows]
    cells.append(
        [Cell(bridges[-1].label, bold=True), Cell(""), *(Cell(one.change.words, bold=True) for one in bridges)]
    )
    titles = [t("brief.bridge.column"), "", *(one.label for one in bridges)]
    widths = (NAMES, bars, *[AMOUNTS] * len(bridges))
    end = sheet.table(box.left, box.top, Grid(titles=titles, rows=cells, widths=widths, numbers=2))
    _bars(sheet, Box(box.left + NAMES + 6.0, box.top + ROW, bars - 12.0, ROW), rows, bridges[-1].change.value)
    return end


def _bars(sheet: Sheet, box: Box, rows: Sequence[Row], whole: float) -> None:
    """The parts of the last KPI, each from where the one before ends, then the whole."""
    heights = [0.0]
    for row in rows:
        heights.append(heights[-1] + row.shares[-1].value)
    low, high = min(heights), max(heights)
    scale = box.wide / (high - low or 1.0)
    ends = [*zip(heights, heights[1:], [row.role for row in rows], strict=False), (0.0, whole, "ink")]
    for number, (start, end, role) in enumerate(ends):
        left, wide = box.left + (min(start, end) - low) * scale, abs(end - start) * scale
        sheet.bar(Box(left, box.top + number * ROW + 3.0, max(wide, 0.6), ROW - 6.0), role)
    sheet.canvas.setStrokeColor(HexColor(INK.quiet))
    sheet.canvas.setLineWidth(0.4)
    zero, top = box.left - low * scale, HIGH - box.top
    sheet.canvas.line(zero, top, zero, top - ROW * len(ends))
