"""Projections for the screens, kept so that a question asked twice is answered once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from model.company import Company
from model.projection import BASELINE, MODEL_VERSION, Outlook, Projection, baseline_of, beside, outlook, project
from model.scenario import Scenario
from model.scores import kpi_series, kpi_values
from model.tipping import Tipping, tipping_point
from model.vocabulary import Array
from ui import state
from ui.link import Plan, encode

DRAWS = 128  # stratified: their P10 and P90 are as close to those of very many as with 200 independent draws
BAND = ("revenue", "operating_cost")
EIGHTY = (0.1, 0.9)  # eight chances in ten
_KEPT, _KEPT_ALONE = 96, 320


@dataclass(frozen=True)
class Question:
    """What is asked of the engine; the code stands for the scenarios in the key of the cache."""

    company: Company
    scenarios: tuple[Scenario, ...]
    months: int = 36
    coupled: bool = True


def projection(scenarios: tuple[Scenario, ...], *, coupled: bool = True) -> Projection:
    """The projection of the session's company over the session's horizon, with the baseline first."""
    return answer(Question(state.company(), scenarios, state.months(), coupled))


def current() -> Projection:
    """The projection of the session's scenario; the one before the last move stands before it when it can.

    Each scenario is run alone and kept, so that a move runs the engine once: the baseline and the scenario before are
    known. Assumptions set by hand hold for the baseline as well, so that scenarios with different ones stand apart.
    """
    moved = state.last_move()
    together = moved is not None and moved[0].assumptions == moved[1].assumptions
    shown = moved if moved and together else (state.scenario(),)
    question = Question(state.company(), (baseline_of(shown[0]), *shown), state.months())
    return _beside(asked(question), question)


def answer(question: Question) -> Projection:
    """The projection that answers a question."""
    return _certain(asked(question), question)


@dataclass(frozen=True)
class Values:
    """KPIs of one scenario beside the baseline: value over the horizon, and by month."""

    value: Mapping[str, float]
    baseline: Mapping[str, float]
    shown: Projection

    def series(self, name: str) -> tuple[Array, Array]:
        """A KPI by month, of the scenario and of the baseline."""
        months = kpi_series(self.shown, name)
        return months[-1, 0], months[0, 0]


def values(shown: Projection) -> Values:
    """The KPIs of the last scenario of a projection without draws, beside the baseline's."""
    found = kpi_values(shown)
    return Values(
        {name: float(amounts[-1, 0]) for name, amounts in found.items()},
        {name: float(amounts[0, 0]) for name, amounts in found.items()},
        shown,
    )


def asked(question: Question) -> tuple[str, ...]:
    """What stands for a question in the key of a cache."""
    codes = tuple(f"{scenario.name}:{encode(Plan(scenario))}" for scenario in question.scenarios)
    held = (question.company.content_hash, str(question.months), str(question.coupled), MODEL_VERSION)
    return (*held, *codes)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _certain(key: tuple[str, ...], _question: Question) -> Projection:
    how = {"months": _question.months, "coupled": _question.coupled}
    return project(_question.company, _question.scenarios, **how)


def band() -> Mapping[str, Array]:
    """Revenue and operating cost of the session's scenario in every draw: line -> [draw, month]."""
    return band_of(Question(state.company(), (state.scenario(),), state.months()))


def band_of(question: Question) -> Mapping[str, Array]:
    """Revenue and operating cost of one scenario in every draw: line -> [draw, month]."""
    return _alone_of(question).draws


def ranges(question: Question) -> Mapping[str, tuple[float, float]]:
    """P10 and P90 of each KPI of the last scenario over the horizon."""
    return _ranges(asked(question), question)


def sturdy(scenario: Scenario) -> Tipping:
    """Up to which push in demand the session's company recovers under a scenario."""
    question = Question(state.company(), (scenario,))
    return _sturdy(asked(question), question)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _sturdy(key: tuple[str, ...], _question: Question) -> Tipping:
    return tipping_point(_question.company, _question.scenarios[0])


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _ranges(key: tuple[str, ...], _question: Question) -> Mapping[str, tuple[float, float]]:
    drawn = project(_question.company, _question.scenarios, months=_question.months, draws=DRAWS)
    ends = {name: np.quantile(amounts[-1], EIGHTY) for name, amounts in kpi_values(drawn).items()}
    return {name: (float(low), float(high)) for name, (low, high) in ends.items()}


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _beside(asked: tuple[str, ...], _question: Question) -> Projection:
    each = [_alone_of(replace(_question, scenarios=(scenario,))) for scenario in _question.scenarios]
    names = (BASELINE, *(scenario.name for scenario in _question.scenarios[1:]))
    return beside([one.projection for one in each], names)


def _alone_of(question: Question) -> Outlook:
    """The outlook of one scenario, whatever its name: all as it is, and the baseline, are one."""
    nameless = replace(question, scenarios=(replace(question.scenarios[0], name=""),))
    return _alone(asked(nameless), nameless)


@st.cache_resource(max_entries=_KEPT_ALONE, show_spinner=False)
def _alone(asked: tuple[str, ...], _question: Question) -> Outlook:
    return outlook(_question.company, _question.scenarios[0], BAND, months=_question.months, draws=DRAWS)
