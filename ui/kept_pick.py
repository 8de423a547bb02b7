"""Picking one of the kept scenarios from a list, by its name."""

from collections.abc import Sequence

import streamlit as st

from store.kinds import Kept
from ui.words import t


def pick(label: str, scenarios: Sequence[Kept], key: str) -> Kept | None:
    """The scenario that the reader picks, the first until then; None when there is none."""
    by_id = {one.id: one for one in scenarios}
    picked = st.selectbox(
        label, tuple(by_id), key=key, placeholder=t("kept.pick"), format_func=lambda name: by_id[name].name
    )
    return by_id.get(str(picked))
