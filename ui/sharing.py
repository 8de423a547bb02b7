"""Links that a reader hands out: made, listed and taken back.

The secret address exists in this window only, until it is put away.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import streamlit as st

from store import links
from store.links import Lead, Link
from store.marks import now
from ui import access, keeping, moments, widgets
from ui.pages import VIEW, pages

MADE = "share-made"
TARGET = "share-target"
LANDING = "scenarios"  # the page of those who are let into a whole workspace

End = Literal["day", "week", "month", "date", "never"]
State = Literal["works", "ended", "revoked"]
DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True)
class Made:
    """A link with its address, which nobody can ask for again."""

    link: Link
    address: str


def may(scenario: str = "") -> bool:
    """Whether this run may hand out its library, or one scenario."""
    return access.allows(links.create, *filter(None, [scenario]))


def make(lead: Lead) -> None:
    """Make a link; its address is held until it is put away."""
    made = keeping.made(links.create, lead)
    if made is not None:
        link, secret = made
        widgets.hold(MADE, Made(link, address(link, secret)))


def made() -> Made | None:
    """The link that was just made."""
    held = widgets.value(MADE)
    return held if isinstance(held, Made) else None


def put_away() -> None:
    """Forget the address: from here on nobody can read it here."""
    widgets.hold(MADE, None)


def take_back(link: Link) -> None:
    """From now on the link opens nothing."""
    keeping.shelve(links.revoke, link.id)
    held = made()
    if held is not None and held.link.id == link.id:
        put_away()


def listed() -> tuple[Link, ...]:
    """The links of the workspace, the newest first."""
    return access.ask((), links.links)


def state_of(link: Link) -> State:
    """Whether a link still opens something, and if not, why."""
    if link.revoked:
        return "revoked"
    return "ended" if link.expires and link.expires <= now() else "works"


def address(link: Link, secret: str) -> str:
    """The whole address, as this reader's browser reaches the app."""
    page = VIEW if link.scenario or link.role == "viewer" else LANDING
    return f"{_base()}/{page}?l={secret}"


def end_of(choice: End, on: date | None = None) -> datetime | None:
    """When a link ends: some days from now, or with the last second of a day where the reader is."""
    if choice in DAYS:
        return datetime.now(UTC) + timedelta(days=DAYS[choice])
    if choice == "date" and on is not None:
        return datetime.combine(on, time(23, 59, 59), moments.zone()).astimezone(UTC)
    return None


def go(scenario: str) -> None:
    """Open the page where a scenario is shared."""
    prepare(scenario)
    st.switch_page(pages()["scenarios"])


def prepare(scenario: str) -> None:
    """Let the library show how a scenario is shared."""
    widgets.hold("library-part", "share")
    widgets.hold(TARGET, scenario)


def _base() -> str:
    """Where the app is, without the page."""
    url = st.context.url or ""
    return url.removesuffix("/").removesuffix("/scenarios")
