"""What the engine's amounts run over and how they are counted, declared once for rows of a workbook."""

from collections.abc import Mapping, Sequence

from model.company import Company
from model.levers import LEVERS, SHOCKS
from model.world import DIMENSIONS

_OVER: Mapping[str, Mapping[str, str]] = {  # dimension -> unit -> names
    "offer": {
        "money_per_unit": "list_price net_price unit_cost",
        "money": "revenue recurring_base repricing offer_cost",
        "share": "discount churn expansion_rate order_share hazard expansion is_new product_weight",
        "units": """units demand subscribed opening_units planned_units pending_units backorders backorders_cancelled
            released lost_units units_demanded units_per_customer market_pull""",
        "count": "customers new_customers orders planned_customers pending_orders churned",
        "index": """paid_price relative_offer relative_price demand_index value_index offer_index coverage_ratio effort
            log_volume price_memory log_kept""",
    },
    "market": {
        "share": "lead_to_mql mql_to_sql sql_to_opportunity win_rate mql_rate sql_rate opportunity_rate lead_share win_exit "
        "lose_exit trend",
        "money": "deal_value target market_yearly_revenue new_offer_roll",
        "count": """open_opportunities won lost leads mql sql opportunities organic_leads handled_leads paid_by_market winning
            ready losing lost_soon leads_waiting mql_waiting sql_waiting""",
        "index": "trend_index market_index market_level selling_effort win_rate_logit",
    },
    "channel": {
        "money": "spend adstock usual_adstock marketing_return marginal_marketing_return",
        "count": "paid_leads channel_leads",
        "share": "paid_share carry_over incrementality",
        "index": "saturation",
    },
    "sales_channel": {"share": "channel_share channel_shift", "money": "channel_profit"},
    "function": {
        "heads": "heads effective_heads usual_hires leavers hires layoffs ramp_deficit target_heads",
        "money": "pay salary payroll",
        "share": "attrition customer_work unit_work function_utilisation ramp_kept usual_strain",
        "months": "ramp",
        "index": "planned_growth staffing",
    },
    "product": {
        "money": "stock_value product_stock_value product_yearly_cost",
        "units": "stock_units produced on_order awaiting_supply latent_units served_units returned_units",
        "share": "fill_rate demand_weight demand_cv unit_cost_roll",
        "index": "cover",
    },
    "process": {
        "count": "volume inflow throughput backlog capacity volume_so_far volume_at_start servers",
        "hours": "hours hours_per_unit programmed_hours process_hours capacity_hours regular_hours load",
        "share": """defect_share process_defects on_time expected_on_time utilisation regular_utilisation queue_load dropped
            overtime_used late_weight felt_weight support_weight hours_weight supplied_process late_supply
            process_efficiency_roll process_efficiency_size""",
        "days": "promised_days lead_time cycle_time work_days",
        "index": """intensity waiting_scale on_time_score promise_score expected_score queue_power queue_variability overload
            longer_lead_time""",
    },
    "company": {
        "money": """yearly_revenue automation_capex revenue_total overtime_cost rework_cost people programmes
            commercial_programmes prevention cost_of_delivery stock_rise marketing invested operating_cost
            operating_profit ebitda tax net_profit receivables payables cash_flow cash overheads returns holding
            depreciation capex delivery_payroll supplied new_business market_size goods_cost churned_revenue
            expansion_revenue backlog_value open_value won_value acquisition_spend gross_profit contribution
            committed_spend revenue_year_before cost_of_poor_quality""",
        "share": """overheads_share depreciation_share capex_share satisfaction demand_noise late late_felt support_late defects
            on_time_share overtime_allowed felt_satisfaction satisfaction_gain late_excess marketing_utilisation
            sales_utilisation satisfaction_speed product_speed waiting_kept price_memory_kept mql_exit sql_exit
            opportunity_exit first_pass_yield oee discount_rate sales_playbook_roll lead_handling_roll
            automation_capex_roll channel_moved_roll automation_size""",
        "days": "payment_days supplier_days",
        "months": "opening_cash credit_months supplier_months lead_time_months efficiency_age automation_age month",
        "count": "total_customers total_won sales_capacity sales_time lead_capacity lead_overflow customers_waiting waiting",
        "units": "total_demand",
        "heads": "delivery_heads",
        "hours": "support_response",
        "index": """volume_elasticity exposure orders_inflow units_inflow production_inflow customers_inflow all
            usual_lead_time_ratio learning_exponent wage_index price_level cheap_inputs lead_time_ratio felt_lead_time
            product_strength season_leads season_units promise_felt playbook_gain""",
    },
}  # fmt: skip
OVER = {name: over for over, units in _OVER.items() for names in units.values() for name in names.split()}
UNIT = {name: unit for units in _OVER.values() for unit, names in units.items() for name in names.split()}
LINE_UNITS = {"volume": "money"}  # where a line is not what its namesake is
LAST = frozenset((  # lines of which the last month is shown, not the sum; shares and the like are averaged
    "cash", "receivables", "payables", "stock_value", "stock_units", "customers", "heads", "delivery_heads", "waiting",
    "customers_waiting", "open_opportunities", "open_value", "backlog_value", "recurring_base",
))  # fmt: skip
ADDED = ("money", "count", "units")


def unit_of(name: str) -> str:
    """The unit of an amount of the engine."""
    return UNIT[name]


def line_unit(name: str) -> str:
    """The unit of a line of the projection."""
    return LINE_UNITS.get(name) or UNIT[name]


def over_of(company: Company, name: str, size: int) -> tuple[str, Sequence[str]]:
    """The dimension of an amount's rows and who they are; nobody where it is one figure for the company."""
    levers = {**LEVERS, **SHOCKS}
    over = OVER.get(name) or DIMENSIONS.get(name) or (levers[name].over if name in levers else "company")
    members = company.offers if over == "offer" else company.members[over]
    return (over, members) if over != "company" and len(members) == size else ("company", ())
