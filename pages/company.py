"""Which company is looked at: a sample or one's own figures, what was read and what is guessed."""

import streamlit as st

from ui import calibrate_view, check_view, company_view, lines_view, mapping_view, panels, template_view
from ui.words import t

company_view.way()
company_view.choice()
lines_view.draw()
mapping_view.draw()
st.html(company_view.read())
check_view.draw()
panels.heading(t("calibrate.title"), t("calibrate.note"))
calibrate_view.draw()
template_view.draw()
with st.expander(t("company.format")):
    st.html(company_view.files())
