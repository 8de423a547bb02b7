"""The words of the ledger as a file: taken away, and brought back another day."""

import json

import streamlit as st

from ui import remarks, state, widgets
from ui.words import t

LARGEST = 200_000  # bytes


def draw() -> None:
    """Take the remarks away, or bring them back."""
    held = remarks.written(state.remarked())
    with st.expander(t("ledger.file")):
        st.download_button(
            t("ledger.take"),
            json.dumps(held, ensure_ascii=False, indent=1),
            "tandem-ledger.json",
            "application/json",
            disabled=not held,
            icon=":material/download:",
            on_click=state.touch,
        )
        st.file_uploader(t("ledger.bring"), type=["json"], key="ledger-file", on_change=_brought)


def _brought() -> None:
    state.touch()
    file = widgets.value("ledger-file")
    content = file.getvalue() if file is not None else b""  # type: ignore[attr-defined]
    if not content:
        return
    found = _read(content) if len(content) <= LARGEST else {}
    if not found:
        state.refuse(t("ledger.no_file"))
    for name, remark in found.items():
        state.remark(name, remark)


def _read(content: bytes) -> remarks.Remarks:
    """The remarks of a file; none when it is not one of ours."""
    try:
        texts = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return remarks.read(texts) if isinstance(texts, dict) else {}
