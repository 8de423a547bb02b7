"""What the work of a month does to waiting, lead times, punctuality and defects."""

from model.equations import operations
from model.month.flows import Flows
from model.month.staff import of
from model.vocabulary import Array, log
from model.warm_start import function_utilisation
from model.world import State, World


def service(world: World, before: State, now: State, flows: Flows) -> State:
    """Utilisation, waiting, lead time, on time and defects of the month   [process, row]."""
    base, belief = world.base, world.belief
    busy = operations.utilisation(flows.inflow, now["capacity"])
    load_hours = flows.inflow * now["process_hours"] * (1.0 + before["process_defects"])
    left = operations.backlog(before["backlog"], flows.inflow, flows.done, base["dropped"])
    queue_load = operations.queue_load(before["queue_load"], busy, belief["queue_memory"])
    queue = operations.queue_days(
        now["queue_variability"],
        queue_load,
        base["servers"],
        base["queue_power"],
        now["process_hours"] / operations.HOURS_A_DAY,
    )
    backlog_days = base["waiting_scale"] * operations.backlog_days(left, flows.done)
    waiting = base["waiting_scale"] * queue + backlog_days
    ratio = now["process_hours"] / base["hours_per_unit"]
    lead = operations.lead_time(base["work_days"], ratio, now["late_supply"], waiting)
    longer = lead / base["lead_time"]
    return {
        "inflow": flows.inflow,
        "throughput": flows.done,
        "backlog": left,
        "load": load_hours,
        "utilisation": busy,
        "queue_load": queue_load,
        "regular_utilisation": operations.utilisation(load_hours, now["regular_hours"]),
        "volume_so_far": before["volume_so_far"] + flows.done,
        "lead_time": lead,
        "longer_lead_time": longer,
        "cycle_time": lead - backlog_days,
        "on_time": operations.on_time(now["promise_score"], longer, belief["lead_time_sigma"]),
        "expected_on_time": operations.on_time(now["expected_score"], longer, belief["lead_time_sigma"]),
        "process_defects": _defects(world, now, busy),
        "function_utilisation": function_utilisation(
            world.company, load_hours, now["capacity_hours"], now["marketing_utilisation"], now["sales_utilisation"]
        ),
    }


def _defects(world: World, now: State, busy: Array) -> Array:
    """Share of work to be done again: effort lowers it, overload, overtime and cheap inputs raise it."""
    base, belief = world.base, world.belief
    effort = now["quality_effort"] + belief["product_quality"] * log(of(now["staffing"], "product"))
    strain = operations.overload(busy, belief["overload_defects"]) / base["overload"]
    tired = 1.0 + belief["overtime_fatigue"] * (now["overtime_used"] - base["overtime_used"])
    return operations.defect_share(
        base["defect_share"], effort, belief["quality_scale"], strain * tired * now["cheap_inputs"]
    )
