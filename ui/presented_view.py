"""A plan on one page for those who were handed its link: the answer, both lenses, the course, the levers, risks and doubts."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.kpis import KPIS, Kpi, Lens
from model.projection import MODEL_VERSION
from model.scores import why_not
from model.spread import REST
from model.stakes import Spread
from store.kinds import Kept
from ui import cards, governor, ledger, ledger_view, panels, presented_moves, projections, sentences, snapshots
from ui.backtests import widths_of
from ui.cards import sparkline
from ui.charts import headline
from ui.charts.headline import Doubt
from ui.moments import day
from ui.numbers import amount, month_name
from ui.presented import Presented
from ui.words import t

SHOWN: Mapping[Lens, Sequence[str]] = {
    "cro": ("revenue", "new_customers", "nrr", "satisfaction", "win_rate"),
    "coo": ("operating_cost", "on_time", "lead_time", "utilisation", "first_pass_yield"),
    "shared": ("ebitda", "operating_margin", "lowest_cash", "rule_of_40"),
}
MOST = 4  # cards of one lens
AS_SAVED = ("revenue", "operating_cost", "ebitda")


def draw(shown: Presented) -> None:
    """The whole page, what takes longest last."""
    st.html(head(shown))
    st.html(answer(shown))
    ranges = projections.ranges(shown.question)
    for lens in SHOWN:
        st.html(cards_of(shown, lens, ranges))
    _chart(shown)
    panels.heading(t("view.moves"))
    st.html(presented_moves.table(shown.company, shown.plan.scenario))
    panels.heading(t("view.binds"))
    st.html(panels.verdict(*governor.told(shown.values, governor.urgent_first(shown.values.shown))))
    panels.heading(t("view.rests"))
    rests = st.empty()
    st.html(foot(shown))
    with rests, st.spinner(t("view.weighing")):
        spread = ledger.spread_from(shown.company, shown.plan.scenario, shown.plan.months)
    rests.html(rests_on(shown, spread))


def head(shown: Presented) -> str:
    """Whose plan it is, what it is called, who saved it when, and whether it is still the newest."""
    company, version = shown.company, shown.kept.head
    saved = t("kept.saved_by", number=version.number, day=day(version.at), author=version.author or t("kept.nobody"))
    note = f'<p class="note">{escape(shown.kept.note)}</p>' if shown.kept.note else ""
    stale = "".join(f'<p class="stale" role="note">{escape(_stale(shown, reason))}</p>' for reason in shown.stale)
    return (
        f'<div class="shown"><p>{escape(company.name)} · {escape(t(f"kind.{company.kind}"))}</p>'
        f"<h1>{escape(shown.kept.name)}</h1><small>{escape(saved)}</small>{note}{stale}</div>"
    )


def answer(shown: Presented) -> str:
    """The result and the catch."""
    main, catch = sentences.told(shown.values, moved=True)
    return panels.verdict(main, catch) if shown.moves else panels.verdict(t("view.as_is"))


def cards_of(shown: Presented, lens: Lens, ranges: Mapping[str, tuple[float, float]]) -> str:
    """The first KPIs of one lens, each against the baseline and with its band."""
    able = [KPIS[name] for name in SHOWN[lens] if not why_not(KPIS[name], shown.company)][:MOST]
    title, over = t(f"lens.{lens}"), t(f"frame.over.{shown.plan.months // 12}")
    drawn = "".join(_card(shown, kpi, ranges[kpi.name]) for kpi in able)
    return (
        f'<section class="lens {lens}" aria-label="{escape(title)}">'
        f"<h2>{escape(title)} <small>{escape(t('view.against', years=over))}</small></h2>"
        f'<div class="cards" style="--n:{len(able)}">{drawn}</div></section>'
    )


def rests_on(shown: Presented, spread: Spread) -> str:
    """How much of the doubt about the result rests on guesses, and on which most."""
    largest = max((name for name in spread.by_assumption if name != REST), key=lambda name: spread.by_assumption[name])
    years = t(f"frame.over.{shown.plan.months // 12}")
    main = t("view.guesses", share=amount(spread.by_grade.get("guess", 0.0), "share"), years=years)
    label, share = t(f"assumption.{largest}.label"), amount(spread.by_assumption[largest], "share")
    return panels.verdict(main, t("ledger.largest", name=label, share=share)) + ledger_view.grades(spread)


def foot(shown: Presented) -> str:
    """What the figures rest on, for paper."""
    last = month_name(shown.company.history_months[-1])
    return f'<footer class="shown">{escape(t("view.foot", month=last, model=MODEL_VERSION))}</footer>'


def lost(one: Kept) -> None:
    """A plan whose data are no longer held here: what was said when it was saved."""
    st.html(f'<div class="shown"><h1>{escape(one.name)}</h1></div>')
    st.html(panels.verdict(t("view.no_data"), _as_saved(one.head.content.figures)))


def _card(shown: Presented, kpi: Kpi, ends: tuple[float, float]) -> str:
    found, label = shown.values, escape(t(f"kpi.{kpi.name}.label"))
    low, high = (amount(end, kpi.unit) for end in ends)
    band = t("view.band", low=low, high=high) if low != high else t("view.narrow", value=low)
    return (
        f'<article class="card"><div class="label" title="{escape(t(f"kpi.{kpi.name}.definition"))}">{label}</div>'
        f'<div class="value">{escape(amount(found.value[kpi.name], kpi.unit))}</div>{cards.delta(found, kpi)}'
        f'<div class="band">{escape(band)}</div>{sparkline(*found.series(kpi.name), label)}</article>'
    )


def _chart(shown: Presented) -> None:
    widths = widths_of(shown.company, shown.plan.months)
    doubt = Doubt(projections.band_of(shown.question), widths)
    drawn, title = headline.chart(shown.values.shown, doubt, shown.look), t("chart.headline.title")
    with st.container(gap="xxsmall", key="shown-chart"):
        panels.small_heading(title, t("view.chart"))
        st.vega_lite_chart(drawn.frame, dict(drawn.spec), key="shown", theme=None, alt=f"{title}. {drawn.alt}")


def _stale(shown: Presented, reason: str) -> str:
    """That newer data or a newer model exist, and what was said when it was saved."""
    last = month_name(shown.company.history_months[-1])
    said = _as_saved(shown.kept.head.content.figures) if reason == "model" else ""
    return f"{t(f'view.stale.{reason}', month=last)} {said}".strip()


def _as_saved(figures: Mapping[str, object]) -> str:
    told = [
        f"{t(f'kpi.{name}.label')} {amount(float(str(figures[name])), KPIS[name].unit)}"
        for name in AS_SAVED
        if isinstance(figures.get(name), int | float) and name in snapshots.KPIS_KEPT
    ]
    return t("view.as_saved", figures=", ".join(told)) if told else ""
