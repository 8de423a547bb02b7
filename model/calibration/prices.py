"""Price: usual indexation and pace of renewals, and what volume does when the price moves (partial adjustment)."""

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels, market, season, together, trend_of_own
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.posterior import Posterior, Prior, Slots, fit, no_slots
from model.vocabulary import Array

JUMP = 0.0015  # ln price in a month: a change beyond indexation and renewals that somebody decided
SCATTERS = 4.0  # of the usual scatter, the same
NOISE = 0.06  # ln volume of one month, common to all offers
OFFER_TREND = 0.2  # ln volume a year, of one offer


def fit_prices(history: History) -> list[Part]:
    """Indexation and renewal, from the mean monthly change of what is really paid."""
    realised = logs(filled_forward(history.offers("revenue") / history.offers("units")))
    weights = np.nan_to_num(history.offers("revenue")).sum(axis=0)
    change = np.diff(realised, axis=0) @ (weights / weights.sum())
    priors = [history.prior("price_indexation"), history.prior("price_renewal")]
    return [Part("prices", renewal_response(change, priors))] if np.isfinite(change).all() else []


def renewal_response(change: Array, priors: list[Prior]) -> Posterior:
    """Monthly change of ln price paid = indexation / 12 + (1 - renewal) x last month's excess; decisions left out."""
    usual = float(np.median(change))
    excess = change - usual
    expected = np.concatenate([[0.0], (1.0 - priors[1].mean) * excess[:-1]])
    surprise = excess - expected
    limit = max(SCATTERS * 1.4826 * float(np.median(np.abs(surprise - np.median(surprise)))), JUMP)
    outcome = np.where(np.abs(surprise) > limit, np.nan, change)[1:, np.newaxis]
    before = change[:-1, np.newaxis]

    def predict(values: Array) -> Array:
        monthly = np.log1p(values[0]) / 12.0
        return np.asarray(monthly + (1.0 - values[1]) * (before - monthly))

    return fit(priors, outcome, predict, no_slots(outcome), memory=False)


def fit_volume(history: History, conditions: Conditions) -> list[Part]:
    """Elasticity and habit of volume per offer (or of use per customer), beside season, trend and market."""
    subscription = "customers" in history.company.has and history.company.kind == "saas"
    name = "usage_elasticity" if subscription else "price_elasticity"
    units = history.offers("units")
    if "customers" in history.company.has:
        units = units / history.offers("customers")
    outcome = history.learnt(logs(units))
    if not np.isfinite(outcome).any(axis=0).all():
        return []
    months, series = outcome.shape
    own_trends = trend_of_own(months, series, OFFER_TREND)
    slots = together(
        [levels(months, series), own_trends, season(history.calendar, series), market(months, series, NOISE)]
    )
    priors = [history.prior(name), history.prior("price_habit")]
    return [Part("volume", volume_response(outcome, conditions.paid, priors, slots))]


def volume_response(
    log_units: Array, log_price: Array, priors: list[Prior], slots: Slots, *, memory: bool = True
) -> Posterior:
    """ln q_t = habit x ln q_(t-1) + (1 - habit) x e x ln p, beside the slots   [month, series].

    `priors` are the elasticity e and, where months follow each other, the habit.
    """

    def predict(values: Array) -> Array:
        habit = values[1] if len(values) > 1 else 0.0
        return np.asarray(values[0] * adjusted(log_price, habit))

    return fit(priors, log_units, predict, slots, memory=memory)


def adjusted(log_price: Array, habit: float) -> Array:
    """Exponentially weighted ln price, starting in balance   [month, series]."""
    if habit == 0.0:
        return log_price
    felt = log_price.copy()
    for month in range(1, len(felt)):
        felt[month] = habit * felt[month - 1] + (1.0 - habit) * log_price[month]
    return felt
