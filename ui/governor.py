"""The delivery governor in words and tables: what is sold against what can be delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from model.governor import BINDING
from model.kpis import KPIS
from model.projection import Projection
from ui import cards, panels, state
from ui.charts.delivery import TIGHT, first_binding, process_values
from ui.lever_values import member_name
from ui.numbers import amount, difference, month_name
from ui.projections import Values, projection, sturdy, values
from ui.words import t

WAITING = {"on_time": "on_time", "lead_time": "lead_time", "backlog_value": "backlog"}  # line -> KPI
MISSED = {"ebitda": ("ebitda", "money"), "won": ("new_customers", "count"), "lost": ("churned", "count")}
SUFFERS = ("on_time", "lead_time", "backlog", "satisfaction", "churn_rate")
SILO = ("revenue", "operating_cost", "ebitda", "cash", "new_customers", "churn_rate", "win_rate")


@dataclass(frozen=True)
class Process:
    """One process over the horizon: first month overloaded (None: never), highest use and its month."""

    row: int
    name: str
    function: str
    first: int | None
    peak: float
    peak_month: int
    full_months: int


@dataclass(frozen=True)
class View:
    """The scenario as it is, as each department sees it alone, and its processes, the most urgent first."""

    coupled: Values
    alone: Values
    processes: tuple[Process, ...]

    @property
    def shown(self) -> Projection:
        """The projection of the whole company."""
        return self.coupled.shown


def view() -> View:
    """What the page is about: the session's scenario, coupled and uncoupled."""
    scenario = (state.scenario(),)
    coupled, alone = values(projection(scenario)), values(projection(scenario, coupled=False))
    return View(coupled, alone, urgent_first(coupled.shown))


def urgent_first(shown: Projection) -> tuple[Process, ...]:
    """The processes of the last scenario, the first to be overloaded first, then the busiest."""
    found = [_process(shown, row) for row in range(len(shown.members["process"]))]
    never = len(shown.months)
    return tuple(sorted(found, key=lambda one: (never if one.first is None else one.first, -one.peak)))


def _process(shown: Projection, row: int) -> Process:
    used = process_values(shown, "utilisation", row)
    return Process(
        row=row,
        name=member_name(shown.members["process"][row], "process"),
        function=t(f"function.{shown.company.process_functions[row]}"),
        first=first_binding(used),
        peak=float(used.max()),
        peak_month=int(used.argmax()),
        full_months=int((used > BINDING).sum()),
    )


def names(found: View) -> tuple[str, ...]:
    """The processes in words, in the company's order."""
    return tuple(process.name for process in sorted(found.processes, key=lambda process: process.row))


def answer(found: View) -> str:
    """The first binding month, and what it costs, in one sentence and a half."""
    main, rest = told(found.coupled, found.processes)
    binds = found.processes[0].first is not None
    return panels.verdict(main, f"{rest} {_cost(found)}" if binds and state.has_moved() else rest)


def told(coupled: Values, processes: Sequence[Process]) -> tuple[str, str]:
    """The first binding month, and what waits because of it or how much room is left."""
    worst = processes[0]
    binds = worst.first is not None
    month = coupled.shown.months[worst.peak_month if worst.first is None else worst.first]
    main = t(
        f"delivery.{'binds' if binds else 'holds'}",
        process=worst.name,
        month=month_name(month),
        peak=amount(worst.peak, "share"),
    )
    if binds:
        return main, _waiting(coupled)
    return main, t("delivery.margin" if worst.peak < TIGHT else "delivery.tight", **_state(coupled))


def _state(coupled: Values) -> dict[str, str]:
    return {name: amount(coupled.value[name], KPIS[name].unit) for name in ("lead_time", "on_time")}


def _waiting(coupled: Values) -> str:
    waiting = coupled.shown.lines["backlog_value"][-1, 0]
    month = month_name(coupled.shown.months[int(waiting.argmax())])
    return t("delivery.worst", backlog=amount(float(waiting.max()), "money"), month=month, **_state(coupled))


def _cost(found: View) -> str:
    missed = {name: amount(_missed(found, line), unit, signed=True) for name, (line, unit) in MISSED.items()}
    return t("delivery.cost", **missed)


def sturdiness() -> str:
    """Up to which push in demand the company recovers by itself, in words."""
    found = sturdy(state.scenario())
    push = amount(found.absorbed if found.tipping is None else found.tipping, "share")
    text = t("delivery.absorbed" if found.tipping is None else "delivery.tipping", push=push)
    return f'<p class="quiet">{escape(text)}</p>'


def _missed(found: View, line: str) -> float:
    """What the coupling takes from, or adds to, the change that the scenario brings to a line over the horizon."""
    whole, alone = (one.shown.lines[line][:, 0].sum(axis=-1) for one in (found.coupled, found.alone))
    return float((whole[-1] - whole[0]) - (alone[-1] - alone[0]))


def processes(found: View) -> str:
    """Each process, the most urgent first: first month overloaded, months overloaded, highest use."""
    titles = [escape(t(f"delivery.column.{name}")) for name in ("process", "function", "first", "months", "peak")]
    rows = [
        (
            escape(process.name),
            escape(process.function),
            _first(found, process),
            escape(amount(process.full_months, "count")) if process.full_months else "–",
            escape(f"{amount(process.peak, 'share')} · {month_name(found.shown.months[process.peak_month])}"),
        )
        for process in found.processes
    ]
    return panels.table(titles, rows, first=3)


def _first(found: View, process: Process) -> str:
    if process.first is None:
        return f'<span class="good">{escape(t("delivery.never"))}</span>'
    return f'<b class="bad">{escape(month_name(found.shown.months[process.first]))}</b>'


def chosen(found: View) -> Process:
    """The process that the reader looks at; the most urgent one until another is picked."""
    by_name = {process.name: process for process in found.processes}
    picked = st.selectbox(
        t("delivery.pick"),
        list(by_name),
        key="process",
        on_change=state.touch,
        label_visibility="collapsed",
        placeholder=t("delivery.pick"),
    )
    return by_name.get(str(picked), found.processes[0])


def suffering(found: View) -> str:
    """The cards of what customers feel."""
    able = [name for name in SUFFERS if name in found.coupled.value]
    return cards.cards(found.coupled, able, "coo", t("delivery.felt"), t("delivery.felt_note"))


def moves_anything() -> bool:
    """Whether a lever or a shock is moved, so that there are two views to compare."""
    return bool(state.scenario().levers or state.scenario().shocks)


def silo_words(found: View) -> str:
    """What the silo view misses, in one sentence."""
    if not moves_anything():
        return f'<p class="quiet">{escape(t("delivery.silo.move"))}</p>'
    whole, alone = (_change(one, "ebitda") for one in (found.coupled, found.alone))
    if not difference(whole, alone, "money"):
        return f'<p class="quiet">{escape(t("delivery.silo.same"))}</p>'
    words = t(
        f"delivery.silo.{'over' if alone > whole else 'under'}",
        missed=amount(abs(whole - alone), "money"),
        alone=amount(alone, "money", signed=True),
        whole=amount(whole, "money", signed=True),
    )
    return f'<div class="verdict">{escape(words)}</div>'


def _change(one: Values, name: str) -> float:
    return one.value[name] - one.baseline[name]


def silo_table(found: View) -> str:
    """Changes of KPIs on the baseline as each department sees them alone, in the whole company, and what is missed."""
    titles = [escape(t(f"delivery.silo.column.{name}")) for name in ("kpi", "alone", "whole", "missed")]
    rows = [_silo_row(found, name) for name in SILO if name in found.coupled.value]
    return panels.table(titles, rows)


def _silo_row(found: View, name: str) -> tuple[str, ...]:
    kpi, whole, alone = KPIS[name], found.coupled, found.alone
    gap = _change(whole, name) - _change(alone, name)
    missed = difference(gap, 0.0, kpi.unit)
    tone = cards.verdict(kpi, gap) if missed else ""
    word = f" · {t(f'card.{tone}')}" if tone else ""
    return (
        escape(t(f"kpi.{name}.label")),
        *(escape(difference(one.value[name], one.baseline[name], kpi.unit)) or "–" for one in (alone, whole)),
        f'<span class="{tone}">{escape(missed + word) or "–"}</span>',
    )
