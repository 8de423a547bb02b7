"""The cheapest moves that let what is sold be delivered, each tried by the engine, each one click away."""

from html import escape

import streamlit as st

from model.governor import Unblock, unblocking_moves
from model.levers import LEVERS, Lever
from model.months import month_number, month_text
from model.scenario import Scenario
from ui import panels, state
from ui.lever_values import member_name, move_of, shown, word
from ui.numbers import amount, month_name
from ui.words import t


def draw() -> None:
    """One line and one button for each move; a sentence when nothing is blocked or nothing helps."""
    moves = unblocking_moves(state.company(), state.scenario(), state.months())
    if not moves:
        st.html(f'<p class="quiet">{escape(t("delivery.nothing_to_unblock"))}</p>')
    for row, move in enumerate(moves):
        words, button = st.columns([0.86, 0.14], vertical_alignment="center")
        words.html(_words(move))
        button.button(
            t("delivery.apply"),
            key=f"apply-{row}",
            width="stretch",
            on_click=state.change,
            args=(move.scenario,),
            help=t("delivery.apply_help"),
        )


def _words(move: Unblock) -> str:
    owner = panels.tag(LEVERS[move.lever].owner)
    freed = escape(left(move, state.company().first_month))
    told = freed if move.binding_months else f'<span class="good">{freed}</span>'
    head = f"{owner} <b>{escape(title(move, state.scenario()))}</b> {told}"
    return f'<div class="move">{head}<br><small>{escape(details(move))}</small></div>'


def title(move: Unblock, scenario: Scenario) -> str:
    """The lever, the member, and the value that a scenario's would become."""
    lever = LEVERS[move.lever]
    member = f" · {member_name(move.member, lever.over)}" if move.member else ""
    return f"{word(lever, 'label')}{member} {_setting(move, lever, scenario)}"


def details(move: Unblock) -> str:
    """What it commits, earns and does to lateness."""
    return t(
        "delivery.move",
        cost=amount(move.cost, "money", signed=True),
        profit=amount(move.profit, "money", signed=True),
        on_time=amount(move.on_time, "points", signed=True),
    )


def _setting(move: Unblock, lever: Lever, scenario: Scenario) -> str:
    """The lever's value after the move, and before where it had one."""
    before = move_of(scenario, lever).of(move.member)
    after = shown(move.scenario.levers[move.lever].of(move.member), lever)
    return after if before == lever.default else f"{shown(before, lever)} → {after}"


def left(move: Unblock, first_month: str) -> str:
    """Whether anything is still overloaded then, and since when."""
    if move.first_binding_month is None:
        return t("delivery.frees")
    first = month_text(month_number(first_month) + move.first_binding_month)
    return t("delivery.helps", month=month_name(first), months=move.binding_months)
