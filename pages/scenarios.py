"""The library: what is kept, its history, merging two branches, and what new data make of it."""

import streamlit as st

from store.bundle import export
from ui import access, history_view, kept, library_forms, library_view, merge_view, rebase_view

listed = kept.listed()
st.html(library_view.answer(listed))
library_forms.undo()
if not listed:
    library_view.empty()
else:
    part = library_view.part()
    if part == "cards":
        library_view.draw(listed)
    elif part == "history":
        history_view.draw(listed)
    elif part == "merge":
        merge_view.draw(listed)
    else:
        rebase_view.draw(listed)
if access.workspace() and access.allows(export):
    library_view.moving()
