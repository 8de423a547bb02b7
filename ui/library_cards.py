"""The cards of the library: name, what it does to growth and to cost, and what can be done with it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.kpis import KPIS
from store import shelf
from store.kinds import Kept
from ui import keeping, library, library_forms, opened
from ui.cards import sparkline
from ui.library import Ends
from ui.moments import day
from ui.numbers import difference
from ui.snapshots import BASELINE
from ui.words import t, unmarked

COLUMNS = 3
LENSES = {"revenue": "cro", "operating_cost": "coo"}


def draw(shown: Sequence[Kept], newest: dict[str, str]) -> None:
    """All cards, three in a row."""
    scale = library.ends(shown)
    for start in range(0, len(shown), COLUMNS):
        row = shown[start : start + COLUMNS]
        for column, one in zip(st.columns(COLUMNS, gap="medium"), row, strict=False):
            with column, st.container(border=True, height="stretch", key=f"kept-{one.id}"):
                st.html(card(one, scale, library.why_stale(one.head, newest)))
                _buttons(one)


def card(one: Kept, scale: Ends, stale: Sequence[str]) -> str:
    """One scenario as HTML."""
    held = opened.current()
    marks = [t("kept.is_open")] if held is not None and held.scenario == one.id else []
    marks += [t("kept.locked")] if one.locked else []
    marks += [t(f"kept.stale.{reason}") for reason in stale]
    labels = "".join(f'<span class="tag">{escape(mark)}</span> ' for mark in (*marks, *one.tags))
    who = t("kept.saved_by", number=one.head.number, day=day(one.changed), author=one.head.author or t("kept.nobody"))
    note = f"<p>{escape(one.note)}</p>" if one.note else ""
    lines = "".join(_line(one, line, scale) for line in LENSES)
    return (
        f'<article class="keep"><h3>{escape(one.name)}</h3><small>{escape(who)}</small>{note}'
        f'<div class="keeps">{lines}</div><div class="marks">{labels}</div></article>'
    )


def _line(one: Kept, line: str, scale: Ends) -> str:
    """One lens: its name, the gain on the baseline, and the course."""
    label = t(f"line.{line}")
    drawn = library.course(one, line)
    spark = sparkline(*drawn, label, scale[line]) if drawn else ""
    return (
        f'<div class="lens {LENSES[line]}"><b>{escape(label)}</b> <span>{escape(_gain(one, line))}</span>{spark}</div>'
    )


def _gain(one: Kept, name: str) -> str:
    """The difference to the baseline when it was saved."""
    figures = one.head.content.figures
    value, base = figures.get(name), figures.get(f"{name}{BASELINE}")
    if not isinstance(value, float | int) or not isinstance(base, float | int):
        return ""
    return difference(value, base, KPIS[name].unit) or t("card.as_is")


def _buttons(one: Kept) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            t("kept.open"), key=f"open-{one.id}", on_click=keeping.show, args=(one,), icon=":material/folder_open:"
        )
        st.button(
            t("kept.unfavour" if one.favourite else "kept.favour"),
            key=f"icon-star-{one.id}",
            icon=":material/star:" if one.favourite else ":material/star_border:",
            help=t("kept.unfavour" if one.favourite else "kept.favour"),
            type="primary" if one.favourite else "secondary",
            on_click=_favoured,
            args=(one,),
        )
        more = st.popover(
            t("kept.more", name=unmarked(one.name)),
            key=f"icon-more-{one.id}",
            icon=":material/more_horiz:",
            on_change="rerun",
        )
        if more.open:
            with more:
                library_forms.draw(one)


def _favoured(one: Kept) -> None:
    keeping.shelve(shelf.favour, one.id, on=not one.favourite)
