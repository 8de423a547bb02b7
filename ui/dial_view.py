"""The plan that the dial of the compass points to: a point of the frontier, searched when the reader asks for it."""

from functools import partial
from html import escape

import streamlit as st

from model.questions.frontier import Aim, Frontier, frontier, recommended
from model.questions.watching import Watch
from ui import decisions, frontiers, measures, panels, waiting
from ui.decisions import Asked
from ui.numbers import amount
from ui.point_view import opening
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[Frontier] = Searches("dial")


def draw(revenue_weight: float) -> None:
    """The recommended plan, its moves, and a button that opens it."""
    panels.heading(t("decide.dial.title"), t("decide.dial.note"))
    asked = Asked(decisions.view(), (frontiers.surroundings(),))
    found = waiting.answer(SEARCHES, asked.key, partial(_run, asked), unasked=False)
    if found is None:
        return
    if not found.points:
        st.html(f'<p class="story">{escape(t("decide.dial.nothing"))}</p>')
        return
    point = recommended(found, revenue_weight)
    st.html(f'<p class="story">{escape(sentence(found, revenue_weight))}</p>')
    moves = "".join(f"<li>{escape(move)}</li>" for move in measures.moves(point.scenario, None))
    st.html(f'<b>{escape(t("decide.dial.moves"))}</b><ul class="plain">{moves or "<li>–</li>"}</ul>')
    opening("dial", point.scenario)


def _run(asked: Asked, watch: Watch) -> Frontier:
    return frontier(asked.view, Aim(base=asked.scenarios[0]), watch)


def sentence(found: Frontier, revenue_weight: float) -> str:
    """What the recommended point gives, beside the company as it is."""
    point, now = recommended(found, revenue_weight), found.compared["baseline"]
    first, second = found.aim.first, found.aim.second
    return t(
        "decide.dial.answer",
        revenue=amount(revenue_weight, "share"),
        first=measures.label(first),
        second=measures.label(second),
        first_value=measures.value(first, point.values[first]),
        second_value=measures.value(second, point.values[second]),
        first_now=measures.value(first, now.values[first]),
        second_now=measures.value(second, now.values[second]),
    )
