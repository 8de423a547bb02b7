"""What hangs on each assumption: its share of the spread of a result, and what knowing it would be worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.assumptions import ASSUMPTIONS, Assumption
from model.beliefs import Belief
from model.company import Company
from model.draws import drawn_beliefs
from model.information import Worth, worth
from model.projection import project
from model.scenario import Scenario
from model.scores import kpi_values
from model.spread import REST, spread_shares
from model.vocabulary import Array
from model.world import BY_MEMBER

EIGHTY = 1.2816  # standard deviations either side that hold eight chances in ten
PAYOFF = "ebitda"  # what a decision is judged by here: summed over the horizon
SPREAD_DRAWS, WORTH_DRAWS, SEED = 512, 512, 1


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Where the spread of the PAYOFF comes from: share by assumption, and by grade with what is left."""

    by_assumption: Mapping[str, float]
    by_grade: Mapping[str, float]


def believed(company: Company) -> tuple[Belief, ...]:
    """Every belief of a company, calibrated or as declared, in the order of declaration."""
    if company.calibration is not None:
        return company.calibration.beliefs
    return tuple(_declared(assumption, company) for assumption in ASSUMPTIONS.values())


def spread_of(company: Company, scenario: Scenario, months: int) -> Spread:
    """Shares of the variance of a scenario's PAYOFF over draws of everything that is believed."""
    projection = project(company, (scenario,), months=months, draws=SPREAD_DRAWS, seed=SEED)
    result = kpi_values(projection)[PAYOFF][1]
    shares = spread_shares(result, _streams(company, scenario.assumptions, SPREAD_DRAWS))
    by_assumption: dict[str, float] = {}
    for key, share in shares.items():
        name = key.split("@")[0]
        by_assumption[name] = by_assumption.get(name, 0.0) + share
    grades = {belief.name: belief.grade for belief in believed(company)}
    by_grade: dict[str, float] = {}
    for name, share in by_assumption.items():
        grade = grades.get(name, REST)
        by_grade[grade] = by_grade.get(grade, 0.0) + share
    return Spread(by_assumption=by_assumption, by_grade=by_grade)


def worth_knowing(company: Company, options: Sequence[Scenario], months: int) -> list[Worth]:
    """What knowing each assumption is worth before choosing between the baseline and some scenarios   [money]."""
    by_hand = options[0].assumptions
    projection = project(company, tuple(options), months=months, draws=WORTH_DRAWS, seed=SEED)
    return worth(kpi_values(projection)[PAYOFF], _streams(company, by_hand, WORTH_DRAWS))


def _declared(assumption: Assumption, company: Company) -> Belief:
    value, spread = assumption.value(company.kind), assumption.spread
    return Belief(
        name=assumption.name,
        prior=value,
        prior_spread=spread,
        value=value,
        spread=spread,
        low=max(value - EIGHTY * spread, min(assumption.low, value)),
        high=min(value + EIGHTY * spread, max(assumption.high, value)),
        grade=assumption.grade,
        source=assumption.source,
    )


def _streams(company: Company, by_hand: Mapping[str, float], draws: int) -> dict[str, Array]:
    """The draws of each assumption, 'name' or 'name@row' where members differ   [draw]."""
    streams: dict[str, Array] = {}
    for key, drawn in drawn_beliefs(company, by_hand, draws, SEED).items():
        name = key.removesuffix(BY_MEMBER)
        rows = enumerate(drawn if key.endswith(BY_MEMBER) else drawn[:1])
        known = {row: amounts for row, amounts in rows if not np.isnan(amounts).any()}
        streams |= {f"{name}@{row}" if key != name else name: amounts for row, amounts in known.items()}
    return streams
