"""Constants of a run in the form in which its months use them, computed once."""

import numpy as np

from model.equations import demand, operations, people, pipeline
from model.vocabulary import TINY, Array, exp, log, logit
from model.world import Amounts


def settled(base: Amounts, beliefs: Amounts) -> dict[str, Array]:
    """Speeds, exponents and scores that depend on beliefs and today's amounts only   [member, row]."""
    return {
        "intensity": base["intensity"] + TINY,  # it divides
        "all": np.ones((1, 1)),
        "usual_lead_time_ratio": np.ones((1, 1)),
        "waiting_kept": 1.0 - beliefs["cancellation"],
        "satisfaction_speed": pipeline.exit_rate(beliefs["satisfaction_delay"]),
        "product_speed": pipeline.exit_rate(beliefs["product_delay"]),
        "price_memory_kept": demand.kept_by_half_life(beliefs["churn_price_half_life"]),
        "log_kept": log(1.0 - base["churn"]),
        "win_rate_logit": logit(base["win_rate"]),
        "ramp_kept": exp(-1.0 / base["ramp"]),
        "usual_strain": people.strain(base["function_utilisation"]),
        "queue_power": operations.queue_power(base["servers"]),
        "learning_exponent": operations.learning_exponent(beliefs["learning_rate"]),
    }
