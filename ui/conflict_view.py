"""Two people saved one scenario: what the other one changed, and a choice lever by lever. Nothing is overwritten unseen."""

from html import escape

import streamlit as st

from store.codes import ThreeWay, joined
from store.kinds import Conflict
from ui import keeping, panels, setting_words, state, widgets
from ui.moments import day
from ui.words import t, unmarked

SIDES = ("mine", "theirs")


def draw() -> None:
    """The choice, on whatever page the reader is."""
    found = keeping.conflict()
    if found is None:
        return
    name, differing = found
    theirs = differing.theirs
    with st.container(border=True, key="conflict"):
        who = theirs.author or t("kept.nobody")
        panels.heading(
            t("kept.conflict", name=name, who=who, number=theirs.number), t("kept.conflict_note", when=day(theirs.at))
        )
        ways = differing.ways
        st.html(table(ways))
        choose(ways, "conflict")
        with st.container(horizontal=True):
            st.button(
                t("kept.conflict_save"), key="conflict-save", type="primary", on_click=_settled, args=(differing,)
            )
            st.button(t("kept.conflict_drop"), key="conflict-drop", on_click=keeping.drop_conflict)


def table(ways: tuple[ThreeWay, ...], names: tuple[str, str] | None = None) -> str:
    """Each setting as it was, mine and theirs; `names` are those of two scenarios."""
    titles = [escape(title) for title in (t("kept.way.setting"), t("kept.way.base"), *(names or _sides()))]
    rows = [
        (escape(setting_words.name(way.name)), *(_cell(way, part) for part in (way.base, way.mine, way.theirs)))
        for way in ways
    ]
    return panels.table(titles, rows)


def choose(ways: tuple[ThreeWay, ...], prefix: str, names: tuple[str, str] | None = None) -> None:
    """Mine or theirs, for each setting that both changed; what only one changed is taken as it is."""
    for way in ways:
        if way.mine != way.theirs:
            widgets.give_first(f"{prefix}-{way.name}", SIDES[way.usual != way.mine])
            st.segmented_control(
                setting_words.name(way.name),
                SIDES,
                key=f"{prefix}-{way.name}",
                required=True,
                format_func=lambda side: unmarked(dict(zip(SIDES, names or _sides(), strict=True))[side]),
                on_change=state.touch,
            )


def chosen(base: str, mine: str, theirs: str, prefix: str, ways: tuple[ThreeWay, ...]) -> str:
    """The code of what was chosen."""
    picked = {way.name: getattr(way, _side(prefix, way)) for way in ways if way.mine != way.theirs}
    return joined(base, mine, theirs, picked)


def _side(prefix: str, way: ThreeWay) -> str:
    """Whose setting was picked; where nobody picked, whoever changed it."""
    picked = widgets.value(f"{prefix}-{way.name}")
    return str(picked) if picked in SIDES else SIDES[way.usual != way.mine]


def _sides() -> tuple[str, str]:
    return t("kept.way.mine"), t("kept.way.theirs")


def _cell(way: ThreeWay, part: str) -> str:
    words = escape(setting_words.value(way.name, part))
    return f"<b>{words}</b>" if part != way.base else words


def _settled(differing: Conflict) -> None:
    codes = (differing.base.content.code, differing.mine.code, differing.theirs.content.code)
    keeping.settle(chosen(*codes, "conflict", differing.ways))
