"""What the forecast is worth: put to the test at earlier months of the company's own history."""

import streamlit as st

from ui import backtest_view, backtests, panels, state
from ui.charts import backtest as drawn
from ui.words import t

records = backtests.forecasts()
months = state.company().history_months
if not backtest_view.is_judged(records):
    st.html(backtest_view.too_short(len(months)))
else:
    said = st.empty()
    record = backtest_view.line_chosen(records)
    said.html(backtest_view.answer(record, None))
    panels.heading(t("backtest.picture"), t("backtest.picture_note"))
    horizon = backtest_view.horizon_chosen(record)
    panels.plot(t("backtest.picture"), drawn.record_chart(record, months, horizon), "backtest")
    panels.heading(t("backtest.errors"), t("backtest.errors_note"))
    st.html(backtest_view.table(record, "forecast"))
    found = backtests.tested()
    if found is not None:
        said.html(backtest_view.answer(record, found.coupled[record.name]))
        st.html(backtest_view.table(found.coupled[record.name], "model"))
        panels.heading(t("backtest.conditional.title"), t("backtest.conditional.note"))
        st.html(backtest_view.conditional(found))
        panels.heading(t("backtest.layer.heading"), t("backtest.layer.note"))
        layers = backtests.layers(found)
        for column, (line, layered) in zip(st.columns(2, gap="large"), layers.items(), strict=True):
            with column:
                ahead = backtests.months_ahead()
                panels.chart(t(f"backtest.line.{line}"), drawn.layers_chart(layered, ahead), f"layers-{line}")
        st.html(backtest_view.layers(layers))
    with st.expander(t("backtest.method.title")):
        st.markdown(t("backtest.method.text"))
