"""The unit of every line of a projection, in the order in which tables show them: totals, and details by member."""

from collections.abc import Mapping

MONEY = (
    "revenue", "revenue_year_before", "volume", "operating_cost", "cost_of_delivery", "goods_cost", "people", "marketing",
    "programmes", "commercial_programmes", "prevention", "overheads", "returns", "holding", "depreciation", "overtime_cost",
    "cost_of_poor_quality", "delivery_payroll", "acquisition_spend", "committed_spend", "gross_profit", "contribution",
    "ebitda", "operating_profit", "tax", "net_profit", "capex", "receivables", "payables", "stock_value", "stock_rise",
    "cash_flow", "cash", "recurring_base", "repricing", "churned_revenue", "expansion_revenue", "backlog_value", "open_value",
    "won_value", "target", "market_size", "marketing_return",
    "marginal_marketing_return", "channel_profit",
)  # fmt: skip
COUNTS = (
    "units", "units_demanded", "lost_units", "waiting", "orders", "customers", "new_customers", "churned",
    "customers_waiting", "leads", "lead_overflow", "mql", "sql", "opportunities", "open_opportunities", "won", "lost",
    "stock_units",
)  # fmt: skip
HEADS = ("heads", "delivery_heads", "leavers")
SHARES = (
    "on_time", "late", "defects", "first_pass_yield", "utilisation", "oee", "sales_utilisation", "satisfaction", "fill_rate",
    "discount_rate",
)  # fmt: skip
LINES: Mapping[str, str] = {
    **dict.fromkeys(MONEY, "money"),
    **dict.fromkeys(COUNTS, "count"),
    **dict.fromkeys(HEADS, "heads"),
    **dict.fromkeys(SHARES, "share"),
    "lead_time": "days",
    "cycle_time": "days",
    "support_response": "hours",
    "value_index": "index",
}
DETAILS: Mapping[str, str] = {
    **LINES,
    "net_price": "money_per_unit",
    "payroll": "money",
    "cost": "money",
    "spend": "money",
    "load": "hours",
    "capacity": "hours",
    "inflow": "count",
    "throughput": "count",
    "backlog": "count",
}
REPEATED = "baseline_"  # before lines that say the baseline's once more
