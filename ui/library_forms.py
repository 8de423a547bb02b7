"""What can be done to one scenario of the library: rename, note, tags, branch, lock, archive, delete."""

import streamlit as st

from store import shelf
from store.kinds import Kept
from store.names import LONGEST_NAME, LONGEST_NOTE, name_of
from ui import access, keeping, opened, sharing, state, widgets
from ui.words import t

LAST_DELETED = "last-deleted"
SWITCHES = {"lock": shelf.lock, "archive": shelf.archive}


def draw(one: Kept) -> None:
    """The form of one scenario."""
    if not one.locked:
        _words(one)
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            t("kept.branch"), key=f"branch-{one.id}", icon=":material/call_split:", on_click=_branched, args=(one,)
        )
        if sharing.may(one.id):
            label = t("share.button")
            st.button(label, key=f"share-{one.id}", icon=":material/share:", on_click=_shared, args=(one,))
        for name in (name for name, action in SWITCHES.items() if access.allows(action, one.id)):
            is_on = one.locked if name == "lock" else one.archived
            label = t(f"kept.{'un' if is_on else ''}{name}")
            st.button(label, key=f"{name}-{one.id}", on_click=_switched, args=(one, name, not is_on))
        if not one.locked and access.allows(shelf.delete, one.id):
            st.button(
                t("kept.delete"), key=f"delete-{one.id}", icon=":material/delete:", on_click=_deleted, args=(one,)
            )


def undo() -> None:
    """A way back for what was deleted last."""
    held: Kept | None = st.session_state.get(LAST_DELETED)
    if held is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(t("kept.deleted", name=held.name))
            st.button(t("kept.restore"), key="restore", icon=":material/undo:", on_click=_restored, args=(held,))


def deleted(scenarios: tuple[Kept, ...]) -> None:
    """Everything that was deleted, each with a way back."""
    for one in scenarios:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(one.name)
            if access.allows(shelf.restore, one.id):
                st.button(t("kept.restore"), key=f"restore-{one.id}", on_click=_restored, args=(one,))


def _words(one: Kept) -> None:
    widgets.give_first(f"name-{one.id}", one.name)
    widgets.give_first(f"note-{one.id}", one.note)
    widgets.give_first(f"tags-{one.id}", ", ".join(one.tags))
    with st.form(f"words-{one.id}", border=False):
        st.text_input(t("kept.name"), key=f"name-{one.id}", max_chars=LONGEST_NAME)
        st.text_area(t("kept.note"), key=f"note-{one.id}", max_chars=LONGEST_NOTE, height=80)
        st.text_input(t("kept.tags"), key=f"tags-{one.id}", help=t("kept.tags_help"))
        st.form_submit_button(t("kept.apply"), key=f"apply-words-{one.id}", on_click=_reworded, args=(one,))


def _reworded(one: Kept) -> None:
    name, note, tags = (str(widgets.value(f"{kind}-{one.id}") or "") for kind in ("name", "note", "tags"))
    if name != one.name and keeping.shelve(shelf.rename, one.id, name):
        opened.rename(one.id, name_of(name))
    if note != one.note:
        keeping.shelve(shelf.annotate, one.id, note)
    if tags != ", ".join(one.tags):
        keeping.shelve(shelf.tag, one.id, tuple(tags.split(",")))
    state.touch()


def _branched(one: Kept) -> None:
    keeping.branch(one.head, t("kept.branch_of", name=one.name))


def _shared(one: Kept) -> None:
    state.touch()
    sharing.prepare(one.id)


def _switched(one: Kept, what: str, on: bool) -> None:
    keeping.shelve(SWITCHES[what], one.id, on=on)


def _deleted(one: Kept) -> None:
    keeping.shelve(shelf.delete, one.id)
    st.session_state[LAST_DELETED] = one
    held = opened.current()
    if held is not None and held.scenario == one.id:
        opened.close()


def _restored(one: Kept) -> None:
    keeping.shelve(shelf.restore, one.id)
    st.session_state.pop(LAST_DELETED, None)
