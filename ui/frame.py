"""The frame of every page: style, the bar with company, horizon, history, link and language, and notices."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import conflict_view, door, kept_state, saving, scripts, state, style, widgets
from ui.link import HORIZONS, Ignored
from ui.words import LANGUAGES, t


def draw(page: str) -> DeltaGenerator:
    """Draw what stands above the content of a page; gives the place of the line that says whether all is kept."""
    st.html(style.sheet(state.language()))
    st.html(scripts.page(state.language()), unsafe_allow_javascript=True)
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        place = st.empty()
        who(page, place, kept_state.before())
        _horizon()
        _history()
        saving.draw()
        language()
    door.sign()
    _notices()
    conflict_view.draw()
    return place


def who(page: str, place: DeltaGenerator, kept: str) -> None:
    """The page, the company, and whether the work is kept."""
    company = state.company()
    title = escape(t(f"page.{page}.title"))
    about = f"{company.name} · {t(f'kind.{company.kind}')}"
    place.html(
        f'<div class="who"><b role="heading" aria-level="1">{title}</b><span>{escape(about)}</span>'
        f'<span class="kept {kept}" role="status">{escape(t(f"kept.state.{kept}"))}</span></div>'
    )


def _horizon() -> None:
    widgets.give("horizon", state.months())
    st.segmented_control(
        t("frame.horizon"),
        HORIZONS,
        required=True,
        key="horizon",
        format_func=lambda months: t(f"frame.years.{months // 12}"),
        on_change=_looked_ahead,
        label_visibility="collapsed",
    )


def _looked_ahead() -> None:
    if widgets.is_news("horizon"):
        state.look_ahead(int(str(widgets.value("horizon"))))


def _history() -> None:
    """Undo, redo, everything as it is, copy the link."""
    buttons = (
        ("undo", "undo", state.undo, state.can_undo()),
        ("redo", "redo", state.redo, state.can_redo()),
        ("reset", "restart_alt", state.reset, state.has_moved()),
        ("share", "link", _shared, True),
    )
    with st.container(horizontal=True, gap="xsmall", width="content", wrap=False):
        for name, icon, action, possible in buttons:
            st.button(
                t(f"frame.{name}"),
                key=f"icon-{name}",
                icon=f":material/{icon}:",
                on_click=action,
                disabled=not possible,
                help=t(f"frame.{name}"),
            )


def _shared() -> None:
    state.touch()
    st.toast(t("frame.shared"), icon=":material/link:")


def language() -> None:
    """The choice of the language."""
    widgets.give("language", state.language())
    st.segmented_control(
        t("frame.language"),
        LANGUAGES,
        required=True,
        key="language",
        format_func=str.upper,
        on_change=_spoke,
        label_visibility="collapsed",
    )


def _spoke() -> None:
    if widgets.is_news("language"):
        state.speak("fr" if widgets.value("language") == "fr" else "en")


def _notices() -> None:
    refused = state.refused()
    if refused:
        st.warning(refused, icon=":material/warning:")
    if state.ignored():
        said = "\n".join(f"- {_sentence(reason)}" for reason in state.ignored())
        st.warning(f"{t('link.some_ignored')}\n{said}", icon=":material/link_off:")


def _sentence(reason: Ignored) -> str:
    names = (f"lever.{reason.name}.label", f"shock.{reason.name}.label", f"assumption.{reason.name}.label")
    name = next((t(key) for key in names if t(key) != key), reason.name)
    return t(f"link.ignored.{reason.rule}", name=name, given=reason.given)
