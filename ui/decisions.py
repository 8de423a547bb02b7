"""What the page 'Decide' asks: which question, about which scenarios and KPI; answers are kept by what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from model.bridges import BRIDGED
from model.kpis import KPIS
from model.presets import presets
from model.questions.outcomes import View
from model.scenario import AS_IS, Scenario
from model.scores import why_not
from ui import adopting, panels, state
from ui.numbers import PER_CENT, amount
from ui.projections import Question, asked
from ui.words import t

QUESTIONS = ("moved", "leads", "doubt", "plan", "terms")
FIRST_KPI = "ebitda"


@dataclass(frozen=True)
class Asked:
    """What an answer is about, and the key that it is kept by."""

    view: View
    scenarios: tuple[Scenario, ...]
    kpi: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Content of the company, months, scenarios and KPI."""
        return (*asked(Question(self.view.company, self.scenarios, self.view.months)), self.kpi)


def question() -> str:
    """The question that the reader asks."""
    state.widget_first("decide-question", QUESTIONS[0])
    picked = st.segmented_control(
        t("decide.question"),
        QUESTIONS,
        required=True,
        key="decide-question",
        format_func=lambda name: t(f"decide.questions.{name}"),
        on_change=state.touch,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(picked) if picked in QUESTIONS else QUESTIONS[0]


def view() -> View:
    """The session's company over the session's horizon."""
    return View(company=state.company(), months=state.months())


def mine() -> Scenario:
    """The session's scenario."""
    return replace(state.scenario(), name="mine")


def baseline() -> Scenario:
    """The company as it is, under what the session's scenario believes."""
    return replace(AS_IS, name="baseline", assumptions=state.scenario().assumptions)


def rivals() -> Mapping[str, Scenario]:
    """Scenarios in one world, by their key in the catalogue: nothing done, the presets, and mine once it is moved."""
    own = mine()
    found = {name: _in_world(preset, name, own) for name, preset in presets(state.company(), state.months()).items()}
    nothing = found.pop("do_nothing")
    kept = {"do_nothing": nothing} if own.shocks else {"baseline": replace(nothing, name="baseline")}
    return {**kept, **found, **({"mine": own} if state.has_moved() else {})}


def _in_world(scenario: Scenario, name: str, own: Scenario) -> Scenario:
    return replace(scenario, name=name, shocks=own.shocks, assumptions=own.assumptions)


def kpi(among: Sequence[str] = BRIDGED) -> str:
    """The KPI that the answer is about."""
    able = [name for name in among if not why_not(KPIS[name], state.company())]
    return chosen("decide-kpi", t("decide.kpi"), able, FIRST_KPI, "kpi.{name}.label")


def scenario(key: str, label: str, names: Sequence[str], first: str) -> str:
    """One of some scenarios, by its key in the catalogue."""
    return chosen(key, label, names, first, "preset.{name}")


def chosen(key: str, label: str, names: Sequence[str], first: str, words: str) -> str:
    """One name of a list, in words; the first choice until the reader picks one that there is."""
    if state.widget_value(key) not in names:
        state.hold(key, first)
    picked = st.selectbox(
        label,
        names,
        key=key,
        format_func=lambda name: t(words.format(name=name)),
        on_change=state.touch,
        placeholder=label,
        persist_state="session",
    )
    return str(picked)


def nothing_moved() -> None:
    """Say that there is nothing to explain yet, and offer the presets to look at."""
    st.html(panels.verdict(t("decide.empty"), t("decide.empty_next")))
    adopting.draw(presets(state.company(), state.months()))


def change(value: float, name: str) -> str:
    """A difference of a KPI, signed, in points for shares."""
    unit = KPIS[name].unit
    return amount(value, "points" if unit in PER_CENT else unit, signed=True)


def method(name: str) -> None:
    """How an answer was found, folded."""
    with st.expander(t("decide.method.title")):
        st.markdown(t(f"decide.method.{name}"))
