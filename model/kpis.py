"""The KPIs, declared once: lens, unit, better direction, definition, and the formula over any window of months.

A formula reads a `Window`: the lines of a projection, [scenario, draw, month], cut to some months. The same formula
therefore gives the KPI of a year, of the whole horizon, and month by month.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.vocabulary import TINY, Array

Lens = Literal["cro", "coo", "shared"]
KpiUnit = Literal[
    "money", "share", "points", "count", "months", "days", "hours", "ratio", "index", "money_per_unit", "share_per_year"
]
MONTH = 2  # axis
LONGEST = 60.0  # months; longer is shown as 'more than 60 months'
LIFETIME = 60  # months counted in a customer's lifetime value


@dataclass(frozen=True)
class Window:
    """Lines of a projection over some months: name -> [scenario, draw, month]."""

    lines: Mapping[str, Array]

    def sum(self, line: str) -> Array:
        """Sum over the months   [scenario, draw]."""
        return np.asanyarray(self.lines[line].sum(axis=MONTH))

    def mean(self, line: str) -> Array:
        """Mean over the months   [scenario, draw]."""
        return np.asanyarray(self.lines[line].mean(axis=MONTH))

    def last(self, line: str) -> Array:
        """Value of the last month   [scenario, draw]."""
        return self.lines[line][:, :, -1]

    def lowest(self, line: str) -> Array:
        """Smallest value   [scenario, draw]."""
        return np.asanyarray(self.lines[line].min(axis=MONTH))

    def ratio(self, above: str, below: str) -> Array:
        """Sum of one line over the sum of another; 0 where both are 0."""
        return divide(self.sum(above), self.sum(below))


Formula = Callable[[Window], Array]


@dataclass(frozen=True)
class Kpi:
    """One KPI. `better` is +1 when more is better, -1 when less is, 0 when it depends; `needs` names what data it takes."""

    name: str
    lens: Lens
    unit: KpiUnit
    better: int
    definition: str
    formula: str
    value: Formula
    needs: tuple[str, ...] = ()
    by: str = ""  # the projection's per-member lines that detail it


def divide(above: Array, below: Array) -> Array:
    """above / below with 0 / 0 = 0; a divisor that vanishes is kept at TINY with its sign."""
    return above / np.where(below < 0, np.minimum(below, -TINY), np.maximum(below, TINY))


def growth(window: Window) -> Array:
    """Revenue against the same months a year before."""
    return window.ratio("revenue", "revenue_year_before") - 1.0


def margin(line: str) -> Formula:
    """A line as a share of revenue."""
    return lambda window: window.ratio(line, "revenue")


def total(line: str) -> Formula:
    """Sum over the window."""
    return lambda window: window.sum(line)


def average(line: str) -> Formula:
    """Mean over the window."""
    return lambda window: window.mean(line)


def share(above: str, below: str) -> Formula:
    """Ratio of two sums."""
    return lambda window: window.ratio(above, below)


def yearly(above: str, below: str) -> Formula:
    """Ratio of two monthly sums, times 12."""
    return lambda window: 12.0 * window.ratio(above, below)


def win_rate(window: Window) -> Array:
    """won / (won + lost)."""
    won, lost = window.sum("won"), window.sum("lost")
    return divide(won, won + lost)


def acquisition_cost(window: Window) -> Array:
    """Marketing and sales cost per new customer."""
    return window.ratio("acquisition_spend", "new_customers")


def margin_per_customer(window: Window) -> Array:
    """Gross profit per customer and month."""
    return window.ratio("gross_profit", "customers")


def lifetime_value(window: Window) -> Array:
    """Gross profit per month x sum over LIFETIME months of survival, discounted."""
    kept = (1.0 - window.ratio("churned", "customers")) / (1.0 + window.mean("discount_rate") / 12.0)
    kept = np.clip(kept, 0.0, 1.0 - 1e-9)
    return margin_per_customer(window) * (1.0 - kept**LIFETIME) / (1.0 - kept)


def payback(window: Window) -> Array:
    """Months of gross profit that repay the cost of acquiring a customer."""
    return bounded_months(acquisition_cost(window), margin_per_customer(window))


def bounded_months(amount: Array, per_month: Array) -> Array:
    """amount / per_month, at most LONGEST, and LONGEST where nothing comes in."""
    return np.where(per_month > TINY, np.minimum(amount / np.maximum(per_month, TINY), LONGEST), LONGEST)


def runway(window: Window) -> Array:
    """First month without cash, or what the last cash covers at the mean outflow; LONGEST when cash grows."""
    cash = window.lines["cash"]
    first_out = np.where(cash < 0.0, np.arange(cash.shape[MONTH]), LONGEST).min(axis=MONTH)
    burn = np.maximum(-window.mean("cash_flow"), 0.0)
    left = cash.shape[MONTH] + bounded_months(np.maximum(window.last("cash"), 0.0), burn)
    return np.asanyarray(np.minimum(np.minimum(first_out, left), LONGEST))


def burn_multiple(window: Window) -> Array:
    """Cash burnt per unit of revenue added over a year before; 0 when cash grows."""
    added = window.sum("revenue") - window.sum("revenue_year_before")
    burnt = np.maximum(-window.sum("cash_flow"), 0.0)
    return np.where(added > TINY, np.minimum(burnt / np.maximum(added, TINY), 99.0), np.where(burnt > 0, 99.0, 0.0))


def magic_number(window: Window) -> Array:
    """Revenue added over a year before, per unit of marketing and sales cost."""
    return divide(window.sum("revenue") - window.sum("revenue_year_before"), window.sum("acquisition_spend"))


def operating_leverage(window: Window) -> Array:
    """Contribution / operating profit, within +-99."""
    return np.clip(divide(window.sum("contribution"), window.sum("operating_profit")), -99.0, 99.0)


def break_even(window: Window) -> Array:
    """Months until cash is back at or above the baseline's for good; 0 when it never falls below."""
    behind = window.lines["cash"] < window.lines["baseline_cash"] - 1e-9 * np.abs(window.lines["baseline_cash"])
    last_behind = np.where(behind, np.arange(1, behind.shape[MONTH] + 1), 0).max(axis=MONTH)
    return np.asanyarray(np.where(last_behind == behind.shape[MONTH], LONGEST, last_behind))


def lens_balance(window: Window) -> Array:
    """Relative revenue gain less relative cost added, both against the baseline."""
    return window.ratio("revenue", "baseline_revenue") - window.ratio("operating_cost", "baseline_operating_cost")


def equal_volume_saving(window: Window) -> Array:
    """(baseline cost per unit of volume - cost per unit of volume) x volume; volume in today's prices."""
    above = window.sum("baseline_operating_cost") * window.sum("volume")
    return divide(above - window.sum("operating_cost") * window.sum("baseline_volume"), window.sum("baseline_volume"))


def retention(*flows: tuple[str, float]) -> Formula:
    """(1 + sum of signed flows / base)^12: revenue kept over a year from today's customers."""

    def value(window: Window) -> Array:
        monthly = 1.0 + np.sum(np.stack([sign * window.ratio(line, "recurring_base") for line, sign in flows]), axis=0)
        return np.asanyarray(np.maximum(monthly, 0.0) ** 12)

    return value


def return_on(line: str) -> Formula:
    """A line over marketing spend, less one; 0 where next to nothing is spent."""

    def value(window: Window) -> Array:
        spend = window.sum("marketing")
        enough = spend > 1e-4 * np.abs(window.sum("revenue"))
        return np.where(enough, window.sum(line) / np.where(enough, spend, 1.0) - 1.0, 0.0)

    return value


_CRO = (
    Kpi("revenue", "cro", "money", 1, "Revenue of what was delivered in the period.", "sum of units delivered x net price",
        total("revenue"), by="revenue"),
    Kpi("revenue_growth", "cro", "share", 1, "Revenue against the same months a year before.",
        "revenue / revenue a year before - 1", growth),
    Kpi("new_customers", "cro", "count", 1, "Customers won and put into service in the period.", "sum of activations",
        total("new_customers"), ("wins",), by="orders"),
    Kpi("acquisition_rate", "cro", "share", 1, "New customers of a month as a share of all customers.",
        "new customers / customers", share("new_customers", "customers"), ("customers",)),
    Kpi("churn_rate", "cro", "share", -1, "Customers lost in a month as a share of all customers.",
        "customers lost / customers", share("churned", "customers"), ("customers",)),
    Kpi("pipeline_coverage", "cro", "ratio", 1, "Open pipeline against the sales target of the next three months.",
        "open value / (3 x monthly target)", lambda w: divide(w.mean("open_value"), 3.0 * w.mean("target")), ("pipeline", "target")),
    Kpi("pipeline_age", "cro", "months", -1, "Months that an opportunity stays open.",
        "open opportunities / (won + lost) a month", lambda w: divide(w.sum("open_opportunities"), w.sum("won") + w.sum("lost")),
        ("pipeline",)),
    Kpi("pipeline_velocity", "cro", "money", 1, "Value of deals that the pipeline turns into orders each month.",
        "open opportunities x win rate x deal value / age", average("won_value"), ("pipeline",)),
    Kpi("target_attainment", "cro", "share", 1, "Value of deals won against the sales target.", "won value / target",
        share("won_value", "target"), ("pipeline", "target")),
    Kpi("lead_to_mql", "cro", "share", 1, "Leads that become marketing-qualified.", "MQL / leads", share("mql", "leads"), ("pipeline",)),
    Kpi("mql_to_sql", "cro", "share", 1, "Marketing-qualified leads that sales accepts.", "SQL / MQL", share("sql", "mql"), ("pipeline",)),
    Kpi("sql_to_opportunity", "cro", "share", 1, "Sales-qualified leads that become opportunities.", "opportunities / SQL",
        share("opportunities", "sql"), ("pipeline",)),
    Kpi("win_rate", "cro", "share", 1, "Closed opportunities that are won.", "won / (won + lost)", win_rate, ("pipeline",)),
    Kpi("lead_overflow", "cro", "count", -1, "Leads that nobody had time to handle.", "sum of leads beyond marketing capacity",
        total("lead_overflow")),
    Kpi("cac", "cro", "money_per_unit", -1, "Marketing and sales cost of one new customer.",
        "(marketing + sales payroll + commercial programmes) / new customers", acquisition_cost, ("wins",)),
    Kpi("cac_payback", "cro", "months", -1, "Months of gross profit that repay the cost of a new customer.",
        "acquisition cost / gross profit per customer and month", payback, ("customers",)),
    Kpi("lifetime_value", "cro", "money_per_unit", 1, "Discounted gross profit of one customer over its expected life, five years at most.",
        "gross profit per customer x sum of survival^t / (1 + r)^t, t = 0 to 59", lifetime_value, ("customers",)),
    Kpi("ltv_cac", "cro", "ratio", 1, "Lifetime value of a customer per unit of acquisition cost.", "lifetime value / acquisition cost",
        lambda w: divide(lifetime_value(w), acquisition_cost(w)), ("customers",)),
    Kpi("nrr", "cro", "share", 1, "Revenue kept after a year from today's customers, up- and cross-sales included.",
        "(1 - churned + expansion + price)^12", retention(("churned_revenue", -1.0), ("expansion_revenue", 1.0), ("repricing", 1.0)), ("customers",)),
    Kpi("grr", "cro", "share", 1, "Revenue kept after a year from today's customers, without up- and cross-sales.",
        "(1 - churned)^12", retention(("churned_revenue", -1.0)), ("customers",)),
    Kpi("expansion_revenue", "cro", "money", 1, "Monthly revenue added by up- and cross-selling.", "units x expansion rate x net price",
        total("expansion_revenue"), by="expansion_revenue"),
    Kpi("marketing_roi", "cro", "share", 1, "Gross profit over a customer's life, less selling, that marketing spend brings, net of the spend.",
        "paid leads x value of a lead / spend - 1", return_on("marketing_return"), ("marketing",), "marketing_return"),
    Kpi("marginal_marketing_roi", "cro", "share", 1, "The same for the last euro spent.",
        "d leads / d spend x value of a lead - 1", return_on("marginal_marketing_return"), ("marketing",),
        "marginal_marketing_return"),
    Kpi("value_index", "cro", "index", 0, "Price against rivals and against what customers perceive; above 1 is dearer than its worth.",
        "(price / reference) / (1 + satisfaction, quality and delivery gains)", average("value_index"), by="value_index"),
    Kpi("channel_profit", "cro", "money", 1, "Profit of the sales channels after cost to serve.",
        "revenue - cost of delivery - selling and serving effort, by sales channel", total("channel_profit"), by="channel_profit"),
    Kpi("market_share", "cro", "share", 1, "Revenue as a share of the market.", "revenue / market size", share("revenue", "market_size"),
        ("market_size",)),
    Kpi("satisfaction", "cro", "share", 1, "Customer satisfaction on a scale from 0 to 1.",
        "moves with late share, defects and late answers over 1-3 months", average("satisfaction")),
)  # fmt: skip
_COO = (
    Kpi("operating_cost", "coo", "money", -1, "All cost lines of the period.",
        "delivery + people + marketing + programmes + overheads + holding + returns + depreciation", total("operating_cost"), by="cost"),
    Kpi("cost_reduction", "coo", "money", 1, "Operating cost below the baseline.", "baseline cost - cost",
        lambda w: w.sum("baseline_operating_cost") - w.sum("operating_cost")),
    Kpi("cost_reduction_equal_volume", "coo", "money", 1, "Operating cost below the baseline at today's volume.",
        "(baseline cost per volume - cost per volume) x volume, volume at today's prices", equal_volume_saving),
    Kpi("cost_per_order", "coo", "money_per_unit", -1, "Operating cost per unit delivered.", "operating cost / units delivered",
        share("operating_cost", "units")),
    Kpi("first_pass_yield", "coo", "share", 1, "Work done right the first time.", "1 - reworked / volume, weighted by hours",
        average("first_pass_yield")),
    Kpi("cost_of_poor_quality", "coo", "money", -1, "Rework, returns, appraisal and prevention.", "sum of the four",
        total("cost_of_poor_quality")),
    Kpi("stock_turns", "coo", "ratio", 1, "How often stock is sold in a year.", "12 x cost of goods a month / stock value",
        yearly("goods_cost", "stock_value"), ("stock",)),
    Kpi("stock_days", "coo", "days", -1, "Days of sales held in stock.", "30.4 x stock value / cost of goods a month",
        lambda w: 30.4 * w.ratio("stock_value", "goods_cost"), ("stock",), "stock_value"),
    Kpi("fill_rate", "coo", "share", 1, "Demand served from stock at once.", "1 - sigma G(z) / demand", average("fill_rate"), ("stock",)),
    Kpi("utilisation", "coo", "share", 0, "Load of the busiest process against its capacity.", "hours needed / hours available",
        average("utilisation"), by="utilisation"),
    Kpi("oee", "coo", "share", 1, "Overall effectiveness of the busiest process.", "min(utilisation, 1) x first-pass yield", average("oee")),
    Kpi("on_time", "coo", "share", 1, "Work delivered within the promised time.", "normal((ln promise - ln lead time) / sigma)",
        average("on_time"), by="on_time"),
    Kpi("lead_time", "coo", "days", -1, "Days from order to delivery, queues and backlog included.", "work + queue + backlog / throughput",
        average("lead_time"), by="lead_time"),
    Kpi("cycle_time", "coo", "days", -1, "Days of work and queue, without the backlog.", "work + queue", average("cycle_time")),
    Kpi("backlog", "coo", "money", -1, "Value of orders sold and not yet delivered, at the end.", "waiting units x net price",
        lambda w: w.last("backlog_value"), by="backlog"),
    Kpi("support_response", "coo", "hours", -1, "Hours to answer a customer.", "work + queue + backlog of tickets",
        average("support_response"), ("service",)),
    Kpi("budget_variance", "coo", "share", -1, "Operating cost against the baseline budget.", "cost / baseline cost - 1",
        lambda w: w.ratio("operating_cost", "baseline_operating_cost") - 1.0),
    Kpi("revenue_per_head", "coo", "money_per_unit", 1, "Yearly revenue per head.", "12 x revenue / heads", yearly("revenue", "heads")),
    Kpi("output_per_head", "coo", "ratio", 1, "Units delivered per head in delivery and month.", "units / delivery heads",
        share("units", "delivery_heads")),
    Kpi("attrition", "coo", "share_per_year", -1, "Heads that leave in a year.", "12 x leavers / heads", yearly("leavers", "heads")),
)  # fmt: skip
_SHARED = (
    Kpi("gross_margin", "shared", "share", 1, "Revenue less what it costs to deliver.", "gross profit / revenue", margin("gross_profit")),
    Kpi("operating_margin", "shared", "share", 1, "Operating profit as a share of revenue.", "(revenue - operating cost) / revenue",
        margin("operating_profit")),
    Kpi("ebitda", "shared", "money", 1, "Operating profit before depreciation.", "operating profit + depreciation", total("ebitda")),
    Kpi("ebitda_margin", "shared", "share", 1, "EBITDA as a share of revenue.", "EBITDA / revenue", margin("ebitda")),
    Kpi("cash", "shared", "money", 1, "Cash at the end of the period.", "opening cash + cash flow", lambda w: w.last("cash")),
    Kpi("lowest_cash", "shared", "money", 1, "Lowest cash of the period.", "minimum over months", lambda w: w.lowest("cash")),
    Kpi("runway", "shared", "months", 1, "Months until cash runs out; 60 when it does not.", "first month without cash, else horizon + cash / monthly outflow", runway),
    Kpi("rule_of_40", "shared", "share", 1, "Growth plus EBITDA margin.", "revenue growth + EBITDA margin",
        lambda w: growth(w) + w.ratio("ebitda", "revenue")),
    Kpi("magic_number", "shared", "ratio", 1, "Revenue added over a year before, per euro of marketing and sales.",
        "(revenue - revenue a year before) / acquisition spend", magic_number),
    Kpi("burn_multiple", "shared", "ratio", -1, "Cash burnt per euro of revenue added.", "cash burnt / revenue added; 0 when cash grows",
        burn_multiple),
    Kpi("break_even_month", "shared", "months", -1, "Months until the plan's cash is back above the baseline's for good.",
        "last month with cash below the baseline", break_even),
    Kpi("operating_leverage", "shared", "ratio", 0, "How much profit reacts to volume.", "contribution / operating profit", operating_leverage),
    Kpi("lens_balance", "shared", "points", 1, "Points of revenue gained less points of cost added, against the baseline.",
        "revenue / baseline - cost / baseline", lens_balance),
)  # fmt: skip

KPIS: Mapping[str, Kpi] = {kpi.name: kpi for kpi in (*_CRO, *_COO, *_SHARED)}
