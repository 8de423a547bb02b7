"""The page 'Hand over': what is handed over, and a card for each kind of file."""

from functools import partial
from html import escape

import streamlit as st

from model.questions.watching import Watch
from ui import handing, panels, searches, state, waiting
from ui.handout import reproduce, tables_file
from ui.handout.handover import Handover
from ui.handouts import HANDOUTS, SEARCHES, Handout
from ui.words import t, unmarked

COLUMNS = 2


def asked() -> Handover | None:
    """What the reader wants to hand over; nothing when no scenario is picked."""
    with st.container(horizontal=True, vertical_alignment="top", key="handing"):
        with st.container(width="stretch"):
            names = handing.picked()
        with st.container(width="content"):
            said = handing.spoken()
    if handing.differs(names):
        st.caption(t("handing.differs"))
    return handing.handover(names, said) if names else None


def answer(handed: Handover | None) -> str:
    """What is handed over, in one sentence."""
    if handed is None:
        return panels.verdict(t("handing.none"), t("handing.none_next"))
    said = {
        "company": handed.company.name,
        "names": ", ".join(scenario.name for scenario in handed.scenarios),
        "years": t(f"frame.over.{handed.months // 12}"),
        "tongue": t(f"handing.in.{handed.language}"),
    }
    more = "" if state.has_moved() or len(handed.scenarios) > 1 else t("handing.as_is")
    return panels.verdict(t("handing.answer", **said), more)


def draw(handed: Handover) -> None:
    """A card for each kind."""
    for start in range(0, len(HANDOUTS), COLUMNS):
        for column, kind in zip(st.columns(COLUMNS, gap="small"), HANDOUTS[start : start + COLUMNS], strict=False):
            with column, st.container(border=True, key=f"handout-{kind.name}"):
                _card(kind, handed)


def _card(kind: Handout, handed: Handover) -> None:
    label, use = (escape(t(f"handout.{kind.name}.{part}")) for part in ("label", "use"))
    st.html(f'<div class="keep"><h3>{label}</h3><p class="quiet">{use}</p></div>')
    if len(handed.scenarios) > kind.most:
        st.caption(t("handing.first_only", name=unmarked(handed.scenarios[0].name)))
    content = waiting.answer(SEARCHES[kind.name], (kind.name, *handed.key), partial(_made, kind, handed), unasked=False)
    if content is None:
        return
    searches.settle(SEARCHES[kind.name].name)
    _download(kind, kind.file_name(handed, content), content)
    if kind.name in MORE:
        MORE[kind.name](content, handed)


def _made(kind: Handout, handed: Handover, watch: Watch) -> bytes:
    return kind.make(handed, watch)


def _download(kind: Handout, name: str, content: bytes) -> None:
    st.download_button(
        t("handing.download", suffix=kind.suffix.upper()), content, name, kind.mime,
        key=f"download-{kind.name}", icon=f":material/{kind.icon}:", on_click="ignore", type="primary",
    )  # fmt: skip
    st.caption(unmarked(name))


def _each(content: bytes, _: Handover) -> None:
    """Every file of a ZIP by itself."""
    with st.popover(t("handing.each"), icon=":material/list:", key="handout-each"):
        for name, one in tables_file.unzipped(content).items():
            mime = "text/csv" if name.endswith(".csv") else "text/plain"
            st.download_button(name, one, name, mime, key=f"download-table-{name}", on_click="ignore", type="tertiary")


def _code(content: bytes, _: Handover) -> None:
    """The lines, to read and to copy."""
    with st.expander(t("handing.lines")):
        st.code(content.decode(), language="python")


def _command(content: bytes, handed: Handover) -> None:
    """The command that reads the file."""
    kind = next(kind for kind in HANDOUTS if kind.name == "scenario")
    st.code(reproduce.command(handed, kind.file_name(handed, content)), language="bash", wrap_lines=True)


MORE = {"tables": _each, "python": _code, "scenario": _command}
