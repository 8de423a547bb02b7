"""Sold against deliverable: what stops first, its price, what unblocks it, what the silo view misses."""

import streamlit as st

from ui import governor, panels, unblocking
from ui.charts import delivery, silo
from ui.words import t

view = governor.view()

st.html(governor.answer(view))
panels.heading(t("delivery.map"), t("delivery.map_note"))
loads, one = st.columns([0.55, 0.45], gap="large")
with loads:
    panels.chart(t("chart.load_map.title"), delivery.map_chart(view.shown, governor.names(view)), "load-map")
with one:
    panels.small_heading(t("chart.load.title"))
    process = governor.chosen(view)
    panels.plot(process.name, delivery.process_chart(view.shown, process.row), "load")
st.html(governor.processes(view))

panels.heading(t("delivery.unblock"), t("delivery.unblock_note"))
unblocking.draw()

panels.heading(t("delivery.waiting"))
st.html(governor.suffering(view))
st.html(governor.sturdiness())
for column, (line, kpi) in zip(st.columns(3, gap="medium"), governor.WAITING.items(), strict=True):
    with column:
        panels.chart(t(f"kpi.{kpi}.label"), delivery.line_chart(view.shown, line, "coo"), line)

panels.heading(t("delivery.silo.title"), t("delivery.silo.note"))
st.html(governor.silo_words(view))
if governor.moves_anything():
    drawn, compared = st.columns([0.55, 0.45], gap="large")
    with drawn:
        panels.chart(t("chart.silo.title"), silo.chart(view.coupled.shown, view.alone.shown), "silo")
    with compared:
        st.html(governor.silo_table(view))
