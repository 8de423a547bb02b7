"""Taking a preset as one's own scenario."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from model.scenario import Scenario
from ui import state
from ui.words import t


def draw(scenarios: Mapping[str, Scenario]) -> None:
    """A card for each preset: what it does with the budget, and a button that makes it mine."""
    offered = [name for name in scenarios if name not in ("mine", "do_nothing")]
    for column, name in zip(st.columns(len(offered), gap="medium"), offered, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.html(f"<b>{escape(t(f'preset.{name}'))}</b><br><small>{escape(t(f'preset_note.{name}'))}</small>")
            st.button(
                t("compare.use"),
                key=f"use-{name}",
                on_click=state.change,
                args=(replace(scenarios[name], name=""),),
            )
