"""Figures of a company that are each possible and contradict one another."""

from collections.abc import Iterator, Mapping

import pandas as pd

from model.columns import ROW
from model.findings import Finding, Severity

REVENUE_TOLERANCE = 0.05  # of revenue against units x list price less discount
CUSTOMER_TOLERANCE = 0.5  # customers, for figures rounded before export
UNLIKELY_CHURN = 5.0  # times the column's median


def contradictions(tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """Every contradiction in the tables that are there."""
    checks = {
        "sales": (customers_add_up, churn_within_customers, churn_is_likely, revenue_adds_up),
        "operations": (rework_within_volume,),
        "people": (leavers_within_heads,),
        "pipeline": (won_within_opportunities,),
    }
    for name, rules in checks.items():
        for rule in rules if name in tables else ():
            yield from rule(tables[name])
    if "sales" in tables and "company" in tables:
        yield from forecast_follows_sales(tables["company"], tables["sales"])


def _previous_customers(sales: pd.DataFrame) -> pd.DataFrame:
    """Sales in the order of months with `before`: customers of the month before, NaN after a gap."""
    ordered = sales.dropna(subset=["month"]).sort_values("month", kind="stable")
    series = ordered.groupby(["product", "market", "sales_channel"], dropna=False)
    number = ordered["month"].str[:4].astype(int) * 12 + ordered["month"].str[5:].astype(int)
    follows = number.groupby([ordered["product"], ordered["market"], ordered["sales_channel"]]).diff() == 1
    return ordered.assign(before=series["customers"].shift().where(follows))


def customers_add_up(sales: pd.DataFrame) -> Iterator[Finding]:
    """customers_t = customers_(t-1) + new - churned."""
    ordered = _previous_customers(sales)
    expected = ordered["before"] + ordered["new_customers"] - ordered["churned_customers"]
    wrong = (ordered["customers"] - expected).abs() > CUSTOMER_TOLERANCE
    yield from _pairs("customers_do_not_add_up", "sales.customers", ordered[wrong], expected, "warning")


def churn_within_customers(sales: pd.DataFrame) -> Iterator[Finding]:
    """Nobody leaves twice: churned <= customers of the month before + new."""
    ordered = _previous_customers(sales)
    there = ordered["before"] + ordered["new_customers"].fillna(0)
    wrong = ordered["churned_customers"] > there
    yield from _pairs("churn_above_customers", "sales.churned_customers", ordered[wrong], there, "error")


def churn_is_likely(sales: pd.DataFrame) -> Iterator[Finding]:
    """Where customers are not given: churn above units and far above the usual churn is named."""
    churned = sales["churned_customers"]
    usual = churned.groupby([sales["product"], sales["market"], sales["sales_channel"]]).transform("median")
    wrong = sales["customers"].isna() & (churned > sales["units"]) & (churned > UNLIKELY_CHURN * usual)
    yield from _pairs("unlikely_churn", "sales.churned_customers", sales[wrong], sales["units"], "warning")


def revenue_adds_up(sales: pd.DataFrame) -> Iterator[Finding]:
    """revenue = units x list_price x (1 - discount), within the tolerance."""
    expected = sales["units"] * sales["list_price"] * (1.0 - sales["discount"].fillna(0.0))
    wrong = (sales["revenue"] - expected).abs() > REVENUE_TOLERANCE * expected.abs().clip(lower=1.0)
    yield from _pairs("revenue_does_not_add_up", "sales.revenue", sales[wrong], expected, "warning")


def rework_within_volume(operations: pd.DataFrame) -> Iterator[Finding]:
    """Reworked items are part of the volume."""
    wrong = operations["reworked"] > operations["volume"]
    volume = operations["volume"]
    yield from _pairs("rework_above_volume", "operations.reworked", operations[wrong], volume, "warning")


def leavers_within_heads(people: pd.DataFrame) -> Iterator[Finding]:
    """Whoever leaves was counted: leavers <= heads."""
    wrong = people["leavers"] > people["heads"]
    yield from _pairs("leavers_above_heads", "people.leavers", people[wrong], people["heads"], "warning")


def won_within_opportunities(pipeline: pd.DataFrame) -> Iterator[Finding]:
    """Deals won come from opportunities, new or open."""
    there = pipeline["opportunities"] + pipeline["open_opportunities"].fillna(0.0)
    wrong = pipeline["won"] > there
    yield from _pairs("won_above_opportunities", "pipeline.won", pipeline[wrong], there, "warning")


def forecast_follows_sales(company: pd.DataFrame, sales: pd.DataFrame) -> Iterator[Finding]:
    """The forecast starts in the month after the last one of sales."""
    last = sales["month"].max()
    given = company.loc[company["key"] == "first_forecast_month", [ROW, "value"]]
    if pd.isna(last) or given.empty:
        return
    after = str(pd.Period(last, freq="M") + 1)
    row, value = int(given[ROW].iloc[0]), str(given["value"].iloc[0])
    if value != after:
        yield Finding("company", "forecast_start", row, "first_forecast_month", value, after, "warning")


def _pairs(rule: str, place: str, wrong: pd.DataFrame, other: pd.Series, severity: Severity) -> Iterator[Finding]:
    """One finding per wrong row of a place 'table.column': the value, and the figure that it contradicts."""
    table, column = place.split(".")
    for index, row, value in wrong[[ROW, column]].itertuples():
        fields = {"other": f"{other.loc[index]:.12g}"}
        yield Finding(table, rule, int(row), column, f"{value:.12g}", severity=severity, fields=fields)
