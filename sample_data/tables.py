"""The tables of a sample company: flat ones to start from, and those of its 48 months."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from model.company import FUNCTIONS, TICKETS, Company
from model.months import months_from
from model.world import State
from sample_data.companies import Firm

Rows = list[dict[str, Any]]
COUNTING_NOISE = 0.01  # relative, of hours, leads and answers


def flat_tables(firm: Firm, first_month: str) -> dict[str, pd.DataFrame]:
    """Twelve equal months that end just before the history."""
    months = months_from(first_month.replace(first_month[:4], str(int(first_month[:4]) - 1)), 12)
    tables: dict[str, Rows] = {"company": _company(firm, first_month)}
    for month in months:
        for name, rows in _flat_month(firm).items():
            tables.setdefault(name, []).extend({"month": month} | row for row in rows)
    return {name: pd.DataFrame(rows) for name, rows in tables.items()}


def _company(firm: Firm, first_month: str) -> Rows:
    facts = {
        "name": firm.name, "kind": firm.kind, "currency": "EUR", "language": "en", "first_forecast_month": first_month,
        "market_size": f"{firm.market_size:.0f}",
    }  # fmt: skip
    return [{"key": key, "value": value} for key, value in facts.items()]


def _flat_month(firm: Firm) -> dict[str, Rows]:
    won = {market: sum(row[8] for row in firm.offers if row[1] == market) for market in firm.funnel}
    return {
        "sales": [_flat_sale(firm, row) for row in firm.offers],
        "people": [
            {"function": name, "heads": heads, "hires": heads * quits, "leavers": heads * quits, "payroll": heads * cost}
            for name, (heads, cost, quits) in firm.heads.items()
        ],
        "marketing": [{"channel": name, "spend": s, "leads": leads} for name, (s, leads) in firm.channels.items()],
        "pipeline": [_flat_pipeline(firm, market, won[market]) for market in firm.funnel],
        "operations": [
            {"process": name, "volume": volume, "hours": hours, "reworked": volume * again, "on_time": punctual,
             "promised_days": promised, "lead_time_days": days, "function": function, "driver": driver, "capacity_hours": able}
            for name, function, driver, volume, hours, able, again, punctual, promised, days in firm.processes
        ],
        "service": [{"tickets": firm.tickets, "response_hours": firm.response_hours, "satisfaction": firm.satisfaction}],
        "finance": [{"line": line, "amount": amount} for line, amount in firm.finance.items()],
    } | _flat_stock(firm)  # fmt: skip


def _flat_sale(firm: Firm, row: tuple[Any, ...]) -> dict[str, Any]:
    product, market, channel, price, discount, units, cost, customers, new, churn = row
    sale = {
        "product": product, "market": market, "sales_channel": channel, "list_price": price, "discount": discount,
        "units": units, "revenue": units * price * (1.0 - discount), "unit_cost": cost,
    }  # fmt: skip
    if firm.counts_customers:
        revenue = units * price * (1.0 - discount) * firm.expansion
        sale |= {
            "customers": customers,
            "new_customers": new,
            "churned_customers": customers * churn,
            "expansion_revenue": revenue,
        }
    return sale


def _flat_pipeline(firm: Firm, market: str, won: float) -> dict[str, Any]:
    leads, mql, sql, opportunity, win = firm.funnel[market]
    deals = won or leads * mql * sql * opportunity * win
    value = deals * firm.deal_value[market]
    opportunities = deals / win
    return {
        "market": market, "leads": opportunities / opportunity / sql / mql, "mql": opportunities / opportunity / sql,
        "sql": opportunities / opportunity, "opportunities": opportunities, "open_opportunities": np.nan, "open_value": np.nan,
        "won": deals, "lost": opportunities - deals, "won_value": value, "target": 1.05 * value,
    }  # fmt: skip


def _flat_stock(firm: Firm) -> dict[str, Rows]:
    cost = {row[0]: row[6] for row in firm.offers}
    rows = [
        {"product": name, "stock_value": units * cost[name], "units": units, "stockouts": 0}
        for name, (units, _) in firm.stock.items()
    ]
    return {"stock": rows} if rows else {}


def history_tables(
    firm: Firm, company: Company, months: list[State], first_month: str, seed: int
) -> dict[str, pd.DataFrame]:
    """What the company's systems would have recorded, rounded as they do."""
    names = months_from(first_month, len(months) + 1)
    noise = np.random.default_rng([seed, len(firm.slug), 7])
    tables: dict[str, Rows] = {"company": _company(firm, names[-1])}
    counted = _Counted(company)
    for name, state in zip(names, months, strict=False):
        found = {
            "sales": counted.sales(firm, state),
            "people": list(_people(state, noise)),
            "marketing": list(_marketing(company, state, noise)),
            "pipeline": list(_pipeline(firm, company, state, noise)),
            "operations": list(_operations(firm, company, state, noise)),
            "service": [_service(company, state, noise)],
            "stock": list(_stock(company, state)) if company.stocked else [],
            "finance": [{"line": line, "amount": round(amount, 2)} for line, amount in _finance(state).items()],
        }
        for table, rows in found.items():
            tables.setdefault(table, []).extend({"month": name} | row for row in rows)
    return {name: pd.DataFrame(rows) for name, rows in tables.items() if rows}


class _Counted:
    """Whole customers and units: fractions are carried to the next month, so that in - out holds."""

    def __init__(self, company: Company) -> None:
        self.company = company
        size = len(company.offers)
        self.new, self.gone = np.zeros(size), np.zeros(size)
        self.customers = np.round(np.nan_to_num(company.observed["customers"][:, 0]))

    def sales(self, firm: Firm, state: State) -> Rows:
        """One row per offer that is sold."""
        self.new += state["new_customers"][:, 0]
        self.gone += state["churned"][:, 0]
        new, gone = np.floor(self.new), np.floor(self.gone)
        self.new -= new
        self.gone -= gone
        self.customers += new - gone
        rows = []
        for index in np.flatnonzero(~self.company.is_new):
            product, market, channel = self.company.offers[index].split(" / ")
            row = _sale(state, int(index)) | {"product": product, "market": market, "sales_channel": channel}
            if firm.counts_customers:
                row |= {
                    "customers": self.customers[index],
                    "new_customers": new[index],
                    "churned_customers": gone[index],
                }
                row["expansion_revenue"] = round(_expansion(state, int(index)), 2)
            rows.append(row)
        return rows


def _sale(state: State, index: int) -> dict[str, Any]:
    discount = float(state["discount"][index, 0])
    price = round(float(state["net_price"][index, 0]) / (1.0 - discount), 2)
    units = round(float(state["units"][index, 0]))
    return {
        "list_price": price, "discount": discount, "units": units, "revenue": round(units * price * (1.0 - discount), 2),
        "unit_cost": round(float(state["unit_cost"][index, 0]), 3),
    }  # fmt: skip


def _expansion(state: State, index: int) -> float:
    base, hazard, growth = (float(state[name][index, 0]) for name in ("recurring_base", "hazard", "expansion"))
    return base * (1.0 - hazard) * growth


def _jitter(noise: np.random.Generator, amount: float) -> float:
    return float(amount * np.exp(COUNTING_NOISE * noise.standard_normal()))


def _people(state: State, noise: np.random.Generator) -> Iterator[dict[str, Any]]:
    for index, name in enumerate(FUNCTIONS):
        heads = round(float(state["heads"][index, 0]), 1)
        cost = float(state["payroll"][index, 0] / state["heads"][index, 0])
        yield {
            "function": name, "heads": heads, "hires": round(float(state["hires"][index, 0]), 1),
            "leavers": round(float(state["leavers"][index, 0] + state["layoffs"][index, 0]), 1),
            "payroll": round(heads * cost * float(np.exp(0.004 * noise.standard_normal())), 2),
        }  # fmt: skip


def _marketing(company: Company, state: State, noise: np.random.Generator) -> Iterator[dict[str, Any]]:
    market = float(state["market_index"].mean())
    for index, name in enumerate(company.members["channel"]):
        leads = _jitter(noise, float(state["channel_leads"][index, 0]) * market)
        yield {"channel": name, "spend": round(float(state["spend"][index, 0]), 2), "leads": round(leads)}


def _pipeline(firm: Firm, company: Company, state: State, noise: np.random.Generator) -> Iterator[dict[str, Any]]:
    pools = np.sum([state[name] for name in ("winning", "ready", "losing", "lost_soon")], axis=0)
    level = float(state["price_level"].mean())
    for index, market in enumerate(company.members["market"]):

        def count(name: str, index: int = index) -> float:
            return round(float(state[name][index, 0]), 1)

        deal = firm.deal_value[market] * level
        won, open_deals = count("won"), round(float(pools[index, 0]), 1)
        yield {
            "market": market, "leads": round(_jitter(noise, float(state["handled_leads"][index, 0]))), "mql": round(count("mql")),
            "sql": round(count("sql")), "opportunities": count("opportunities"), "open_opportunities": open_deals,
            "open_value": round(open_deals * deal, 2), "won": won, "lost": count("lost"), "won_value": round(won * deal, 2),
            "target": round(1.05 * firm_target(firm, market) * level, 2),
        }  # fmt: skip


def firm_target(firm: Firm, market: str) -> float:
    """Monthly value of deals that the first year's plan asked for, grown by the trend since."""
    leads, mql, sql, opportunity, win = firm.funnel[market]
    won = sum(row[8] for row in firm.offers if row[1] == market) or leads * mql * sql * opportunity * win
    return won * firm.deal_value[market] * (1.0 + 2.0 * firm.trend)


def _operations(firm: Firm, company: Company, state: State, noise: np.random.Generator) -> Iterator[dict[str, Any]]:
    for index, name in enumerate(company.members["process"]):
        if name == TICKETS:
            continue
        volume = round(float(state["throughput"][index, 0]), 1)
        hours = volume * float(state["process_hours"][index, 0] * (1.0 + state["process_defects"][index, 0]))
        promised = next(row[8] for row in firm.processes if row[0] == name)
        yield {
            "process": name, "volume": volume, "hours": round(_jitter(noise, hours), 1),
            "reworked": round(volume * float(state["process_defects"][index, 0]), 1),
            "on_time": round(float(state["on_time"][index, 0]), 3), "promised_days": promised,
            "lead_time_days": round(_jitter(noise, float(state["lead_time"][index, 0])), 2),
            "function": company.process_functions[index], "driver": company.process_driver[index],
            "capacity_hours": round(float(state["regular_hours"][index, 0]), 1),
        }  # fmt: skip


def _service(company: Company, state: State, noise: np.random.Generator) -> dict[str, Any]:
    index = company.members["process"].index(TICKETS)
    return {
        "tickets": round(_jitter(noise, float(state["inflow"][index, 0]))),
        "response_hours": round(_jitter(noise, 24.0 * float(state["lead_time"][index, 0])), 2),
        "satisfaction": round(float(state["satisfaction"][0, 0]), 3),
    }


def _stock(company: Company, state: State) -> Iterator[dict[str, Any]]:
    for index, name in enumerate(company.members["product"]):
        value, units = float(state["product_stock_value"][index, 0]), float(state["stock_units"][index, 0])
        misses = float(1.0 - state["fill_rate"][index, 0]) * 100.0
        yield {"product": name, "stock_value": round(value, 2), "units": round(units), "stockouts": round(misses)}


def _finance(state: State) -> dict[str, float]:
    """Ledger lines; what the model counts apart stands in overheads, where a ledger has it."""
    other = sum(float(state[name][0, 0]) for name in ("overheads", "returns", "holding", "programmes"))
    named = ("depreciation", "capex", "cash", "receivables", "payables")
    return {"overheads": other} | {name: float(state[name][0, 0]) for name in named}
