"""The pages, declared once: file, icon, address and section. Titles change with the language, addresses never."""

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
    section: str  # of the navigation: one of SECTIONS; "" stands in the navigation itself


VIEW = "view"  # what a link shows: no page of the navigation
SECTIONS = ("", "explore", "decide", "keep", "company")


SCREENS = (
    Screen("cockpit", "tune", ""),
    Screen("delivery", "local_shipping", "explore"),
    Screen("compare", "compare_arrows", "explore"),
    Screen("outside", "public", "explore"),
    Screen("tradeoff", "timeline", "decide"),
    Screen("decide", "balance", "decide"),
    Screen("plan", "event_upcoming", "decide"),
    Screen("functions", "groups", "decide"),
    Screen("scenarios", "bookmarks", "keep"),
    Screen("handouts", "file_export", "keep"),
    Screen("receipts", "draw", "keep"),
    Screen("lookback", "history", "keep"),
    Screen("company", "domain", "company"),
    Screen("assumptions", "rule", "company"),
    Screen("backtest", "fact_check", "company"),
    Screen("method", "function", "company"),
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


def view() -> StreamlitPage:
    """The page that a link shows: reached by its address alone."""
    title = t(f"page.{VIEW}.title")
    return st.Page(FOLDER / f"{VIEW}.py", title=title, url_path=VIEW, visibility="hidden")


def sections(known: Mapping[str, StreamlitPage]) -> dict[str, list[StreamlitPage]]:
    """The pages under the titles of their sections, in the reader's language."""
    listed = {name: [known[screen.name] for screen in SCREENS if screen.section == name] for name in SECTIONS}
    return {t(f"section.{name}") if name else "": screens for name, screens in listed.items() if screens}
