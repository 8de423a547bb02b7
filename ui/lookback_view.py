"""Plan against actual: which plan, since when; what fired, the gap and its parts, what was done, what was learned."""

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st

from model.executed import Came
from model.gaps import FIRST, Gap
from model.kpis import KPIS
from model.lookback import LookBack, look_back
from model.scenario import Move, Scenario
from model.triggers import fates, fired
from ui import (
    decisions,
    lookback_html,
    lookback_keeping,
    lookback_pdf,
    lookback_plans,
    lookback_shocks,
    lookback_tables,
    panels,
    state,
    waiting,
    widgets,
)
from ui.charts import function as drawn
from ui.charts.function import Pair
from ui.decisions import Asked
from ui.link import Plan, encode
from ui.lookback_tables import Report
from ui.looked_at import LookedAt, triggers_of
from ui.numbers import PER_CENT, month_name
from ui.searches import Searches
from ui.voice import as_now
from ui.words import t

SEARCHES: "Searches[LookBack]" = Searches("lookback")
FILES = {"html": (lookback_html.file, "text/html", "take"), "pdf": (lookback_pdf.file, "application/pdf", "take_pdf")}


def draw() -> None:
    """The whole page."""
    company = state.data()
    if len(company.history_months) <= lookback_plans.FEWEST:
        st.html(panels.verdict(t("lookback.too_short"), t("lookback.too_short_more")))
        return
    said = st.empty()
    looked, start = lookback_plans.picked()
    if lookback_plans.is_ahead(looked):
        st.info(f"{t('lookback.no_month', month=month_name(looked.start))} {t('lookback.no_month_more')}")
    found = _found(looked, start, lookback_shocks.named(start))
    if found is None:
        said.html(panels.verdict(t("lookback.working")))
        return
    as_if = not looked.start or lookback_plans.is_ahead(looked)
    said.html(panels.verdict(lookback_tables.sentence(found, as_if=as_if), t("lookback.exact")))
    title, fated = t("lookback.title", company=company.name), fates(company, looked.triggers)
    _answer(Report(title=title, plan=looked.name, found=found, fated=fated, as_if=as_if))


def _found(looked: LookedAt, start: str, shocks: Mapping[str, Move]) -> LookBack | None:
    """The look-back, once it is worked out."""
    company = state.data()
    details = (start, encode(Plan(Scenario(shocks=shocks), evidence=looked.evidence)), company.content_hash)
    asked = Asked(decisions.view(), (looked.scenario,), details=details)
    return waiting.answer(
        SEARCHES,
        asked.key,
        lambda _: look_back(company, looked.scenario, start, fitted=looked.believed, came=Came(shocks=shocks)),
    )


def _answer(report: Report) -> None:
    found = report.found
    if report.fated:
        _fates(report)
        panels.heading(t("lookback.part.split"))
    st.html(lookback_html.table(lookback_tables.split(found, [name for name in FIRST if name in found.gaps])))
    with st.expander(t("lookback.kpis")):
        others = [name for name in found.gaps if name not in FIRST]
        st.html(lookback_html.table(lookback_tables.split(found, others)))
    st.html(f'<p class="quiet">{escape(t("lookback.sources"))}</p>')
    _line(found)
    for table in (lookback_tables.moves(found), lookback_tables.learned(found)):
        panels.heading(table.title)
        st.html(lookback_html.table(table))
    lookback_keeping.draw(found, report.plan)
    if not report.fated:
        _other_triggers()
    _files(report)


def _line(found: LookBack) -> None:
    """One measure month by month, as a picture and as a table."""
    if widgets.value("lookback-line") not in found.gaps:
        widgets.hold("lookback-line", "revenue")
    name = str(
        st.selectbox(
            t("lookback.line_shown"), list(found.gaps), key="lookback-line", format_func=lookback_tables.name_of,
            placeholder=t("lookback.line_shown"), on_change=state.touch, persist_state="session", width=340,
        )
    )  # fmt: skip
    words = lookback_tables.name_of(name)
    chart = drawn.chart(_pair(found.gaps[name]), found.months, t("lookback.chart", line=words))
    panels.chart(words, chart, "lookback-line-chart")
    st.html(lookback_html.table(lookback_tables.by_month(found, name)))


def _pair(gap: Gap) -> Pair:
    """Actual drawn solid, plan dashed; shares in per cent."""
    by, unit = (0.01, "%") if gap.unit in PER_CENT else (1.0, lookback_tables.name_of(gap.name))
    role = KPIS[gap.name].lens if gap.name in KPIS else "shared"
    names = (t("lookback.column.actual"), t("lookback.column.planned"))
    return Pair(gap.actual / by, gap.planned / by, names, role, unit, gap.unit == "money")


def _fates(report: Report) -> None:
    """What became of the receipt's triggers, those that fired first."""
    table, alarm = lookback_tables.triggers(report.fated), bool(fired(report.fated))
    if alarm:
        st.error(table.note, icon=":material/notifications_active:")
    panels.heading(table.title, "" if alarm else table.note)
    st.html(lookback_html.table(table, note=False))


def _other_triggers() -> None:
    """The triggers of this company's receipts, by the data looked at."""
    for one in lookback_plans.receipts():
        asked = triggers_of(one.document)
        if asked:
            panels.heading(t("lookback.triggers"), str(one.document["question"]))
            st.html(lookback_html.table(lookback_tables.triggers(fates(state.data(), asked))))


def _files(report: Report) -> None:
    """The report to take away."""
    with st.container(horizontal=True):
        for kind, (file, media, words) in FILES.items():
            st.download_button(
                t(f"lookback.{words}"), as_now(partial(file, report)), f"{t('lookback.file')}.{kind}", media,
                key=f"lookback-{words}", icon=":material/download:", on_click=state.touch,
            )  # fmt: skip
