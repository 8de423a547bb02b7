"""Which company is looked at: a sample or one's own figures, what was read and what is guessed."""

import streamlit as st

from ui import company_view, database_view, mapping_view
from ui.words import t

company_view.way()
company_view.choice()
database_view.draw()
mapping_view.draw()
st.html(company_view.read())
company_view.doubts()
with st.expander(t("company.format")):
    st.html(company_view.files())
