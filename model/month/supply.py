"""Units released to delivery: all that is demanded, or what stock can serve."""

from model.equations import stock
from model.month.flows import Flows
from model.vocabulary import TINY
from model.world import State, World


def supply(world: World, before: State, now: State, flows: Flows) -> State:
    """Units released, lost and still waiting for stock   [offer, row], and the stock behind them   [product, row]."""
    if not world.company.stocked:
        return {"released": now["units_demanded"], "lost_units": 0.0 * now["units_demanded"]}
    base, belief, product = world.base, world.belief, world.company.product
    demand = product.sum(now["units_demanded"])
    lead_time = base["lead_time_months"] * (1.0 + now["supply_delay"])
    risk = stock.demand_risk(demand, demand * base["demand_cv"], lead_time, belief["supply_lead_time_sd"])
    fill = stock.fill_rate(before["stock_units"], demand, risk)
    lost = stock.lost_units(now["units_demanded"], product.spread(fill), belief["lost_sales"])
    made = _produce(world, before, now | {"demand": demand, "risk": risk}, flows)
    produced = made["produced"]
    wanted = before["backorders"] + now["units_demanded"] - lost
    share = stock.released_share(product.sum(wanted), before["stock_units"] + produced)
    released = wanted * product.spread(share)
    backorders = (wanted - released) * base["waiting_kept"]
    return made | {
        "released": released,
        "lost_units": lost,
        "backorders": backorders,
        "backorders_cancelled": wanted - released - backorders,
        "fill_rate": fill,
    }


def _produce(world: World, before: State, now: State, flows: Flows) -> State:
    """Units made in this month, and what stays on order, first at suppliers, then in production   [product, row]."""
    base = world.base
    growth = now["demand"] / (base["latent_units"] + TINY)
    target = stock.target_stock(growth * base["served_units"], base["cover"], now["risk"], now["stock_cover"])
    ordered = stock.replenishment(
        base["produced"] * growth,
        target - before["stock_units"],
        base["on_order"] * growth - before["on_order"],
        world.belief["stock_adjustment"],
    )
    asked = before["awaiting_supply"] + ordered
    supplied = asked / (1.0 + now["supply_delay"])
    waiting = before["on_order"] - before["awaiting_supply"] + supplied
    produced = waiting * flows.through("production", supplied.sum(axis=0, keepdims=True))
    awaiting = asked - supplied
    return {"produced": produced, "on_order": waiting - produced + awaiting, "awaiting_supply": awaiting}
