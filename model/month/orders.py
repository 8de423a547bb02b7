"""Wins -> orders, churn, expansion, units demanded, with last month's service."""

from model.equations import demand, pipeline
from model.vocabulary import TINY, Array
from model.warm_start import State
from model.world import Amounts, World


def orders(world: World, levers: Amounts, before: State, now: State) -> State:
    """Orders and units demanded per offer, and who leaves   [offer, row]."""
    base, market = world.base, world.company.market
    hazard, memory = _hazard(world, before, now)
    growth = _expansion(world, levers, before, now)
    volume = demand.log_volume(
        before["log_volume"], world.belief["price_habit"], base["volume_elasticity"], now["relative_price"]
    )
    ordered = market.spread(now["won"]) * now["order_share"]
    shock = market.spread(levers["demand_shock"])
    noise = market.spread(levers["noise"]) * demand.drift(world.belief["demand_drift"], levers["month"])
    growth_felt = market.spread(levers["market_growth"]) * base["exposure"]
    wanted = demand.market_pull(before["subscribed"], before["opening_units"], growth_felt)
    units = demand.demand_units(wanted, volume, levers["season_units"], shock * base["exposure"], noise)
    return {
        "orders": ordered,
        "hazard": hazard,
        "price_memory": memory,
        "expansion": growth,
        "log_volume": volume,
        "units_demanded": units,
        "opening_units": before["opening_units"] * (1.0 - hazard),
    }


def _hazard(world: World, before: State, now: State) -> tuple[Array, Array]:
    base, belief = world.base, world.belief
    memory = demand.price_memory(
        before["price_memory"], belief["churn_price_half_life"], now["value_index"], before["value_index"]
    )
    hazard = demand.churn_hazard(
        base["churn"],
        belief["churn_price_sensitivity"] * memory,
        belief["churn_satisfaction_sensitivity"] * (base["satisfaction"] - now["felt_satisfaction"]),
        belief["churn_late_sensitivity"] * (now["felt_late"] - base["late_felt"]),
    )
    return hazard, memory


def _expansion(world: World, levers: Amounts, before: State, now: State) -> Array:
    base, belief = world.base, world.belief
    size = before["subscribed"] / (before["customers"] * base["units_per_customer"] + TINY)
    coverage = demand.coverage(belief["expansion_coverage"], world.company.market.spread(levers["expansion_effort"]))
    return demand.expansion(
        base["expansion_rate"],
        now["felt_satisfaction"] / base["satisfaction"],
        belief["expansion_satisfaction_power"],
        coverage / belief["expansion_coverage"],
        demand.headroom(size, belief["expansion_limit"]),
    )


def activate(world: World, before: State, now: State, share: Array) -> State:
    """Customers put into service out of those that wait, and the customers and units that follow   [offer, row]."""
    base = world.base
    waiting = before["pending_orders"] + now["orders"]
    new = waiting * share
    churned = before["customers"] * now["hazard"]
    return {
        "new_customers": new,
        "pending_orders": pipeline.remaining(waiting, 0.0 * new, new) * (1.0 - world.belief["cancellation"]),
        "churned": churned,
        "customers": demand.customers(before["customers"], new, churned),
        "subscribed": demand.subscribed_units(
            before["subscribed"], now["hazard"], now["expansion"], new, base["units_per_customer"]
        ),
        "recurring_base": before["subscribed"] * now["net_price"],
        "repricing": before["subscribed"] * (now["net_price"] - before["net_price"]),
    }
