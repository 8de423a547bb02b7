"""Baseline, presets and mine, side by side: now and later, lens by lens, lever by lever."""

import streamlit as st

from ui import adopting, comparison, inputs, panels, tradeoffs
from ui.charts import comparison as drawn
from ui.words import t

found = comparison.compared()

st.html(comparison.answer(found))
adopting.draw(found.scenarios)

panels.heading(t("compare.kpis"), comparison.note(found))
for column, term in zip(st.columns(len(comparison.terms(found)), gap="large"), comparison.terms(found), strict=True):
    column.html(comparison.kpis(found, term))

panels.heading(t("compare.tradeoffs"), t("compare.tradeoffs_note"))
st.html(tradeoffs.table(found))

panels.heading(t("compare.courses"))
left, right = st.columns(2, gap="large")
with left:
    panels.chart(t("line.revenue"), drawn.line_chart(found.shown, found.names, "revenue"), "revenues")
    panels.chart(t("line.cash"), drawn.line_chart(found.shown, found.names, "cash"), "cash")
with right:
    panels.chart(t("line.operating_cost"), drawn.line_chart(found.shown, found.names, "operating_cost"), "costs")
    panels.chart(t("chart.gains.title"), drawn.kpi_chart(comparison.gains(found)), "gains", t("chart.gains.caption"))

panels.heading(t("compare.wins"))
st.html(comparison.wins(found))

panels.heading(t("compare.levers"), t("compare.levers_note"))
st.html(inputs.table(found.scenarios))
