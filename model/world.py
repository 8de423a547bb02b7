"""What one run of the engine knows: the company's amounts and the beliefs, one value per row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.company import Company
from model.vocabulary import Array

Amounts = Mapping[str, Array]  # name -> [member, row]
State = dict[str, Array]  # name -> [member, row], of the month before

BY_MEMBER = " by member"  # after the name of an assumption: beliefs of single members, NaN where there is none
DIMENSIONS = {  # of the assumptions that a calibration may know member by member
    "carry_over": "channel", "saturation": "channel", "incrementality": "channel", "churn": "offer",
    "lead_to_mql": "market", "mql_to_sql": "market", "sql_to_opportunity": "market", "win_rate": "market",
    "attrition": "function", "utilisation": "process",
}  # fmt: skip
NEVER_OBSERVED = ("saturation", "incrementality")  # by member all the same


@dataclass(frozen=True)
class World:
    """Constants of a run. `base` holds today's amounts [member, row], `belief` the assumptions [1, row]."""

    company: Company
    base: Amounts
    belief: Amounts
    coupling: float  # 1: everything acts on everything; 0: the silo view
    month_of_year: int  # of the first forecast month, January = 0

    def over_months(self) -> "World":
        """The same constants with an axis for months   [member, 1, row]."""
        base = {name: amount[:, np.newaxis] for name, amount in self.base.items()}
        return replace(self, base=base, belief={name: amount[:, np.newaxis] for name, amount in self.belief.items()})

    def felt(self, usual: Array, actual: Array) -> Array:
        """What the rest of the company feels: what is, or in the silo view what is usual   [same shape]."""
        return actual if self.coupling else usual


def filled(company: Company, beliefs: Amounts) -> dict[str, Array]:
    """Observed amounts with each NaN replaced by the assumption of the same name   [member, row].

    What a calibration believes of single members takes the place of both.
    """
    base = {name: beliefs[name] for name in NEVER_OBSERVED}
    for name, amount in company.observed.items():
        unknown = np.isnan(amount)
        base[name] = np.where(unknown, beliefs[name], amount) if unknown.any() else amount
    for name in DIMENSIONS:
        if name + BY_MEMBER in beliefs:
            believed = beliefs[name + BY_MEMBER]
            base[name] = np.where(np.isnan(believed), base[name], believed)
    return base
