"""How the figures come about: equations, indicators, and assumptions that anybody may question and change."""

import streamlit as st

from ui import method_view, state
from ui.projections import projection, values

part = method_view.part()
if part == "equations":
    method_view.equations()
elif part == "indicators":
    st.html(method_view.indicators(values(projection((state.scenario(),)))))
else:
    method_view.edit()
    st.html(method_view.assumptions())
