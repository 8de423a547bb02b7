"""One month of the company: every stage reads last month's state, the levers and the stages before it."""

from model.month.deliver import deliver
from model.month.orders import orders
from model.month.pay import pay
from model.month.sell import sell
from model.month.serve import serve
from model.month.staff import staff
from model.vocabulary import Array
from model.warm_start import State
from model.world import Amounts, World

STAGES = (staff, sell, orders, deliver, serve, pay)


def next_month(world: World, levers: Amounts, before: State) -> State:
    """The amounts of one month, [member, row]; they are also the state that the next month reads."""
    now: dict[str, Array] = {}
    for stage in STAGES:
        now |= stage(world, levers, before, now)
    return now
