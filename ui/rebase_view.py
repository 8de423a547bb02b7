"""Scenarios whose data or model are no longer the newest: what they said, what they would say, and the step there."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from model.company import Company
from model.kpis import KPIS
from store.kinds import Kept
from ui import calibrations, companies, keeping, kept, library, panels, projections, snapshots
from ui.kept_pick import pick
from ui.numbers import amount, difference
from ui.projections import Question
from ui.words import t


def draw(listed: tuple[Kept, ...]) -> None:
    """Pick a stale scenario, see the difference, and take the step or leave it."""
    newest = kept.newest()
    stale = [one for one in listed if library.why_stale(one.head, newest)]
    if not stale:
        st.html(panels.verdict(t("kept.rebase.none"), t("kept.rebase.none_more")))
        return
    one = pick(t("kept.rebase.pick"), stale, "rebase-of")
    if one is not None:
        _preview(one, newest)


def _preview(one: Kept, newest: Mapping[str, str]) -> None:
    data = library.newest_of(one.head, newest)
    company = _company(one, data)
    if company is None:
        st.html(f'<p class="quiet">{escape(t("kept.no_data", name=one.name))}</p>')
        return
    reasons = " ".join(t(f"kept.rebase.because_{reason}") for reason in library.why_stale(one.head, newest))
    panels.heading(t("kept.rebase.preview", name=one.name), reasons)
    st.html(table(one, after(one, company)))
    if not one.locked:
        st.button(t("kept.rebase.do"), key="rebase-do", type="primary", on_click=keeping.rebase, args=(one, data))
    st.html(f'<p class="quiet">{escape(t("kept.rebase.kept"))}</p>')


def after(one: Kept, company: Company) -> Mapping[str, object]:
    """What today's model says of the plan with the newest data."""
    plan = kept.plan_of(one.head, company)
    shown = projections.answer(Question(calibrations.applied(company, plan.evidence), (plan.scenario,), plan.months))
    return snapshots.of(shown)


def table(one: Kept, new: Mapping[str, object]) -> str:
    """Each KPI as it was saved, as it would be, and the difference."""
    titles = [escape(t(f"kept.rebase.{name}")) for name in ("kpi", "before", "after", "change")]
    old = one.head.content.figures
    rows = [_row(name, old[name], new[name]) for name in snapshots.KPIS_KEPT if name in old and name in new]
    return panels.table(titles, rows)


def _row(name: str, before: object, now: object) -> tuple[str, ...]:
    unit = KPIS[name].unit
    old, new = float(str(before)), float(str(now))
    told = (amount(old, unit), amount(new, unit), difference(new, old, unit) or "–")
    return (escape(t(f"kpi.{name}.label")), *(escape(each) for each in told))


def _company(one: Kept, data: str) -> Company | None:
    """The company with its newest data."""
    shown = companies.find(one.head.content.company)
    return shown if shown is not None and shown.content_hash == data else companies.find(data)
