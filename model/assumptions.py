"""The assumptions, declared once: default, spread, range, unit, evidence grade and source of every coefficient.

A value per kind of company replaces the default where the kinds differ. Draws are made in `model.draws`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Grade = Literal["fitted", "tested", "benchmark", "guess"]
Kind = Literal["saas", "industry", "services"]


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One coefficient of the model that data may narrow.

    `spread` is the standard deviation of the belief in the unit of the value; draws stay within `low` and `high`.
    `module` names the file of `model.equations` that uses it.
    """

    name: str
    default: float
    spread: float
    low: float
    high: float
    unit: str
    module: str
    grade: Grade
    source: str
    by_kind: Mapping[Kind, float] = field(default_factory=dict)

    def value(self, kind: Kind) -> float:
        """The default for one kind of company."""
        return self.by_kind.get(kind, self.default)


def _a(
    name: str,
    default: float,
    spread: float,
    low: float,
    high: float,
    unit: str,
    module: str,
    grade: Grade,
    source: str,
    **by_kind: float,
) -> Assumption:
    kinds: dict[Kind, float] = {kind: by_kind[kind] for kind in ("saas", "industry", "services") if kind in by_kind}
    return Assumption(
        name=name,
        default=default,
        spread=spread,
        low=low,
        high=high,
        unit=unit,
        module=module,
        grade=grade,
        source=source,
        by_kind=kinds,
    )


PRACTICE = "general practice"
_DECLARED = (
    # price and demand
    _a("price_elasticity", -1.5, 0.5, -4.0, -0.3, "elasticity", "demand", "benchmark",
       "Bijmolt, van Heerde & Pieters 2005 (-2.62 over 1,851 estimates); company list prices react less", services=-0.8),
    _a("usage_elasticity", -0.35, 0.15, -0.8, 0.0, "elasticity", "demand", "guess", PRACTICE),
    _a("price_habit", 0.3, 0.15, 0.0, 0.85, "share kept a month", "demand", "benchmark",
       "cigarettes: -.29 in the short run, -1.7 in the long run"),
    _a("win_price_sensitivity", 2.0, 0.6, 0.5, 4.0, "logit per ln price", "demand", "guess", PRACTICE),
    _a("win_satisfaction_sensitivity", 1.5, 0.5, 0.2, 3.0, "logit per unit satisfaction", "demand", "guess", PRACTICE),
    _a("win_lead_time_sensitivity", 0.15, 0.05, 0.0, 0.5, "logit per relative lead time", "demand", "guess", PRACTICE),
    _a("churn_price_sensitivity", 1.0, 0.4, 0.3, 2.5, "ln hazard per ln price", "demand", "benchmark",
       "telecom subscribers: +.84 logit per ln price", industry=0.5, services=0.8),
    _a("churn_price_half_life", 4.0, 1.0, 3.0, 6.0, "months", "demand", "guess", PRACTICE),
    _a("churn_satisfaction_sensitivity", 2.0, 0.5, 1.0, 3.0, "ln hazard per unit satisfaction", "demand", "benchmark",
       "repeat purchase 2.36 % on time against 2.04 % late"),
    _a("churn_late_sensitivity", 0.6, 0.2, 0.2, 1.0, "ln hazard per unit late share", "demand", "benchmark",
       "repeat purchase 2.36 % on time against 2.04 % late"),
    _a("churn", 0.010, 0.004, 0.0005, 0.06, "share a month", "demand", "benchmark",
       "telecom contracts: monthly .0237, one year .0027, two years .0005", saas=0.012, industry=0.008, services=0.012),
    _a("value_satisfaction", 0.45, 0.1, 0.3, 0.6, "value per unit satisfaction", "demand", "guess", PRACTICE),
    _a("value_quality", 0.45, 0.1, 0.3, 0.6, "value per unit first-pass yield", "demand", "guess", PRACTICE),
    _a("value_delivery", 0.3, 0.1, 0.1, 0.6, "value per unit on time", "demand", "guess", PRACTICE),
    _a("value_product", 0.35, 0.1, 0.0, 1.0, "value per relative product staff", "demand", "guess",
       "an offer that is no longer developed loses its worth", saas=0.8, services=0.2),
    _a("product_delay", 9.0, 2.0, 3.0, 18.0, "months", "demand", "guess", "from development to what customers perceive"),
    _a("price_renewal", 0.5, 0.1, 0.02, 1.0, "of customers a month", "demand", "guess",
       "customers pay a new price when they renew or reorder", saas=0.15, services=0.2),
    _a("demand_drift", 0.0, 0.03, -0.1, 0.1, "share a year", "demand", "guess", "what the history cannot tell of the years to come"),
    _a("churn_error", 1.0, 0.12, 0.5, 1.6, "times the churn seen", "demand", "guess", "a year of departures is a small sample"),
    _a("trend_error", 0.0, 0.04, -0.15, 0.15, "share a year", "demand", "guess", "two years of leads are a small sample"),
    _a("price_indexation", 0.02, 0.005, 0.0, 0.05, "share a year", "demand", "guess", "usual indexation clauses"),
    _a("expansion_rate", 0.003, 0.001, 0.0, 0.02, "share of units a month", "demand", "benchmark",
       "net revenue retention 100-110 %, gross 90-93 % typical", saas=0.006, industry=0.001, services=0.004),
    _a("expansion_limit", 1.5, 0.1, 1.1, 3.0, "times today's units per customer", "demand", "guess", "a customer's need is finite"),
    _a("expansion_coverage", 0.4, 0.05, 0.2, 0.8, "share of customers worked", "demand", "guess", PRACTICE),
    _a("expansion_satisfaction_power", 1.5, 0.3, 0.5, 2.5, "exponent", "demand", "guess", PRACTICE),
    # marketing and pipeline
    _a("carry_over", 0.15, 0.08, 0.0, 0.6, "share kept a month", "pipeline", "benchmark",
       "weekly .3/.4/.8 = monthly .005/.02/.38; search .005-.05, events .3, television .4"),
    _a("saturation", 1.0, 0.4, 0.3, 3.0, "times baseline spend", "pipeline", "benchmark",
       "Jin et al. 2017; implied elasticity above .35 is flagged (Sethuraman et al. 2011)"),
    _a("referral", 0.8, 0.3, 0.0, 2.0, "relative leads per unit satisfaction", "pipeline", "guess", PRACTICE),
    _a("outbound_share", 0.35, 0.1, 0.0, 0.8, "of leads not paid for", "pipeline", "guess", "leads that sales people find themselves"),
    _a("lead_to_mql", 0.36, 0.05, 0.24, 0.50, "share", "pipeline", "benchmark", "published funnel rates"),
    _a("mql_to_sql", 0.30, 0.06, 0.13, 0.50, "share", "pipeline", "benchmark", "published funnel rates"),
    _a("sql_to_opportunity", 0.50, 0.08, 0.30, 0.75, "share", "pipeline", "benchmark", "published funnel rates"),
    _a("win_rate", 0.25, 0.04, 0.15, 0.35, "share", "pipeline", "benchmark", "published funnel rates"),
    _a("mql_delay", 0.3, 0.1, 0.1, 1.0, "months", "pipeline", "guess", PRACTICE),
    _a("sql_delay", 0.5, 0.1, 0.1, 1.5, "months", "pipeline", "benchmark", "MQL to won: median 14 days, p90 162 days"),
    _a("opportunity_delay", 0.5, 0.1, 0.1, 1.5, "months", "pipeline", "guess", PRACTICE),
    _a("win_delay", 2.0, 0.4, 0.5, 9.0, "months", "pipeline", "benchmark", "57 days to win, median, 8,800 opportunities", industry=4.0, services=3.5),
    _a("lost_to_won_delay", 0.7, 0.15, 0.2, 1.5, "ratio", "pipeline", "guess", "losses are closed sooner than wins"),
    _a("sales_utilisation", 0.82, 0.05, 0.5, 0.95, "share of capacity", "pipeline", "guess", PRACTICE),
    _a("marketing_utilisation", 0.80, 0.05, 0.5, 0.95, "share of capacity", "pipeline", "guess", PRACTICE),
    _a("overflow_loss", 0.3, 0.1, 0.0, 0.8, "share of waiting deals lost a month", "pipeline", "guess", PRACTICE),
    _a("indirect_sales_effort", 0.35, 0.1, 0.05, 1.0, "of a direct win", "pipeline", "guess",
       "partners and online carry most of the selling"),
    _a("playbook_gain", 0.25, 0.08, 0.0, 0.6, "logit", "pipeline", "guess", PRACTICE),
    _a("playbook_cost", 0.10, 0.03, 0.02, 0.3, "of yearly sales payroll", "pipeline", "guess", PRACTICE),
    _a("lead_handling_gain", 0.20, 0.06, 0.0, 0.4, "relative conversion", "pipeline", "guess", PRACTICE),
    _a("lead_handling_cost", 0.12, 0.04, 0.02, 0.3, "of yearly marketing payroll", "pipeline", "guess", PRACTICE),
    _a("expansion_cost", 0.30, 0.08, 0.05, 0.6, "of yearly sales payroll", "pipeline", "guess", PRACTICE),
    _a("expansion_selling_time", 0.08, 0.03, 0.0, 0.3, "of sales capacity", "pipeline", "guess", PRACTICE),
    _a("channel_mix_cost", 0.25, 0.08, 0.05, 0.6, "of a year's new business moved", "pipeline", "guess", PRACTICE),
    _a("new_offer_reach", 0.30, 0.10, 0.05, 0.8, "of the market's wins", "pipeline", "guess", PRACTICE),
    _a("new_offer_scale", 0.04, 0.01, 0.01, 0.15, "of the market's yearly revenue", "pipeline", "guess",
       "investment at which 63 % of the reach is had"),
    _a("trend_damping", 0.95, 0.02, 0.85, 0.99, "share kept a month", "demand", "benchmark", "Gardner & McKenzie 1985"),
    _a("promise_expected", 0.5, 0.15, 0.0, 1.0, "of a changed promise", "demand", "guess", "customers also judge by what they were used to"),
    _a("promise_weight", 1.0, 0.2, 0.0, 1.5, "of the effect of the real lead time", "demand", "guess", PRACTICE),
    _a("programme_upkeep", 0.2, 0.05, 0.0, 0.5, "of the programme's cost, yearly", "pipeline", "guess", PRACTICE),
    # people
    _a("planned_hiring", 0.9, 0.1, 0.0, 1.2, "of expected growth", "people", "guess", "the budget staffs today's growth"),
    _a("pay", 5500.0, 500.0, 1000.0, 20000.0, "money per head and month", "people", "guess", PRACTICE),
    _a("hiring_delay", 2.5, 0.3, 2.0, 3.0, "months", "people", "guess", PRACTICE),
    _a("layoff_delay", 1.0, 0.1, 0.5, 2.0, "months", "people", "guess", PRACTICE),
    _a("sales_ramp", 5.0, 1.0, 2.0, 10.0, "months", "people", "benchmark", "published median"),
    _a("staff_ramp", 3.0, 0.7, 1.0, 8.0, "months", "people", "guess", PRACTICE),
    _a("attrition", 0.015, 0.003, 0.005, 0.04, "share a month", "people", "guess", "1-2.5 % a month; sales 2-3 %"),
    _a("attrition_overload", 3.0, 1.0, 0.0, 8.0, "relative per unit utilisation above .9", "people", "guess", PRACTICE),
    _a("severance", 3.0, 0.5, 2.0, 4.0, "monthly salaries", "people", "guess", PRACTICE),
    _a("backfill_cost", 0.35, 0.08, 0.2, 0.5, "of a yearly salary", "people", "guess", PRACTICE),
    _a("burden", 1.33, 0.04, 1.25, 1.42, "employer cost / gross salary", "people", "benchmark", "employer charges"),
    _a("wage_drift", 0.03, 0.008, 0.0, 0.06, "share a year", "people", "benchmark", "3-4 % a year"),
    # operations
    _a("utilisation", 0.80, 0.03, 0.4, 0.97, "share of capacity", "operations", "guess", PRACTICE),
    _a("variability", 1.0, 0.2, 0.3, 2.5, "(ca2 + cs2) / 2", "operations", "guess", "Poisson arrivals, exponential work"),
    _a("queue_memory", 0.6, 0.1, 0.0, 0.9, "share kept a month", "operations", "guess", "queues near saturation build and clear over months"),
    _a("lead_time_sigma", 0.45, 0.07, 0.3, 0.6, "ln days", "operations", "benchmark",
       "10,324 shipments, 88.5 % on time, lognormal tail"),
    _a("overtime_cap", 0.10, 0.02, 0.0, 0.25, "of hours", "operations", "guess", "10-25 %"),
    _a("overtime_output", 0.9, 0.03, 0.7, 1.0, "output per hour", "operations", "guess", PRACTICE),
    _a("overtime_pay", 1.5, 0.05, 1.25, 2.0, "times the hourly wage", "operations", "guess", PRACTICE),
    _a("overtime_fatigue", 0.8, 0.3, 0.0, 2.0, "relative defects per unit overtime", "operations", "guess", PRACTICE),
    _a("efficiency_dip", 0.04, 0.01, 0.0, 0.08, "of output at a full programme", "operations", "guess", "3-5 % for 2-4 months"),
    _a("efficiency_decay", 0.012, 0.004, 0.0, 0.03, "share a month", "operations", "guess", "1-2 % a month without upkeep"),
    _a("efficiency_cost", 1.2, 0.3, 0.2, 2.0, "of the yearly payroll saved", "operations", "guess", PRACTICE),
    _a("automation_limit", 0.35, 0.04, 0.15, 0.35, "share of capacity", "operations", "guess", PRACTICE),
    _a("automation_scale", 0.12, 0.03, 0.03, 0.3, "of yearly revenue", "operations", "guess", PRACTICE),
    _a("learning_rate", 0.95, 0.01, 0.90, 1.0, "cost after doubling", "operations", "guess", "mature .90-.95; Wright 1936 .80"),
    _a("defect_share", 0.06, 0.02, 0.005, 0.3, "share", "operations", "guess", PRACTICE),
    _a("quality_scale", 0.08, 0.02, 0.02, 0.2, "of delivery payroll", "operations", "guess", PRACTICE),
    _a("overload_defects", 2.0, 0.6, 0.0, 5.0, "relative per unit utilisation above .85", "operations", "guess", PRACTICE),
    _a("administration_burden", 0.15, 0.05, 0.0, 0.5, "of others' time per relative administration staff", "operations", "guess", "work that nobody administers falls on the others"),
    _a("product_quality", 0.05, 0.02, 0.0, 0.15, "effort per ln product heads", "operations", "guess", PRACTICE),
    _a("purchasing_quality", 1.0, 0.4, 0.0, 3.0, "relative defects per unit of cost cut", "operations", "guess", PRACTICE),
    _a("escaped_defects", 0.15, 0.05, 0.0, 0.5, "share of defects", "operations", "guess", PRACTICE),
    _a("return_cost", 0.6, 0.15, 0.1, 1.5, "of the net price", "operations", "guess", PRACTICE),
    _a("appraisal", 0.02, 0.005, 0.0, 0.06, "of delivery payroll", "operations", "guess", "8 % of sales visible in all"),
    _a("cancellation", 0.08, 0.03, 0.0, 0.3, "of waiting orders a month", "operations", "guess", PRACTICE),
    _a("ticket_patience", 0.5, 0.1, 0.1, 0.9, "of waiting tickets dropped a month", "operations", "guess", PRACTICE),
    _a("on_time", 0.90, 0.03, 0.3, 0.995, "share", "operations", "guess", PRACTICE),
    _a("promised_days", 10.0, 1.0, 0.1, 200.0, "days", "operations", "guess", PRACTICE, saas=14.0, services=20.0),
    _a("lead_time", 7.0, 0.7, 0.05, 200.0, "days", "operations", "guess", PRACTICE, saas=10.0, services=14.0),
    # stock
    _a("supply_lead_time", 1.0, 0.2, 0.1, 6.0, "months", "stock", "guess", PRACTICE),
    _a("supply_lead_time_sd", 0.3, 0.08, 0.0, 2.0, "of the lead time", "stock", "guess", PRACTICE),
    _a("stock_adjustment", 0.4, 0.05, 0.3, 0.5, "of the gap a month", "stock", "benchmark", "30-50 % a month"),
    _a("holding_cost", 0.25, 0.03, 0.2, 0.3, "of stock value a year", "stock", "benchmark", "Silver, Pyke & Thomas"),
    _a("lost_sales", 0.4, 0.1, 0.0, 1.0, "of unfilled demand", "stock", "guess", PRACTICE),
    _a("supply_dependence", 0.1, 0.03, 0.0, 1.0, "of the lead time", "operations", "guess", PRACTICE, industry=0.5),
    # satisfaction
    _a("satisfaction", 0.80, 0.03, 0.3, 0.98, "share", "satisfaction", "guess", PRACTICE),
    _a("satisfaction_late", 0.43, 0.06, 0.2, 0.7, "per unit late share", "satisfaction", "benchmark",
       "-2.59 stars per unit late share (SE .35), month level; seller level -2.93 (SE .23)"),
    _a("satisfaction_quality", 0.5, 0.15, 0.1, 1.2, "per unit defect share", "satisfaction", "guess", PRACTICE),
    _a("satisfaction_support", 0.2, 0.06, 0.05, 0.5, "per unit late answers", "satisfaction", "benchmark",
       "waiting against abandonment: rank correlation .74"),
    _a("satisfaction_delay", 2.0, 0.4, 1.0, 3.0, "months", "satisfaction", "benchmark", "time constant 1-3 months"),
    # money
    _a("unit_cost_share", 0.35, 0.05, 0.02, 0.9, "of the list price", "finance", "guess", PRACTICE, saas=0.15, services=0.1),
    _a("purchasing_cost", 0.25, 0.08, 0.05, 1.0, "of a year's saving", "finance", "guess", PRACTICE),
    _a("overheads_share", 0.12, 0.03, 0.0, 0.5, "of revenue", "finance", "guess", PRACTICE),
    _a("depreciation_share", 0.02, 0.005, 0.0, 0.2, "of revenue", "finance", "guess", PRACTICE),
    _a("capex_share", 0.02, 0.005, 0.0, 0.2, "of revenue", "finance", "guess", PRACTICE),
    _a("opening_cash", 2.0, 0.5, 0.0, 24.0, "months of revenue", "finance", "guess", PRACTICE),
    _a("scale_exponent", 0.93, 0.03, 0.80, 1.0, "elasticity", "finance", "benchmark",
       "airlines .883 pooled, .919 fixed effects"),
    _a("utilisation_cost", -0.10, 0.05, -0.5, 0.0, "ln unit cost per unit utilisation", "finance", "guess",
       "airlines -1.63/-1.07 on load factor; people are counted apart here"),
    _a("overhead_step", 0.5, 0.15, 0.0, 1.0, "of growth beyond the headroom", "finance", "guess", PRACTICE),
    _a("overhead_headroom", 0.10, 0.03, 0.0, 0.3, "share", "finance", "guess", "step-fixed cost"),
    _a("collection_effect", 0.3, 0.1, 0.0, 0.8, "elasticity of collection days to administration", "finance", "guess", PRACTICE),
    _a("payment_days", 45.0, 7.0, 10.0, 100.0, "days", "finance", "guess", "terms of payment"),
    _a("supplier_days", 40.0, 7.0, 0.0, 90.0, "days", "finance", "guess", "terms of payment"),
    _a("tax_rate", 0.25, 0.0, 0.0, 0.4, "share of profit", "finance", "benchmark", "French corporate tax"),
    _a("depreciation_life", 60.0, 0.0, 36.0, 120.0, "months", "finance", "benchmark", "five years, straight line"),
    _a("discount_rate", 0.10, 0.0, 0.0, 0.25, "share a year", "finance", "guess", "cost of capital"),
    _a("demand_noise", 0.03, 0.0, 0.0, 0.2, "ln leads and usage, monthly", "demand", "guess", "set by the scatter of the history"),
    _a("incrementality", 1.0, 0.0, 0.0, 1.1, "share", "pipeline", "guess",
       "attribution is taken at its word until the history or a test says more; paid search switched off changed nothing (Blake et al. 2015)"),
    _a("lead_level", 1.0, 0.1, 0.5, 2.0, "times what today's wins need", "pipeline", "guess",
       "a pipeline is rarely in balance: today's wins come from the leads of months ago"),
)  # fmt: skip

ASSUMPTIONS: Mapping[str, Assumption] = {assumption.name: assumption for assumption in _DECLARED}
