"""Plan against actual: which plan, since when; the gap and its parts, what was done, what was learned, which triggers fired."""

from functools import partial
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.lookback import LookBack, look_back
from model.scenario import Scenario
from model.triggers import Trigger, fates
from ui import decisions, kept, lookback_file, panels, receipt_sheet, receipt_view, state, waiting
from ui.charts import function as drawn
from ui.charts.backtest import ROLES
from ui.charts.function import Pair
from ui.decisions import Asked
from ui.numbers import month_name
from ui.searches import Searches
from ui.words import t

SEARCHES: "Searches[LookBack]" = Searches("lookback")
FEWEST, HELD_OUT = 12, 6  # months of history before a plan, and held out where nothing says since when
LONGEST = 36  # months looked back over


def draw() -> None:
    """The whole page."""
    company = state.data()
    if len(company.history_months) <= FEWEST:
        st.html(panels.verdict(t("lookback.too_short"), t("lookback.too_short_more")))
        return
    said = st.empty()
    scenario, start = _plan()
    fitted = state.evidence().calibrated
    asked = Asked(decisions.view(), (scenario,), details=(start, str(fitted), company.content_hash))
    found = waiting.answer(SEARCHES, asked.key, lambda _: look_back(company, scenario, start, fitted=fitted))
    if found is None:
        said.html(panels.verdict(t("lookback.working")))
        return
    said.html(panels.verdict(lookback_file.sentence(found), t("lookback.exact")))
    _answer(found)


def _plan() -> tuple[Scenario, str]:
    """The plan looked back at, and its first month."""
    mine = kept.kept()
    plans = {"mine": decisions.mine(), "baseline": decisions.baseline()} | {one.id: one.scenario for one in mine}
    names = {one.id: one.name for one in mine}
    months = state.data().history_months[FEWEST:][-LONGEST:]
    left, right = st.columns(2, gap="medium")
    usual = "mine" if state.has_moved() else "baseline"
    plan = left.selectbox(
        t("lookback.plan"), list(plans), index=list(plans).index(usual), key="lookback-plan",
        format_func=lambda name: names.get(name) or t(f"preset.{name}"), placeholder=t("lookback.plan"),
    )  # fmt: skip
    start = right.selectbox(
        t("lookback.since"), months, index=max(len(months) - HELD_OUT, 0), key=f"lookback-since-{state.company_key()[:8]}",
        format_func=month_name, placeholder=t("lookback.since"),
    )  # fmt: skip
    return plans[str(plan)], str(start)


def _answer(found: LookBack) -> None:
    st.html(lookback_file.split(found))
    st.html(f'<p class="quiet">{escape(t("lookback.sources"))}</p>')
    line = str(
        st.segmented_control(
            t("lookback.line_shown"), list(found.gaps), default="revenue", required=True, key="lookback-line",
            format_func=lambda name: t(f"lookback.line.{name}"), label_visibility="collapsed",
        )
    )  # fmt: skip
    _chart(found, line)
    st.html(lookback_file.by_month(found, line))
    panels.heading(t("lookback.part.moves"), t("lookback.moves_note"))
    st.html(lookback_file.moves(found))
    panels.heading(t("lookback.part.learned"), t("lookback.learned_note"))
    st.html(lookback_file.learned(found))
    _triggers()
    title = t("lookback.title", company=state.data().name)
    st.download_button(
        t("lookback.take"), partial(lookback_file.file, found, title), f"{t('lookback.file')}.html", "text/html",
        key="lookback-take", icon=":material/download:", on_click=state.touch,
    )  # fmt: skip


def _chart(found: LookBack, line: str) -> None:
    gap = found.gaps[line]
    money = line in lookback_file.MONEY
    name = t(f"lookback.line.{line}")
    names = (t("lookback.column.actual"), t("lookback.column.planned"))
    pair = Pair(gap.actual, gap.planned, names, ROLES.get(line, "shared"), name, money)
    panels.chart(name, drawn.chart(pair, found.months, t("lookback.chart", line=name)), "lookback-line-chart")


def _triggers() -> None:
    """The triggers of this company's receipts, by the data looked at."""
    mine = [one for one in receipt_view.listed() if one.whole and one.document["company"]["name"] == state.data().name]
    for one in mine:
        listed = [said for said in one.document["triggers"] if said["kpi"] in KPIS]
        if listed:
            panels.heading(t("lookback.triggers"), str(one.document["question"]))
            asked = tuple(Trigger(said["kpi"], said["side"], said["value"], said["month"]) for said in listed)
            words = [receipt_sheet.trigger(said) for said in listed]
            st.html(lookback_file.triggers(fates(state.data(), asked), words))
