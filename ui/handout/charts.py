"""The charts of a hand-over: one picture for each scenario and question, and the scenarios side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.bridges import Bridge
from model.projection import Projection, drawn_totals
from model.scenario import Scenario
from ui.bridge_view import ranked, role
from ui.bridge_words import label
from ui.charts import bars, delivery, headline, lines
from ui.charts import spec as shared
from ui.charts.bars import Bar
from ui.charts.lines import Series
from ui.charts.spec import Chart, Look
from ui.decisions import change
from ui.handout.handover import SEED, Handover
from ui.lever_values import member_name
from ui.projections import BAND, DRAWS
from ui.words import t

COMPARED = ("revenue", "operating_cost", "ebitda", "cash", "on_time", "satisfaction")
BRIDGED = ("ebitda", "revenue")
SHARES = ("on_time", "satisfaction")
LEVELS = ("cash",)


@dataclass(frozen=True)
class Picture:
    """One chart with its title and how to read it; `about` is the scenario that it is about, if one."""

    name: str
    title: str
    note: str
    chart: Chart
    about: str = ""


def pictures(handed: Handover, bridges: Sequence[Mapping[str, Bridge]], look: Look) -> Iterator[Picture]:
    """Every chart, in the reader's language."""
    for scenario, found in zip(handed.scenarios, bridges, strict=True):
        shown = handed.alone(scenario)
        yield _headline(handed, scenario, shown, look)
        yield from _bridges(scenario, found, look)
        yield _loads(scenario, shown, look)
    together = handed.shown()
    for line in COMPARED:
        title = t(f"file_line.{line}")
        yield Picture(line, title, t("handed_chart.compared"), _compared(handed, together, line, look))


def _headline(handed: Handover, scenario: Scenario, shown: Projection, look: Look) -> Picture:
    draws = drawn_totals(handed.company, scenario, BAND, months=handed.months, draws=DRAWS, seed=SEED)
    drawn = headline.chart(shown, headline.Doubt(draws), look)
    return Picture("headline", t("chart.headline.title"), t("handed_chart.headline"), drawn, scenario.name)


def _bridges(scenario: Scenario, found: Mapping[str, Bridge], look: Look) -> Iterator[Picture]:
    for kpi in BRIDGED:
        bridge = found.get(kpi)
        if bridge is not None and bridge.shares:
            drawn = bars.chart(list(_bars(bridge)), "decide.moved.description", look)
            title = t("decide.moved.picture", kpi=t(f"kpi.{kpi}.label"))
            yield Picture(f"bridge_{kpi}", title, t("decide.moved.caption"), drawn, scenario.name)


def _bars(bridge: Bridge) -> Iterator[Bar]:
    for name in ranked(bridge.shares):
        share = bridge.shares[name]
        yield Bar(
            name=label(name), value=share, words=change(share, bridge.kpi), role=role(name), mark=bridge.alone[name]
        )


def _loads(scenario: Scenario, shown: Projection, look: Look) -> Picture:
    names = tuple(member_name(name, "process") for name in shown.members["process"])
    drawn = delivery.map_chart(shown, names, look)
    return Picture("load_map", t("chart.load_map.title"), t("delivery.map_note"), drawn, scenario.name)


def _compared(handed: Handover, shown: Projection, line: str, look: Look) -> Chart:
    """One line of the baseline and of every scenario, each named at its end; flows of money as sums of twelve months."""
    courses = [_course(shown, line, row) for row in range(len(handed.names))]
    by, unit = (
        (0.01, look.say("chart.unit.share"))
        if line in SHARES
        else shared.money_scale(look, float(np.abs(courses).max()))
    )
    title = unit if line in (*SHARES, *LEVELS) else look.say("chart.a_year", unit=unit)
    series = [
        Series(
            months=shown.months,
            role=("baseline", *handed.subject.roles)[row],
            kind="dashed" if row == 0 else "solid",
            value=course / by,
            series=f"{row}",
            name=name,
        )
        for row, (name, course) in enumerate(zip(handed.names, courses, strict=True))
    ]
    rows = lines.frame(lines.ending(series))
    drawn = lines.spec(look, title, shared.label_step(len(shown.months)), ends=True)
    said = look.say("chart.scenarios.description", line=look.say(f"file_line.{line}"))
    return Chart(rows, drawn, said, figures=lines.figures(rows, look, title))


def _course(shown: Projection, line: str, row: int) -> np.ndarray:
    return headline.values(shown, line, row) if line in (*SHARES, *LEVELS) else headline.years(shown, line, row)
