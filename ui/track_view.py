"""What looking back has shown of the assumptions: beside each one, and what can be done where one is habitually wrong."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.track import Track
from store.lookbacks import Lookback
from ui import ledger, panels, state, taught
from ui.ledger import figure
from ui.numbers import amount, month_name
from ui.words import t

COLUMNS = ("assumption", "times", "mean_error", "inside", "narrow", "latest")
LISTED = 12  # assumptions with something to decide
Tracks = Mapping[tuple[str, str], Track]


def line(track: Track | None) -> str:
    """'Looked back 3 times, mean error +1.2, inside the interval 1 of 3', as HTML; nothing where never."""
    if track is None:
        return ""
    said = t(
        "track.line.one" if track.times == 1 else "track.line.some",
        times=track.times,
        error=amount(track.mean_error, "number", signed=True),
        inside=track.inside,
    )
    return f'<br><small class="{"bad" if track.habitual else "quiet"}">{escape(said)}</small>'


def widened(name: str) -> str:
    """By how much the reader believes an assumption less surely, as HTML; nothing where not."""
    factor = dict(state.evidence().widened).get(name)
    return "" if factor is None else f"<br><small>{escape(t('track.widened', factor=figure(factor)))}</small>"


def draw(held: Sequence[Lookback], tracks: Tracks) -> None:
    """The whole part."""
    wrong = sorted((one for one in tracks.values() if one.habitual), key=lambda one: -abs(one.mean_error))[:LISTED]
    panels.heading(t("track.title"), _sentence(held, len(wrong), len(tracks)))
    if wrong:
        st.html(panels.table([escape(t(f"track.column.{name}")) for name in COLUMNS], [_row(one) for one in wrong]))
        st.html(f'<p class="quiet">{escape(t("track.choice"))}</p>')
    for one in wrong:
        _choices(one)
    for name, factor in state.evidence().widened:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = t("track.widened_one", name=ledger.name_of(name), factor=figure(factor))
            st.html(f"<p>{escape(said)}</p>")
            st.button(
                t("track.back"),
                key=f"track-back-{name}",
                icon=":material/undo:",
                on_click=taught.widen,
                args=(name, 1.0),
            )


def _sentence(held: Sequence[Lookback], wrong: int, spoken: int) -> str:
    if not held:
        return t("track.none")
    first, last = min(one.first for one in held), max(one.last for one in held)
    return t(
        "track.answer.one" if len(held) == 1 else "track.answer.some",
        count=len(held),
        first=month_name(first),
        last=month_name(last),
        about=spoken,
        wrong=wrong,
    )


def _row(one: Track) -> list[str]:
    cells = (
        str(one.times),
        amount(one.mean_error, "number", signed=True),
        t("track.of", inside=one.inside, times=one.times),
        f"× {figure(one.factor)}",
        figure(one.latest),
    )
    return [escape(cell) for cell in (ledger.name_of(one.name, one.member), *cells)]


def _choices(one: Track) -> None:
    """Widen the spread, or take what was learned; each a step that undo takes back."""
    widens = one.factor > 1.0 and one.name not in dict(state.evidence().widened)
    takes = not one.member and one.name not in state.scenario().assumptions
    if not (widens or takes):
        return
    key = f"{one.name}-{one.member}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<p>{escape(ledger.name_of(one.name, one.member))}</p>")
        if widens:
            st.button(
                t("track.widen", factor=figure(one.factor)), key=f"track-widen-{key}", icon=":material/open_in_full:",
                on_click=taught.widen, args=(one.name, one.factor),
            )  # fmt: skip
        if takes:
            st.button(
                t("track.take", value=figure(one.latest)), key=f"track-take-{key}", icon=":material/check:",
                on_click=taught.take, args=(one.name, one.latest),
            )  # fmt: skip
