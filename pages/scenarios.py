"""The library: what is kept, its history, merging two branches, what new data make of it, and who else may see it."""

import streamlit as st

from store.bundle import export
from ui import access, history_view, kept, library_forms, library_view, merge_view, rebase_view, share_view

PARTS = {
    "cards": library_view.draw,
    "history": history_view.draw,
    "merge": merge_view.draw,
    "rebase": rebase_view.draw,
    "share": share_view.draw,
}

listed = kept.listed()
st.html(library_view.answer(listed))
library_forms.undo()
if not listed:
    library_view.empty()
    share_view.leftover()
else:
    PARTS[library_view.part()](listed)
if access.workspace() and access.allows(export):
    library_view.moving()
