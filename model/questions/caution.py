"""The same company where customers are harder than believed: dearer prices and less marketing cost more than expected.

A search prefers what the model holds to be cheap; where that rests on a guess, the preference does too. So the beliefs
that speak for raising prices and cutting marketing are set to the end that only one belief in ten goes beyond, all at once.
"""

from collections.abc import Mapping

from model.company import Company
from model.questions.factors import factors
from model.scenario import AS_IS, Scenario

CHANCE = 0.1  # of being harder still, for each belief by itself
HARDER: Mapping[str, int] = {  # assumption -> +1 where more of it is harder on higher prices or less marketing, else -1
    "price_elasticity": -1,
    "usage_elasticity": -1,
    "win_price_sensitivity": 1,
    "churn_price_sensitivity": 1,
    "churn_price_half_life": 1,
    "saturation": 1,
}


def cautious(company: Company, scenario: Scenario = AS_IS) -> dict[str, float]:
    """The assumptions of a hard world; what the scenario sets by hand is left as it is set."""
    believed = {factor.name: factor for factor in factors(company, scenario)}
    hard = {name: 1.0 - CHANCE if side > 0 else CHANCE for name, side in HARDER.items()}
    free = [name for name in HARDER if name not in scenario.assumptions]
    return {name: float(believed[name].quantile(hard[name])) for name in free}
