"""A company's past as the parts of the calibration read it: months x members, and what was marked as an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.assumptions import ASSUMPTIONS
from model.beliefs import Event
from model.calibration.posterior import Posterior, Prior
from model.company import Company
from model.draws import beliefs
from model.months import month_number
from model.panel import Panel
from model.vocabulary import Array
from model.warm_start import warm_start
from model.world import World

FEWEST = 18  # months of history from which a part is fitted
EVERYWHERE = ("incident", "strike", "other")  # kinds of event from which no part learns


@dataclass(frozen=True)
class Part:
    """What one part of the calibration found; coefficients that are no assumption of the model only help the fit."""

    name: str
    posterior: Posterior


@dataclass(frozen=True)
class History:
    """Months of the past, oldest first, with the events marked on them."""

    company: Company
    events: Sequence[Event] = ()

    @cached_property
    def panel(self) -> Panel:
        """The tables over all months of history."""
        return Panel(self.company.tables, self.company.history_months)

    @property
    def months(self) -> tuple[str, ...]:
        """Months of history, YYYY-MM."""
        return self.company.history_months

    @cached_property
    def calendar(self) -> Array:
        """Calendar month of each month, January 0   [month]."""
        return np.array([int(month[5:]) - 1 for month in self.months])

    @cached_property
    def world(self) -> World:
        """Today's amounts with every assumption at its value before calibration."""
        return warm_start(self.company, beliefs(self.company, {}))[0]

    def belief(self, name: str) -> float:
        """An assumption's value before calibration."""
        return ASSUMPTIONS[name].value(self.company.kind)

    def prior(self, name: str, member: str = "", mean: float = np.nan, spread: float = np.nan) -> Prior:
        """The declared belief of a coefficient, or of one member's where its mean or spread is known better."""
        declared = ASSUMPTIONS[name]
        centre = self.belief(name) if np.isnan(mean) else mean
        width = declared.spread if np.isnan(spread) else spread
        return Prior(
            name, float(np.clip(centre, declared.low, declared.high)), width, declared.low, declared.high, member
        )

    def matrix(self, table: str, column: str, dimension: str) -> Array:
        """Amounts of a table by the members of one dimension   [month, member]."""
        keys = [{KEYS[dimension]: name} for name in self.company.members[dimension]]
        return self.panel.matrix(table, column, keys)

    def offers(self, column: str) -> Array:
        """A column of sales by offer, new offers left out   [month, offer]."""
        parts = [name.split(" / ") for name in self.company.members["offer"]]
        keys = [dict(zip(("product", "market", "sales_channel"), part, strict=True)) for part in parts]
        return self.panel.matrix("sales", column, keys)

    def ignored(self, *kinds: str) -> Array:
        """Months that a part does not learn from: events of these kinds and all unexplained ones   [month]."""
        numbers = np.array([month_number(month) for month in self.months])
        marked = np.zeros(len(numbers), dtype=bool)
        for event in self.events:
            if event.kind in (*EVERYWHERE, *kinds):
                marked |= (numbers >= month_number(event.first)) & (numbers <= month_number(event.last))
        return marked

    def learnt(self, outcome: Array, *kinds: str) -> Array:
        """An outcome [month, series] with NaN in the months that a part does not learn from."""
        return np.where(self.ignored(*kinds)[:, np.newaxis], np.nan, outcome)


KEYS = {"market": "market", "channel": "channel", "function": "function", "process": "process", "product": "product"}


def logs(amounts: Array) -> Array:
    """ln of amounts; NaN where they are not above zero."""
    known = np.isfinite(amounts) & (amounts > 0)
    return np.where(known, np.log(np.where(known, amounts, 1.0)), np.nan)


def filled_forward(amounts: Array) -> Array:
    """Amounts with gaps filled by the last value known, and the first ones by the first   [month, series]."""
    result = amounts.copy()
    for column in result.T:
        known = np.flatnonzero(np.isfinite(column))
        if len(known):
            position = np.maximum(np.searchsorted(known, np.arange(len(column)), side="right") - 1, 0)
            column[:] = column[known[position]]
    return result
