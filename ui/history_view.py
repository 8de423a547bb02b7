"""The versions of one scenario: who, when, why, what changed; and a way back to each."""

from html import escape

import streamlit as st

from store.kinds import Kept, Version
from ui import keeping, kept, panels, setting_words, state
from ui.kept_pick import pick
from ui.moments import day
from ui.words import t

COLUMNS = ("version", "who", "why", "what")
PICKED, RETURN = "history-of", "history-version"


def draw(scenarios: tuple[Kept, ...]) -> None:
    """The history of the scenario picked."""
    one = pick(t("kept.history_of"), scenarios, PICKED)
    if one is None:
        return
    found = kept.versions_of(one.id)
    st.html(table(found))
    older = {version.number: version for version in found[1:]}
    if older and not one.locked:
        _return(one, older)


def table(found: tuple[Version, ...]) -> str:
    """The versions as a table, the newest first."""
    titles = [escape(t(f"kept.column.{name}")) for name in COLUMNS]
    return panels.table(titles, [_row(version) for version in found], first=len(COLUMNS))


def _row(version: Version) -> tuple[str, ...]:
    when = f"<small>{escape(day(version.at))}</small>"
    who = f"{escape(version.author or t('kept.nobody'))}<br>{when}"
    kind = escape(t(f"kept.kind.{version.kind}"))
    changed = "<br>".join(escape(change) for change in setting_words.changes(version.changed))
    return f"{version.number} · {kind}", who, escape(version.why) or "–", changed or "–"


def _return(one: Kept, older: dict[int, Version]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            t("kept.return_to"),
            tuple(older),
            key=RETURN,
            width=220,
            placeholder=t("kept.pick"),
            format_func=lambda number: t("kept.version", number=number),
        )
        if number is not None:
            st.button(t("kept.look"), key="history-look", on_click=keeping.show_version, args=(one.name, older[number]))
            st.button(t("kept.return"), key="history-return", on_click=keeping.return_to, args=(one, older[number]))
            st.button(t("kept.branch"), key="history-branch", on_click=_branched, args=(one, older[number]))


def _branched(one: Kept, version: Version) -> None:
    state.touch()
    keeping.branch(version, t("kept.branch_of", name=one.name))
