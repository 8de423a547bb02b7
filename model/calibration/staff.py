"""People: who leaves, how much strain adds to it, and how long new staff take to learn the job."""

from dataclasses import dataclass

import numpy as np

from model.calibration.conditions import Conditions
from model.calibration.confounders import levels
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.load import process_load
from model.calibration.posterior import Posterior, Prior, fit, no_slots
from model.calibration.retention import deviance
from model.company import FUNCTIONS
from model.equations import people
from model.vocabulary import Array

FUNCTION_SPREAD = 0.4  # ln: how far the departures of one function may lie from the usual
STEADY = 0.002  # scatter of ln heads below which no ramp can be seen
RECENT_LEAVERS = 36  # months of departures that make an attrition


def fit_staff(history: History, conditions: Conditions) -> list[Part]:
    """Attrition of each function with its strain, and the ramp of new staff."""
    return [*_attrition(history), *_ramp(history)]


def _attrition(history: History) -> list[Part]:
    heads, leavers = (history.matrix("people", name, "function") for name in ("heads", "leavers"))
    known = np.isfinite(leavers).any(axis=0) & (np.nan_to_num(heads[-1]) > 0)
    if not known.any():
        return []
    usual = float(np.log(history.belief("attrition")))
    names = np.array(FUNCTIONS)[known]
    rates = [Prior("log_attrition", usual, FUNCTION_SPREAD, np.log(0.001), np.log(0.1), name) for name in names]
    strain = _strain(history)[:, known]
    recent = slice(-RECENT_LEAVERS, None)
    overload = history.prior("attrition_overload")
    gone = history.learnt(leavers[:, known])[recent]
    return [
        Part(
            "attrition",
            attrition_response(gone, filled_forward(heads[:, known])[recent], [overload, *rates], strain[recent]),
        )
    ]


def _strain(history: History) -> Array:
    """Last month's utilisation of each function, less today's; 0 where its load is not known   [month, function]."""
    load = process_load(history).busy
    group = history.company.process_function
    hours = history.world.base["hours"][:, 0]
    total = group.membership @ hours
    mean = np.nan_to_num(load) @ (group.membership * hours).T / np.where(total > 0, total, 1.0)
    before = np.concatenate([mean[:1], mean[:-1]])
    return np.asarray(np.where(total > 0, before, people.STRAIN - 0.2))


def attrition_response(leavers: Array, heads: Array, priors: list[Prior], utilisation: Array) -> Posterior:
    """Departures are counts of heads x usual rate x strain   [month, function]; the first prior is the strain."""
    strain, today = people.strain(utilisation), people.strain(utilisation[-3:].mean(axis=0))

    def predict(values: Array) -> Array:
        rate = people.attrition(np.exp(values[1:]), values[0], strain, today)
        return -deviance(leavers, np.maximum(heads * rate, 1e-6))

    outcome = 0.0 * leavers
    return fit(priors, outcome, predict, no_slots(outcome), memory=False)


def _ramp(history: History) -> list[Part]:
    """From the hours that processes report as available: new heads do not bring theirs at once."""
    able = logs(history.matrix("operations", "capacity_hours", "process"))
    staffed = np.array(history.company.process_function.of)
    heads, hires, leavers = (history.matrix("people", name, "function") for name in ("heads", "hires", "leavers"))
    known = np.isfinite(able).any(axis=0)
    moved = [
        np.nanstd(logs(heads[:, function])) > STEADY if np.isfinite(hires[:, function]).all() else False
        for function in staffed
    ]
    known &= np.array(moved)
    if not known.any():
        return []
    functions = staffed[known]
    flows = tuple(np.nan_to_num(amount[:, functions]) for amount in (filled_forward(heads), hires, leavers))
    return [Part("ramp", ramp_response(history.learnt(able[:, known]), flows, history.prior("staff_ramp")))]


def ramp_response(log_hours: Array, flows: tuple[Array, ...], ramp: Prior) -> Posterior:
    """ln hours available = level + ln(heads - heads still learning)   [month, process]; flows: heads, hires, leavers."""
    heads, hires, leavers = flows

    def predict(values: Array) -> Array:
        return np.log(np.maximum(heads - learning(heads, hires, leavers, values[0]), 1e-6))

    return fit([ramp], log_hours, predict, levels(*log_hours.shape))


def learning(heads: Array, hires: Array, leavers: Array, ramp: float) -> Array:
    """Heads' worth of work that new people do not yet deliver, starting in balance   [month, process]."""
    kept = np.exp(-1.0 / ramp)
    gone = leavers / np.maximum(heads, 1e-9)
    deficit = np.empty_like(heads)
    before = hires[:6].mean(axis=0) * kept / (1.0 - (1.0 - gone[:6].mean(axis=0)) * kept)
    for month in range(len(heads)):
        before = people.ramp_deficit(before, hires[month], gone[month], kept)
        deficit[month] = before
    return deficit


@dataclass(frozen=True)
class Team:
    """One function's heads, hires and leavers   [month, 1]."""

    heads: Array
    hires: Array
    leavers: Array

    def able(self, ramp: float) -> Array:
        """Heads less those still learning the job, over today's   [month]; 1 where heads are not known."""
        if not np.isfinite(self.heads).all() or not self.heads[-1, 0] > 0:
            return np.ones(len(self.heads))
        able = self.heads - learning(self.heads, self.hires, self.leavers, ramp)
        return np.asarray(np.maximum(able / able[-1], 1e-3)[:, 0])


def team(history: History, function: str) -> Team:
    """The people of one function in past months."""
    index = [FUNCTIONS.index(function)]
    heads, hires, leavers = (
        history.matrix("people", name, "function")[:, index] for name in ("heads", "hires", "leavers")
    )
    return Team(filled_forward(heads), np.nan_to_num(hires), np.nan_to_num(leavers))
