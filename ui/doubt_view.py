"""'What would change our mind' between two scenarios: flip points in words, a tornado, chances and regret."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.questions.choice import DRAWS
from model.questions.factors import Factor
from model.questions.flips import Flip
from model.scenario import Scenario
from ui import decisions, doubt, ledger, map_view, panels, shares_view, state, waiting
from ui.bridge_words import label
from ui.charts import tornado as drawn
from ui.charts.spec import Chart
from ui.decisions import Asked, scale
from ui.doubt import Doubt, told
from ui.numbers import PER_CENT, amount
from ui.point_view import opening
from ui.words import t

SHOWN = 8  # bars of the picture
FLIPS = 8
FLIP_COLUMNS = ("factor", "limit", "belief", "chance", "evidence")
REGRET_COLUMNS = ("scenario", "middle", "low", "high", "best", "regret", "bad_regret")


def draw() -> None:
    """The whole answer."""
    said = st.empty()
    asked = _asked()
    if asked.scenarios[0].name == asked.scenarios[1].name:
        said.html(panels.verdict(t("decide.doubt.same")))
        return
    found = waiting.answer(doubt.SEARCHES, asked.key, partial(doubt.answer, asked))
    if found is None:
        said.html(panels.verdict(t("decide.doubt.working")))
        return
    said.html(sentence(found))
    _details(found)
    map_view.draw(asked, found)
    shares_view.draw(asked, found)
    panels.heading(t("decide.doubt.regret"), robust(found))
    st.html(regret_table(found))
    if found.choice.robust not in ("mine", "baseline", "do_nothing"):
        opening("robust", next(one for one in asked.scenarios if one.name == found.choice.robust))
    decisions.method("doubt")


def _details(found: Doubt) -> None:
    names = {"first": t(f"preset.{found.first}"), "second": t(f"preset.{found.second}")}
    panels.chart(t("decide.doubt.picture"), chart(found), "decide-doubt", t("decide.doubt.caption", **names))
    panels.heading(t("decide.doubt.flips"), t("decide.doubt.flips_note"))
    st.html(flip_table(found))


def _asked() -> Asked:
    """Two scenarios that the reader picks, then the others, and the KPI."""
    found = decisions.rivals()
    names = list(found)
    first = "mine" if "mine" in found else "revenue_first"
    left, middle, right = st.columns(3, gap="medium")
    with left:
        one = decisions.scenario("first", t("decide.doubt.first"), names, first)
    with middle:
        other = decisions.scenario("second", t("decide.doubt.second"), names, "efficiency_first")
    with right:
        kpi = decisions.kpi()
    rest: list[Scenario] = [scenario for name, scenario in found.items() if name not in (one, other)]
    return Asked(decisions.view(), (found[one], found[other], *rest), kpi)


def sentence(found: Doubt) -> str:
    """Who is better, by how much and how surely, and the likeliest thing that would turn it."""
    if not found.hangs_on.centre:
        names = (t(f"preset.{found.first}"), t(f"preset.{found.second}"))
        return panels.verdict(t("decide.doubt.equal", kpi=t(f"kpi.{found.kpi}.label"), first=names[0], second=names[1]))
    low, high = found.band
    main = t(
        "decide.doubt.answer",
        winner=t(f"preset.{found.winner}"),
        loser=t(f"preset.{found.loser}"),
        kpi=t(f"kpi.{found.kpi}.label"),
        gap=_gap(abs(found.hangs_on.centre), found.kpi),
        chance=_often(found.chance),
        low=decisions.change(low, found.kpi),
        high=decisions.change(high, found.kpi),
        years=t(f"frame.over.{state.months() // 12}"),
    )
    return panels.verdict(main, holds(found, found.flips[0]) if found.flips else t("decide.doubt.firm"))


def _often(chance: float) -> str:
    """How often, never surer than the draws can tell."""
    most = 1.0 - 1.0 / DRAWS
    return t("decide.doubt.over", value=amount(most, "share")) if chance > most else amount(chance, "share")


def _gap(size: float, kpi: str) -> str:
    unit = KPIS[kpi].unit
    return amount(size, "points" if unit in PER_CENT else unit)


def holds(found: Doubt, flip: Flip) -> str:
    """'Revenue first holds unless price elasticity is below -1.9; we believe -1.3 ± .3: 4 %'."""
    return t(
        "decide.doubt.holds",
        winner=t(f"preset.{found.winner}"),
        factor=label(flip.factor.name),
        limit=limit(flip),
        belief=belief(flip.factor),
        chance=amount(flip.chance, "share"),
    )


def limit(flip: Flip) -> str:
    """Beyond which value, and on which side, the other is better."""
    return t(f"decide.{flip.side}", value=told(flip.factor, flip.value))


def belief(factor: Factor) -> str:
    """What is believed, with its standard deviation."""
    return f"{told(factor, factor.centre)} ± {told(factor, factor.spread, signed=False)}"


def chart(found: Doubt) -> Chart:
    """The difference between the two at both ends of what is believed of each factor."""
    shown = found.hangs_on.bars[:SHOWN]
    largest = max(abs(value) for bar in shown for value in (bar.at_low, bar.at_high, found.hangs_on.centre))
    by, unit = scale(found.kpi, largest)
    reaches = [
        drawn.Reach(
            name=label(bar.factor.name),
            at_low=bar.at_low / by,
            at_high=bar.at_high / by,
            low_words=told(bar.factor, bar.low),
            high_words=told(bar.factor, bar.high),
        )
        for bar in shown
    ]
    return drawn.chart(reaches, found.hangs_on.centre / by, unit, "decide.doubt.description")


def flip_table(found: Doubt) -> str:
    """The flip points, likeliest first."""
    if not found.flips:
        return f'<p class="quiet">{escape(t("decide.doubt.firm"))}</p>'
    titles = [escape(t(f"decide.doubt.column.{name}")) for name in FLIP_COLUMNS]
    return panels.table(titles, [_flip_row(flip) for flip in found.flips[:FLIPS]])


def _flip_row(flip: Flip) -> Sequence[str]:
    evidence = t("decide.doubt.world")
    if flip.factor.kind == "assumption":
        evidence = t(f"grade.{ledger.belief(flip.factor.name).grade}")
    cells = (limit(flip), belief(flip.factor), amount(flip.chance, "share"), evidence)
    return (escape(label(flip.factor.name)), *(escape(cell) for cell in cells))


def robust(found: Doubt) -> str:
    """The choice that regrets least when things go badly."""
    regret = found.choice.regret[found.choice.robust][2]
    return t(
        "decide.doubt.robust" if regret > 0.0 else "decide.doubt.robust_best",
        scenario=t(f"preset.{found.choice.robust}"),
        kpi=t(f"kpi.{found.kpi}.label"),
        regret=_gap(regret, found.kpi),
    )


def regret_table(found: Doubt) -> str:
    """Every scenario under the same draws: its band, how often it is the best, what it may cost to be wrong."""
    titles = [escape(t(f"decide.doubt.column.{name}")) for name in REGRET_COLUMNS]
    ordered = sorted(found.choice.values, key=lambda name: found.choice.regret[name][2])
    return panels.table(titles, [_regret_row(found, name) for name in ordered])


def _regret_row(found: Doubt, name: str) -> Sequence[str]:
    unit = KPIS[found.kpi].unit
    low, middle, high = (amount(value, unit) for value in found.choice.values[name])
    _, usual, bad = (_gap(value, found.kpi) for value in found.choice.regret[name])
    best = amount(found.choice.best[name], "share")
    label_of = escape(t(f"preset.{name}"))
    named = f"<b>{label_of}</b>" if name == found.choice.robust else label_of
    return (named, *(escape(cell) for cell in (middle, low, high, best, usual, bad)))
