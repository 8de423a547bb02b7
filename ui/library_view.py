"""The library page: the answer on top, what is looked for, the cards, and the workspace as one file."""

import streamlit as st

from store.bringing import bring
from store.bundle import export
from store.kinds import Kept
from ui import access, keeping, kept, library, library_cards, library_forms, panels, sharing, state, stored, widgets
from ui.library import Wanted
from ui.words import t, unmarked

PARTS = ("cards", "history", "merge", "rebase", "share")
VIEWS = ("kept", "favourites", "archived", "deleted")
MOST = 24  # cards shown at once
LARGEST = 20  # MB of a workspace's file


def answer(listed: tuple[Kept, ...]) -> str:
    """How many scenarios there are, and where work goes when nothing is kept."""
    if stored.is_down():
        return panels.verdict(t("kept.answer.down"), t("kept.answer.down_more"))
    if not access.workspace():
        return panels.verdict(t("kept.answer.address"), t("kept.answer.address_more"))
    if not listed:
        return panels.verdict(t("kept.answer.none"), t("kept.answer.none_more"))
    newest = kept.newest()
    stale = sum(bool(library.why_stale(one.head, newest)) for one in listed)
    more = t("kept.answer.stale", count=stale) if stale else t("kept.answer.fresh")
    return panels.verdict(t("kept.answer.some" if len(listed) > 1 else "kept.answer.one", count=len(listed)), more)


def empty() -> None:
    """What a first-time visitor can do."""
    steps = "".join(f"<li>{t(f'kept.first.{number}')}</li>" for number in (1, 2, 3))
    st.html(f'<ol class="plain">{steps}</ol>')
    gone = kept.listed(deleted=True)
    if gone:
        panels.heading(t("kept.view.deleted"))
        library_forms.deleted(gone)


def part() -> str:
    """Which part of the library is looked at."""
    widgets.give_first("library-part", PARTS[0])
    picked = st.segmented_control(
        t("kept.part.label"),
        [name for name in PARTS if name != "share" or sharing.may()],
        key="library-part",
        required=True,
        format_func=lambda name: t(f"kept.part.{name}"),
        label_visibility="collapsed",
    )
    if picked != "share":
        sharing.put_away()
    return str(picked)


def draw(listed: tuple[Kept, ...]) -> None:
    """Search, and the cards found."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(t("kept.search"), key="library-search", placeholder=t("kept.search_hint"), width=260)
        view = st.segmented_control(
            t("kept.view.label"),
            VIEWS,
            default=VIEWS[0],
            key="library-view",
            required=True,
            format_func=lambda name: t(f"kept.view.{name}"),
            label_visibility="collapsed",
        )
    names = library.tags(listed)
    picked = (
        st.pills(t("kept.tags"), names, selection_mode="multi", key="library-tags", format_func=unmarked)
        if names
        else []
    )
    if view == "deleted":
        library_forms.deleted(kept.listed(deleted=True))
        return
    wanted = Wanted(text or "", tuple(picked or ()), view == "favourites", view == "archived")
    found = library.found(listed, wanted)
    if not found:
        st.html(f'<p class="quiet">{t("kept.none_found")}</p>')
    library_cards.draw(found[:MOST], kept.newest())
    if len(found) > MOST:
        st.html(f'<p class="quiet">{t("kept.search_for_more", count=len(found) - MOST)}</p>')


def moving() -> None:
    """The workspace as one file, taken away or brought in."""
    with st.expander(t("kept.moving"), key="library-moving", on_change="rerun") as box:
        if not box.open:
            return
        content = access.ask(b"", export)
        st.download_button(
            t("kept.take"),
            content,
            "tandem-workspace.gz",
            "application/gzip",
            icon=":material/download:",
            disabled=not content,
            on_click=state.touch,
        )
        st.file_uploader(
            t("kept.bring"), type=["gz"], key="workspace-file", max_upload_size=LARGEST, on_change=_brought
        )


def _brought() -> None:
    state.touch()
    file = widgets.value("workspace-file")
    if file is not None:
        content = file.getvalue()  # type: ignore[attr-defined]
        keeping.shelve(bring, content)
