"""Queues, punctuality and defects of processes, from their load, lead times and counts; support from its answers."""

from dataclasses import dataclass

import numpy as np

from model.calibration.conditions import Conditions, normal_scores
from model.calibration.confounders import levels
from model.calibration.history import History, Part, filled_forward, logs
from model.calibration.posterior import Posterior, Prior, fit
from model.company import FUNCTIONS, TICKETS
from model.equations import operations
from model.vocabulary import Array

CROWDED = 0.97  # utilisation beyond which work waits in a backlog that no table shows
CONSTANT = 1e-3  # scatter of ln lead time below which nothing can be learnt


def fit_delivery(history: History, conditions: Conditions) -> list[Part]:
    """Variability and memory of queues, scatter of lead times, what overload does to quality."""
    load = utilisation(history)
    parts = []
    for part in (_queues, _punctuality, _quality):
        parts += part(history, conditions, load)
    return parts


def utilisation(history: History) -> Array:
    """Work over capacity of each process   [month, process]; of tickets by heads, at the usual load today."""
    hours = history.matrix("operations", "hours", "process")
    able = history.matrix("operations", "capacity_hours", "process")
    names = history.company.members["process"]
    load = np.where(able > 0, hours / np.where(able > 0, able, 1.0), np.nan)
    if TICKETS in names:
        tickets = history.panel.matrix("service", "tickets", [{}])[:, 0]
        heads = history.matrix("people", "heads", "function")[:, FUNCTIONS.index("support")]
        relative = tickets / np.where(heads > 0, heads, np.nan)
        load[:, names.index(TICKETS)] = relative / np.nanmean(relative[-3:])
    return load


@dataclass(frozen=True)
class _Queue:
    """What lead times of some processes follow from   load [month, process], others [process]."""

    load: Array
    servers: Array
    days_per_unit: Array
    work_share: Array
    usual_wait: Array

    def days(self, variability: float, memory: float, busy: Array) -> Array:
        """Waiting in days, the backlog left out   [month, process]."""
        load = self.load * busy
        felt = load.copy()
        for month in range(1, len(felt)):
            felt[month] = operations.queue_load(felt[month - 1], load[month], np.array(memory))
        return operations.queue_days(np.array(variability), felt, self.servers, self.days_per_unit)


def _queues(history: History, conditions: Conditions, load: Array) -> list[Part]:
    known = np.isfinite(load).any(axis=0) & (logs(conditions.lead_days).std(axis=0) > CONSTANT)
    if not known.any():
        return []
    names = np.array(history.company.members["process"])[known]
    tickets = names == TICKETS
    world = history.world.base
    base = {name: world[name][:, 0][known] for name in ("servers", "hours_per_unit", "waiting_scale", "lead_time", "work_days")}
    queue = _Queue(
        filled_forward(load[:, known]), base["servers"], base["hours_per_unit"] / operations.HOURS_A_DAY,
        base["work_days"] / base["lead_time"], base["waiting_scale"],
    )  # fmt: skip
    crowded = queue.load * np.where(tickets, history.belief("utilisation"), 1.0) > CROWDED
    outcome = np.where(crowded, np.nan, history.learnt(logs(conditions.lead_days[:, known])))
    priors = [history.prior("variability"), history.prior("queue_memory")]
    if tickets.any():
        priors.append(history.prior("utilisation", TICKETS))
    return [Part("queues", queue_response(outcome, queue, priors, (base["work_days"], base["waiting_scale"], tickets)))]


def queue_response(outcome: Array, queue: _Queue, priors: list[Prior], fixed: tuple[Array, Array, Array]) -> Posterior:
    """ln lead time = ln(work + waiting) of each process   [month, process], up to a level of its own.

    `priors` are variability, memory of the queue and, where tickets are among the processes, their usual utilisation.
    """
    work, scale, tickets = fixed

    def predict(values: Array) -> Array:
        busy = np.where(tickets, values[2] if len(values) > 2 else 1.0, 1.0)
        return np.log(work + scale * queue.days(values[0], values[1], busy))

    return fit(priors, outcome, predict, levels(*outcome.shape))


def _punctuality(history: History, conditions: Conditions, load: Array) -> list[Part]:
    counted = history.matrix("operations", "on_time", "process")
    days = logs(history.matrix("operations", "lead_time_days", "process"))
    known = np.isfinite(counted).any(axis=0) & (np.nan_to_num(np.nanstd(np.where(np.isfinite(days), days, 0.0), axis=0)) > CONSTANT)
    if not known.any():
        return []
    outcome = history.learnt(np.where(np.isfinite(counted), normal_scores(counted), np.nan)[:, known])
    return [Part("on_time", punctuality_response(outcome, filled_forward(days[:, known]), history.prior("lead_time_sigma")))]


def punctuality_response(score: Array, log_days: Array, sigma: Prior) -> Posterior:
    """Normal score of the share on time = level - ln lead time / sigma   [month, process]."""
    centred = log_days - log_days.mean(axis=0)
    return fit([sigma], score, lambda values: -centred / values[0], levels(*score.shape), memory=False)


def _quality(history: History, conditions: Conditions, load: Array) -> list[Part]:
    again = history.matrix("operations", "reworked", "process")
    volume = history.matrix("operations", "volume", "process")
    share = logs(again / np.where(volume > 0, volume, np.nan))
    known = np.isfinite(share).any(axis=0) & np.isfinite(load).any(axis=0)
    if not known.any():
        return []
    outcome = history.learnt(share[:, known])
    return [Part("quality", overload_response(outcome, filled_forward(load[:, known]), history.prior("overload_defects")))]


def overload_response(log_defects: Array, load: Array, strength: Prior) -> Posterior:
    """ln defect share = level + ln(1 + phi max(0, rho - .85))   [month, process]."""

    def predict(values: Array) -> Array:
        return np.log(operations.overload(load, values[0]))

    return fit([strength], log_defects, predict, levels(*log_defects.shape))
