"""What the pages 'Decide' and 'Plan' ask: which question, about which scenarios and KPI, as the address has it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from model.bridges import BRIDGED
from model.kpis import KPIS
from model.presets import presets
from model.questions.outcomes import View
from model.scenario import AS_IS, Scenario
from model.scores import why_not
from ui import adopting, panels, state, widgets
from ui.charts.spec import money_scale, session_look
from ui.looks import SEEDS
from ui.numbers import PER_CENT, amount
from ui.projections import Question, asked
from ui.words import t

FIRST_KPI = "ebitda"
SEED = 1
DIRECTED = tuple(dict.fromkeys((*BRIDGED, *(name for name, declared in KPIS.items() if declared.better))))


@dataclass(frozen=True)
class Asked:
    """What an answer is about, and the key that it is kept by."""

    view: View
    scenarios: tuple[Scenario, ...]
    kpi: str = ""
    details: tuple[str, ...] = ()  # factors, random numbers, judgements

    @property
    def key(self) -> tuple[str, ...]:
        """Content of the company, months, scenarios, KPI and details."""
        return (*asked(Question(self.view.company, self.scenarios, self.view.months)), self.kpi, *self.details)


def question(page: str, questions: Sequence[str]) -> str:
    """The question of a page that the reader asks."""
    key = f"{page}-question"
    picked = _looked(page, questions, questions[0])
    widgets.give(key, picked)
    st.segmented_control(
        t("decide.question"),
        questions,
        required=True,
        key=key,
        format_func=lambda name: t(f"decide.questions.{name}"),
        on_change=_looks,
        args=(key, page, questions[0]),
        label_visibility="collapsed",
    )
    return picked


def _looked(name: str, values: Sequence[str], usual: str) -> str:
    """What the reader looks at, while there is such a thing."""
    looked = state.looks().get(name, "")
    return looked if looked in values else usual


def _looks(key: str, name: str, usual: str) -> None:
    if widgets.is_news(key):
        value = str(widgets.value(key))
        state.look(name, "" if value == usual else value)


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


def kpi(among: Sequence[str] = DIRECTED, first: str = FIRST_KPI) -> str:
    """The KPI that the answer is about; any of which more or less is better, the usual ones first."""
    able = [name for name in among if not why_not(KPIS[name], state.company())]
    usual = first if first in able else able[0]
    return chosen("kpi", t("decide.kpi"), able, usual, lambda name: t(f"kpi.{name}.label"))


def scenario(name: str, label: str, names: Sequence[str], first: str) -> str:
    """One of some scenarios, by its key in the catalogue."""
    return chosen(name, label, names, first, lambda one: t(f"preset.{one}"))


def seed() -> int:
    """Which random numbers an answer uses."""
    return int(chosen("seed", t("decide.seed"), SEEDS, SEEDS[0], str))


def chosen(look: str, label: str, names: Sequence[str], usual: str, words: Callable[[str], str]) -> str:
    """One name of a list, in words; the usual one until the reader picks one that there is. The address holds it."""
    key, picked = f"decide-{look}", _looked(look, names, usual)
    widgets.give(key, picked)
    st.selectbox(
        label,
        names,
        key=key,
        format_func=words,
        on_change=_looks,
        args=(key, look, usual),
        placeholder=label,
    )
    return picked


def nothing_moved() -> None:
    """Say that there is nothing to explain yet, and offer the presets to look at."""
    st.html(panels.verdict(t("decide.empty"), t("decide.empty_next")))
    adopting.draw(presets(state.company(), state.months()))


def change(value: float, name: str) -> str:
    """A difference of a KPI, signed, in points for shares."""
    unit = KPIS[name].unit
    return amount(value, "points" if unit in PER_CENT else unit, signed=True)


def scale(kpi: str, largest: float) -> tuple[float, str]:
    """Divisor and unit of an axis of a KPI."""
    unit = KPIS[kpi].unit
    if unit == "money":
        return money_scale(session_look(), largest)
    return (0.01, t("number.points")) if unit in PER_CENT else (1.0, t(f"kpi.{kpi}.label"))


def method(name: str) -> None:
    """How an answer was found, folded."""
    with st.expander(t("decide.method.title")):
        st.markdown(t(f"decide.method.{name}", seed=SEED))
