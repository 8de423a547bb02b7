"""Orders -> load on each process -> what is delivered; the month's service follows in `model.month.service`."""

import numpy as np

from model.equations import operations, stock
from model.month.flows import Flows
from model.month.orders import activate
from model.month.service import service
from model.month.staff import of
from model.month.supply import supply
from model.vocabulary import Array
from model.world import State, World


def deliver(world: World, before: State, now: State) -> State:
    """What processes can do, what passes through them, what is delivered."""
    able = _capacity(world, before, now)
    flows = Flows(world, before, able["capacity"])
    started = flows.through("orders", _total(now["orders"]))
    result = able | activate(world, before, now, started)
    flows.independent("customers", _total(before["customers"]))
    goods = supply(world, before, now, flows)
    wanted = before["pending_units"] + goods["released"]
    delivered = wanted * flows.through("units", _total(goods["released"]))
    pending = (wanted - delivered) * world.base["waiting_kept"]
    if world.company.stocked:
        returned = world.company.product.sum(wanted - delivered - pending)
        sent = world.company.product.sum(goods["released"])
        units = stock.stock_units(before["stock_units"], goods["produced"], sent, returned)
        goods |= {"stock_units": units, "returned_units": returned}
    result |= goods | {"units": delivered, "pending_units": pending}
    return result | service(world, before, now | able, flows)


def _total(amounts: Array) -> Array:
    return np.asanyarray(amounts.sum(axis=0, keepdims=True))


def _capacity(world: World, before: State, now: State) -> State:
    """Hours available and hours needed per unit of work, with overtime set on last month's load   [process, row]."""
    base, belief = world.base, world.belief
    learned = operations.learning(before["volume_so_far"], base["volume_at_start"], base["learning_exponent"])
    burden = operations.paperwork(belief["administration_burden"], of(now["staffing"], "administration"))
    hours = now["programmed_hours"] * learned * burden
    used = operations.overtime(before["regular_utilisation"], now["overtime_allowed"])
    regular = base["capacity_hours"] * world.company.process_function.spread(now["staffing"])
    available = operations.capacity_hours(regular, used, belief["overtime_output"])
    return {
        "process_hours": hours,
        "overtime_used": used,
        "regular_hours": regular,
        "capacity_hours": available,
        "capacity": operations.capacity_volume(available, hours, before["process_defects"]),
    }
