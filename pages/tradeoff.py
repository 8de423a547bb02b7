"""What one more point of growth costs: the frontier of two KPIs, its points, the next money, and the way to a target."""

import streamlit as st

from model.questions.spending import MONEY
from ui import frontier_controls, frontier_view, frontiers, goal_view, panels, point_view
from ui.charts import frontier as drawn
from ui.numbers import amount
from ui.words import t

said = st.container()
asked = frontier_controls.asked()
frontier_view.search(asked)
found = frontiers.known(asked)
places = frontiers.places(found)
said.html(frontier_view.answer(found))

panels.heading(t("tradeoff.picture"), t("tradeoff.picture_note" if found.points else "tradeoff.outline_note"))
panels.plot(t("tradeoff.picture"), drawn.chart(found, places), "frontier")

panels.heading(t("tradeoff.points"), t("tradeoff.points_note"))
st.html(point_view.table(found, places))

panels.heading(t("tradeoff.one"), t("tradeoff.one_note"))
point = point_view.chosen(found, places)
point_view.details(found, point)
if found.points:
    panels.heading(t("tradeoff.money", money=amount(MONEY, "money")), t("tradeoff.money_note"))
    point_view.spending(found, point)

panels.heading(t("tradeoff.goal.title"), t("tradeoff.goal.note"))
goal_view.draw(asked)

with st.expander(t("tradeoff.method.title")):
    st.markdown(t("tradeoff.method.text"))
