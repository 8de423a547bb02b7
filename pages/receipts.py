"""Receipts: what was decided, signed once and never changed; a correction is a new receipt."""

import streamlit as st

from ui import panels, receipt_form, receipt_view
from ui.words import t

found = receipt_view.listed()
one = receipt_view.opened(found)
if one is not None:
    receipt_view.read(one, found)
else:
    st.html(receipt_view.answer(found))
    receipt_view.draw_list(found)
    panels.heading(t("receipt.new"), t("receipt.new_note"))
    receipt_view.correcting()
    receipt_form.draw()
