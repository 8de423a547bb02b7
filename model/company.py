"""A company as the engine sees it: who its members are, and what was observed in its last months."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from model.assumptions import Kind
from model.beliefs import Calibration
from model.findings import Finding
from model.vocabulary import Array

FUNCTIONS = ("marketing", "sales", "support", "operations", "product", "administration")
DELIVERY_FUNCTIONS = ("operations", "product", "administration")
DRIVERS = ("orders", "units", "production", "customers")
TICKETS = "tickets"  # the process made from the service table
NEW_OFFER = "New offer"


@dataclass(frozen=True)
class Group:
    """Which group each member belongs to, with the sums over the groups."""

    of: np.ndarray  # [member] index of the group
    size: int

    @cached_property
    def membership(self) -> Array:
        """1 where a member belongs to a group   [group, member]."""
        return np.asarray(np.arange(self.size)[:, np.newaxis] == self.of, dtype=float)

    def sum(self, amounts: Array) -> Array:
        """[member, ...] -> [group, ...]; not by BLAS, whose last digit depends on the number of rows."""
        return np.asanyarray(np.einsum("gm,m...->g...", self.membership, amounts))

    def spread(self, amounts: Array) -> Array:
        """[group, ...] -> [member, ...]."""
        return amounts.take(self.of, axis=0)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Company:
    """One company, ready to be projected.

    `observed` holds amounts of the last months, [member, 1], without season; a NaN is filled by the assumption of the
    same name. Offers are [real offers and one new offer per market, by market]. `season` has one index per calendar
    month for leads and units. `history` has monthly series that end just before `first_month`.
    """

    name: str
    kind: Kind
    currency: str
    first_month: str
    members: Mapping[str, tuple[str, ...]]
    offers: tuple[str, ...]
    is_new: np.ndarray  # [offer]
    product: Group
    market: Group
    sales_channel: Group
    process_function: Group
    process_driver: tuple[str, ...]
    observed: Mapping[str, Array]
    season: Mapping[str, Array]  # leads, units: [12], January first
    history: Mapping[str, Array]  # [month]
    history_months: tuple[str, ...]
    has: frozenset[str]
    guessed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    content_hash: str = ""
    quantities: Mapping[str, Array] = field(default_factory=dict)  # [member] what a lever's value is shown against
    quantity_units: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    calibration: Calibration | None = None

    def __repr__(self) -> str:
        """Its name and kind; the tables would fill pages."""
        return f"Company({self.name!r}, {self.kind!r})"

    @property
    def stocked(self) -> bool:
        """Whether goods are sold from stock."""
        return "stock" in self.has

    @cached_property
    def process_functions(self) -> tuple[str, ...]:
        """The function that staffs each process."""
        return tuple(FUNCTIONS[index] for index in self.process_function.of)

    @cached_property
    def indirect(self) -> np.ndarray:
        """Indices of the indirect sales channels: all but the first of 'direct' or the largest."""
        names = self.members["sales_channel"]
        return np.array([names.index(name) for name in self.members["indirect_channel"]], dtype=int)

    @cached_property
    def delivery_rows(self) -> tuple[int, ...]:
        """Indices of the functions whose payroll is a cost of delivery: operations and support."""
        return tuple(FUNCTIONS.index(name) for name in ("operations", "support"))

    def chain(self, driver: str) -> list[int]:
        """The processes that one driver passes through, in order."""
        return self._chains[driver]

    @cached_property
    def _chains(self) -> Mapping[str, list[int]]:
        drivers = list(enumerate(self.process_driver))
        return {driver: [index for index, name in drivers if name == driver] for driver in DRIVERS}
