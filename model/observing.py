"""From tables to a company: members, and the amounts of the last months without their season."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from model.company import DELIVERY_FUNCTIONS, FUNCTIONS, NEW_OFFER, TICKETS, Company, Group
from model.findings import CompanyUnreadable
from model.months import month_number, months_between, months_from
from model.observed_delivery import delivery_amounts, stock_amounts
from model.observed_money import money_amounts, people_amounts
from model.observed_pipeline import marketing_amounts, pipeline_amounts
from model.panel import Key, Panel, season_of
from model.quantities import QUANTITY_UNITS, quantities
from model.reading import Reading, Source, read_tables
from model.reading.mapping import Mapping as ColumnMapping
from model.vocabulary import Array

Tables = Mapping[str, pd.DataFrame]
OPTIONAL = ("marketing", "pipeline", "operations", "service", "stock", "finance")
CONTRACT_CHURN = {"monthly": 0.0237, "annual": 0.0027, "two_year": 0.0005}  # telecom subscribers, monthly hazard
HOME_CHANNELS = ("direct", "directe", "vente directe", "direct sales")


def read_company(source: Source, mapping: ColumnMapping | None = None) -> Company:
    """A company from a folder, workbook, ZIP or CSV file; raises CompanyUnreadable with the findings."""
    reading = read_tables(source, mapping)
    if not reading.ok:
        raise CompanyUnreadable(*reading.findings)
    return observe(reading)


def observe(reading: Reading) -> Company:
    """The company behind tables that passed the checks."""
    tables = reading.tables
    facts = dict(zip(tables["company"]["key"], tables["company"]["value"], strict=True))
    panel = Panel(tables, _months(tables, facts["first_forecast_month"]))
    offers = _offers(tables["sales"])
    members = _members(panel, offers)
    groups = {name: _group(offers, members[name], position) for position, name in enumerate(_PARTS)}
    observed, has = _observed(panel, facts, offers, members, groups)
    processes, functions, drivers, amounts = delivery_amounts(panel, facts["kind"], observed)
    observed |= amounts
    members["process"] = processes
    has |= {"service"} if TICKETS in processes else set()
    has |= {"wins"} if has & {"customers", "pipeline"} else set()
    company = Company(
        name=facts["name"],
        kind=facts["kind"],
        currency=facts.get("currency", "EUR"),
        first_month=facts["first_forecast_month"],
        members=members,
        offers=tuple(_named(offer) for offer in offers),
        is_new=np.array([offer[0] == NEW_OFFER for offer in offers]),
        product=groups["product"],
        market=groups["market"],
        sales_channel=groups["sales_channel"],
        process_function=Group(np.array([FUNCTIONS.index(name) for name in functions]), len(FUNCTIONS)),
        process_driver=drivers,
        observed=observed,
        season=_season(panel),
        history=panel.history(),
        history_months=panel.months,
        has=frozenset(has),
        guessed=_guessed(tables, facts["kind"]),
        findings=reading.findings,
        content_hash=_hash(tables),
        quantity_units=QUANTITY_UNITS,
        tables=tables,
    )
    return quantities(company)


def _named(offer: Sequence[str]) -> str:
    """An offer's name: its product, market and sales channel; a new one has no channel of its own."""
    return " / ".join(offer) if offer[0] != NEW_OFFER else f"{NEW_OFFER} / {offer[1]}"


def _guessed(tables: Mapping[str, pd.DataFrame], kind: str) -> tuple[str, ...]:
    """Optional tables that the model's guesses stand in for; only industry has stock to guess."""
    return tuple(name for name in OPTIONAL if name not in tables and (name != "stock" or kind == "industry"))


_PARTS = ("product", "market", "sales_channel")


def _months(tables: Tables, first_forecast: str) -> tuple[str, ...]:
    first = min(tables["sales"]["month"], key=month_number)
    return months_from(first, months_between(first, first_forecast))


def _offers(sales: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Product, market, sales channel of every offer and of one new offer per market, market by market."""
    keys = sales[["product", "market", "sales_channel"]].drop_duplicates()
    known = sorted(keys.itertuples(index=False, name=None), key=lambda offer: (offer[1], offer[0], offer[2]))
    offers = []
    for market in dict.fromkeys(offer[1] for offer in known):
        inside = [offer for offer in known if offer[1] == market]
        offers += [*inside, (NEW_OFFER, market, inside[0][2])]
    return offers


def _members(panel: Panel, offers: list[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    real = [offer for offer in offers if offer[0] != NEW_OFFER]
    channels = sorted(
        {offer[2] for offer in real},
        key=lambda name: (name.lower() not in HOME_CHANNELS, -panel.total("sales", "revenue", sales_channel=name)),
    )
    heads = {name for name in FUNCTIONS if panel.total("people", "heads", function=name) > 0}
    return {
        "company": ("company",),
        "offer": tuple(" / ".join(offer) for offer in real),
        "product": tuple(sorted({offer[0] for offer in real})),
        "market": tuple(dict.fromkeys(offer[1] for offer in real)),
        "sales_channel": tuple(channels),
        "indirect_channel": tuple(channels[1:]),
        "channel": panel.names("marketing", "channel"),
        "function": FUNCTIONS,
        "delivery_function": tuple(name for name in DELIVERY_FUNCTIONS if name in heads),
    }


def _group(offers: list[tuple[str, str, str]], names: tuple[str, ...], position: int) -> Group:
    """Each offer's group; a new offer is counted with the market's first product."""
    index = []
    for offer in offers:
        part = offer[position]
        if part == NEW_OFFER:
            part = next(known[0] for known in offers if known[1] == offer[1])
        index.append(names.index(part))
    return Group(np.array(index), len(names))


def _observed(
    panel: Panel,
    facts: Mapping[str, str],
    offers: list[tuple[str, str, str]],
    members: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, Group],
) -> tuple[dict[str, Array], set[str]]:
    """Amounts of every part but delivery, [member, 1], and what the data support."""
    keys = [dict(zip(_PARTS, offer, strict=True)) for offer in offers]
    amounts = offer_amounts(panel, keys, groups["market"])
    amounts["churn"] = _known_churn(amounts["churn"], facts.get("contract", ""))
    has: set[str] = {"customers"} if np.isfinite(amounts["customers"]).all() else set()
    won = panel.known("pipeline", "won")
    if not has and won:
        share = amounts["units"] / groups["market"].spread(groups["market"].sum(amounts["units"]))
        by_market = panel.recent("pipeline", "won", [{"market": name} for name in members["market"]])
        amounts["new_customers"] = share * groups["market"].spread(by_market)
    for part, found in (
        pipeline_amounts(panel, members["market"]),
        marketing_amounts(panel, members["channel"]),
        people_amounts(panel),
        stock_amounts(panel, members["product"], amounts, groups["product"]),
        money_amounts(panel, facts, amounts),
    ):
        amounts |= part
        has |= found
    revenue = amounts["units"] * amounts["list_price"] * (1.0 - amounts["discount"])
    by_channel = groups["sales_channel"].sum(revenue)
    amounts["channel_share"] = by_channel / by_channel.sum()
    return amounts, has


def offer_amounts(panel: Panel, keys: Sequence[Key], market: Group) -> dict[str, Array]:
    """Prices, units and customers of every offer; a new offer starts at its market's mean price and nothing sold."""
    units = panel.recent("sales", "units", keys)
    amounts = {
        "units": np.nan_to_num(units),
        "list_price": panel.last("sales", "list_price", keys),
        "discount": _discount(panel, keys),
        "unit_cost": panel.last("sales", "unit_cost", keys),
        "customers": panel.last("sales", "customers", keys),
        "new_customers": panel.recent("sales", "new_customers", keys),
        "churn": panel.rate("sales", "churned_customers", "customers", keys),
        "expansion_rate": panel.rate("sales", "expansion_revenue", "revenue", keys),
    }
    new = np.array([key["product"] == NEW_OFFER for key in keys])[:, np.newaxis]
    weight = amounts["units"] / market.spread(market.sum(amounts["units"]))
    for name in ("list_price", "discount", "unit_cost", "churn", "expansion_rate"):
        mean = market.spread(market.sum(np.where(new, 0.0, np.where(weight > 0, weight * amounts[name], 0.0))))
        amounts[name] = np.where(new, mean, amounts[name])
    if np.isfinite(amounts["customers"][~new]).all():
        for name in ("customers", "new_customers"):
            amounts[name] = np.where(new, 0.0, amounts[name])
    return amounts


def _known_churn(churn: Array, contract: str) -> Array:
    """Churn as seen; where it is not, what the kind of contract makes usual   [offer, 1]; NaN when neither is known."""
    return np.where(np.isnan(churn), CONTRACT_CHURN.get(contract.strip().lower(), np.nan), churn)


def _discount(panel: Panel, keys: Sequence[Key]) -> Array:
    """Discount as the table gives it, or as revenue over units at list price shows it   [offer, 1]."""
    given = panel.last("sales", "discount", keys)
    realised = panel.rate("sales", "revenue", "units", keys) / panel.mean_price(keys)
    return np.nan_to_num(np.where(np.isnan(given), np.clip(1.0 - realised, 0.0, 0.9), given))


def _season(panel: Panel) -> dict[str, Array]:
    units = season_of(panel.sum("sales", "units"), panel.months)
    leads = season_of(panel.sum("pipeline", "leads"), panel.months) if panel.known("pipeline", "leads") else np.ones(12)
    return {"units": units, "leads": leads}


def _hash(tables: Tables) -> str:
    """SHA-256 over all tables, cell by cell."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(name.encode())
        digest.update(tables[name].to_csv(index=False).encode())
    return digest.hexdigest()
