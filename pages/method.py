"""How the figures come about: equations with the company's own numbers, and what each indicator means."""

import streamlit as st

from ui import method_view, state
from ui.projections import projection, values

if method_view.part() == "equations":
    method_view.equations()
else:
    st.html(method_view.indicators(values(projection((state.scenario(),)))))
