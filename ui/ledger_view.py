"""The assumption ledger on screen: what is believed, how far data back it, and how much of the result hangs on it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model import track
from model.assumptions import ASSUMPTIONS
from model.beliefs import EVIDENCE, Belief
from model.spread import REST
from model.stakes import EIGHTY, Spread
from ui import ledger, panels, state, track_view, widgets
from ui.ledger import figure
from ui.numbers import amount
from ui.remarks import Remark
from ui.track_view import Tracks
from ui.words import t

VIEWS = ("matters", "fitted", "benchmark", "guess", "all")
GRADES = ("fitted", "tested", "benchmark", "guess", REST)
LEAST_SHARE = 0.005  # made by data, below which nothing is said of it
MATTERS = 14  # lines that an executive reads
ROOM = 2.4  # prior standard deviations shown either side


def answer(spread: Spread) -> str:
    """How much is known, and what the result hangs on, in one sentence."""
    return panels.verdict(*told(ledger.beliefs(), spread, state.months()))


def told(beliefs: Sequence[Belief], spread: Spread, months: int) -> tuple[str, str]:
    """How much of some beliefs is known, and what the result over some months hangs on most."""
    own = {belief.name for belief in beliefs if belief.grade in ("fitted", "tested") and belief.evident}
    largest = max((name for name in spread.by_assumption if name != REST), key=lambda name: spread.by_assumption[name])
    said = t(
        "ledger.answer" if own else "ledger.answer_none",
        count=len(ASSUMPTIONS),
        own=len(own),
        share=amount(spread.by_grade.get("guess", 0.0), "share"),
        years=t(f"frame.over.{months // 12}"),
    )
    catch = t(
        "ledger.largest",
        name=t(f"assumption.{largest}.label"),
        share=amount(spread.by_assumption[largest], "share"),
    )
    return said, catch


def grades(spread: Spread) -> str:
    """One bar: what the spread of the result comes from, by grade of evidence."""
    shown = [(grade, spread.by_grade.get(grade, 0.0)) for grade in GRADES]
    parts = "".join(f'<i class="{grade}" style="flex-grow:{share:.4f}"></i>' for grade, share in shown if share > 0.0)
    words = "".join(
        f'<li class="{grade}">{escape(t(f"grade.{grade}"))} <b>{escape(amount(share, "share"))}</b></li>'
        for grade, share in shown
        if share >= 0.0005
    )
    return f'<div class="evidence"><div aria-hidden="true">{parts}</div><ul>{words}</ul></div>'


def view() -> str:
    """Which lines of the ledger are read."""
    widgets.give_first("ledger-view", VIEWS[0])
    return str(
        st.segmented_control(
            t("ledger.view"),
            VIEWS,
            required=True,
            key="ledger-view",
            format_func=lambda name: t(f"ledger.views.{name}"),
            on_change=state.touch,
            label_visibility="collapsed",
            persist_state="session",
        )
    )


def table(view_name: str, spread: Spread, tracks: Tracks) -> str:
    """The lines of the ledger, those that the result hangs on first, as HTML."""
    lines = sorted(ledger.beliefs(), key=lambda belief: -spread.by_assumption.get(belief.name, 0.0))
    chosen = [belief for belief in lines if view_name in ("all", "matters", belief.grade) or _tested(belief, view_name)]
    shown = chosen[:MATTERS] if view_name == "matters" else chosen
    if not shown:
        return f'<p class="quiet">{escape(t("ledger.none"))}</p>'
    titles = [escape(t(f"ledger.column.{name}")) for name in _COLUMNS]
    return panels.table(titles, [_row(belief, spread, tracks) for belief in shown], first=len(titles))


def pairs() -> str:
    """Coefficients that the data know only as a sum, as HTML; empty where there are none."""
    found = ledger.pairs()
    if not found:
        return "<div></div>"
    lines = "".join(
        f"<li>{escape(t('ledger.pair', first=ledger.name_of(*pair.first), second=ledger.name_of(*pair.second)))}</li>"
        for pair in found
    )
    return f'<p class="quiet">{escape(t("ledger.pairs"))}</p><ul class="plain">{lines}</ul>'


def notices() -> Sequence[str]:
    """What calibration found doubtful, as sentences."""
    return [t(f"notice.{notice.key}", **ledger.worded(notice)) for notice in ledger.notices()]


_COLUMNS = ("assumption", "belief", "value", "data_share", "spread", "grade", "remark")


def _tested(belief: Belief, view_name: str) -> bool:
    return view_name == "fitted" and belief.grade == "tested"


def _row(belief: Belief, spread: Spread, tracks: Tracks) -> list[str]:
    unit = escape(t(f"unit.{ASSUMPTIONS[belief.name].unit}"))
    by_hand = state.scenario().assumptions.get(belief.name)
    value = figure(belief.value if by_hand is None else by_hand)
    interval = t("method.from_to", low=figure(belief.low), high=figure(belief.high))
    share = spread.by_assumption.get(belief.name, 0.0)
    return [
        f"{escape(ledger.name_of(belief.name, belief.member))}<br><small>{unit}</small>"
        f"{track_view.line(track.of(tracks, *belief.key))}",
        bar(belief, by_hand),
        f"<b>{value}</b><br><small>{escape(t('ledger.eighty', interval=interval))}</small>"
        f"{track_view.widened(belief.name)}",
        _data_share(belief),
        escape(amount(share, "share")) if share >= 0.0005 else "–",
        f"{escape(t('method.by_hand') if by_hand is not None else t(f'grade.{belief.grade}'))}"
        f"<br><small>{escape(ledger.source(belief))}</small>",
        _remark(belief.name),
    ]


def bar(belief: Belief, by_hand: float | None = None) -> str:
    """Prior band behind, belief band before it, point the value in use; all on the belief's own scale."""
    low = min(belief.prior - ROOM * belief.prior_spread, belief.low, belief.value if by_hand is None else by_hand)
    high = max(belief.prior + ROOM * belief.prior_spread, belief.high, belief.value if by_hand is None else by_hand)
    width = (high - low) or 1.0

    def place(value: float) -> float:
        return min(max(100.0 * (value - low) / width, 0.0), 100.0)

    def band(kind: str, least: float, most: float) -> str:
        return (
            f'<i class="{kind}" style="left:{place(least):.1f}%;width:{max(place(most) - place(least), 0.6):.1f}%"></i>'
        )

    eighty = EIGHTY * belief.prior_spread
    said = t(
        "ledger.bar",
        prior_low=figure(belief.prior - eighty),
        prior_high=figure(belief.prior + eighty),
        low=figure(belief.low),
        high=figure(belief.high),
    )
    prior = band("prior", belief.prior - eighty, belief.prior + eighty)
    point = place(belief.value if by_hand is None else by_hand)
    return (
        f'<div class="belief" role="img" aria-label="{escape(said)}" title="{escape(said)}">{prior}'
        f'{band(belief.grade, belief.low, belief.high)}<b style="left:{point:.1f}%"></b></div>'
    )


def _data_share(belief: Belief) -> str:
    if belief.data_share < LEAST_SHARE:
        return f"<small>{escape(t('ledger.no_data'))}</small>"
    word = "" if belief.data_share >= EVIDENCE else f"<br><small>{escape(t('ledger.not_evidence'))}</small>"
    return f"{escape(amount(belief.data_share, 'share'))}{word}"


def _remark(name: str) -> str:
    said = state.remarked().get(name, Remark())
    lines = [said.owner, ledger.day(said.review), said.note]
    return "<br>".join(f"<small>{escape(line)}</small>" for line in lines if line) or "<small>–</small>"
