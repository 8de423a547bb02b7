"""'Short against long': the same plan over four quarters and over five years, and the moves that borrow from the future."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.questions.horizons import JUDGED, Horizons, Lasting, borrowing, horizons
from model.questions.watching import Watch
from ui import decisions, panels, state, waiting
from ui.bridge_view import ranked, role
from ui.bridge_words import label
from ui.charts import bars
from ui.charts.bars import Bar
from ui.decisions import Asked, change
from ui.lever_values import DECLARED
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[Horizons] = Searches("terms")
SHORT, LONG = "year", "five_years"
COLUMNS = ("lever", "short", "long", "verdict")
TONES = {"borrows": "bad", "hurts": "bad", "helps": "good", "invests": "good"}


def draw() -> None:
    """The whole answer."""
    if not state.has_moved():
        decisions.nothing_moved()
        return
    said = st.empty()
    with st.columns(2, gap="medium")[0]:
        kpi = decisions.kpi(JUDGED)
    asked = Asked(decisions.view(), (decisions.mine(),))
    found = waiting.answer(SEARCHES, asked.key, partial(answer, asked))
    if found is None:
        said.html(panels.verdict(t("decide.terms.working")))
        return
    said.html(sentence(found, kpi))
    _details(found, kpi)


def _details(found: Horizons, kpi: str) -> None:
    moves = [lasting for lasting in found.levers if lasting.kpi == kpi]
    if moves:
        title = t("decide.terms.picture", kpi=t(f"kpi.{kpi}.label"))
        drawn = bars.chart(parts(moves), "decide.terms.description")
        panels.chart(title, drawn, "decide-terms", t("decide.terms.caption"))
        st.html(moves_table(moves))
    panels.heading(t("decide.terms.windows"), t("decide.terms.windows_note"))
    st.html(windows_table(found))
    decisions.method("terms")


def answer(asked: Asked, watch: Watch) -> Horizons:
    """A plan on both horizons."""
    return horizons(asked.view, asked.scenarios[0], watch)


def gap(found: Horizons, window: str, kpi: str) -> float:
    """What the plan adds to a KPI over a window."""
    return found.plan[window][kpi] - found.baseline[window][kpi]


def sentence(found: Horizons, kpi: str) -> str:
    """What the plan does to a KPI now and over five years, and the moves that borrow."""
    short, long = gap(found, SHORT, kpi), gap(found, LONG, kpi)
    sign = KPIS[kpi].better or 1
    both = ("good" if sign * short >= 0.0 else "bad", "good" if sign * long >= 0.0 else "bad")
    main = t(
        f"decide.terms.answer.{both[0]}_{both[1]}",
        kpi=t(f"kpi.{kpi}.label"),
        short=change(short, kpi),
        long=change(long, kpi),
    )
    names = [label(one.lever) for one in borrowing(found) if one.kpi == kpi]
    more = t("decide.terms.borrow", levers=", ".join(names)) if names else t("decide.terms.none_borrows")
    return panels.verdict(main, more)


def parts(moves: Sequence[Lasting]) -> list[Bar]:
    """Each lever over five years, marked where it stands after four quarters."""
    by_name = {one.lever: one for one in moves}
    return [
        Bar(
            name=label(lever),
            value=by_name[lever].long,
            words=change(by_name[lever].long, by_name[lever].kpi),
            role=role(lever),
            mark=by_name[lever].short,
        )
        for lever in ranked({name: one.long for name, one in by_name.items()})
    ]


def moves_table(moves: Sequence[Lasting]) -> str:
    """Every lever's part now and over five years, and what that makes of it; those that borrow first."""
    titles = [escape(t(f"decide.terms.column.{name}")) for name in COLUMNS]
    return panels.table(titles, [_move_row(one) for one in moves])


def _move_row(one: Lasting) -> Sequence[str]:
    owner = panels.tag(DECLARED[one.lever].owner) if one.lever in DECLARED else ""
    verdict = escape(t(f"decide.terms.verdict.{one.verdict}"))
    return (
        f"{owner} {escape(label(one.lever))}",
        escape(change(one.short, one.kpi)),
        escape(change(one.long, one.kpi)),
        f'<span class="{TONES.get(one.verdict, "")}">{verdict}</span>',
    )


def windows_table(found: Horizons) -> str:
    """What the plan adds to each KPI by quarter, over the year and over five years."""
    titles = [escape(t("decide.kpi")), *(escape(t(f"decide.terms.window.{window}")) for window in found.windows)]
    names = [kpi for kpi in JUDGED if kpi in found.plan[SHORT]]
    return panels.table(titles, [_window_row(found, kpi) for kpi in names])


def _window_row(found: Horizons, kpi: str) -> Sequence[str]:
    sign = KPIS[kpi].better or 1

    def cell(window: str) -> str:
        added = gap(found, window, kpi)
        tone = "" if not added else "good" if sign * added > 0.0 else "bad"
        return f'<span class="{tone}">{escape(change(added, kpi))}</span>'

    return (escape(t(f"kpi.{kpi}.label")), *(cell(window) for window in found.windows))
