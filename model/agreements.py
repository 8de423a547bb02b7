"""Figures of two systems, or of two columns, that should agree and do not: payroll, staff, wins, leads, costs."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import pandas as pd

from model.columns import ROW
from model.findings import Finding

PAY_BAND = (0.5, 2.5)  # pay per head and month against its usual level; a thirteenth month doubles it
STAFF_TOLERANCE = 0.5  # heads, for part-time work and figures rounded before export
WINS_BAND = (0.5, 2.0)  # deals won against new customers of a market, over all months that both tables have
FEWEST_WINS = 12.0  # below this many, chance explains any ratio
FEWEST_MONTHS = 6  # that a usual level is taken from

Tables = Mapping[str, pd.DataFrame]


def agreements(tables: Tables) -> Iterator[Finding]:
    """A warning for each pair of figures that do not agree, in the tables that are there."""
    for needed, rule in RULES:
        if all(name in tables for name in needed):
            yield from rule(tables)


def payroll_follows_heads(tables: Tables) -> Iterator[Finding]:
    """payroll = heads x pay per head, whose usual level is the function's median."""
    people = tables["people"].dropna(subset=["payroll", "heads"])
    pay = people["payroll"] / people["heads"].where(people["heads"] > 0)
    functions = pay.groupby(people["function"])
    usual = functions.transform("median").where(functions.transform("count") >= FEWEST_MONTHS)
    unlikely = ~(pay / usual).between(*PAY_BAND) & usual.gt(0)
    nobody = (people["heads"] == 0) & (people["payroll"] > 0)
    for index in people.index[unlikely | nobody]:
        row, expected = people.loc[index], usual.fillna(0.0)[index] * people["heads"][index]
        fields = {"other": f"{expected:.0f}", "heads": f"{row['heads']:g}"}
        yield Finding(
            "people", "payroll_off_heads", int(row[ROW]), "payroll", f"{row['payroll']:.12g}", "", "warning", fields
        )


def heads_add_up(tables: Tables) -> Iterator[Finding]:
    """heads_t = heads_(t-1) + hires - leavers, where all three are told."""
    people = tables["people"].dropna(subset=["month"]).sort_values("month", kind="stable")
    number = people["month"].str[:4].astype(int) * 12 + people["month"].str[5:].astype(int)
    function = people["function"]
    before = people.groupby(function)["heads"].shift().where(number.groupby(function).diff() == 1)
    expected = before + people["hires"] - people["leavers"]
    wrong = (people["heads"] - expected).abs() > STAFF_TOLERANCE
    for _, row in people.assign(expected=expected)[wrong].iterrows():
        fields = {"other": f"{row['expected']:.6g}"}
        yield Finding(
            "people", "heads_do_not_add_up", int(row[ROW]), "heads", f"{row['heads']:g}", "", "warning", fields
        )


def wins_become_customers(tables: Tables) -> Iterator[Finding]:
    """Deals won in the CRM and new customers in billing are of one size, market by market."""
    pipeline, sales = tables["pipeline"], tables["sales"].dropna(subset=["new_customers"])
    new = sales.groupby(["market", "month"])["new_customers"].sum()
    won = pipeline.groupby(["market", "month"])["won"].sum()
    both = pd.concat([won, new], axis=1, join="inner").groupby("market").sum()
    for market, (wins, customers) in zip(both.index, both.to_numpy(), strict=True):
        if max(wins, customers) >= FEWEST_WINS and not WINS_BAND[0] <= wins / max(customers, 1e-9) <= WINS_BAND[1]:
            row = int(pipeline.loc[pipeline["market"] == market, ROW].iloc[0])
            fields = {"other": f"{customers:.0f}", "member": str(market)}
            yield Finding("pipeline", "won_off_new_customers", row, "won", f"{wins:.0f}", "", "warning", fields)


def campaigns_within_leads(tables: Tables) -> Iterator[Finding]:
    """Leads of the marketing tool are some of the leads in the CRM, over all months that both tables have."""
    marketing = tables["marketing"].dropna(subset=["leads"]).groupby("month")["leads"].sum()
    pipeline = tables["pipeline"].dropna(subset=["leads"])
    both = pd.concat([marketing, pipeline.groupby("month")["leads"].sum()], axis=1, join="inner")
    campaigns, known = both.sum().to_numpy() if len(both) else (0.0, 0.0)
    if campaigns > known > 0:
        row = int(pipeline[ROW].iloc[0])
        fields = {"other": f"{campaigns:.0f}"}
        yield Finding("pipeline", "leads_below_campaigns", row, "leads", f"{known:.0f}", "", "warning", fields)


def funnel_narrows(tables: Tables) -> Iterator[Finding]:
    """Each stage of a market's funnel holds at most what the stage before held, over all months."""
    pipeline = tables["pipeline"]
    stages = [name for name in ("leads", "mql", "sql", "opportunities") if pipeline[name].notna().all()]
    for market, rows in pipeline.groupby("market"):
        totals = rows[stages].sum()
        for before, after in pairwise(stages):
            if totals[after] > totals[before]:
                fields = {"other": f"{totals[before]:.0f}", "before": before, "member": str(market)}
                value = f"{totals[after]:.0f}"
                yield Finding("pipeline", "funnel_widens", int(rows[ROW].iloc[0]), after, value, "", "warning", fields)


def cost_below_price(tables: Tables) -> Iterator[Finding]:
    """What a unit costs is less than what it is sold for; one finding for each offer that is sold below cost."""
    sales = tables["sales"]
    price = sales["list_price"] * (1.0 - sales["discount"].fillna(0.0))
    priced = sales.assign(price=price)
    below = priced[(priced["unit_cost"] > price) & price.gt(0)]
    for _, rows in below.groupby(["product", "market", "sales_channel"], dropna=False, sort=False):
        row = rows.iloc[0]
        fields = {"other": f"{row['price']:.6g}", "months": str(len(rows))}
        value = f"{row['unit_cost']:.6g}"
        yield Finding("sales", "cost_above_price", int(row[ROW]), "unit_cost", value, "", "warning", fields)


def served_when_promised(tables: Tables) -> Iterator[Finding]:
    """Who is nearly always on time does not need twice the days promised."""
    operations = tables["operations"]
    late = operations["lead_time_days"] > 2.0 * operations["promised_days"]
    wrong = operations[late & (operations["on_time"] > 0.95)]
    for _, row in wrong.iterrows():
        fields = {"other": f"{row['lead_time_days']:g}", "days": f"{row['promised_days']:g}"}
        value = f"{row['on_time']:g}"
        yield Finding("operations", "on_time_but_late", int(row[ROW]), "on_time", value, "", "warning", fields)


RULES: tuple[tuple[tuple[str, ...], Callable[[Tables], Iterator[Finding]]], ...] = (
    (("people",), payroll_follows_heads),
    (("people",), heads_add_up),
    (("pipeline", "sales"), wins_become_customers),
    (("marketing", "pipeline"), campaigns_within_leads),
    (("pipeline",), funnel_narrows),
    (("sales",), cost_below_price),
    (("operations",), served_when_promised),
)
