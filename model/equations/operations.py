"""Load, capacity, queues, backlog, lead time, quality: what delivering takes."""

from model.vocabulary import TINY, Array, exp, log, maximum, minimum, normal_cdf, power, smooth_min, softplus, sqrt

CALENDAR_DAYS = 30.4  # in a month
HOURS_A_DAY = 5.0  # worked hours per calendar day of one head: 152 in a month
QUEUE_CAP = 0.985
QUEUE_LOAD_LIMIT = 1.2  # load beyond capacity waits in the backlog, not in the queue
OVERTIME_FROM = 0.88
OVERTIME_LIMIT = 0.25
OVERLOAD_FROM = 0.85
DIP_MONTHS = 2.0
LN_2 = 0.6931471805599453


def programme_gain(adopted: Array, decay: Array, age: Array) -> Array:
    """gain = target x adoption x exp(-decay x age)   [share]; what is not kept up fades."""
    return adopted * exp(-decay * age)


def programme_dip(depth: Array, size: Array, age: Array) -> Array:
    """depth x size x (age / 2) exp(1 - age / 2)   [share of output lost while people learn], largest after 2 months."""
    return depth * size * age / DIP_MONTHS * exp(1.0 - age / DIP_MONTHS)


def automation_gain(invested: Array, limit: Array, scale: Array) -> Array:
    """G (1 - exp(-K / K0))   [share of capacity]."""
    return limit * (1.0 - exp(-invested / scale))


def learning_exponent(rate: Array) -> Array:
    """ln rate / ln 2   [number]: hours fall to `rate` when cumulative volume doubles. Wright 1936."""
    return log(rate) / LN_2


def learning(volume_so_far: Array, volume_at_start: Array, exponent: Array) -> Array:
    """(Q / Q0)^exponent   [hours index]: the work already done makes the next faster."""
    return power((volume_so_far + TINY) / (volume_at_start + TINY), exponent)


def hours_per_unit(today: Array, gain: Array, learning: Array, dip: Array, automation: Array) -> Array:
    """today's x (1 - gain) x learning / ((1 - dip) (1 + automation))   [hours]."""
    return today * (1.0 - gain) * learning / ((1.0 - dip) * (1.0 + automation))


def paperwork(burden: Array, administration: Array) -> Array:
    """1 + burden x max(0, 1 - administration over today's)   [hours index]: what nobody administers, others do."""
    return 1.0 + burden * maximum(1.0 - administration, 0.0)


def overtime_allowed(usual: Array, change: Array) -> Array:
    """usual + change, between 0 and 25 %   [share of hours]."""
    return minimum(maximum(usual + change, 0.0), OVERTIME_LIMIT)


def overtime(utilisation: Array, cap: Array) -> Array:
    """smooth_min(max(0, rho - .88), cap)   [share of hours], from last month's load on regular hours."""
    return smooth_min(softplus(utilisation - OVERTIME_FROM), cap)


def capacity_hours(regular: Array, overtime: Array, overtime_output: Array) -> Array:
    """regular hours x (1 + overtime x output)   [hours a month]; regular = today's x ramped heads over today's."""
    return regular * (1.0 + overtime * overtime_output)


def capacity_volume(hours: Array, hours_per_unit: Array, rework: Array) -> Array:
    """hours / (hours per unit x (1 + rework))   [units of work a month]."""
    return hours / (hours_per_unit * (1.0 + rework) + TINY)


def throughput(inflow: Array, backlog: Array, capacity: Array) -> Array:
    """smooth_min(inflow + backlog, capacity)   [units of work a month]."""
    return smooth_min(inflow + backlog, capacity)


def backlog(before: Array, inflow: Array, throughput: Array, dropped: Array) -> Array:
    """B_t = (B_(t-1) + inflow - throughput) x (1 - dropped)   [units of work]."""
    return (before + inflow - throughput) * (1.0 - dropped)


def utilisation(inflow: Array, capacity: Array) -> Array:
    """rho = inflow / capacity   [share], at most 10."""
    return minimum((inflow + TINY) / (capacity + TINY), 10.0)


def queue_load(before: Array, utilisation: Array, memory: Array) -> Array:
    """rho_t = memory x rho_(t-1) + (1 - memory) x utilisation   [share]: a queue takes time to build and to clear."""
    return memory * before + (1.0 - memory) * minimum(utilisation, QUEUE_LOAD_LIMIT)


def queue_power(servers: Array) -> Array:
    """sqrt(2 (m + 1)) - 1   [number]: with many servers a queue forms late, and then fast. Sakasegawa 1977."""
    return sqrt(2.0 * (servers + 1.0)) - 1.0


def queue_days(
    variability: Array, utilisation: Array, servers: Array, queue_power: Array, days_per_unit: Array
) -> Array:
    """Wq = (ca2 + cs2) / 2 x rho^(sqrt(2 (m + 1)) - 1) / (m (1 - rho)) x t_e   [days]. Sakasegawa 1977."""
    rho = minimum(utilisation, QUEUE_CAP)
    return variability * power(rho, queue_power) / (servers * (1.0 - rho)) * days_per_unit


def backlog_days(backlog: Array, throughput: Array) -> Array:
    """30.4 x backlog / throughput   [days], at most two years. Little 1961."""
    return minimum(CALENDAR_DAYS * backlog / (throughput + TINY), 24.0 * CALENDAR_DAYS)


def lead_time(work_days: Array, hours_ratio: Array, supply_delay: Array, waiting_days: Array) -> Array:
    """work x hours over today's x (1 + supply delay) + queue and backlog   [days]."""
    return work_days * hours_ratio * (1.0 + supply_delay) + waiting_days


def promise_score(usual_score: Array, promise_change: Array, sigma: Array) -> Array:
    """usual score + ln(1 + promise change) / sigma   [normal score]: a longer promise is met more often.

    `usual_score` is the normal score of today's share, so that today's share is met today.
    """
    return usual_score + log(1.0 + promise_change) / sigma


def on_time(promise_score: Array, lead_time_ratio: Array, sigma: Array) -> Array:
    """normal(promise score - ln(lead time / usual) / sigma)   [share]."""
    return normal_cdf(promise_score - log(lead_time_ratio) / sigma)


def overload(utilisation: Array, strength: Array) -> Array:
    """1 + phi max(0, rho - .85)   [defect index], with a rounded corner."""
    return 1.0 + strength * softplus(utilisation - OVERLOAD_FROM)


def defect_share(usual: Array, effort: Array, scale: Array, strain: Array) -> Array:
    """defects = usual x exp(-effort / s) x strain, at most 95 %   [share]; first-pass yield = 1 - defects."""
    return minimum(usual * exp(-effort / scale) * strain, 0.95)
