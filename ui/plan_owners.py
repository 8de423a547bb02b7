"""Who answers for each move of the plan: a name that the reader types, kept with the draft and in the file taken away."""

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from model.questions.plan import Plan, Step
from ui import csv_file, entries, owner_names, panels, state, widgets
from ui.entries import Cell
from ui.numbers import month_name
from ui.words import language, t

WIDTH = 220
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
    return named().get(place(step), "") or t(f"owner.{step.owner}")


def draw(found: Plan, name: Named) -> None:
    """Names to type, and the plan as a file."""
    with st.expander(t("decide.plan.owners"), icon=":material/person:"):
        st.html(f'<p class="quiet">{escape(t("decide.plan.owners_note"))}</p>')
        with entries.form("plan-owners"):
            for step in found.steps:
                words, said = escape(name(step)), t("decide.plan.owner_of", move=name(step))
                cell = Cell(f"owner-of-{place(step)}", said, named().get(place(step), ""))
                entries.line(f"{panels.tag(step.owner)} {words}", [cell], width=WIDTH, longest=owner_names.LONGEST)
            st.form_submit_button(t("decide.apply"), icon=":material/check:", on_click=_apply, args=(found,))
    st.download_button(
        t("decide.plan.take"), written(found, name), t("decide.plan.file"), "text/csv", key="plan-take",
        icon=":material/download:", on_click=state.touch,
    )  # fmt: skip


def place(step: Step) -> str:
    """What names are held by."""
    return f"{step.lever}-{step.member}"


def named() -> Mapping[str, str]:
    """The names that the reader typed, by the place of a move."""
    return owner_names.of(state.company_key())


def _apply(found: Plan) -> None:
    state.touch()
    typed = {place(step): str(widgets.value(f"owner-of-{place(step)}") or "") for step in found.steps}
    owner_names.give(state.company_key(), typed)


def written(found: Plan, name: Named) -> bytes:
    """The plan as CSV in the reader's language; no cell can be taken for a formula."""
    titles = [t(f"decide.plan.csv.{column}") for column in COLUMNS]
    return csv_file.written(titles, [_cells(step, name) for step in found.steps], language())


def _cells(step: Step, name: Named) -> list[str | float]:
    watch = step.watch
    dates = [month_name(month) for month in (step.decide_by, step.start, step.in_force)]
    prepared: list[str | float] = [t(f"decide.plan.prerequisite.{step.prerequisite}"), step.lead_time]
    numbers: tuple[str | float, ...] = ("", "", "", "")
    if watch is not None:
        numbers = (t(f"kpi.{watch.kpi}.label"), month_name(watch.month), watch.expected, watch.stop_at)
    return [name(step), t(f"owner.{step.owner}"), of(step), *dates, *prepared, *numbers]
