"""What a point of the trade-off leaves behind, and which of its moves borrow from the future."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.questions.frontier import Frontier, Point
from model.questions.horizons import Horizons, Lasting, borrowing, horizons
from model.questions.outcomes import ENDS
from ui import frontiers, measures, panels, searches
from ui.frontiers import LASTING
from ui.lever_values import DECLARED, word
from ui.words import t

SHOWN = 5  # moves in the table
KPIS = ("ebitda", "revenue", "satisfaction")  # by which a move may borrow, the weightiest first
TABLED = "ebitda"


def draw(found: Frontier, point: Point) -> None:
    """The sentence, and the moves that weigh most in the first year and over five; searched beside the page."""
    if not point.scenario.levers:
        return
    panels.heading(t("tradeoff.lasting.title"), t("tradeoff.lasting.note"))
    st.html(f'<p class="story">{escape(left(point))}</p>')
    answer = _answer(found, point)
    if answer is not None:
        st.html(f'<p class="story"><b>{escape(sentence(answer))}</b></p>')
        st.html(table(answer))


def left(point: Point) -> str:
    """What is left in the last months, against the baseline."""
    return t("tradeoff.lasting.left", **{name: measures.value(name, point.values[name]) for name in ENDS})


def _answer(found: Frontier, point: Point) -> Horizons | None:
    """The answer; until it is known, its progress, or a button when it was stopped."""
    key = frontiers.lasting_key(found, point)
    answer = LASTING.found(key)
    if answer is not None:
        return answer
    work = searches.work_of(LASTING.name)
    if work is not None and work.key == key and (work.failed or work.stop.is_set()):
        st.button(t("tradeoff.lasting.search"), key="lasting-search", on_click=searches.want, args=(LASTING.name,))
        return None
    LASTING.begin(key, partial(horizons, found.view, point.scenario))
    searches.progress(LASTING.name)
    return None


def sentence(answer: Horizons) -> str:
    """The moves that help now and hurt later, each with the KPI where it weighs most."""
    found = {one.lever: one for kpi in reversed(KPIS) for one in borrowing(answer) if one.kpi == kpi}
    if not found:
        return t("tradeoff.lasting.none")
    worst = sorted(found.values(), key=lambda one: (KPIS.index(one.kpi), -abs(one.long)))
    return t("tradeoff.lasting.borrow", moves=measures.listed([_told(one) for one in worst[:SHOWN]]))


def _told(one: Lasting) -> str:
    return t(
        "tradeoff.lasting.move",
        lever=_named(one),
        kpi=measures.label(one.kpi),
        short=measures.change(one.kpi, one.short),
        long=measures.change(one.kpi, one.long),
    )


def _named(one: Lasting) -> str:
    return word(DECLARED[one.lever], "label") if one.lever in DECLARED else t("tradeoff.lasting.other")


def table(answer: Horizons) -> str:
    """The moves that weigh most in operating profit before depreciation, in the first year and over five."""
    moves = sorted((one for one in answer.levers if one.kpi == TABLED), key=lambda one: -abs(one.long))
    titles = [escape(t(f"tradeoff.lasting.{name}")) for name in ("lever", "short", "long", "verdict")]
    return panels.table(titles, [_row(one) for one in _shown(moves)])


def _shown(moves: Sequence[Lasting]) -> Sequence[Lasting]:
    """Those that borrow, then the largest."""
    return sorted(moves, key=lambda one: one.verdict != "borrows")[:SHOWN]


def _row(one: Lasting) -> tuple[str, ...]:
    cells = (measures.change(one.kpi, one.short), measures.change(one.kpi, one.long))
    owner = panels.tag(DECLARED[one.lever].owner) if one.lever in DECLARED else ""
    return (f"{owner} {escape(_named(one))}", *map(escape, cells), escape(t(f"tradeoff.lasting.is.{one.verdict}")))
