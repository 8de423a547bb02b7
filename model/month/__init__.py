"""Months of the company: what only levers decide, then month by month what happens, then what it costs.

Most amounts of a month depend on levers, beliefs and the calendar only, and money acts back on nothing. Both are
computed for many months at once, [member, month, row]; what remains is looped, one month [member, row] after the other.
"""

from collections.abc import Callable, Sequence

import numpy as np

from model.month.deliver import deliver
from model.month.foresee import foresee
from model.month.orders import orders
from model.month.pay import PAID_FOR, PAID_FOR_STOCKED, pay
from model.month.sell import sell
from model.month.serve import serve
from model.month.staff import staff
from model.vocabulary import Array
from model.world import Amounts, State, World

STAGES: tuple[Callable[[World, State, State], State], ...] = (staff, sell, orders, deliver, serve)


def next_months(world: World, levers: Amounts, before: State, names: Sequence[str] = ()) -> tuple[State, State]:
    """The amounts of the months that `levers` [member, month, row or 1] cover, and the state after the last.

    Amounts are [member, month, row or 1]: those of `names` and what money needs. `before` is the state before the
    first month, said for each row; states are [member, row].
    """
    wide = world.over_months()
    foreseen = foresee(wide, levers, before)
    months: list[State] = []
    now = before
    for month in range(levers["month"].shape[1]):
        before_now, now = now, {name: amount[:, month] for name, amount in foreseen.items()}
        for stage in STAGES:
            now |= stage(world, before_now, now)
        months.append(now)
    kept = {*names, *PAID_FOR, *(PAID_FOR_STOCKED if world.company.stocked else ())}
    lived = {name: _in_a_row([now[name] for now in months]) for name in kept if name in now and name not in foreseen}
    amounts = pay(wide, foreseen | lived, before)
    return amounts, now | {name: amount[:, -1] for name, amount in amounts.items()}


def opened(state: State, rows: int) -> State:
    """An opening state that is said for each row   [member, row]."""
    return {name: np.broadcast_to(amount, (len(amount), rows)) for name, amount in state.items()}


def _in_a_row(months: Sequence[Array]) -> Array:
    """Amounts of single months [member, row] one after the other   [member, month, row]."""
    return np.concatenate(months, axis=1).reshape(len(months[0]), len(months), -1)
