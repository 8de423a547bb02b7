"""Orders -> load on each process -> utilisation, queue, backlog, lead time -> on time -> quality and rework."""

import numpy as np

from model.equations import operations, stock
from model.month.orders import activate
from model.month.staff import of
from model.vocabulary import TINY, Array, log
from model.warm_start import State, function_utilisation
from model.world import Amounts, World


def deliver(world: World, levers: Amounts, before: State, now: State) -> State:
    """What processes can do, what passes through them, what is delivered."""
    able = _capacity(world, levers, before, now)
    flows = _Flows(world, before, able["capacity"])
    coupled = world.coupling
    started = coupled * flows.through("orders", now["orders"].sum(axis=0, keepdims=True)) + 1.0 - coupled
    base_done = activate(world, before, now, started)
    flows.independent("customers", before["customers"].sum(axis=0, keepdims=True))
    goods = _supply(world, levers, before, now, flows)
    wanted = before["pending_units"] + goods["released"]
    done = coupled * flows.through("units", goods["released"].sum(axis=0, keepdims=True)) + 1.0 - coupled
    delivered = wanted * done
    pending = (wanted - delivered) * (1.0 - world.belief["cancellation"])
    cancelled = wanted - delivered - pending
    if world.company.stocked:
        returned = world.company.product.sum(cancelled)
        goods["stock_units"] = goods["stock_units"] + returned
        goods["returned_units"] = returned
    result = able | base_done | goods | {"units": delivered, "pending_units": pending, "cancelled_units": cancelled}
    return result | _service(world, levers, before, now | able, flows)


class _Flows:
    """Inflow, throughput and backlog of the processes of one month, filled chain by chain   [process, row]."""

    def __init__(self, world: World, before: State, capacity: Array) -> None:
        self.world, self.before, self.capacity = world, before["backlog"], capacity
        self.inflow = np.zeros_like(capacity)
        self.done = np.zeros_like(capacity)

    def through(self, driver: str, arriving: Array) -> Array:
        """Send orders, units or production through their chain; the share of what waits that comes out   [1, row]."""
        chain = self.world.company.chain(driver)
        intensity = self.world.base["intensity"]
        flow = arriving
        waiting = arriving
        for index in chain:
            one = slice(index, index + 1)
            waiting = waiting + self.before[one] / (intensity[one] + TINY)
            self.inflow[one] = flow * intensity[one]
            self.done[one] = operations.throughput(self.inflow[one], self.before[one], self.capacity[one])
            flow = self.done[one] / (intensity[one] + TINY)
        return (flow + TINY) / (waiting + TINY)

    def independent(self, driver: str, amount: Array) -> None:
        """Work that each customer causes, process by process."""
        for index in self.world.company.chain(driver):
            one = slice(index, index + 1)
            self.inflow[one] = amount * self.world.base["intensity"][one]
            self.done[one] = operations.throughput(self.inflow[one], self.before[one], self.capacity[one])


def _capacity(world: World, levers: Amounts, before: State, now: State) -> State:
    """Hours available and hours needed per unit of work, with overtime set on last month's load   [process, row]."""
    base, belief = world.base, world.belief
    gain = operations.programme_gain(levers["process_efficiency"], belief["efficiency_decay"], levers["efficiency_age"])
    size = levers["process_efficiency_size"]
    dip = operations.programme_dip(belief["efficiency_dip"], size, levers["efficiency_age"])
    dip = dip + operations.programme_dip(belief["efficiency_dip"], levers["automation_size"], levers["automation_age"])
    automation = operations.automation_gain(
        levers["automation_capex"], belief["automation_limit"], belief["automation_scale"]
    )
    learned = operations.learning(before["volume_so_far"], base["volume_at_start"], belief["learning_rate"])
    hours = operations.hours_per_unit(base["hours_per_unit"], gain, learned, dip, automation)
    hours = hours * operations.paperwork(belief["administration_burden"], of(now["staffing"], "administration"))
    cap = operations.overtime_allowed(belief["overtime_cap"], levers["overtime_cap"])
    used = operations.overtime(before["regular_utilisation"], cap)
    staffing = world.company.process_function.spread(now["staffing"])
    regular = operations.capacity_hours(base["capacity_hours"], staffing, 0.0 * used, belief["overtime_output"])
    available = operations.capacity_hours(base["capacity_hours"], staffing, used, belief["overtime_output"])
    return {
        "process_hours": hours,
        "efficiency_gain": gain,
        "overtime_used": used,
        "regular_hours": regular,
        "capacity_hours": available,
        "capacity": operations.capacity_volume(available, hours, before["process_defects"]),
    }


def _supply(world: World, levers: Amounts, before: State, now: State, flows: _Flows) -> State:
    """Units released to delivery: all that is demanded, or what stock can serve   [offer, row]."""
    if not world.company.stocked:
        return {"released": now["units_demanded"], "lost_units": 0.0 * now["units_demanded"]}
    base, belief, product = world.base, world.belief, world.company.product
    demand = product.sum(now["units_demanded"])
    lead_time = base["lead_time_months"] * (1.0 + levers["supply_delay"])
    risk = stock.demand_risk(demand, demand * base["demand_cv"], lead_time, belief["supply_lead_time_sd"])
    fill = stock.fill_rate(before["stock_units"], demand, risk)
    lost = stock.lost_units(now["units_demanded"], product.spread(fill), belief["lost_sales"])
    made = _produce(world, levers, before, {"demand": demand, "risk": risk}, flows)
    produced = made["produced"]
    wanted = before["backorders"] + now["units_demanded"] - lost
    total = product.sum(wanted)
    share = stock.released_share(total, before["stock_units"] + produced)
    released = wanted * product.spread(share)
    backorders = (wanted - released) * (1.0 - belief["cancellation"])
    units = stock.stock_units(before["stock_units"], produced, product.sum(released), 0.0 * produced)
    return made | {
        "released": released,
        "lost_units": lost,
        "backorders": backorders,
        "backorders_cancelled": wanted - released - backorders,
        "stock_units": units,
        "fill_rate": fill,
    }


def _produce(world: World, levers: Amounts, before: State, wanted: State, flows: _Flows) -> State:
    """Units made in this month, and what stays on order, first at suppliers, then in production   [product, row]."""
    demand, risk = wanted["demand"], wanted["risk"]
    base, belief = world.base, world.belief
    growth = demand / (base["latent_units"] + TINY)
    served = demand * base["served_units"] / (base["latent_units"] + TINY)
    target = stock.target_stock(served, base["cover"], risk, levers["stock_cover"])
    ordered = stock.replenishment(
        base["produced"] * growth,
        target - before["stock_units"],
        base["on_order"] * growth - before["on_order"],
        belief["stock_adjustment"],
    )
    asked = before["awaiting_supply"] + ordered
    supplied = asked / (1.0 + levers["supply_delay"])
    waiting = before["on_order"] - before["awaiting_supply"] + supplied
    done = flows.through("production", supplied.sum(axis=0, keepdims=True))
    produced = waiting * (world.coupling * done + 1.0 - world.coupling)
    awaiting = asked - supplied
    return {"produced": produced, "on_order": waiting - produced + awaiting, "awaiting_supply": awaiting}


def _service(world: World, levers: Amounts, before: State, now: State, flows: _Flows) -> State:
    """Utilisation, waiting, lead time, on time and defects of the month   [process, row]."""
    base, belief = world.base, world.belief
    busy = operations.utilisation(flows.inflow, now["capacity"])
    load_hours = flows.inflow * now["process_hours"] * (1.0 + before["process_defects"])
    left = operations.backlog(before["backlog"], flows.inflow, flows.done, base["dropped"])
    queue_load = operations.queue_load(before["queue_load"], busy, belief["queue_memory"])
    queue = operations.queue_days(
        belief["variability"] * (1.0 - now["efficiency_gain"]),
        queue_load,
        base["servers"],
        now["process_hours"] / operations.HOURS_A_DAY,
    )
    waiting = base["waiting_scale"] * (queue + operations.backlog_days(left, flows.done))
    late_supply = levers["supply_delay"] * base["supplied_process"]
    ratio = now["process_hours"] / base["hours_per_unit"]
    lead = operations.lead_time(base["work_days"], ratio, late_supply, waiting)
    in_time = operations.on_time(
        base["on_time_score"], levers["promised_lead_time"], lead, base["lead_time"], belief["lead_time_sigma"]
    )
    expected = operations.on_time(
        base["on_time_score"],
        levers["promised_lead_time"] * belief["promise_expected"],
        lead,
        base["lead_time"],
        belief["lead_time_sigma"],
    )
    regular = operations.utilisation(load_hours, now["regular_hours"])
    return {
        "inflow": flows.inflow,
        "throughput": flows.done,
        "backlog": left,
        "load": load_hours,
        "utilisation": busy,
        "queue_load": queue_load,
        "regular_utilisation": regular,
        "volume_so_far": before["volume_so_far"] + flows.done,
        "lead_time": lead,
        "cycle_time": lead - base["waiting_scale"] * operations.backlog_days(left, flows.done),
        "on_time": in_time,
        "expected_on_time": expected,
        "process_defects": _defects(world, levers, now, busy),
        "function_utilisation": function_utilisation(
            world.company,
            load_hours,
            now["capacity_hours"],
            now["marketing_utilisation"],
            now["sales_utilisation"],
        ),
    }


def _defects(world: World, levers: Amounts, now: State, busy: Array) -> Array:
    """Share of work to be done again: effort lowers it, overload, overtime and cheap inputs raise it."""
    base, belief = world.base, world.belief
    product = of(now["staffing"], "product")
    effort = levers["quality_effort"] + belief["product_quality"] * log(product)
    strain = operations.overload(busy, belief["overload_defects"]) / base["overload"]
    tired = 1.0 + belief["overtime_fatigue"] * (now["overtime_used"] - base["overtime_used"])
    cheap = 1.0 - belief["purchasing_quality"] * levers["unit_cost"].mean(axis=0, keepdims=True)
    return operations.defect_share(base["defect_share"], effort, belief["quality_scale"], strain * tired * cheap)
