"""The lever panel: one compact row per lever, drawn from the scenario; callbacks replace the scenario."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from model.company import Company
from model.levers import LEVERS, SHOCKS, Lever
from model.months import months_from
from model.scenario import LAST_START, LONGEST_RAMP, Move, Scenario, neutral
from ui import state, to_lever, widgets
from ui.lever_values import DECLARED, absolute, captions, is_set, member_name, move_of, shown, stops, unusable, word
from ui.numbers import month_name, parsed, plain
from ui.words import t, unmarked

OWNERS = ("cro", "shared", "coo")
DOLLAR = "\\$"  # two bare ones would be read as a formula


def draw() -> None:
    """The levers of one owner at a time, so that only those are drawn."""
    with st.container(key="levers"):
        widgets.give_first("owner", OWNERS[0])
        owner = st.segmented_control(
            t("lever_panel.owner"),
            OWNERS,
            required=True,
            key="owner",
            format_func=lambda owner: t(f"owner.{owner}"),
            on_change=state.touch,
            label_visibility="collapsed",
            width="stretch",
            persist_state="session",
        )
        rows({lever.name: lever for lever in _of(str(owner))})
        st.html(_moved())
        to_lever.sought()


def shocks() -> None:
    """The shocks from outside, by the same rows."""
    with st.container(key="levers"):
        rows(SHOCKS)
        to_lever.sought()


def rows(levers: Mapping[str, Lever]) -> None:
    """A row for each lever; the expert ones folded."""
    for lever in levers.values():
        if not lever.expert:
            row(lever)
    experts = [lever for lever in levers.values() if lever.expert]
    if experts:
        moved = sum(is_set(state.scenario(), lever) for lever in experts)
        label = t(
            "lever_panel.expert"
        )  # constant: under another label the browser folds it, and drops the move under way
        folded = st.expander(label, key=f"experts-{experts[0].owner}", on_change=state.touch)
        if folded.open:
            with folded:
                for lever in experts:
                    row(lever)
        if moved:
            st.caption(t("lever_panel.expert_moved", count=moved))


def row(lever: Lever) -> None:
    """One lever: slider, exact entry, when and for whom, reset."""
    company, move = state.company(), move_of(state.scenario(), lever)
    refusal = unusable(lever, company)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", wrap=False):
        _slider(lever, move, company, refusal)
        _entry(lever, move, refusal)
        _when(lever, move, refusal)
        if is_set(state.scenario(), lever):
            label = t("lever_panel.reset", lever=word(lever, "label"))
            st.button(
                label,
                key=f"icon-reset-{lever.name}",
                icon=":material/undo:",
                type="tertiary",
                help=label,
                on_click=set_move,
                args=(lever, neutral(lever)),
            )


def set_move(lever: Lever, move: Move) -> None:
    """Put a lever's move into the scenario."""
    scenario = state.scenario()
    field = "shocks" if lever.owner == "world" else "levers"
    moves = {name: kept for name, kept in getattr(scenario, field).items() if name != lever.name}
    if move != neutral(lever):
        moves[lever.name] = move
    state.change(Scenario(**{**vars(scenario), field: moves}))


def _moved() -> str:
    """How many levers each owner moves, below the rows. Not on the tabs: their texts are what the browser reports."""
    counts = {owner: sum(is_set(state.scenario(), lever) for lever in _of(owner)) for owner in OWNERS}
    said = ", ".join(f"{t(f'owner.{owner}')} {count}" for owner, count in counts.items() if count)
    return f'<p class="quiet">{escape(t("lever_panel.moved", owners=said))}</p>' if said else "<div></div>"


def _of(owner: str) -> list[Lever]:
    return [lever for lever in LEVERS.values() if lever.owner == owner]


def _slider(lever: Lever, move: Move, company: Company, refusal: str) -> None:
    key = f"lever-{lever.name}"
    widgets.give(key, move.value)
    amounts = refusal or absolute(lever, move, company)
    beside = f" · {amounts.replace('$', DOLLAR)}" if amounts else ""
    st.select_slider(
        f"{word(lever, 'label')}{beside}",
        stops(lever, move.value),
        move.value,
        format_func=captions(lever, move.value),
        key=key,
        help=_help(lever),
        on_change=_slid,
        args=(lever.name,),
        disabled=bool(refusal),
    )


def _help(lever: Lever) -> str:
    beside = t("lever_panel.alongside", lever=word(DECLARED[lever.alongside], "label")) if lever.alongside else ""
    source = t("lever_panel.source", source=word(lever, "source"))
    return "\n\n".join(text for text in (word(lever, "help"), beside, source) if text)


def _entry(lever: Lever, move: Move, refusal: str) -> None:
    key = f"entry-{lever.name}"
    widgets.give(key, plain(move.value, lever.unit))
    st.text_input(
        t("lever_panel.entry", lever=word(lever, "label")),
        key=key,
        max_chars=12,
        on_change=_typed,
        args=(lever.name,),
        disabled=bool(refusal),
        label_visibility="collapsed",
        width=66,
    )


def _slid(name: str) -> None:
    lever, key = DECLARED[name], f"lever-{name}"
    if not widgets.is_news(key):
        return
    value = float(str(widgets.value(key)))
    set_move(lever, replace(move_of(state.scenario(), lever), value=value))


def _typed(name: str) -> None:
    if not widgets.is_news(f"entry-{name}"):
        return
    lever, text = DECLARED[name], str(widgets.value(f"entry-{name}"))
    value = parsed(text, lever.unit)
    state.touch()
    if value is None or not lever.low <= value <= lever.high:
        allowed = {"low": shown(lever.low, lever), "high": shown(lever.high, lever)}
        state.refuse(t("lever_panel.refused", lever=word(lever, "label"), given=unmarked(text), **allowed))
        return
    set_move(lever, replace(move_of(state.scenario(), lever), value=value))


def _when(lever: Lever, move: Move, refusal: str) -> None:
    """When it starts, how long it takes, and for which members: folded, and drawn only when open."""
    label = t("lever_panel.when", lever=word(lever, "label"))
    folded = st.popover(
        label,
        key=f"when-{lever.name}",
        icon=":material/schedule:",
        type="tertiary",
        help=label,
        disabled=bool(refusal),
        on_change=state.touch,
    )
    if folded.open:
        with folded:
            _timing(lever, move)
            if len(state.company().members[lever.over]) > 1:
                _members(lever, move)


def _timing(lever: Lever, move: Move) -> None:
    """When it starts and how long it takes, each on a slider of months."""
    months = [month_name(month) for month in months_from(state.company().first_month, LAST_START + 1)]
    durations = {ramp: t("lever_panel.months", count=ramp) for ramp in range(lever.shortest_ramp, LONGEST_RAMP + 1)}
    _time(lever, "start", move.start, t("lever_panel.start"), dict(enumerate(months)))
    _time(lever, "ramp", move.ramp, t(f"lever_panel.ramp.{lever.shape}"), durations)


def _time(lever: Lever, part: str, value: int, label: str, captions: Mapping[int, str]) -> None:
    key = f"{part}-{lever.name}"
    widgets.give(key, value)
    st.select_slider(
        label,
        list(captions),
        value,
        format_func=captions.__getitem__,
        key=key,
        on_change=_timed,
        args=(lever.name, part),
    )


def _timed(name: str, part: str) -> None:
    lever, key = DECLARED[name], f"{part}-{name}"
    if widgets.is_news(key):
        move, months = move_of(state.scenario(), lever), int(str(widgets.value(key)))
        set_move(lever, replace(move, start=months) if part == "start" else replace(move, ramp=months))


def _members(lever: Lever, move: Move) -> None:
    st.caption(t("lever_panel.by_member", dimension=t(f"dimensions.{lever.over}")))
    for index, member in enumerate(state.company().members[lever.over]):
        key = f"member-{lever.name}-{index}"
        widgets.give(key, move.of(member))
        st.select_slider(
            unmarked(member_name(member, lever.over)),
            stops(lever, move.of(member)),
            move.of(member),
            format_func=captions(lever, move.of(member)),
            key=key,
            on_change=_slid_member,
            args=(lever.name, member, key),
        )


def _slid_member(name: str, member: str, key: str) -> None:
    if not widgets.is_news(key):
        return
    lever = DECLARED[name]
    move = move_of(state.scenario(), lever)
    values = {**move.values, member: float(str(widgets.value(key)))}
    kept = {other: value for other, value in values.items() if value != move.value}
    set_move(lever, replace(move, values=kept))
