"""What customers met in each past month, against today: prices offered and paid, lateness, defects, satisfaction, delay.

These are observed or follow from what is observed by the model's own equations, at the beliefs before calibration.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from model.calibration.history import History, filled_forward, logs
from model.company import FUNCTIONS, TICKETS
from model.equations import demand, operations
from model.vocabulary import Array


@dataclass(frozen=True)
class Conditions:
    """Past months as customers and staff met them; every index is 1, every difference 0, as of today."""

    history: History
    renewal: float  # of customers a month who pay a new price
    indexation: float  # share a year
    sigma: float  # ln days, scatter of lead times

    @cached_property
    def months(self) -> int:
        """Months of history."""
        return len(self.history.months)

    @cached_property
    def paid(self) -> Array:
        """ln of the price really paid, over today's, without the usual indexation   [month, offer]."""
        realised = self.history.offers("revenue") / self.history.offers("units")
        ahead = (np.arange(self.months) - (self.months - 1.0))[:, np.newaxis] / 12.0
        price = logs(filled_forward(realised)) - np.log1p(self.indexation) * ahead
        return np.asarray(price - price[-1])

    @cached_property
    def offered(self) -> Array:
        """ln of the price offered to new customers: paid_t = paid_(t-1) + renewal x (offered - paid_(t-1))   [month, offer]."""
        before = np.concatenate([self.paid[:1], self.paid[:-1]])
        return np.asarray(before + (self.paid - before) / self.renewal)

    @cached_property
    def late(self) -> Array:
        """Share late as customers feel it, less today's   [month]."""
        return self._weighted("felt_weight", 1.0 - self.on_time)

    @cached_property
    def late_answers(self) -> Array:
        """Share of tickets answered late, less today's   [month]."""
        return self._weighted("support_weight", 1.0 - self.on_time)

    @cached_property
    def defects(self) -> Array:
        """Share of work done again, less today's   [month]."""
        rework = self.history.matrix("operations", "reworked", "process")
        volume = self.history.matrix("operations", "volume", "process")
        share = np.where(volume > 0, rework / np.where(volume > 0, volume, 1.0), np.nan)
        return self._weighted("hours_weight", self._or_today(share, "defect_share"))

    @cached_property
    def lead_time(self) -> Array:
        """Lead time over today's, less 1   [month]."""
        ratio = self.lead_days / self.history.world.base["lead_time"][:, 0]
        return self._weighted("late_weight", ratio)

    @cached_property
    def satisfaction(self) -> Array:
        """Satisfaction, less today's; 0 where it is not measured   [month]."""
        measured = self.history.panel.matrix("service", "satisfaction", [{}])[:, 0]
        if not np.isfinite(measured).any():
            return np.zeros(self.months)
        filled = filled_forward(measured[:, np.newaxis])[:, 0]
        return np.asarray(filled - filled[-1])

    @cached_property
    def lead_days(self) -> Array:
        """Lead time of each process, answers to tickets among them   [month, process]."""
        days = self.history.matrix("operations", "lead_time_days", "process")
        names = self.history.company.members["process"]
        if TICKETS in names:
            answers = self.history.panel.matrix("service", "response_hours", [{}])[:, 0]
            days[:, names.index(TICKETS)] = answers / 24.0
        return self._or_today(days, "lead_time")

    @cached_property
    def on_time(self) -> Array:
        """Share on time of each process; where it is not counted it follows from the lead time   [month, process]."""
        counted = self.history.matrix("operations", "on_time", "process")
        base = self.history.world.base
        today = base["on_time_score"][:, 0]
        implied = operations.on_time(today, self.lead_days / base["lead_time"][:, 0], np.array(self.sigma))
        return np.asarray(np.where(np.isfinite(counted), counted, implied))

    def staffing(self, function: str) -> Array:
        """Heads of a function over today's   [month]."""
        heads = filled_forward(self.history.matrix("people", "heads", "function")[:, [FUNCTIONS.index(function)]])[:, 0]
        return np.asarray(heads / heads[-1]) if heads[-1] > 0 and np.isfinite(heads).all() else np.ones(self.months)

    def worth(self) -> Array:
        """Perceived value over today's   [month]."""
        believed = self.history.belief
        return demand.perceived_value(
            believed("value_satisfaction") * self.satisfaction,
            -believed("value_quality") * self.defects,
            -believed("value_delivery") * self.late,
            believed("value_product") * self.product,
        )

    @cached_property
    def product(self) -> Array:
        """What product development has made of the offer, ln, less today's   [month]."""
        staff, pace = np.log(self.staffing("product")), 1.0 - np.exp(-1.0 / self.history.belief("product_delay"))
        strength = staff.copy()
        for month in range(1, self.months):
            strength[month] = strength[month - 1] + pace * (staff[month] - strength[month - 1])
        return np.asarray(strength - strength[-1])

    def _or_today(self, amounts: Array, name: str) -> Array:
        today = self.history.world.base[name][:, 0]
        return np.where(np.isfinite(amounts), amounts, today)

    def _weighted(self, weight: str, amounts: Array) -> Array:
        """Mean over processes, less the mean of the last three months."""
        weights = self.history.world.base[weight][:, 0]
        mean = amounts @ weights
        return np.asarray(mean - mean[-3:].mean())


def normal_scores(share: Array) -> Array:
    """Normal score of a share, kept off 0 and 1."""
    return np.asarray(ndtri(np.clip(share, 0.002, 0.998)))
