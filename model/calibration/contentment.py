"""Satisfaction on lateness, defects and slow answers, and how long customers take to change their mind."""

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels
from model.calibration.history import History, Part
from model.calibration.posterior import Posterior, Prior, Slots, fit
from model.vocabulary import Array

LOSSES = ("satisfaction_late", "satisfaction_quality", "satisfaction_support")


def fit_contentment(history: History, conditions: Conditions) -> list[Part]:
    """The three losses and the delay; nothing where satisfaction is not measured."""
    measured = history.panel.matrix("service", "satisfaction", [{}])
    if not np.isfinite(measured).any():
        return []
    drivers = np.stack([conditions.late, conditions.defects, conditions.late_answers], axis=1)
    priors = [*(history.prior(name) for name in LOSSES), history.prior("satisfaction_delay")]
    outcome = history.learnt(measured)
    return [Part("satisfaction", satisfaction_response(outcome, drivers, priors, levels(len(outcome), 1)))]


def satisfaction_response(
    satisfaction: Array, drivers: Array, priors: list[Prior], slots: Slots, *, memory: bool = True
) -> Posterior:
    """s_t follows level - losses x drivers with a delay   [month, 1], drivers [month, driver].

    `priors` are one loss a driver and, where customers take time, the delay in months.
    """
    count = drivers.shape[1]

    def predict(values: Array) -> Array:
        deserved = -(drivers @ values[:count])
        pace = 1.0 - np.exp(-1.0 / values[count]) if len(values) > count else 1.0
        return followed(deserved, float(pace))[:, np.newaxis]

    return fit(priors, satisfaction, predict, slots, memory=memory)


def followed(deserved: Array, pace: float) -> Array:
    """s_t = s_(t-1) + pace x (deserved - s_(t-1)), starting in balance   [month]."""
    felt = deserved.copy()
    for month in range(1, len(felt)):
        felt[month] = felt[month - 1] + pace * (deserved[month] - felt[month - 1])
    return felt
