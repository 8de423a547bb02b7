"""The pages, declared once: file, icon and address. Titles change with the language, addresses never."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.words import t

FOLDER = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class Screen:
    """One page: its name is its file's name, its address and its key in the catalogue."""

    name: str
    icon: str


SCREENS = (
    Screen("cockpit", "tune"),
    Screen("delivery", "local_shipping"),
    Screen("compare", "compare_arrows"),
    Screen("tradeoff", "timeline"),
    Screen("decide", "balance"),
    Screen("outside", "public"),
    Screen("company", "domain"),
    Screen("assumptions", "rule"),
    Screen("backtest", "fact_check"),
    Screen("method", "function"),
)


def pages() -> Mapping[str, StreamlitPage]:
    """The pages by name, in the reader's language."""
    return {
        screen.name: st.Page(
            FOLDER / f"{screen.name}.py",
            title=t(f"page.{screen.name}.title"),
            icon=f":material/{screen.icon}:",
            url_path=screen.name,
            help=t(f"page.{screen.name}.help"),
        )
        for screen in SCREENS
    }
