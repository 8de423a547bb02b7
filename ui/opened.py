"""The kept scenario that is open in this window, and whether the plan has changed since its version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import streamlit as st

KEY = "opened"


@dataclass(frozen=True)
class Opened:
    """A scenario of the library and the version that the plan came from."""

    scenario: str
    name: str
    number: int
    company: str
    code: str


def current() -> Opened | None:
    """The scenario that is open, if any."""
    held: Opened | None = st.session_state.get(KEY)
    return held


def open_as(held: Opened) -> None:
    """Work on a scenario from here on."""
    st.session_state[KEY] = held


def close() -> None:
    """Work on no kept scenario; the plan stays."""
    st.session_state.pop(KEY, None)


def written(held: Opened | None) -> dict[str, object] | None:
    """What a draft keeps of it."""
    return None if held is None else asdict(held)


def resume(found: object) -> None:
    """Open what a draft says, if it says so in the right form."""
    if (
        isinstance(found, Mapping)
        and set(found) == set(Opened.__dataclass_fields__)
        and isinstance(found["number"], int)
    ):
        texts = {name: str(value) for name, value in found.items() if name != "number"}
        open_as(Opened(number=found["number"], **texts))


def rename(scenario: str, name: str) -> None:
    """Say the new name of a scenario, where it is the one that is open."""
    held = current()
    if held is not None and held.scenario == scenario:
        open_as(replace(held, name=name))
