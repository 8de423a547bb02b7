"""Wins -> orders, churn, expansion, units demanded, with last month's service."""

from model.equations import demand
from model.vocabulary import TINY, Array
from model.world import State, World


def orders(world: World, before: State, now: State) -> State:
    """Orders and units demanded per offer, and who leaves   [offer, row]."""
    memory = demand.price_memory(
        before["price_memory"], world.base["price_memory_kept"], now["value_index"], before["value_index"]
    )
    hazard = _hazard(world, now, memory)
    wanted = demand.market_pull(before["subscribed"], before["opening_units"], now["market_pull"])
    return {
        "orders": world.company.market.spread(now["won"]) * now["order_share"],
        "hazard": hazard,
        "price_memory": memory,
        "expansion": _expansion(world, before, now),
        "units_demanded": wanted * now["demand_index"],
        "opening_units": before["opening_units"] * (1.0 - hazard),
    }


def _hazard(world: World, now: State, memory: Array) -> Array:
    belief = world.belief
    return demand.churn_hazard(
        world.base["log_kept"],
        belief["churn_price_sensitivity"] * memory,
        -belief["churn_satisfaction_sensitivity"] * now["satisfaction_gain"],
        belief["churn_late_sensitivity"] * now["late_excess"],
    )


def _expansion(world: World, before: State, now: State) -> Array:
    base, belief = world.base, world.belief
    size = before["subscribed"] / (before["customers"] * base["units_per_customer"] + TINY)
    return demand.expansion(
        base["expansion_rate"],
        now["felt_satisfaction"] / base["satisfaction"],
        belief["expansion_satisfaction_power"],
        now["coverage_ratio"],
        demand.headroom(size, belief["expansion_limit"]),
    )


def activate(world: World, before: State, now: State, share: Array) -> State:
    """Customers put into service out of those that wait, and the customers and units that follow   [offer, row]."""
    waiting = before["pending_orders"] + now["orders"]
    new = waiting * share
    churned = before["customers"] * now["hazard"]
    return {
        "new_customers": new,
        "pending_orders": (waiting - new) * world.base["waiting_kept"],
        "churned": churned,
        "customers": demand.customers(before["customers"], new, churned),
        "subscribed": demand.subscribed_units(
            before["subscribed"], now["hazard"], now["expansion"], new, world.base["units_per_customer"]
        ),
    }
