"""Hazards: who leaves, month by month, and what price, satisfaction and lateness did to it."""

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.history import History, Part, filled_forward
from model.calibration.posterior import Posterior, Prior, fit, no_slots
from model.equations import demand
from model.vocabulary import Array

RECENT_LEAVERS = 36  # months of departures that make a churn
OFFER_SPREAD = 0.6  # ln hazard: how far one offer may lie from the kind's usual churn
PRESSURES = ("churn_price_sensitivity", "churn_satisfaction_sensitivity", "churn_late_sensitivity")


def fit_retention(history: History, conditions: Conditions) -> list[Part]:
    """Churn of every offer today, and the sensitivities of churn; nothing without counts of customers that left."""
    left, customers = history.offers("churned_customers"), history.offers("customers")
    if not np.isfinite(left).any() or not np.isfinite(customers).all(axis=1).any():
        return []
    priors = [*(history.prior(name) for name in PRESSURES), history.prior("churn_price_half_life")]
    rates = [_usual(history, offer) for offer in history.company.members["offer"]]
    index = conditions.paid - np.log(conditions.worth())[:, np.newaxis]
    felt = [np.concatenate([series[:1], series[:-1]]) for series in (-conditions.satisfaction, conditions.late)]
    risk = filled_forward(customers)
    recent = slice(-RECENT_LEAVERS, None)
    posterior = hazard_response(
        history.learnt(left)[recent], risk[recent], [*priors, *rates], (index[recent], np.array(felt)[:, recent])
    )
    return [Part("retention", posterior)]


def _usual(history: History, offer: str) -> Prior:
    """ln churn of one offer; a company may lie far from the usual."""
    usual = history.belief("churn")
    return Prior("log_churn", float(np.log(usual)), OFFER_SPREAD, np.log(0.0002), np.log(0.3), offer)


def hazard_response(left: Array, customers: Array, priors: list[Prior], felt: tuple[Array, Array]) -> Posterior:
    """Counts that left [month, offer] on ln price over value [month, offer], dissatisfaction and lateness [2, month].

    Deviance residuals make least squares the maximum of the Poisson likelihood. `priors` are three sensitivities, the
    half-life of a price move and one ln hazard an offer.
    """
    index, pressures = felt

    def predict(values: Array) -> Array:
        memory = remembered(index, values[3])
        pressure = values[0] * memory + (values[1:3] @ pressures)[:, np.newaxis]
        hazard = demand.churn_hazard(np.log1p(-np.exp(values[4:])), pressure, np.zeros(1), np.zeros(1))
        return -deviance(left, customers * hazard)

    outcome = 0.0 * left
    return fit(priors, outcome, predict, no_slots(outcome), memory=False)


def remembered(index: Array, half_life: float) -> Array:
    """Price moves still felt: m_t = m_(t-1) x 2^(-1 / half life) + change of the ln index   [month, offer]."""
    felt = np.zeros_like(index)
    for month in range(1, len(index)):
        felt[month] = felt[month - 1] * 0.5 ** (1.0 / half_life) + index[month] - index[month - 1]
    return felt


def deviance(counts: Array, expected: Array) -> Array:
    """Signed root of the Poisson deviance; its squares add up to twice the log likelihood ratio   [same shape].

    >>> round(float(deviance(np.array(0.0), np.array(2.0))), 3)
    -2.0
    """
    ratio = np.where(counts > 0, counts, 1.0) / expected
    excess = np.where(counts > 0, counts * np.log(ratio), 0.0) - (counts - expected)
    return np.asarray(np.sign(counts - expected) * np.sqrt(2.0 * np.maximum(excess, 0.0)))
