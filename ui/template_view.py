"""Workbooks to download: an empty one per kind of company, and the samples."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from model.columns import KINDS
from model.samples import SAMPLES
from ui import templates
from ui.panels import small_heading
from ui.voice import as_now
from ui.words import t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw() -> None:
    """The templates, folded."""
    with st.expander(t("template.title"), icon=":material/table_view:"):
        small_heading(t("template.empty"), t("template.empty_note"))
        _offer(tuple(KINDS), "template", templates.empty)
        small_heading(t("template.samples"), t("template.samples_note"))
        _offer(SAMPLES, "sample", templates.filled)


def _offer(names: tuple[str, ...], what: str, write: Callable[[str], bytes]) -> None:
    with st.container(horizontal=True, gap="small"):
        for name in names:
            st.download_button(
                t(f"kind.{name}"),
                as_now(partial(write, name)),
                file_name=templates.file_name(f"{t(f'template.file.{what}')}-{name}"),
                mime=XLSX,
                key=f"workbook-{what}-{name}",
                icon=":material/download:",
                on_click="ignore",
            )
