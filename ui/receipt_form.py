"""Writing a receipt: what is decided, who signs, who disagrees, what would reopen it; once signed it is never changed."""

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from model.kpis import KPIS
from model.months import months_from
from model.questions.flips import Flip
from model.questions.plan import Plan as Steps
from store.failures import StoreRefused
from store.names import one_line
from store.receipts import About, Receipt, write
from ui import (
    access,
    decisions,
    doubt,
    entries,
    kept,
    plan_view,
    receipt_document,
    receipt_sheet,
    state,
    stored,
    waiting,
    widgets,
)
from ui.decisions import Asked
from ui.numbers import month_name
from ui.receipt_document import Choice, Words
from ui.words import t

LONGEST, LONGEST_NAME, MOST_SIGNED, MOST_DISSENT = 300, 60, 12, 12
ONCE, OPEN, CORRECTS = "receipt-once", "receipt-open", "receipt-corrects"


def draw() -> None:
    """The form."""
    found = choices()
    chosen, rejected = _picked(found)
    steps = plan_view.answer(Asked(decisions.view(), (chosen.scenario,)))
    flips = _flips(chosen, rejected)
    _said(receipt_document.proposed(steps))
    st.button(
        t("receipt.sign"), key="receipt-sign", type="primary", icon=":material/draw:", on_click=_sign,
        args=(chosen, rejected, (steps, flips)), disabled=not access.workspace(),
    )  # fmt: skip
    if not access.workspace():
        st.caption(t("receipt.no_workspace"))


def choices() -> Mapping[str, Choice]:
    """Mine, the presets, the baseline, and the kept scenarios, by their key."""
    rivals = decisions.rivals()
    own = {name: Choice(name, scenario, preset=name) for name, scenario in rivals.items()}
    mine = {f"kept-{one.id}": Choice(f"kept-{one.id}", one.scenario, name=one.name, kept=one.id) for one in kept.kept()}
    return {**mine, **own}


def _name(one: Choice) -> str:
    return one.name or t(f"preset.{one.preset}")


def _picked(found: Mapping[str, Choice]) -> tuple[Choice, list[Choice]]:
    names = list(found)
    left, right = st.columns(2, gap="medium")
    usual = "mine" if "mine" in found else names[0]
    with left:
        widgets.give_first("receipt-chosen", usual)
        if widgets.value("receipt-chosen") not in names:
            widgets.hold("receipt-chosen", usual)
        chosen = st.selectbox(
            t("receipt.choose"), names, key="receipt-chosen", format_func=lambda name: _name(found[name]),
            placeholder=t("receipt.choose"),
        )  # fmt: skip
    rest = [name for name in names if name != chosen]
    with right:
        held = widgets.value("receipt-rejected")
        usual_rest = [name for name in ("efficiency_first", "revenue_first", "baseline", "do_nothing") if name in rest][
            :2
        ]
        kept_rest = [name for name in held if name in rest] if isinstance(held, list) else usual_rest
        widgets.hold("receipt-rejected", kept_rest)
        rejected = st.multiselect(
            t("receipt.reject"), rest, key="receipt-rejected", format_func=lambda name: _name(found[name]),
            placeholder=t("receipt.reject"), max_selections=4,
        )  # fmt: skip
    return found[str(chosen)], [found[name] for name in rejected]


def _flips(chosen: Choice, rejected: Sequence[Choice]) -> Sequence[Flip] | None:
    """What would turn the choice against the first that was rejected; nothing while it is worked out."""
    if not rejected:
        return None
    asked = Asked(decisions.view(), (chosen.scenario, rejected[0].scenario), decisions.FIRST_KPI)
    found = waiting.answer(doubt.SEARCHES, asked.key, partial(doubt.answer, asked))
    return found.flips if found is not None else None


def _said(proposals: Sequence[Mapping[str, Any]]) -> None:
    """What people write."""
    st.text_input(
        t("receipt.question"), key="receipt-question", max_chars=LONGEST, placeholder=t("receipt.question_hint")
    )
    if proposals:
        st.multiselect(
            t("receipt.triggers"), range(len(proposals)), default=list(range(len(proposals))), key="receipt-triggers",
            format_func=lambda place: receipt_sheet.trigger(proposals[place]), placeholder=t("receipt.triggers"),
        )  # fmt: skip
    _own_trigger()
    left, right = st.columns(2, gap="medium")
    left.text_area(
        t("receipt.dissent"), key="receipt-dissent", max_chars=2000, placeholder=t("receipt.dissent_hint"), height=90
    )
    right.text_area(
        t("receipt.signers"), key="receipt-signers", max_chars=1000, placeholder=t("receipt.signers_hint"), height=90
    )


def _own_trigger() -> None:
    """One trigger of the reader's own."""
    kpi, side, value, month = st.columns([3, 2, 2, 2], gap="small", vertical_alignment="bottom")
    names = list(decisions.DIRECTED)
    months = months_from(state.data().first_month, state.months())
    kpi.selectbox(
        t("receipt.own_trigger"), names, index=None, key="receipt-own-kpi", placeholder=t("receipt.no_own"),
        format_func=lambda name: t(f"kpi.{name}.label"),
    )  # fmt: skip
    side.selectbox(
        t("receipt.side"), ("below", "above"), key="receipt-own-side", placeholder=t("receipt.side"),
        format_func=lambda name: t(f"receipt.sides.{name}"),
    )  # fmt: skip
    value.text_input(t("receipt.threshold"), key="receipt-own-value", max_chars=entries.LONGEST)
    month.selectbox(
        t("receipt.by"), months, index=min(11, len(months) - 1), key="receipt-own-month", placeholder=t("receipt.by"),
        format_func=month_name,
    )  # fmt: skip


def _sign(chosen: Choice, rejected: Sequence[Choice], found: tuple[Steps, Sequence[Flip] | None]) -> None:
    """Write the receipt for good, or say what is missing."""
    state.touch()
    said = words(found[0])
    if not said.question or not said.signed:
        state.refuse(t("receipt.incomplete"))
        return
    if half_a_trigger():
        state.refuse(t("receipt.half_trigger", kpi=t("receipt.own_trigger"), value=t("receipt.threshold")))
        return
    made = receipt_document.document(chosen, rejected, found, said)
    once = str(widgets.value(ONCE) or secrets.token_hex(16))
    widgets.hold(ONCE, once)
    about = About(key=once, scenario=chosen.kept or None, corrects=said.corrects or None)
    done = _written(made, about)
    if done is not None:
        for name in (ONCE, CORRECTS):
            widgets.hold(name, "")
        widgets.hold(OPEN, done.id)


def _written(made: receipt_document.Document, about: About) -> Receipt | None:
    try:
        done = stored.attempt(access.doing(write, made, about), None)
    except StoreRefused as refused:
        state.refuse(stored.sentence(refused))
        return None
    if done is None:
        state.refuse(t("receipt.down"))
    return done


def words(steps: Steps) -> Words:
    """What was typed, cleaned."""
    proposals = receipt_document.proposed(steps)
    picked = widgets.value("receipt-triggers")
    places = picked if isinstance(picked, list) else []
    own = own_trigger()
    return Words(
        question=one_line(str(widgets.value("receipt-question") or ""), LONGEST),
        signed=signers(str(widgets.value("receipt-signers") or "")),
        dissent=dissenters(str(widgets.value("receipt-dissent") or "")),
        triggers=[*(proposals[place] for place in places if place < len(proposals)), *([own] if own else [])],
        corrects=str(widgets.value(CORRECTS) or ""),
    )


def half_a_trigger() -> bool:
    """Whether a trigger of the reader's own was begun and cannot be read."""
    begun = widgets.value("receipt-own-kpi") or str(widgets.value("receipt-own-value") or "").strip()
    return bool(begun) and own_trigger() is None


def own_trigger() -> dict[str, Any] | None:
    """The trigger that the reader typed, if it is whole."""
    kpi = widgets.value("receipt-own-kpi")
    if not isinstance(kpi, str) or kpi not in KPIS:
        return None
    value = entries.typed("receipt-own-value", KPIS[kpi].unit)
    if value is None:
        return None
    side, month = (str(widgets.value(f"receipt-own-{name}")) for name in ("side", "month"))
    return {"kpi": kpi, "side": side, "value": value, "month": month}


def signers(text: str) -> list[str]:
    """Names, one a line or between commas, each once.

    >>> signers("Ada, Bea\\nAda")
    ['Ada', 'Bea']
    """
    names = [one_line(name, LONGEST_NAME) for line in text.splitlines() for name in line.split(",")]
    return list(dict.fromkeys(name for name in names if name))[:MOST_SIGNED]


def dissenters(text: str) -> list[tuple[str, str]]:
    """Who disagrees with what, one a line.

    >>> dissenters("Cleo: too early")
    [('Cleo', 'too early')]
    """
    found = []
    for line in text.splitlines():
        who, _, what = line.partition(":")
        if line.strip():
            found.append((one_line(who, LONGEST_NAME), one_line(what, LONGEST)))
    return found[:MOST_DISSENT]
