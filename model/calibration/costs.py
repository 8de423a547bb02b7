"""Cost lines on their drivers: volume and utilisation for goods, time for wages, activity for overheads."""

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels, together, trend
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.load import process_load
from model.calibration.posterior import Posterior, Prior, Slots, fit
from model.vocabulary import Array


def fit_costs(history: History, conditions: Conditions) -> list[Part]:
    """Scale and utilisation of unit cost, and the drift of wages."""
    return [*_goods(history), *_wages(history)]


def _goods(history: History) -> list[Part]:
    cost = logs(history.offers("unit_cost"))
    units = history.panel.sum("sales", "units")
    if not np.isfinite(cost).any(axis=0).all() or not (units > 0).all():
        return []
    load = process_load(history).busy
    busy = np.nan_to_num(load - load[-1]) @ history.world.base["late_weight"][:, 0]
    volume = np.log(units / units[-3:].mean())
    weights = np.nan_to_num(history.offers("units") * history.offers("unit_cost")).sum(axis=0)
    mean = filled_forward(cost) @ (weights / weights.sum())
    total = history.learnt((mean + volume)[:, np.newaxis])
    slots = together([levels(*total.shape), trend(*total.shape)])
    priors = [history.prior("scale_exponent"), history.prior("utilisation_cost")]
    return [Part("unit_cost", cost_response(total, (volume, busy), priors, slots))]


def cost_response(
    log_cost: Array, drivers: tuple[Array, ...], priors: list[Prior], slots: Slots, *, memory: bool = True
) -> Posterior:
    """ln C = level + sum of coefficient x driver   log_cost [month, series], a driver [month] or [month, series].

    The drivers of a cost are usually ln volume, ln input price and utilisation.
    """
    wide = [np.broadcast_to(driver if driver.ndim > 1 else driver[:, np.newaxis], log_cost.shape) for driver in drivers]

    def predict(values: Array) -> Array:
        return np.asarray(np.einsum("d,dtm->tm", values, np.stack(wide)))

    return fit(priors, log_cost, predict, slots, memory=memory)


def _wages(history: History) -> list[Part]:
    payroll = history.matrix("people", "payroll", "function")
    heads = history.matrix("people", "heads", "function")
    pay = logs(payroll / np.where(heads > 0, heads, np.nan))
    pay = pay[:, np.isfinite(pay).sum(axis=0) > 12]
    if not pay.shape[1]:
        return []
    outcome = history.learnt(pay)
    years = np.arange(len(outcome))[:, np.newaxis] / 12.0

    def predict(values: Array) -> Array:
        return np.asarray(np.log1p(values[0]) * years * np.ones(outcome.shape[1]))

    drift = history.prior("wage_drift")
    return [Part("wages", fit([drift], outcome, predict, levels(*outcome.shape)))]
