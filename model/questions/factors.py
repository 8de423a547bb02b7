"""What we do not know: assumptions and shocks as factors with a belief, and what a question's answer is under other values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from model.assumptions import ASSUMPTIONS
from model.beliefs import Belief
from model.company import Company
from model.draws import HAND_SPREAD
from model.levers import SHOCKS
from model.questions.outcomes import View, better, outcomes
from model.scenario import AS_IS, Scenario, neutral
from model.vocabulary import Array

LEAST_SPREAD = 1e-3  # of the declared one: what calibration is sure of keeps a belief that can be drawn
SHOCK_SPREAD = 1.0 / 6.0  # of a shock's range: a guess, since nobody declares a belief about the outside world
Settings = Mapping[str, float]  # factor -> value


@dataclass(frozen=True)
class Factor:
    """One thing we do not decide: normal around `centre` with `spread`, within `low` and `high`."""

    name: str
    kind: Literal["assumption", "shock"]
    low: float
    high: float
    centre: float
    spread: float

    def chance_below(self, value: float) -> float:
        """Probability that the factor is below a value.

        >>> Factor("x", "assumption", -10.0, 10.0, 0.0, 1.0).chance_below(0.0)
        0.5
        """
        low, here, high = ndtr(
            (np.array([self.low, np.clip(value, self.low, self.high), self.high]) - self.centre) / self.spread
        )
        return float((here - low) / (high - low))

    def quantile(self, share: Array | float) -> Array:
        """The values that the factor is below with a given probability   [same shape]."""
        low, high = ndtr((np.array([self.low, self.high]) - self.centre) / self.spread)
        value = self.centre + self.spread * ndtri(low + np.asarray(share) * (high - low))
        return np.asarray(np.clip(value, self.low, self.high))


@dataclass(frozen=True, kw_only=True)
class Target:
    """A question that has one number for an answer: a KPI of a scenario, or how much better it is than another one."""

    view: View
    kpi: str
    scenario: Scenario
    against: Scenario | None = None


def factors(company: Company, scenario: Scenario = AS_IS) -> tuple[Factor, ...]:
    """All assumptions that are believed with a spread, then all shocks that the company can feel."""
    return (
        *(_assumption(name, company, scenario) for name, one in ASSUMPTIONS.items() if one.spread > 0.0),
        *(_shock(name, scenario) for name, shock in SHOCKS.items() if company.members[shock.over]),
    )


def _assumption(name: str, company: Company, scenario: Scenario) -> Factor:
    """What is believed: set by hand, calibrated for the whole company, or declared; in that order."""
    declared = ASSUMPTIONS[name]
    if name in scenario.assumptions:
        wider = company.calibration.widened.get(name, 1.0) if company.calibration else 1.0
        centre, spread = scenario.assumptions[name], declared.spread * HAND_SPREAD * wider
    elif (name, "") in _calibrated(company):
        belief = _calibrated(company)[name, ""]
        centre, spread = belief.value, max(belief.spread, LEAST_SPREAD * declared.spread)
    else:
        centre, spread = declared.value(company.kind), declared.spread
    return Factor(name, "assumption", declared.low, declared.high, centre, spread)


def _calibrated(company: Company) -> dict[tuple[str, str], Belief]:
    return {belief.key: belief for belief in company.calibration.beliefs} if company.calibration else {}


def _shock(name: str, scenario: Scenario) -> Factor:
    shock = SHOCKS[name]
    centre = scenario.shocks.get(name, neutral(shock)).value
    return Factor(name, "shock", shock.low, shock.high, centre, SHOCK_SPREAD * (shock.high - shock.low))


def under(scenario: Scenario, settings: Settings) -> Scenario:
    """The scenario with assumptions and shocks set to values."""
    believed = {name: value for name, value in settings.items() if name in ASSUMPTIONS}
    shocks = {
        name: replace(scenario.shocks.get(name, neutral(SHOCKS[name])), value=value, values={})
        for name, value in settings.items()
        if name in SHOCKS
    }
    return replace(scenario, assumptions={**scenario.assumptions, **believed}, shocks={**scenario.shocks, **shocks})


def answers(target: Target, settings: Sequence[Settings]) -> Array:
    """The answer under each of the settings, in one batch of the engine   [setting]."""
    mine = [under(target.scenario, one) for one in settings]
    if target.against is None:
        return outcomes(target.view, mine, (target.kpi,))[target.kpi]
    theirs = [under(target.against, one) for one in settings]
    values = outcomes(target.view, [*mine, *theirs], (target.kpi,))[target.kpi]
    return better(target.kpi) * (values[: len(mine)] - values[len(mine) :])
