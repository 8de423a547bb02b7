"""What the pages ask about the beliefs of the session's company, kept so that a question asked twice is answered once."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st
from babel.dates import format_date

from model.beliefs import Belief, Notice, Pair
from model.company import Company
from model.information import Worth
from model.presets import presets
from model.projection import MODEL_VERSION
from model.scenario import AS_IS, Scenario
from model.stakes import Spread, believed, spread_of, worth_knowing
from model.world import DIMENSIONS
from ui import state
from ui.lever_values import member_name
from ui.link import Plan, encode
from ui.numbers import plain
from ui.words import known, t

_KEPT = 32
DIGITS = 3  # significant ones of a coefficient


def beliefs() -> Sequence[Belief]:
    """Every belief of the session's company."""
    return believed(state.company())


def belief(name: str) -> Belief:
    """The belief about the whole company, or about its first member where members differ."""
    return next(found for found in beliefs() if found.name == name)


def value_of(name: str) -> float:
    """The value in use: set by hand, or believed."""
    return state.scenario().assumptions.get(name, belief(name).value)


def pairs() -> Sequence[Pair]:
    """Coefficients known only as a sum."""
    calibration = state.company().calibration
    return calibration.correlations if calibration else ()


def notices() -> Sequence[Notice]:
    """What calibration found doubtful."""
    calibration = state.company().calibration
    return calibration.notices if calibration else ()


def spread() -> Spread:
    """Where the spread of the session's result comes from."""
    return spread_from(state.company(), state.scenario(), state.months())


def spread_from(company: Company, scenario: Scenario, months: int) -> Spread:
    """Where the spread of a company's result under a scenario comes from."""
    return _spread((*_key(company), encode(Plan(scenario))), months, company, scenario)


def worths() -> Sequence[Worth]:
    """What each assumption is worth knowing before choosing between the presets and the session's scenario."""
    company, mine, months = state.company(), state.scenario(), state.months()
    return _worths((*_key(company), encode(Plan(mine))), months, company, mine)


def name_of(name: str, member: str = "") -> str:
    """An assumption's label, with the member that it is about."""
    label = t(f"assumption.{name}.label")
    return f"{label} · {member_name(member, DIMENSIONS.get(name, 'company'))}" if member else label


def source(belief: Belief) -> str:
    """Where a belief comes from."""
    key = f"source.{belief.source}" if belief.source else f"source.{belief.grade}"
    return t(key) if known(key) else belief.source


def figure(value: float) -> str:
    """A coefficient with the digits that mean something."""
    return plain(float(f"{value:.{DIGITS}g}"), "number")


def day(text: str) -> str:
    """A day for people; nothing when none is given.

    >>> day("")
    ''
    """
    return format_date(date.fromisoformat(text), "medium", locale=state.language()) if text else ""


def worded(notice: Notice) -> dict[str, str]:
    """The fields of a notice as texts for people."""
    return {name: _worded(name, value) for name, value in notice.fields.items()}


def _worded(name: str, value: str | float) -> str:
    if name == "part":
        return t(f"calibrate.fitted.{value}")
    return figure(value) if isinstance(value, float) else str(value)


def _key(company: Company) -> tuple[str, str]:
    return company.content_hash, MODEL_VERSION


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _spread(asked: tuple[str, ...], months: int, _company: Company, _scenario: Scenario) -> Spread:
    return spread_of(_company, _scenario, months)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _worths(asked: tuple[str, ...], months: int, _company: Company, _mine: Scenario) -> Sequence[Worth]:
    options = {**presets(_company, months)}
    options.pop("do_nothing", None)
    return worth_knowing(_company, [*_with(_mine, options.values()), *_own(_mine)], months)


def _with(mine: Scenario, options: Iterable[Scenario]) -> list[Scenario]:
    """The presets in the same world as the session's scenario: its shocks, its assumptions."""
    return [
        Scenario(name=option.name, levers=option.levers, shocks=mine.shocks, assumptions=mine.assumptions)
        for option in options
    ]


def _own(mine: Scenario) -> list[Scenario]:
    return [] if mine.levers == AS_IS.levers else [mine]
