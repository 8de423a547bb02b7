"""The short form, one flat table, turned into the tables of a company.

A row is a month, segment and sales channel. Amounts add up: headcounts and costs of all rows of a month are
the company's. What the short form does not say (pay, leads) stays missing, for others to guess and to mark.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from model.columns import FUNCTIONS, ROW
from model.findings import Finding
from model.reading.headers import chosen
from model.tables import SHORT_FORM, TABLES

ALL = "all"  # the name of a segment, channel or product that the file does not tell apart
GOODS = "cost_goods"
SALES_COLUMNS = {"segment": "market", "channel": "sales_channel", "price": "list_price"}


def company_tables(flat: pd.DataFrame, name: str, told: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The tables of a flat frame without errors; what is told of the company goes before what is derived."""
    derived = _company(flat, name)
    if told is not None:
        derived = pd.concat([told, derived[~derived["key"].isin(told["key"])]], ignore_index=True)
    tables = {
        "company": derived,
        "sales": _sales(flat),
        "people": _people(flat),
        "marketing": _marketing(flat),
        "finance": _finance(flat),
    }
    return {table: frame for table, frame in tables.items() if len(frame) or TABLES[table].required}


def named_members(flat: pd.DataFrame) -> pd.DataFrame:
    """The frame with 'all' where segment, channel or product is not told."""
    names = {column: flat[column].fillna(ALL) for column in ("segment", "channel", "product")}
    return flat.assign(**names)


def unknown_functions(flat: pd.DataFrame, row: int) -> list[Finding]:
    """A finding for each headcount column whose function is not known."""
    prefix = "headcount_"
    return [
        Finding(SHORT_FORM.name, "unknown_choice", row, column, column.removeprefix(prefix), ", ".join(FUNCTIONS))
        for column in flat.columns
        if column.startswith(prefix) and chosen(column.removeprefix(prefix), FUNCTIONS) is None
    ]


def _company(flat: pd.DataFrame, name: str) -> pd.DataFrame:
    subscriptions = flat["churned_customers"].notna().any()
    values = {
        "name": name,
        "kind": "saas" if subscriptions else "services",
        "currency": "EUR",
        "language": "fr",
        "first_forecast_month": next_month(flat["month"].max()),
    }
    keys, texts = pd.Series(list(values), dtype="str"), pd.Series(list(values.values()), dtype="str")
    return pd.DataFrame({ROW: np.ones(len(values), dtype=np.int64), "key": keys, "value": texts})


def next_month(month: str) -> str:
    """The month after.

    >>> next_month("2024-12")
    '2025-01'
    """
    return str(pd.Period(month, freq="M") + 1)


def _sales(flat: pd.DataFrame) -> pd.DataFrame:
    sales = flat.rename(columns=SALES_COLUMNS)
    sales = sales.assign(discount=np.nan, expansion_revenue=np.nan, unit_cost=np.nan)
    sales["revenue"] = sales["list_price"] * sales["units"]
    if GOODS in flat:
        sales["unit_cost"] = flat[GOODS] / flat["units"].where(flat["units"] > 0)
    return sales[[ROW, *(column.name for column in TABLES["sales"].columns)]]


def _people(flat: pd.DataFrame) -> pd.DataFrame:
    long = _long(flat, "headcount_", "function", "heads")
    long["function"] = long["function"].map(lambda word: chosen(word, FUNCTIONS))
    people = _added(long, ["month", "function"], "heads")
    return _declared("people", people)


def _marketing(flat: pd.DataFrame) -> pd.DataFrame:
    spend = flat[[ROW, "month"]].assign(channel="marketing", spend=flat["marketing_spend"])
    return _declared("marketing", _added(spend.dropna(subset=["spend"]), ["month", "channel"], "spend"))


def _finance(flat: pd.DataFrame) -> pd.DataFrame:
    long = _long(flat.drop(columns=[GOODS], errors="ignore"), "cost_", "line", "amount").assign(line="overheads")
    return _declared("finance", _added(long, ["month", "line"], "amount"))


def _long(flat: pd.DataFrame, prefix: str, member: str, amount: str) -> pd.DataFrame:
    """The columns of a prefix below each other, blanks left out."""
    columns = [column for column in flat.columns if column.startswith(prefix)]
    parts = [
        pd.DataFrame(
            {
                ROW: flat[ROW],
                "month": flat["month"],
                member: column.removeprefix(prefix),
                amount: flat[column],
            }
        )
        for column in columns
    ]
    empty = pd.DataFrame({ROW: [], "month": [], member: [], amount: []})
    return pd.concat(parts, ignore_index=True).dropna(subset=[amount]) if parts else empty


def _added(long: pd.DataFrame, key: list[str], amount: str) -> pd.DataFrame:
    return long.groupby(key, as_index=False, sort=True).agg({ROW: "min", amount: "sum"})


def _declared(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every declared column, missing ones as NaN, in the declared order."""
    types: Mapping[str, str] = {column.name: "float64" if column.numeric else "str" for column in TABLES[table].columns}
    complete = frame.reindex(columns=[ROW, *types])
    return complete.astype({ROW: "int64", **types})
