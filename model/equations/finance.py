"""Costs, profit, working capital and cash."""

from model.vocabulary import TINY, Array, exp, maximum, power, softplus, sqrt

MONTHS = 12.0


def unit_cost(today: Array, saving: Array, inflation: Array, scale_effect: Array) -> Array:
    """today's x (1 + change) x (1 + inflation) x scale effect   [money per unit]."""
    return today * (1.0 + saving) * (1.0 + inflation) * scale_effect


def scale_effect(volume: Array, usual: Array, exponent: Array, utilisation_effect: Array) -> Array:
    """(Q / Q0)^(b - 1) x exp(d x (rho - rho0))   [index of unit cost]: ln C = a + b ln Q + d rho."""
    return power((volume + TINY) / (usual + TINY), exponent - 1.0) * exp(utilisation_effect)


def cost_of_delivery(units: Array, unit_cost: Array) -> Array:
    """units delivered x unit cost   [money a month]."""
    return units * unit_cost


def overheads(today: Array, inflation: Array, growth: Array, headroom: Array, step: Array) -> Array:
    """today's x (1 + inflation) x (1 + step x max(0, growth - headroom))   [money a month]; step-fixed, rounded."""
    return today * (1.0 + inflation) * (1.0 + step * (softplus(growth - headroom) - softplus(-headroom)))


def programme_cost(yearly_base: Array, share: Array, rolled_out: Array) -> Array:
    """yearly base x share x part rolled out this month   [money a month]."""
    return yearly_base * share * rolled_out


def returns(defects: Array, escaped: Array, revenue: Array, cost: Array) -> Array:
    """defect share x share that reaches customers x cost per unit of revenue x revenue   [money a month]."""
    return defects * escaped * cost * revenue


def holding(stock_value: Array, rate: Array) -> Array:
    """max(0, stock value) x yearly rate / 12   [money a month]."""
    return maximum(stock_value, 0.0) * rate / MONTHS


def depreciation(today: Array, invested: Array, life: Array) -> Array:
    """today's + extra investment so far / life   [money a month], straight line."""
    return today + invested / life


def tax(profit: Array, rate: Array, width: Array) -> Array:
    """rate x max(0, profit), corner rounded over `width`   [money a month]."""
    return rate * (profit + sqrt(profit * profit + width * width)) / 2.0


def collected(receivables: Array, billed: Array, months: Array) -> Array:
    """(receivables + billed) / (1 + months of credit)   [money a month]."""
    return (receivables + billed) / (1.0 + maximum(months, 0.0))


def credit_months(usual: Array, administration: Array, effect: Array) -> Array:
    """usual x (administration over today's)^-effect   [months]: fewer people, slower collection."""
    return usual * power(administration, -effect)


def owed(before: Array, added: Array, settled: Array) -> Array:
    """balance_t = balance_(t-1) + added - settled   [money]."""
    return before + added - settled


def grown(before: Array, rise: Array) -> Array:
    """balance_t = balance_(t-1) + rise   [money]."""
    return before + rise


def cash_flow(
    ebitda: Array, tax: Array, capex: Array, receivables_rise: Array, stock_rise: Array, payables_rise: Array
) -> Array:
    """EBITDA - tax - capex - rise of receivables - rise of stock + rise of payables   [money a month]."""
    return ebitda - tax - capex - receivables_rise - stock_rise + payables_rise
