"""The receipts of a workspace: a list, and each as a sheet to read, print, take away or correct."""

from html import escape

import streamlit as st

from store.receipts import Receipt, receipts
from ui import access, html_file, panels, receipt_file, receipt_sheet, state, stored, widgets
from ui.moments import day
from ui.receipt_form import CORRECTS, OPEN
from ui.words import t

HTML, JSON = "text/html", "application/json"


def listed() -> tuple[Receipt, ...]:
    """Every receipt of the workspace at work, the newest first."""
    return access.ask((), receipts)


def opened(found: tuple[Receipt, ...]) -> Receipt | None:
    """The receipt that is read, if any."""
    wanted = widgets.value(OPEN)
    return next((one for one in found if one.id == wanted), None)


def answer(found: tuple[Receipt, ...]) -> str:
    """How many decisions are signed, and whether all are whole."""
    if stored.is_down():
        return panels.verdict(t("kept.answer.down"), t("kept.answer.down_more"))
    if not found:
        return panels.verdict(t("receipt.answer.none"), t("receipt.answer.none_more"))
    broken = sum(not one.whole for one in found)
    more = t("receipt.answer.broken", count=broken) if broken else t("receipt.answer.whole")
    return panels.verdict(t("receipt.answer.one" if len(found) == 1 else "receipt.answer.some", count=len(found)), more)


def read(one: Receipt, found: tuple[Receipt, ...]) -> None:
    """One receipt as a sheet."""
    later = next((other for other in found if other.corrects == one.id), None)
    with st.container(horizontal=True, key="receipt-buttons"):
        st.button(t("receipt.back"), key="receipt-back", icon=":material/arrow_back:", on_click=_open, args=("",))
        st.download_button(
            t("receipt.take"), receipt_sheet.file(one, base()), f"{t('receipt.file')}-{one.id[:8]}.html", HTML,
            key="receipt-take", icon=":material/download:", on_click=state.touch,
        )  # fmt: skip
        st.download_button(
            t("receipt.take_json"), receipt_file.written(one), f"{t('receipt.file')}-{one.id[:8]}.json", JSON,
            key="receipt-take-json", icon=":material/data_object:", on_click=state.touch,
        )  # fmt: skip
        st.button(
            t("receipt.correct"), key="receipt-correct", icon=":material/edit_note:", on_click=_correct, args=(one,)
        )
    if later is not None:
        st.html(panels.verdict(t("receipt.corrected_by", number=later.id[: receipt_sheet.SHORT], day=day(later.at))))
    st.html(f"<style>{html_file.css()}</style>")
    st.html(receipt_sheet.sheet(one, base()))


def draw_list(found: tuple[Receipt, ...]) -> None:
    """Every receipt with its question, and a way to open it."""
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.html(_line(one), width="stretch")
            st.button(t("receipt.open"), key=f"receipt-open-{one.id}", on_click=_open, args=(one.id,))


def correcting() -> None:
    """Say that the next receipt corrects another, and let the reader leave it."""
    number = str(widgets.value(CORRECTS) or "")
    if number:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(t("receipt.corrects", number=number[: receipt_sheet.SHORT]))
            st.button(t("receipt.no_correction"), key="receipt-no-correction", on_click=_correct, args=(None,))


def _line(one: Receipt) -> str:
    found = one.document
    mark = "" if one.whole else f' <b class="bad">{escape(t("receipt.broken_short"))}</b>'
    who = ", ".join(found["signed"])
    told = t("receipt.line", name=receipt_sheet.name_of(found["chosen"]), who=who, day=day(one.at))
    return f"<b>{escape(str(found['question']))}</b>{mark}<br><small>{escape(told)}</small>"


def _open(identity: str) -> None:
    state.touch()
    widgets.hold(OPEN, identity)


def _correct(one: Receipt | None) -> None:
    state.touch()
    widgets.hold(OPEN, "")
    widgets.hold(CORRECTS, one.id if one else "")
    if one is not None:
        widgets.hold("receipt-question", str(one.document["question"]))
        widgets.hold("receipt-signers", "\n".join(one.document["signed"]))
        widgets.hold("receipt-dissent", "\n".join(f"{said['who']}: {said['what']}" for said in one.document["dissent"]))


def base() -> str:
    """The address of the app, as the browser has it; nothing where it is not known."""
    address = str(st.context.url or "")
    return f"{address.rsplit('/', maxsplit=1)[0]}/" if address.startswith(("http://", "https://")) else ""
