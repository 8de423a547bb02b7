"""Stock: order-up-to with safety stock, fill rate and lost sales (Silver, Pyke & Thomas; Sterman 2000, chapter 17)."""

from model.vocabulary import TINY, Array, exp, maximum, minimum, normal_cdf, smooth_min, sqrt

CYCLE = 0.5  # months of demand held as cycle stock
ROOT_2_PI = 2.5066282746310002


def demand_risk(demand: Array, demand_sd: Array, lead_time: Array, lead_time_sd: Array) -> Array:
    """sigma_L = sqrt(L sd^2 + d^2 sL^2)   [units]."""
    spread = lead_time_sd * lead_time
    return sqrt(lead_time * demand_sd * demand_sd + demand * demand * spread * spread) + TINY


def target_stock(demand: Array, cover: Array, demand_risk: Array, change: Array) -> Array:
    """cycle stock + z sigma_L, x (1 + change)   [units]."""
    return maximum((CYCLE * demand + cover * demand_risk) * (1.0 + change), 0.0)


def replenishment(demand: Array, gap: Array, pipeline_gap: Array, adjustment: Array) -> Array:
    """demand + adjustment x (stock gap + gap on order), never negative   [units a month]. Sterman 2000."""
    return maximum(demand + adjustment * (gap + pipeline_gap), 0.0)


def unit_loss(z: Array) -> Array:
    """G(z) = phi(z) - z (1 - Phi(z))   [standard deviations short per cycle]."""
    return exp(-z * z / 2.0) / ROOT_2_PI - z * (1.0 - normal_cdf(z))


def fill_rate(stock: Array, demand: Array, demand_risk: Array) -> Array:
    """1 - sigma_L G(z) / demand, z = (stock - cycle stock) / sigma_L   [share]."""
    z = minimum(maximum((stock - CYCLE * demand) / demand_risk, -8.0), 8.0)
    return minimum(maximum(1.0 - demand_risk * unit_loss(z) / (demand + TINY), 0.0), 1.0)


def lost_units(demand: Array, fill_rate: Array, lost_share: Array) -> Array:
    """demand x (1 - fill rate) x share that does not wait   [units a month]."""
    return demand * (1.0 - fill_rate) * lost_share


def released_share(wanted: Array, available: Array) -> Array:
    """smooth_min(wanted, available) / wanted   [share of waiting orders that stock can serve]."""
    return smooth_min(wanted, maximum(available, 0.0)) / (wanted + TINY)


def stock_units(before: Array, produced: Array, released: Array, returned: Array) -> Array:
    """S_t = S_(t-1) + produced - released + cancelled   [units]."""
    return before + produced - released + returned
