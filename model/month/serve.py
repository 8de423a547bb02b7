"""On time, quality and support -> satisfaction, in one figure each for the company."""

import numpy as np

from model.equations import satisfaction
from model.vocabulary import Array
from model.world import State, World


def serve(world: World, before: State, now: State) -> State:
    """Late share, defects, satisfaction and relative lead time   [1, row]."""
    base, belief = world.base, world.belief
    late = _weighted(base["late_weight"], 1.0 - now["on_time"])
    late_felt = _weighted(base["felt_weight"], 1.0 - now["expected_on_time"])
    if world.company.stocked:
        fill = _weighted(base["demand_weight"], now["fill_rate"] / base["fill_rate"])
        late, late_felt = 1.0 - (1.0 - late) * fill, 1.0 - (1.0 - late_felt) * fill
    slow_answers = _weighted(base["support_weight"], 1.0 - now["on_time"])
    defects = _weighted(base["hours_weight"], now["process_defects"])
    deserved = satisfaction.deserved(
        base["satisfaction"],
        belief["satisfaction_late"] * (late_felt - base["late_felt"]),
        belief["satisfaction_quality"] * (defects - base["defects"]),
        belief["satisfaction_support"] * (slow_answers - base["support_late"]),
    )
    return {
        "late": late,
        "late_felt": late_felt,
        "defects": defects,
        "lead_time_ratio": _weighted(base["late_weight"], now["longer_lead_time"]),
        "satisfaction": satisfaction.satisfaction(before["satisfaction"], deserved, base["satisfaction_speed"]),
    }


def _weighted(weights: Array, amounts: Array) -> Array:
    return np.asanyarray((weights * amounts).sum(axis=0, keepdims=True))
