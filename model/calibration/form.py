"""How far the model's own approximations mislead a fit: what a history says of an effect is an observation with this error.

Measured on generated companies whose truth is known (`sample_data.drawn`, 19 of each kind, others than those on which
coverage is reported): the standard deviation of fitted less true value beyond the fit's own error, in units of the
spread believed before. Where it is 2 or more a history of 36 months hardly moves the belief: the reason is that the fit
sees what customers and staff met only through other assumptions.
"""

from collections.abc import Mapping

import numpy as np

from model.calibration.posterior import Posterior
from model.vocabulary import Array

USUAL = 0.5  # of the spread before, where nothing larger was measured
MISLED: Mapping[str, float] = {
    "saturation": 0.65, "satisfaction_late": 0.8, "utilisation_cost": 0.8,
    "opportunity_delay": 1.0, "staff_ramp": 1.0, "win_delay": 1.2, "sales_utilisation": 2.0,
    "lost_to_won_delay": 1.5, "queue_memory": 1.5, "overload_defects": 1.5,
    "win_price_sensitivity": 1.8, "satisfaction_support": 1.9, "sales_ramp": 2.0, "churn_price_sensitivity": 2.0,
    "scale_exponent": 2.0, "win_satisfaction_sensitivity": 3.0, "win_lead_time_sensitivity": 3.0, "variability": 3.0,
    "satisfaction_quality": 3.0, "attrition_overload": 3.0, "price_elasticity": 3.0,
}  # fmt: skip
COUNTED: Mapping[str, float] = {  # amounts that are counted, not effects that the model derives; error in their own unit
    "log_churn": 0.0, "log_attrition": 0.0, "lead_to_mql": 0.0, "mql_to_sql": 0.0, "sql_to_opportunity": 0.0,
    "win_rate": 0.0, "price_indexation": 0.0, "utilisation": 0.05,
}  # fmt: skip

TOGETHER, SHARED = "utilisation", 0.5  # members whose errors go together, and how much of their variance does


def form_error(name: str, spread: float) -> float:
    """Standard deviation of what misleads the fit of one coefficient, in its own unit."""
    return COUNTED[name] if name in COUNTED else MISLED.get(name, USUAL) * spread


def _errors(posterior: Posterior) -> Array:
    """Covariance of the form's errors; what makes one process fuller than it looked makes the others so too."""
    names = np.array([prior.name for prior in posterior.priors])
    error = np.array([form_error(prior.name, prior.spread) for prior in posterior.priors])
    alike = (names[:, np.newaxis] == names) & (names == TOGETHER)
    shared = np.where(alike, SHARED, 0.0) + np.diag(np.where(names == TOGETHER, 1.0 - SHARED, 1.0))
    return np.asarray(error[:, np.newaxis] * error * shared)


def believed(posterior: Posterior) -> tuple[Array, Array]:
    """Values and covariance of all coefficients once the fit counts as an observation with the form's error.

    The exact normal update: with data precision L = S^-1 - S0^-1 and form errors F, the data weigh (I + L F)^-1 L.
    """
    priors = posterior.priors
    mean = np.array([prior.mean for prior in priors])
    before = np.diag([prior.spread**-2.0 for prior in priors])
    error = _errors(posterior)
    precision = np.linalg.inv(posterior.covariance)
    weaker = np.linalg.inv(np.eye(len(priors)) + (precision - before) @ error)
    covariance = np.linalg.inv(before + weaker @ (precision - before))
    values = mean + covariance @ weaker @ precision @ (posterior.values - mean)
    bounds = np.array([(prior.low, prior.high) for prior in priors]).T
    return np.clip(values, *bounds), np.asarray(0.5 * (covariance + covariance.T))
