"""What must hold in every month whatever is typed: each balance moves by its flows, profit is revenue less its costs."""

from collections.abc import Mapping

import numpy as np

from model.company import Company
from model.lines import COST_LINES, OPEN_POOLS
from model.tracing.trace import Lived
from model.vocabulary import TINY, Array

ROUNDING = 1e-9  # a gap below this share of the amounts is rounding
BALANCES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {  # balances, what adds, what takes
    "cash": (("cash",), ("cash_flow",), ()),
    "customers": (("customers",), ("new_customers",), ("churned",)),
    "heads": (("heads",), ("hires",), ("leavers", "layoffs")),
    "opportunities": (OPEN_POOLS, ("opportunities",), ("won", "lost")),
    "balance_sheet": (("cash", "receivables", "stock_value"), ("payables_rise", "net_profit", "depreciation"), ("capex",)),
    "stock": (("stock_units",), ("produced", "returned_units"), ("released",)),
}


def identities(company: Company, lived: Lived) -> dict[str, Array]:
    """The gap of every identity as a share of the amounts involved   [month], each recomputed from the amounts."""
    names = [name for name in BALANCES if name != "stock" or company.stocked]
    return {"profit": _profit(lived)} | {name: _balance(lived, name) for name in names}


def _profit(lived: Lived) -> Array:
    revenue = lived.lines["revenue"]
    costs = np.stack([lived.lines[name] for name in COST_LINES])
    return _gap(lived.lines["operating_profit"], revenue - costs.sum(axis=0), revenue)


def _balance(lived: Lived, identity: str) -> Array:
    balances, adds, takes = BALANCES[identity]
    amounts = dict(lived.amounts)
    if "payables_rise" in adds:
        amounts["payables_rise"] = lived.amounts["payables"] - _start(lived, "payables")
    now, before = (sum(part.sum(axis=0) for part in parts) for parts in _each(lived, balances))
    added = sum(amounts[name].sum(axis=0) for name in adds)
    taken = sum(amounts[name].sum(axis=0) for name in takes)
    return _gap(now, before + added - taken, added)


def _each(lived: Lived, balances: tuple[str, ...]) -> tuple[list[Array], list[Array]]:
    return [lived.amounts[name] for name in balances], [_start(lived, name) for name in balances]


def _start(lived: Lived, name: str) -> Array:
    """A balance at the start of each month   [member, month]."""
    return np.concatenate([lived.before[name][:, np.newaxis], lived.amounts[name][:, :-1]], axis=1)


def _gap(actual: Array, expected: Array, scale: Array) -> Array:
    return np.abs(actual - expected) / (np.abs(actual) + np.abs(scale) + TINY)
