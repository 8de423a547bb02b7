"""Levers in, both lenses out: what a move does to growth and to operations, why, and from which month."""

import streamlit as st

from ui import lever_panel, panels, results, sentences
from ui.backtests import layer_widths
from ui.charts import headline
from ui.projections import band, current, values
from ui.words import t

found = values(current())

with st.container(key="strip"):
    st.html(results.strip(found))
levers, outcome = st.columns([0.34, 0.66], gap="medium")
with levers:
    lever_panel.draw()
with outcome:
    st.html(sentences.result(found))
    st.html(results.lens(found, "cro"))
    st.html(results.lens(found, "coo"))
    headline_place = st.container()
    st.html(results.lens(found, "shared"))
    st.html(results.last(found))

doubt = headline.Doubt(band(), layer_widths())
chart = headline.chart(found.shown, doubt)
with headline_place:
    panels.chart(t("chart.headline.title"), chart, "headline", sentences.layers(doubt.widths))
