"""Who answers for each move of the plan: a name that the reader types; it stays in the session and in the file taken away."""

import csv
import io
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from model.questions.plan import Plan, Step
from ui import entries, panels, state
from ui.entries import Cell
from ui.numbers import month_name
from ui.words import t

LONGEST = 40  # characters of a name
WIDTH = 220
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what begins so for a formula
COLUMNS = (
    "move",
    "role",
    "owner",
    "decide_by",
    "start",
    "in_force",
    "before",
    "lead_time",
    "watch",
    "check",
    "expected",
    "stop",
)
Named = Callable[[Step], str]


def of(step: Step) -> str:
    """The owner's name; the role while nobody is named."""
    return _held().get(_place(step), "") or t(f"owner.{step.owner}")


def draw(found: Plan, name: Named) -> None:
    """Names to type, and the plan as a file."""
    with st.expander(t("decide.plan.owners"), icon=":material/person:"):
        st.html(f'<p class="quiet">{escape(t("decide.plan.owners_note"))}</p>')
        with entries.form("plan-owners"):
            for step in found.steps:
                words, said = escape(name(step)), t("decide.plan.owner_of", move=name(step))
                cell = Cell(f"owner-of-{_place(step)}", said, _held().get(_place(step), ""))
                entries.line(f"{panels.tag(step.owner)} {words}", [cell], width=WIDTH, longest=LONGEST)
            st.form_submit_button(t("decide.apply"), icon=":material/check:", on_click=_apply, args=(found,))
    st.download_button(
        t("decide.plan.take"), written(found, name), t("decide.plan.file"), "text/csv", key="plan-take",
        icon=":material/download:", on_click=state.touch,
    )  # fmt: skip


def _place(step: Step) -> str:
    return f"{step.lever}-{step.member}"


def _key() -> str:
    return f"plan-owners-{state.company_key()}"


def _held() -> Mapping[str, str]:
    held = state.widget_value(_key())
    return held if isinstance(held, dict) else {}


def _apply(found: Plan) -> None:
    state.touch()
    typed = {_place(step): str(state.widget_value(f"owner-of-{_place(step)}") or "") for step in found.steps}
    state.hold(_key(), {**_held(), **{place: cleaned(text) for place, text in typed.items()}})


def cleaned(text: str) -> str:
    """A name without control characters, cut to what is kept.

    >>> cleaned(" Ana\\x00 ")
    'Ana'
    """
    return "".join(letter for letter in text if letter.isprintable()).strip()[:LONGEST]


def written(found: Plan, name: Named) -> bytes:
    """The plan as CSV in the reader's language; no cell can be taken for a formula."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([t(f"decide.plan.csv.{column}") for column in COLUMNS])
    for step in found.steps:
        rows.writerow([_safe(cell) for cell in _cells(step, name)])
    return text.getvalue().encode("utf-8-sig")


def _cells(step: Step, name: Named) -> list[str]:
    watch = step.watch
    dates = [month_name(month) for month in (step.decide_by, step.start, step.in_force)]
    prepared = [t(f"decide.plan.prerequisite.{step.prerequisite}"), str(step.lead_time)]
    numbers = ("", "", "", "")
    if watch is not None:
        numbers = (
            t(f"kpi.{watch.kpi}.label"),
            month_name(watch.month),
            f"{watch.expected:.6g}",
            f"{watch.stop_at:.6g}",
        )
    return [name(step), t(f"owner.{step.owner}"), of(step), *dates, *prepared, *numbers]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
