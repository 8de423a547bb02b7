"""Price, perceived value, churn, use and expansion: what customers do with what they are offered."""

from model.vocabulary import Array, exp, log, logistic, maximum, minimum, power

MONTHS = 12.0
DISCOUNT_CAP = 0.25
LN_2 = 0.6931471805599453


def list_price(today: Array, change: Array, indexation: Array, month: Array) -> Array:
    """list price = today's x (1 + change) x (1 + indexation)^(month / 12)   [money per unit]."""
    return today * (1.0 + change) * power(1.0 + indexation, month / MONTHS)


def discount(today: Array, change: Array) -> Array:
    """discount = today's + change, between 0 and the cap of 25 % (or today's, where that is higher)   [share]."""
    return minimum(maximum(today + change, 0.0), maximum(today, DISCOUNT_CAP))


def net_price(list_price: Array, discount: Array) -> Array:
    """net price = list price x (1 - discount)   [money per unit]."""
    return list_price * (1.0 - discount)


def offered_price(net_price: Array, net_price_today: Array, price_level: Array) -> Array:
    """net price / today's / price level   [index, 1 today]; the price level is the indexation that all share."""
    return net_price / net_price_today / price_level


def paid_price(before: Array, offered: Array, renewal: Array) -> Array:
    """paid_t = paid_(t-1) + renewal x (offered - paid_(t-1))   [index, 1 today]: contracts renew little by little."""
    return before + renewal * (offered - before)


def relative_price(own: Array, rival_price: Array, rival_reaction: Array) -> Array:
    """own^(1 - reaction) / (1 + rival price)   [index, 1 today]; rivals follow the share `rival_reaction` of our move."""
    return power(own, 1.0 - rival_reaction) / (1.0 + rival_price)


def perceived_value(satisfaction_gain: Array, quality_gain: Array, delivery_gain: Array, product_gain: Array) -> Array:
    """1 + gains of satisfaction, quality, delivery and product, each weighted already   [index, 1 today]."""
    return maximum(1.0 + satisfaction_gain + quality_gain + delivery_gain + product_gain, 0.2)


def value_index(relative_price: Array, perceived_value: Array) -> Array:
    """(price / reference) / perceived value   [index, 1 today]."""
    return relative_price / perceived_value


def product_strength(before: Array, product_staff: Array, speed: Array) -> Array:
    """s_t = s_(t-1) + (ln product staff over today's - s_(t-1)) x speed, speed = 1 - exp(-1 / delay)   [ln index, 0 today]."""
    return before + (log(product_staff) - before) * speed


def log_volume(previous: Array, habit: Array, elasticity: Array, relative_price: Array) -> Array:
    """ln q_t = habit x ln q_(t-1) + (1 - habit) x e x ln(p / p0)   [ln units, 0 today]."""
    return habit * previous + (1.0 - habit) * elasticity * log(relative_price)


def kept_by_half_life(half_life: Array) -> Array:
    """2^(-1 / half life)   [share still felt after a month]."""
    return exp(-LN_2 / half_life)


def price_memory(previous: Array, kept: Array, value_index: Array, value_index_before: Array) -> Array:
    """m_t = m_(t-1) x kept + ln(index_t / index_(t-1)), kept = 2^(-1 / half life)   [ln price still felt]."""
    return previous * kept + log(value_index / value_index_before)


def churn_hazard(log_kept: Array, price_pressure: Array, satisfaction_loss: Array, late_excess: Array) -> Array:
    """h = 1 - exp(-exp(eta)), eta = ln(-ln(1 - usual)) + price + satisfaction + lateness   [share a month].

    `log_kept` = ln(1 - usual) carries the contract; the three terms are already multiplied by their sensitivities.
    """
    pressure = minimum(price_pressure + satisfaction_loss + late_excess, 4.0)
    kept: Array = exp(log_kept * exp(pressure))
    return 1.0 - kept


def customers(before: Array, new: Array, churned: Array) -> Array:
    """customers_t = customers_(t-1) + new - churned   [count]."""
    return before + new - churned


def subscribed_units(before: Array, hazard: Array, expansion: Array, new: Array, units_per_customer: Array) -> Array:
    """units_t = units_(t-1) x (1 - h) x (1 + expansion) + new x units per customer   [units a month]."""
    return before * (1.0 - hazard) * (1.0 + expansion) + new * units_per_customer


def expansion(
    usual: Array, satisfaction_ratio: Array, satisfaction_power: Array, coverage_ratio: Array, headroom: Array
) -> Array:
    """e = e0 x (sat / sat0)^1.5 x coverage / usual coverage x headroom   [share of units a month]."""
    return usual * power(satisfaction_ratio, satisfaction_power) * coverage_ratio * headroom


def headroom(units_per_customer: Array, limit: Array) -> Array:
    """(limit - size) / (limit - 1), never negative; size = units per customer over today's   [index, 1 today]."""
    return maximum((limit - units_per_customer) / (limit - 1.0), 0.0)


def coverage(usual: Array, effort: Array) -> Array:
    """coverage = usual + effort x (1 - usual) x .6   [share of customers worked]; four in ten others stay out of reach."""
    return usual + effort * (1.0 - usual) * 0.6


def win_rate(
    usual_logit: Array, price_pressure: Array, satisfaction_gain: Array, lead_time_excess: Array, playbook_gain: Array
) -> Array:
    """logit w = logit w0 - b ln(index) + c1 dsat - c2 (lead time / usual - 1) + playbook   [share].

    All terms are already multiplied by their sensitivities.
    """
    return logistic(usual_logit - price_pressure + satisfaction_gain - lead_time_excess + playbook_gain)


def market_pull(units: Array, opening_units: Array, growth: Array) -> Array:
    """units + what is left of today's units x market growth   [units a month]; newer units came with the market."""
    return units + opening_units * growth


def drift(yearly: Array, month: Array) -> Array:
    """exp(yearly x month / 12)   [index]."""
    return exp(yearly * month / MONTHS)


def demand_units(units: Array, log_volume: Array, season: Array, shock: Array, noise: Array) -> Array:
    """units demanded = units x response to price x season x (1 + shock) x noise and drift   [units a month]."""
    return units * exp(log_volume) * season * (1.0 + shock) * noise


def damped_trend(previous: Array, trend: Array, damping: Array, month: Array) -> Array:
    """T_t = T_(t-1) x exp(trend / 12 x damping^month)   [index]. Gardner & McKenzie 1985."""
    return previous * exp(trend / MONTHS * power(damping, month))
