"""Shares of the variance on demand: how much of what we do not know about a difference comes from each factor."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.questions.factors import Factor
from model.questions.sensitivity import SHARED, Shares, variance_shares
from model.questions.watching import Watch
from ui import decisions, panels, waiting
from ui.bridge_words import label
from ui.charts import bars
from ui.charts.bars import Bar
from ui.decisions import Asked
from ui.doubt import Doubt, target
from ui.numbers import setting
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[list[Shares]] = Searches("shares")
COLUMNS = ("factor", "alone", "total", "together")


def draw(asked: Asked, found: Doubt) -> None:
    """The shares of the factors that matter most, once they are asked for."""
    panels.heading(t("decide.shares.title"), t("decide.shares.note"))
    said = st.empty()
    with st.columns(3)[0]:
        seed = decisions.seed()
    chosen = [bar.factor for bar in found.hangs_on.bars[:SHARED]]
    shares = waiting.answer(SEARCHES, (*asked.key, str(seed)), partial(_run, asked, chosen, seed), unasked=False)
    if shares is None:
        return
    said.html(f'<p class="story">{escape(sentence(shares))}</p>')
    picture = bars.chart(parts(shares), "decide.shares.description")
    panels.chart(t("decide.shares.picture"), picture, "decide-shares", t("decide.shares.caption"))
    st.html(table(shares))


def _run(asked: Asked, chosen: Sequence[Factor], seed: int, watch: Watch) -> list[Shares]:
    return variance_shares(target(asked), chosen, seed, watch)


def sentence(shares: Sequence[Shares]) -> str:
    """The factor that most of the doubt comes from, and how much only arises together."""
    first = shares[0]
    return t(
        "decide.shares.answer",
        factor=label(first.factor.name),
        total=_share(first.total),
        alone=_share(first.alone),
        sum=_share(sum(max(one.alone, 0.0) for one in shares)),
    )


def _share(value: float) -> str:
    """A share that its noise may have pushed beyond 0 or 1."""
    return setting(round(min(max(value, 0.0), 1.0), 2), "share")


def parts(shares: Sequence[Shares]) -> list[Bar]:
    """One bar per factor: with the others, marked where it stands alone."""
    return [
        Bar(
            name=label(one.factor.name),
            value=max(one.total, 0.0),
            words=_share(one.total),
            role="baseline" if one.factor.kind == "shock" else "shared",
            mark=max(one.alone, 0.0),
        )
        for one in shares
    ]


def table(shares: Sequence[Shares]) -> str:
    """Both shares of every factor with their standard errors."""
    titles = [escape(t(f"decide.shares.column.{name}")) for name in COLUMNS]
    return panels.table(titles, [_row(one) for one in shares])


def _row(one: Shares) -> Sequence[str]:
    cells = (
        f"{_share(one.alone)} ± {_share(one.alone_error)}",
        f"{_share(one.total)} ± {_share(one.total_error)}",
        _share(one.total - max(one.alone, 0.0)),
    )
    return (escape(label(one.factor.name)), *(escape(cell) for cell in cells))
