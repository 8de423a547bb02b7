"""From marketing spend to wins: adstock, leads, stages of the pipeline, limited by the people who work them."""

from model.vocabulary import TINY, Array, exp, maximum, minimum, smooth_min

STAGES = 2.0  # open opportunities wait in two stages: a gamma delay of shape 2


def adstock(spend: Array, carry_over: Array, previous: Array) -> Array:
    """stock_t = spend_t + carry_over x stock_(t-1)   [money]."""
    return spend + carry_over * previous


def paid_leads(usual: Array, saturation: Array, adstock: Array, usual_adstock: Array) -> Array:
    """leads = L0 (1 + k) a / (k + a), a = adstock over its usual level   [leads a month]. Jin et al. 2017, slope 1."""
    a = adstock / maximum(usual_adstock, TINY)
    return usual * (1.0 + saturation) * a / (saturation + a)


def marginal_leads(usual: Array, saturation: Array, adstock: Array, usual_adstock: Array) -> Array:
    """d leads / d spend x spend = L0 (1 + k) k a / (k + a)^2   [leads a month]: the last euro's lead rate x spend."""
    a = adstock / maximum(usual_adstock, TINY)
    return usual * (1.0 + saturation) * saturation * a / ((saturation + a) * (saturation + a))


def organic_leads(
    usual: Array, referral: Array, satisfaction_gain: Array, outbound: Array, sales_staffing: Array
) -> Array:
    """O0 (1 + referral x satisfaction gain) (1 + outbound x (sales staffing - 1)), never negative   [leads a month].

    They never depend on spend: customers recommend, and sales people prospect.
    """
    prospecting = 1.0 + outbound * (sales_staffing - 1.0)
    return usual * maximum(1.0 + referral * satisfaction_gain, 0.0) * prospecting


def handled_share(leads: Array, capacity: Array) -> Array:
    """smooth_min(leads, capacity) / leads   [share]; the rest overflows and is lost."""
    return smooth_min(leads, capacity) / (leads + TINY)


def exit_rate(delay: Array) -> Array:
    """1 - exp(-1 / delay): share of a pool that leaves in a month   [share]. Discretised exponential delay."""
    return 1.0 - exp(-1.0 / delay)


def counted_months(rate: Array) -> Array:
    """1 / rate - 1: months that one item is counted in a pool at month ends   [months]."""
    return 1.0 / rate - 1.0


def exit_rate_of_count(months: Array) -> Array:
    """1 / (1 + months): the rate for which an item is counted that long   [share]."""
    return 1.0 / (1.0 + months)


def leaving(pool: Array, inflow: Array, rate: Array) -> Array:
    """(pool + inflow) x rate   [count a month]."""
    return (pool + inflow) * rate


def remaining(pool: Array, inflow: Array, outflow: Array) -> Array:
    """pool_t = pool_(t-1) + inflow - outflow   [count]."""
    return pool + inflow - outflow


def conversion(rate: Array, gain: Array) -> Array:
    """rate x (1 + gain), at most 95 %   [share of those who leave a stage that enter the next]."""
    return minimum(rate * (1.0 + gain), 0.95)


def selling_need(ready: Array, effort: Array) -> Array:
    """deals ready to close x selling effort of their channels   [direct deals a month]."""
    return ready * effort


def sales_capacity(usual: Array, staffing: Array, time_elsewhere: Array) -> Array:
    """usual x ramped sales heads over today's x (1 - time spent on customers)   [direct deals a month]."""
    return usual * staffing * maximum(1.0 - time_elsewhere, 0.0)


def served_share(need: Array, capacity: Array) -> Array:
    """smooth_min(need, capacity) / need   [share of ready deals that sales can close]."""
    return smooth_min(need, capacity) / (need + TINY)


def new_offer_uplift(investment: Array, reach: Array, scale: Array) -> Array:
    """reach x (1 - exp(-investment / scale))   [share of the market's wins]: saturating return on investment."""
    return reach * (1.0 - exp(-investment / scale))


def new_offer_share(uplift: Array, cannibalisation: Array) -> Array:
    """u / (1 + (1 - cannibalisation) u)   [share of wins that are the new offer's]."""
    return uplift / (1.0 + (1.0 - cannibalisation) * uplift)
