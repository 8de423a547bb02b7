"""What one run of the engine knows: the company's amounts and the beliefs, one value per row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.vocabulary import Array

Amounts = Mapping[str, Array]  # name -> [member, row]


@dataclass(frozen=True)
class World:
    """Constants of a run. `base` holds today's amounts [member, row], `belief` the assumptions [1, row]."""

    company: Company
    base: Amounts
    belief: Amounts
    coupling: float  # 1: everything acts on everything; 0: the silo view
    month_of_year: int  # of the first forecast month, January = 0


def filled(company: Company, beliefs: Amounts) -> dict[str, Array]:
    """Observed amounts with each NaN replaced by the assumption of the same name   [member, row]."""
    base = {}
    for name, amount in company.observed.items():
        unknown = np.isnan(amount)
        base[name] = np.where(unknown, beliefs[name], amount) if unknown.any() else amount
    return base
