"""What is believed, how far the company's own figures back it, and which test would narrow the decision most."""

import streamlit as st

from ui import events, experiments, ledger, ledger_entry, ledger_file, ledger_view, panels, state, taught, track_view
from ui.projections import projection, values
from ui.words import t

spread = ledger.spread()
st.html(ledger_view.answer(spread))
st.html(ledger_view.grades(spread))
for sentence in ledger_view.notices():
    st.warning(sentence, icon=":material/warning:")

panels.heading(t("ledger.title"), t("ledger.note"))
lookbacks = taught.kept()
tracks = taught.found(lookbacks)
st.html(ledger_view.table(ledger_view.view(), spread, tracks))
st.html(ledger_view.pairs())
track_view.draw(lookbacks, tracks)

panels.heading(t("ledger.change"), t("ledger.change_note"))
ledger_entry.draw()
ledger_file.draw()

panels.heading(t("experiments.title"), t("experiments.note"))
if experiments.asked():
    with st.spinner(t("experiments.working")):
        worths = ledger.worths()
    st.html(experiments.proposal(worths, values(projection((state.scenario(),)))))
experiments.entered()
with st.expander(t("experiments.enter")):
    experiments.entry()

panels.heading(t("events.title"), t("events.note"))
events.draw()
