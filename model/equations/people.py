"""Heads: hiring, leaving, learning the job, and what they cost."""

from model.vocabulary import TINY, Array, maximum, minimum, power, softplus

MONTHS = 12.0
WORST = 1.5  # utilisation beyond which strain no longer grows
STRAIN = 0.9  # utilisation from which people begin to leave


def strain(utilisation: Array) -> Array:
    """max(0, rho - .9), rounded, rho counted up to 1.5   [share of capacity]."""
    return softplus(minimum(utilisation, WORST) - STRAIN)


def attrition(usual: Array, overload: Array, strain: Array, usual_strain: Array) -> Array:
    """usual x (1 + x (strain - usual strain)), never negative   [share a month]."""
    return usual * maximum(1.0 + overload * (strain - usual_strain), 0.0)


def target_heads(today: Array, change: Array, planned_growth: Array) -> Array:
    """today's x (1 + change) x growth that the budget staffs   [heads]."""
    return today * (1.0 + change) * planned_growth


def planned_growth(new_business: Array, from_customers: Array, from_units: Array, rest: Array) -> Array:
    """1 + growth of customers and of units, by their share of the work, + new business by the rest   [index]."""
    return 1.0 + from_customers + from_units + rest * (new_business - 1.0)


def staying(heads: Array, leavers: Array, replaced: Array) -> Array:
    """heads - leavers + last month's leavers, replaced by now   [heads]."""
    return heads - leavers + replaced


def hires(replaced: Array, target: Array, staying: Array, delay: Array) -> Array:
    """replaced + max(0, target - staying) / delay   [heads a month]."""
    return replaced + maximum(target - staying, 0.0) / delay


def layoffs(target: Array, staying: Array, delay: Array) -> Array:
    """max(0, staying - target) / delay   [heads a month]."""
    return maximum(staying - target, 0.0) / maximum(delay, 1.0)


def heads(before: Array, hires: Array, leavers: Array, layoffs: Array) -> Array:
    """heads_t = heads_(t-1) + hires - leavers - layoffs   [heads]."""
    return before + hires - leavers - layoffs


def ramp_deficit(before: Array, hires: Array, gone_share: Array, kept: Array) -> Array:
    """d_t = (d_(t-1) (1 - gone) + hires) x kept, kept = exp(-1 / ramp)   [heads].

    The sum over cohorts of hires x exp(-age / ramp): what new people do not yet deliver.
    """
    return (before * (1.0 - gone_share) + hires) * kept


def staffing(effective: Array, usual: Array) -> Array:
    """ramped heads over today's   [index, 1 today, 1 where there are none]."""
    return (effective + TINY) / (usual + TINY)


def wage_index(drift: Array, extra: Array, month: Array) -> Array:
    """(1 + drift)^(month / 12) x (1 + extra wage inflation)   [index]."""
    return power(1.0 + drift, month / MONTHS) * (1.0 + extra)


def payroll(heads: Array, pay: Array, wage_index: Array) -> Array:
    """heads x pay x wage index   [money a month]."""
    return heads * pay * wage_index


def severance(layoffs: Array, salaries: Array, salary: Array) -> Array:
    """layoffs x months of gross salary   [money a month]."""
    return layoffs * salaries * salary


def recruitment(hires: Array, usual_hires: Array, cost: Array, salary: Array) -> Array:
    """(hires - usual hires) x share of a yearly gross salary   [money a month]; the usual is in overheads already."""
    return (hires - usual_hires) * cost * MONTHS * salary
