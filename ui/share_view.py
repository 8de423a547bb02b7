"""The library's part 'Share': what is handed out, to whom, for how long; and the new address, once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import cast, get_args

import streamlit as st

from store.kinds import Kept
from store.links import OF_SCENARIO, OF_WORKSPACE, Lead, Role
from store.names import LONGEST_NAME
from ui import kept, panels, qr, share_list, sharing, state, widgets
from ui.moments import day
from ui.sharing import TARGET, End, Made
from ui.words import language, t, unmarked

WHOLE = ""
NEWEST = 0
ENDS: tuple[End, ...] = get_args(End)
USUAL: End = "month"
NAME, END, DATE = "share-name", "share-end", "share-date"
LONGEST_LIFE = timedelta(days=5 * 365)
FILES = {"png": "image/png", "svg": "image/svg+xml"}


def draw(listed: Sequence[Kept]) -> None:
    """The form, the address that it made, and every link there is."""
    panels.heading(t("share.title"), t("share.note"))
    form, answer = st.columns(2, gap="large")
    with form, st.container(border=True, key="share-form"):
        _form(listed)
    with answer:
        made = sharing.made()
        if made is None:
            st.html(f'<div class="share-rules">{_rules()}</div>')
        else:
            _address(made)
    share_list.draw(listed)


def leftover() -> None:
    """The links that are still there where nothing is kept any more."""
    if sharing.listed():
        share_list.draw(())


def _rules() -> str:
    """What there is to know before a link is made."""
    rules = "".join(f"<li>{escape(t(f'share.rule.{number}'))}</li>" for number in (1, 2, 3))
    return f'<ul class="plain">{rules}</ul>'


def _form(listed: Sequence[Kept]) -> None:
    scenario = _target(listed)
    role = _role(one=scenario is not None)
    number = _version(scenario) if scenario is not None and role != "editor" else None
    st.text_input(t("share.name"), key=NAME, max_chars=LONGEST_NAME, placeholder=t("share.name_hint"))
    _end()
    st.button(
        t("share.make"),
        key="share-make",
        type="primary",
        icon=":material/link:",
        on_click=_made,
        args=(role, scenario, number),
    )


def _target(listed: Sequence[Kept]) -> str | None:
    """The scenario that is shared, or None for the whole workspace."""
    names = {WHOLE: t("share.whole"), **{one.id: one.name for one in listed}}
    if widgets.value(TARGET) not in names:
        widgets.hold(TARGET, listed[0].id if listed else WHOLE)
    picked = st.selectbox(
        t("share.what"), tuple(names), key=TARGET, format_func=names.__getitem__, placeholder=t("kept.pick")
    )
    return picked or None


def _role(*, one: bool) -> Role:
    roles, kind = (OF_SCENARIO, "one") if one else (OF_WORKSPACE, "all")
    picked = st.radio(
        t("share.role.label"),
        roles,
        key=f"share-role-{kind}",
        format_func=lambda role: t(f"share.role.{role}"),
        captions=[t(f"share.may.{kind}.{role}") for role in roles],
    )
    return picked


def _version(scenario: str) -> int | None:
    """The version that the link is held to, or None for whichever is the newest."""
    found = {version.number: version for version in kept.versions_of(scenario)}
    picked = st.selectbox(
        t("share.version"),
        (NEWEST, *found),
        key=f"share-version-{scenario}",
        placeholder=t("kept.pick"),
        format_func=lambda number: (
            f"{t('kept.version', number=number)} · {day(found[number].at)}" if number else t("share.newest")
        ),
    )
    return picked or None


def _end() -> None:
    widgets.give_first(END, USUAL)
    picked = st.segmented_control(
        t("share.end.label"), ENDS, key=END, required=True, format_func=lambda end: t(f"share.end.{end}")
    )
    if picked == "date":
        today = datetime.now(UTC).date()
        st.date_input(
            t("share.end.on"),
            today + timedelta(days=sharing.DAYS[USUAL]),
            min_value=today,
            max_value=today + LONGEST_LIFE,
            key=DATE,
            format="DD/MM/YYYY" if language() == "fr" else "YYYY-MM-DD",
        )


def _made(role: Role, scenario: str | None, number: int | None) -> None:
    end, on = cast("End", widgets.value(END)), widgets.value(DATE)
    if end == "date" and not isinstance(on, date):
        state.touch()
        state.refuse(t("share.end.missing"))
        return
    expires = sharing.end_of(end, on if isinstance(on, date) else None)
    name = str(widgets.value(NAME) or "")
    sharing.make(Lead(role=role, scenario=scenario, number=number, name=name, expires=expires))
    widgets.hold(NAME, "")


def _address(made: Made) -> None:
    """The address and its code, which nobody can ask for again."""
    title = t("share.made", name=made.link.name) if made.link.name else t("share.made_nameless")
    with st.container(border=True, key="share-made"):
        st.html(
            f'<h3 class="share-title">{escape(title)}</h3>'
            f'<p class="share-once" role="status">{escape(t("share.once"))}</p>'
        )
        st.code(made.address, language=None, wrap_lines=True)
        st.button(t("share.copy"), key="share-copy", type="primary", icon=":material/content_copy:", on_click=_copied)
        st.html(_picture(made.address))
        with st.container(horizontal=True, gap="xsmall"):
            if st.button(t("share.large"), key="share-large", icon=":material/fullscreen:", on_click=state.touch):
                _large(title, made.address)
            for kind, mime in FILES.items():
                _file(made.address, kind, mime)
            st.button(t("share.put_away"), key="share-put-away", icon=":material/check:", on_click=_put_away)


def _picture(address: str) -> str:
    return f'<img class="qr" src="{escape(qr.source(address))}" alt="{escape(t("share.code"))}">'


def _large(title: str, address: str) -> None:
    """The code as large as the screen, for a room."""

    def shown() -> None:
        st.html(f'<div class="qr-room">{_picture(address)}</div>')

    st.dialog(unmarked(title), width="large", on_dismiss="rerun")(shown)()


def _file(address: str, kind: str, mime: str) -> None:
    st.download_button(
        t(f"share.file.{kind}"),
        lambda: qr.file(address, "png" if kind == "png" else "svg"),
        f"tandem-qr.{kind}",
        mime,
        key=f"share-file-{kind}",
        on_click="ignore",
        type="tertiary",
    )


def _copied() -> None:
    """The browser has it already; see ui.scripts."""
    state.touch()
    st.toast(t("share.copied"), icon=":material/content_copy:")


def _put_away() -> None:
    state.touch()
    sharing.put_away()
