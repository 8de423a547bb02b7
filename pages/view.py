"""What a link shows: one plan to read, on any screen; no lever, no way into anything else."""

import streamlit as st

from ui import access, panels

one = access.shown()
if one is not None:
    st.html(panels.verdict(one.name, one.note))
