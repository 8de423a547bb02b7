"""How full each process was in past months: what arrived over what it could do, and what had to wait.

What a process finished tells what lay before it, by the engine's own equation: throughput = smooth_min(inflow + backlog,
capacity). So arrivals and backlogs, which no table shows, follow from hours worked and hours available.
"""

from dataclasses import dataclass

import numpy as np

from model.calibration.history import History, filled_forward
from model.company import FUNCTIONS, TICKETS
from model.equations import operations
from model.vocabulary import TINY, Array, smooth_min_inverse

FULL = 0.97  # throughput over capacity beyond which a rounding of hours would make a queue


@dataclass(frozen=True)
class Load:
    """Arrivals and throughput over capacity, waiting work in days   [month, process]; NaN where hours are not known.

    Overtime counts as capacity.
    """

    busy: Array
    done: Array
    backlog_days: Array


@dataclass(frozen=True)
class Rules:
    """Overtime and cancellation as believed before the fit; `dropped` is [process]."""

    cap: float
    output: float
    dropped: Array


def rules(history: History) -> Rules:
    """The beliefs that loads depend on."""
    return Rules(history.belief("overtime_cap"), history.belief("overtime_output"), history.world.base["dropped"][:, 0])


def process_load(history: History) -> Load:
    """The load of every process with hours and available hours; tickets are left NaN."""
    hours = history.matrix("operations", "hours", "process")
    able = history.matrix("operations", "capacity_hours", "process")
    share = filled_forward(np.where(able > 0, hours / np.where(able > 0, able, 1.0), np.nan))
    return worked_back(share, rules(history))


def worked_back(share: Array, rule: Rules) -> Load:
    """Arrivals and backlog behind the hours worked over regular hours   share [month, process]."""
    busy, finished, days = (np.full_like(share, np.nan) for _ in range(3))
    waiting = np.zeros(share.shape[1])
    strain = share[0]
    for month, worked in enumerate(share):
        extra = operations.overtime(strain, np.array(rule.cap))
        longer = 1.0 + extra * rule.output
        done = np.minimum(worked / longer, FULL)
        before = smooth_min_inverse(done, np.ones_like(done))
        left = (before - done) * (1.0 - rule.dropped)
        arrived = np.maximum(before - (waiting if month else left), TINY)
        busy[month], days[month] = arrived, operations.backlog_days(left, done)
        finished[month], waiting, strain = done, left, arrived * longer
    return Load(busy, finished, days)


def worked_forward(arrived: Array, rule: Rules) -> Load:
    """Throughput and backlog of arrivals over regular capacity   arrived [month, process]."""
    busy, finished, days = (np.empty_like(arrived) for _ in range(3))
    strain = arrived[0]
    waiting = np.zeros(arrived.shape[1])
    for month, asked in enumerate(arrived):
        extra = operations.overtime(strain, np.array(rule.cap))
        longer = 1.0 + extra * rule.output
        now = asked / longer
        done = operations.throughput(now, waiting, np.ones_like(now))
        waiting = operations.backlog(waiting, now, done, rule.dropped)
        busy[month], days[month], finished[month], strain = now, operations.backlog_days(waiting, done), done, asked
    return Load(busy, finished, days)


def ticket_load(history: History) -> Array:
    """Tickets per head of support, over today's   [month]; NaN where they are not counted."""
    if TICKETS not in history.company.members["process"]:
        return np.full(len(history.months), np.nan)
    tickets = history.panel.matrix("service", "tickets", [{}])[:, 0]
    heads = history.matrix("people", "heads", "function")[:, FUNCTIONS.index("support")]
    relative = tickets / np.where(heads > 0, heads, np.nan)
    return np.asarray(relative / np.nanmean(relative[-3:]))
