"""Queues, punctuality and defects of processes, from their load, lead times and counts; support from its answers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.calibration.conditions import Conditions, normal_scores
from model.calibration.confounders import levels, trend_of_own
from model.calibration.history import History, Part, logs
from model.calibration.load import Load, Rules, process_load, rules, ticket_load, worked_forward
from model.calibration.posterior import Posterior, Prior, fit
from model.company import TICKETS
from model.equations import operations
from model.vocabulary import Array
from model.warm_delivery import WORK_SHARE

CONSTANT = 1e-3  # scatter of ln lead time below which nothing can be learnt
NEARLY_ALL = (0.015, 0.985)  # shares on time beyond which rounding hides what they tell
TODAY = 3  # months that make today
YEAR = 12  # months that tell how full a process is
BUSY_SPREAD = 0.15  # of the utilisation of a process: companies differ more than the usual tells


def fit_delivery(history: History, conditions: Conditions) -> list[Part]:
    """Variability and memory of queues, scatter of lead times, what overload does to quality."""
    load = process_load(history)
    parts = [*_queues(history, conditions, load), *fit_punctuality(history), *_quality(history, load)]
    return [*parts, *_utilisation(history, load)]


@dataclass(frozen=True)
class Queues:
    """What lead times of some processes follow from   load [month, process], servers and days per unit [process].

    `answers` is the load of tickets over today's, where `tickets` is the place of that process, or -1.
    """

    load: Load
    servers: Array
    days_per_unit: Array
    lead_time: Array
    rule: Rules
    tickets: int
    answers: Array

    def log_lead_time(self, variability: float, memory: float, usual: float) -> Array:
        """ln of work + waiting over today's lead time   [month, process]; `usual` is support's utilisation today."""
        waiting = self._queue(variability, memory, self.load.busy) + self.load.backlog_days
        if self.tickets >= 0:
            support = worked_forward(np.tile(self.answers[:, np.newaxis] * usual, (1, len(self.servers))), self.rule)
            waiting[:, self.tickets] = (self._queue(variability, memory, support.busy) + support.backlog_days)[
                :, self.tickets
            ]
        today = waiting[-TODAY:].mean(axis=0)
        scale = np.minimum(1.0, (1.0 - WORK_SHARE) * self.lead_time / np.maximum(today, 1e-9))
        return np.asarray(np.log1p(scale * (waiting - today) / self.lead_time))

    def _queue(self, variability: float, memory: float, busy: Array) -> Array:
        felt = busy.copy()
        for month in range(1, len(felt)):
            felt[month] = operations.queue_load(felt[month - 1], busy[month], np.array(memory))
        power = operations.queue_power(self.servers)
        return operations.queue_days(np.array(variability), felt, self.servers, power, self.days_per_unit)


def _queues(history: History, conditions: Conditions, load: Load) -> list[Part]:
    names = np.array(history.company.members["process"])
    answers = ticket_load(history)
    known = np.isfinite(load.busy).all(axis=0) | ((names == TICKETS) & np.isfinite(answers).all())
    known &= logs(conditions.lead_days).std(axis=0) > CONSTANT
    if not known.any():
        return []
    base = {name: history.world.base[name][:, 0][known] for name in ("servers", "hours_per_unit", "lead_time")}
    rule = rules(history)
    tickets = int(np.flatnonzero(names[known] == TICKETS)[0]) if (names[known] == TICKETS).any() else -1
    queues = Queues(
        load=Load(*(np.nan_to_num(part[:, known]) for part in (load.busy, load.done, load.backlog_days))),
        servers=base["servers"],
        days_per_unit=base["hours_per_unit"] / operations.HOURS_A_DAY,
        lead_time=base["lead_time"],
        rule=Rules(rule.cap, rule.output, rule.dropped[known]),
        tickets=tickets,
        answers=answers,
    )
    priors = [history.prior("variability"), history.prior("queue_memory")]
    priors += [history.prior("utilisation", TICKETS)] if tickets >= 0 else []
    outcome = history.learnt(logs(conditions.lead_days[:, known] / base["lead_time"]))
    return [Part("queues", queue_response(outcome, queues, priors))]


def queue_response(log_lead_time: Array, queues: Queues, priors: list[Prior]) -> Posterior:
    """ln lead time over today's = ln(work + queue + backlog) over today's + level   [month, process].

    `priors` are variability, memory of the queue and, where tickets are among the processes, support's utilisation.
    """

    def predict(values: Array) -> Array:
        return queues.log_lead_time(values[0], values[1], values[2] if len(values) > 2 else 0.0)

    return fit(priors, log_lead_time, predict, levels(*log_lead_time.shape))


def fit_punctuality(history: History) -> list[Part]:
    """Scatter of lead times, from the share on time of processes whose lead time moved."""
    counted = history.matrix("operations", "on_time", "process")
    days = logs(history.matrix("operations", "lead_time_days", "process"))
    telling = np.isfinite(counted) & np.isfinite(days) & (counted > NEARLY_ALL[0]) & (counted < NEARLY_ALL[1])
    known = telling.sum(axis=0) >= YEAR
    known[known] &= np.array([days[telling[:, i], i].std() > CONSTANT for i in np.flatnonzero(known)], dtype=bool)
    if not known.any():
        return []
    score = normal_scores(np.where(telling, counted, 0.5))[:, known]
    outcome = history.learnt(np.where(telling, days, np.nan)[:, known])
    return [Part("on_time", punctuality_response(outcome, score, history.prior("lead_time_sigma")))]


def punctuality_response(log_days: Array, score: Array, sigma: Prior) -> Posterior:
    """ln lead time = level - sigma x normal score of the share on time   [month, process].

    The other way round, errors in lead times, which are means of few, would make sigma look too large.
    """
    return fit([sigma], log_days, lambda values: -values[0] * score, levels(*score.shape), memory=False)


def _utilisation(history: History, load: Load) -> list[Part]:
    """How full each process is today, overtime counted as capacity; its months disagree by season and chance."""
    known = np.isfinite(load.done).all(axis=0)
    names = np.array(history.company.members["process"])[known]
    if not len(names):
        return []
    priors = [history.prior("utilisation", str(name), spread=BUSY_SPREAD) for name in names]
    calendar = [history.company.season["units"][month] for month in history.calendar[-YEAR:]]
    recent = load.done[-YEAR:, known] / np.where(
        _follows_season(history, known), np.array(calendar)[:, np.newaxis], 1.0
    )
    return [
        Part(
            "utilisation",
            fit(priors, recent, lambda values: np.tile(values, (len(recent), 1)), trend_of_own(*recent.shape)),
        )
    ]


def _follows_season(history: History, known: Any) -> Array:
    """Whether a process passes units on as customers ask for them   [process]."""
    return np.asarray(np.array([driver == "units" for driver in history.company.process_driver])[known])


def _quality(history: History, load: Load) -> list[Part]:
    again = history.matrix("operations", "reworked", "process")
    volume = history.matrix("operations", "volume", "process")
    share = logs(again / np.where(volume > 0, volume, np.nan))
    known = np.isfinite(share).any(axis=0) & np.isfinite(load.busy).all(axis=0)
    if not known.any():
        return []
    outcome = history.learnt(share[:, known])
    return [Part("quality", overload_response(outcome, load.busy[:, known], history.prior("overload_defects")))]


def overload_response(log_defects: Array, load: Array, strength: Prior) -> Posterior:
    """ln defect share = level + ln(1 + phi max(0, rho - .85))   [month, process]."""

    def predict(values: Array) -> Array:
        return np.log(operations.overload(load, values[0]))

    return fit([strength], log_defects, predict, levels(*log_defects.shape))
