"""What one more point of growth costs: the frontier of two KPIs, its points, the next money, and the way to a target."""

import streamlit as st

from model.questions.spending import MONEY
from ui import (
    frontier_choice,
    frontier_controls,
    frontier_view,
    frontiers,
    goal_view,
    kept,
    lasting_view,
    panels,
    point_view,
)
from ui.charts import frontier as drawn
from ui.numbers import amount
from ui.words import t

said = st.container()
asked = frontier_controls.asked()
frontier_view.search(asked)
found = frontiers.known(asked)
said.html(frontier_view.answer(found))

if found.points:
    frontier_choice.dial()
mine = {one.name: one.scenario for one in kept.kept()}
places = frontiers.places(found, frontier_choice.weight(), mine)
chosen = frontier_choice.current(found, places)
panels.heading(t("tradeoff.picture"), t("tradeoff.picture_note" if found.points else "tradeoff.outline_note"))
picture = drawn.chart(found, places, chosen)
panels.pickable(t("tradeoff.picture"), picture, frontier_choice.CHART, drawn.PICKED, frontier_choice.clicked)
point = frontier_choice.listed(found, places)

panels.heading(t("tradeoff.points"), t("tradeoff.points_note"))
st.html(point_view.table(found, {**places, chosen: point}, chosen))

panels.heading(t("tradeoff.one", name=frontier_choice.name(chosen)), t("tradeoff.one_note"))
point_view.details(found, point)
lasting_view.draw(found, point)
if found.points:
    panels.heading(t("tradeoff.money", money=amount(MONEY, "money")), t("tradeoff.money_note"))
    point_view.spending(found, point)

panels.heading(t("tradeoff.goal.title"), t("tradeoff.goal.note"))
goal_view.draw(asked)

with st.expander(t("tradeoff.method.title")):
    st.markdown(t("tradeoff.method.text"))
