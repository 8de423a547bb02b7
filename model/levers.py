"""The levers, declared once: slider, link, file, validation, command line and documentation are loops over LEVERS.

A lever value is a difference to the company as it is; every lever at its default means 'as it is'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Owner = Literal["cro", "shared", "coo"]
Unit = Literal["share", "points", "effort", "share_per_year"]
Dimension = Literal[
    "company",
    "offer",
    "product",
    "market",
    "sales_channel",
    "indirect_channel",
    "channel",
    "function",
    "delivery_function",
    "process",
]
Shape = Literal["ramp", "s_curve", "growth", "pulse"]


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One thing a leader, or for a shock the outside world, can change.

    `low`, `high`, `default` and `step` are in `unit`: shares and points are fractions, effort runs from 0 to 1.
    `start` and `ramp` are months; `quantity` names the observed amount that the value is shown against;
    `drives` names the KPIs that must move when the lever does; `needs` names the table without which the lever is idle.
    """

    name: str
    owner: Owner | Literal["world"]
    unit: Unit
    low: float
    high: float
    step: float
    over: Dimension
    drives: tuple[str, ...]
    default: float = 0.0
    start: int = 0
    ramp: int = 1
    shortest_ramp: int = 1  # months below which nobody can do it
    shape: Shape = "ramp"
    quantity: str = ""
    expert: bool = False
    needs: str = ""
    alongside: str = ""  # a lever that must be moved too before this one has an effect
    source: str = ""


def _by_name(*levers: Lever) -> Mapping[str, Lever]:
    return {lever.name: lever for lever in levers}


LEVERS: Mapping[str, Lever] = _by_name(
    Lever(
        name="price_change",
        owner="cro",
        unit="share",
        low=-0.15,
        high=0.20,
        step=0.01,
        over="offer",
        quantity="list_price",
        drives=("revenue", "win_rate", "operating_cost", "operating_margin"),
        source="Bijmolt, van Heerde & Pieters 2005; company list prices react less than promotions",
    ),
    Lever(
        name="discount_change",
        owner="cro",
        unit="points",
        low=-0.10,
        high=0.15,
        step=0.01,
        over="offer",
        quantity="discount",
        drives=("revenue", "win_rate", "operating_cost"),
        source="identity: net price = list price x (1 - discount); capped at 25 %",
    ),
    Lever(
        name="marketing_spend",
        owner="cro",
        unit="share",
        low=-1.0,
        high=1.5,
        step=0.05,
        over="channel",
        quantity="spend",
        drives=("revenue", "new_customers", "cac", "operating_cost"),
        source="adstock and Hill response, slope 1: Jin et al. 2017; elasticities: Sethuraman et al. 2011",
    ),
    Lever(
        name="sales_heads",
        owner="cro",
        unit="share",
        low=-0.5,
        high=0.6,
        step=0.05,
        over="company",
        ramp=3,
        shortest_ramp=2,
        quantity="sales_heads",
        drives=("revenue", "new_customers", "operating_cost"),
        source="ramp of new hires: median 5 months; attrition 2-3 % a month (general practice)",
    ),
    Lever(
        name="sales_playbook",
        owner="cro",
        unit="effort",
        low=0.0,
        high=1.0,
        step=0.1,
        over="company",
        ramp=9,
        shape="s_curve",
        shortest_ramp=6,
        drives=("win_rate", "revenue", "operating_cost"),
        source="general practice: roll-out in 6-18 months, training paid up front",
    ),
    Lever(
        name="lead_handling",
        owner="cro",
        unit="effort",
        low=0.0,
        high=1.0,
        step=0.1,
        over="company",
        ramp=6,
        shape="s_curve",
        shortest_ramp=6,
        drives=("lead_to_mql", "new_customers", "operating_cost"),
        source="general practice: faster first contact, better qualification",
    ),
    Lever(
        name="expansion_effort",
        owner="cro",
        unit="effort",
        low=0.0,
        high=1.0,
        step=0.1,
        over="market",
        ramp=6,
        shortest_ramp=2,
        drives=("expansion_revenue", "revenue", "operating_cost"),
        source="net revenue retention 100-110 % typical (published benchmarks)",
    ),
    Lever(
        name="channel_mix",
        owner="cro",
        unit="points",
        low=-0.3,
        high=0.3,
        step=0.02,
        over="indirect_channel",
        ramp=6,
        shortest_ramp=2,
        quantity="channel_share",
        expert=True,
        drives=("revenue", "operating_cost"),
        source="each sales channel is judged after cost to serve",
    ),
    Lever(
        name="new_offer",
        owner="cro",
        unit="share",
        low=0.0,
        high=0.10,
        step=0.01,
        over="market",
        start=6,
        ramp=12,
        shape="s_curve",
        shortest_ramp=6,
        quantity="market_revenue",
        expert=True,
        drives=("revenue", "new_customers", "operating_cost"),
        source="diffusion of a new offer: logistic adoption (Bass 1969); saturating return on investment",
    ),
    Lever(
        name="cannibalisation",
        owner="cro",
        unit="share",
        low=0.0,
        high=0.8,
        step=0.05,
        default=0.2,
        over="company",
        expert=True,
        alongside="new_offer",
        drives=("revenue", "new_customers", "operating_cost"),
        source="share of the new offer's wins taken from existing offers",
    ),
    Lever(
        name="marketing_heads",
        owner="shared",
        unit="share",
        low=-0.5,
        high=0.6,
        step=0.05,
        over="company",
        ramp=3,
        shortest_ramp=2,
        quantity="marketing_heads",
        drives=("new_customers", "operating_cost"),
        source="marketers qualify leads; overflow is lost",
    ),
    Lever(
        name="support_heads",
        owner="shared",
        unit="share",
        low=-0.5,
        high=0.6,
        step=0.05,
        over="company",
        ramp=3,
        shortest_ramp=2,
        quantity="support_heads",
        drives=("satisfaction", "churn_rate", "support_response", "operating_cost"),
        source="waiting against abandonment: rank correlation .74",
    ),
    Lever(
        name="delivery_heads",
        owner="coo",
        unit="share",
        low=-0.5,
        high=0.6,
        step=0.05,
        over="delivery_function",
        ramp=3,
        shortest_ramp=2,
        quantity="delivery_heads",
        drives=("operating_cost", "utilisation", "on_time", "revenue"),
        source="hires arrive in 2-3 months and ramp; severance 2-4 salaries",
    ),
    Lever(
        name="process_efficiency",
        owner="coo",
        unit="share",
        low=0.0,
        high=0.30,
        step=0.01,
        over="process",
        ramp=12,
        shape="s_curve",
        shortest_ramp=6,
        quantity="hours_per_unit",
        drives=("utilisation", "lead_time", "on_time", "operating_cost", "satisfaction"),
        source="general practice: 10-90 % in 6-18 months, dip 3-5 % for 2-4 months, decay 1-2 % a month",
    ),
    Lever(
        name="automation_capex",
        owner="coo",
        unit="share",
        low=0.0,
        high=0.10,
        step=0.005,
        over="company",
        ramp=9,
        shape="s_curve",
        shortest_ramp=6,
        quantity="annual_revenue",
        drives=("utilisation", "lead_time", "cash", "operating_cost"),
        source="general practice: gain at most 35 %, saturating, cash at once, depreciated over five years",
    ),
    Lever(
        name="quality_effort",
        owner="coo",
        unit="share",
        low=0.0,
        high=0.10,
        step=0.005,
        over="company",
        ramp=4,
        shortest_ramp=2,
        quantity="delivery_payroll",
        drives=("first_pass_yield", "cost_of_poor_quality", "satisfaction", "operating_cost"),
        source="prevention, appraisal, failure: cost of poor quality 15-20 % of sales quoted, weak",
    ),
    Lever(
        name="overtime_cap",
        owner="coo",
        unit="points",
        low=-0.10,
        high=0.15,
        step=0.01,
        over="company",
        quantity="overtime_cap",
        expert=True,
        drives=("utilisation", "on_time", "operating_cost", "operating_margin"),
        source="cap 10-25 %, paid 1.5 x, .9 output an hour, fatigue (general practice)",
    ),
    Lever(
        name="stock_cover",
        owner="coo",
        unit="share",
        low=-0.5,
        high=1.0,
        step=0.05,
        over="product",
        ramp=3,
        shortest_ramp=2,
        quantity="stock_value",
        needs="stock",
        drives=("fill_rate", "stock_days", "cash", "operating_cost"),
        source="safety stock and fill rate: Silver, Pyke & Thomas",
    ),
    Lever(
        name="unit_cost",
        owner="coo",
        unit="share",
        low=-0.10,
        high=0.05,
        step=0.01,
        over="product",
        ramp=6,
        shortest_ramp=3,
        quantity="unit_cost",
        drives=("gross_margin", "operating_cost", "first_pass_yield"),
        source="purchasing programme: saving capped at 10 %; cheaper inputs raise defects (general practice)",
    ),
    Lever(
        name="promised_lead_time",
        owner="coo",
        unit="share",
        low=-0.4,
        high=0.6,
        step=0.05,
        over="process",
        quantity="promised_days",
        expert=True,
        drives=("on_time", "win_rate", "operating_cost"),
        source="on time = normal((ln promise - ln lead time) / sigma)",
    ),
)

SHOCKS: Mapping[str, Lever] = _by_name(
    Lever(
        name="market_growth", owner="world", unit="share_per_year", low=-0.20, high=0.20, step=0.01, over="market",
        shape="growth", drives=("revenue", "operating_cost"), source="external",
    ),
    Lever(
        name="rival_price", owner="world", unit="share", low=-0.20, high=0.20, step=0.01, over="market",
        drives=("revenue", "win_rate", "operating_cost"), source="external",
    ),
    Lever(
        name="rival_reaction", owner="world", unit="share", low=0.0, high=1.0, step=0.1, over="company",
        alongside="price_change", drives=("revenue", "win_rate", "operating_cost"),
        source="external: the share of our price move that rivals follow",
    ),
    Lever(
        name="wage_inflation", owner="world", unit="share_per_year", low=-0.03, high=0.10, step=0.005, over="company",
        shape="growth", drives=("operating_cost", "operating_margin"), source="external: on top of the wage drift assumed",
    ),
    Lever(
        name="cost_inflation", owner="world", unit="share_per_year", low=-0.03, high=0.15, step=0.005, over="company",
        shape="growth", drives=("operating_cost", "gross_margin"), source="external",
    ),
    Lever(
        name="supply_delay", owner="world", unit="share", low=0.0, high=1.5, step=0.1, over="company",
        drives=("lead_time", "on_time", "revenue"), source="external: longer supply lead time",
    ),
    Lever(
        name="demand_shock", owner="world", unit="share", low=-0.4, high=0.3, step=0.05, over="market", ramp=6,
        shape="pulse", drives=("revenue", "operating_cost"), source="external: fades over the ramp",
    ),
)  # fmt: skip
