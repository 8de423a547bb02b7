"""Handing over: what, in which language, and as which file."""

import streamlit as st

from ui import handouts_view

said = st.container()
handed = handouts_view.asked()
said.html(handouts_view.answer(handed))
if handed is not None:
    handouts_view.draw(handed)
