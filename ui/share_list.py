"""Every link of a workspace: to whom, what it opens, until when; and the step that takes one back."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from store.kinds import Kept
from store.links import Link
from ui import panels, sharing, state, widgets
from ui.moments import day
from ui.words import t

ASKED = "share-asked"  # the link that waits for a yes
COLUMNS = ("name", "role", "target", "made", "end", "state")


def draw(listed: Sequence[Kept]) -> None:
    """Those that work, each with its way back; then, folded, those that do not."""
    found, names = sharing.listed(), {one.id: one.name for one in listed}
    working = [link for link in found if sharing.state_of(link) == "works"]
    panels.heading(t("share.links"))
    if not found:
        st.html(f'<p class="quiet">{escape(t("share.none"))}</p>')
    elif not working:
        st.html(f'<p class="quiet">{escape(t("share.none_works"))}</p>')
    for link in working:
        with st.container(border=True, key=f"link-{link.id}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_line(link, names), width="stretch")
                st.button(
                    t("share.take_back"),
                    key=f"take-back-{link.id}",
                    icon=":material/link_off:",
                    on_click=_ask,
                    args=(link.id,),
                )
            if widgets.value(ASKED) == link.id:
                _sure(link)
    over = [link for link in found if link not in working]
    if over:
        with st.expander(t("share.over", count=len(over)), key="share-over", on_change="rerun") as box:
            if box.open:
                st.html(panels.stacked(table(over, names)))


def table(found: Sequence[Link], names: Mapping[str, str]) -> str:
    """Links as a table."""
    titles = [escape(t(f"share.column.{name}")) for name in COLUMNS]
    return panels.table(titles, [_row(link, names) for link in found], first=len(COLUMNS))


def _row(link: Link, names: Mapping[str, str]) -> tuple[str, ...]:
    told = (
        _name(link),
        t(f"share.role.{link.role}"),
        _target(link, names),
        day(link.created),
        _end(link),
        _state(link),
    )
    return tuple(escape(text) for text in told)


def _line(link: Link, names: Mapping[str, str]) -> str:
    """A link that works, in two lines."""
    about = " · ".join((_target(link, names), t("share.made_on", day=day(link.created)), _end(link)))
    role = f'<span class="tag">{escape(t(f"share.role.{link.role}"))}</span>'
    return f'<div class="link"><b>{escape(_name(link))}</b> {role}<br><small>{escape(about)}</small></div>'


def _sure(link: Link) -> None:
    """What taking it back means, asked once."""
    st.html(f'<p role="alert">{escape(t("share.take_back_note", name=_name(link)))}</p>')
    with st.container(horizontal=True, gap="xsmall"):
        st.button(t("share.take_back_now"), key=f"revoke-{link.id}", type="primary", on_click=_taken_back, args=(link,))
        st.button(t("share.keep_it"), key=f"keep-{link.id}", on_click=_ask, args=("",))


def _ask(link: str) -> None:
    state.touch()
    widgets.hold(ASKED, link)


def _taken_back(link: Link) -> None:
    _ask("")
    sharing.take_back(link)


def _name(link: Link) -> str:
    return link.name or t("share.nameless")


def _target(link: Link, names: Mapping[str, str]) -> str:
    """What a link opens."""
    if link.scenario is None:
        return t("share.whole")
    name = names.get(link.scenario, t("share.gone"))
    return name if link.number is None else t("share.pinned", name=name, number=link.number)


def _end(link: Link) -> str:
    return t("share.ends_on", day=day(link.expires)) if link.expires else t("share.endless")


def _state(link: Link) -> str:
    return t(f"share.state.{sharing.state_of(link)}", day=day(link.revoked or link.expires or ""))
