"""Lines of a projection: totals per month, and the same by offer, market, process, function or channel."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.company import FUNCTIONS, TICKETS, Company
from model.vocabulary import TINY, Array
from model.world import State, World

COST_LINES = (
    "cost_of_delivery", "people", "marketing", "programmes", "overheads", "returns", "holding", "depreciation",
)  # fmt: skip
TOTALS = (
    *COST_LINES, "operating_cost", "operating_profit", "ebitda", "tax", "net_profit", "capex", "receivables", "payables",
    "stock_value", "stock_rise", "cash", "cash_flow", "satisfaction", "lead_overflow", "overtime_cost", "defects", "late",
)  # fmt: skip
SUMS = {
    "revenue": "revenue", "units": "units", "units_demanded": "units_demanded", "new_customers": "new_customers",
    "churned": "churned", "customers": "customers", "orders": "orders", "leads": "leads", "mql": "mql", "sql": "sql",
    "opportunities": "opportunities", "won": "won", "lost": "lost", "heads": "heads", "leavers": "leavers",
    "waiting": "pending_units", "lost_units": "lost_units", "goods_cost": "offer_cost",
}  # fmt: skip
OPEN_POOLS = ("winning", "ready", "losing", "lost_soon")
RECORDED = tuple(dict.fromkeys((
    *TOTALS, *SUMS.values(),
    "net_price", "hazard", "expansion", "value_index", "winning", "ready", "losing", "lost_soon",
    "payroll", "spend", "adstock", "channel_leads", "market_index", "market_level", "repricing", "load",
    "capacity_hours", "capacity", "inflow", "throughput", "utilisation", "backlog", "lead_time", "cycle_time",
    "on_time", "process_defects", "target_heads", "planned_growth", "automation_capex",
    "pending_orders", "layoffs", "hires", "wage_index", "sales_utilisation",
    "price_level", "order_share",
    "recurring_base", "commercial_programmes", "prevention", "rework_cost",
)))  # fmt: skip
STOCK_RECORDED = (
    "stock_units", "fill_rate", "produced", "released", "product_stock_value",
    "returned_units",
)  # fmt: skip


Lines = dict[str, Array]


class Recording:
    """Amounts of all months of a run: name -> [member, month, row]."""

    def __init__(self, world: World, opening: State, shape: tuple[int, int, int], names: Sequence[str] = ()) -> None:
        """`shape` is (months, scenarios, draws)."""
        self.world, self.opening = world, opening
        self.months, self.scenarios, self.draws = shape
        self.names = names or RECORDED + (STOCK_RECORDED if world.company.stocked else ())
        self.amounts: dict[str, Array] = {}
        self._parts: list[State] = []

    def add(self, months: State) -> None:
        """Keep some months, [member, month, row or 1]; what is alike in all rows is said for each."""
        rows = self.scenarios * self.draws
        kept = {name: months[name] for name in self.names}
        self._parts.append({name: np.broadcast_to(amount, (*amount.shape[:2], rows)) for name, amount in kept.items()})

    def finish(self) -> None:
        """Join what was kept, one amount after the other so that memory holds it once."""
        if len(self._parts) == 1:
            self.amounts = self._parts.pop()
            return
        for name in self.names:
            self.amounts[name] = np.concatenate([part.pop(name) for part in self._parts], axis=1)

    def central(self) -> "Recording":
        """The first row alone, as a copy: the other rows can then be let go."""
        first = {name: amount[:, :1] for name, amount in self.world.base.items()}
        belief = {name: amount[:, :1] for name, amount in self.world.belief.items()}
        opening = {name: amount[:, :1] for name, amount in self.opening.items()}
        alone = Recording(replace(self.world, base=first, belief=belief), opening, (self.months, 1, 1), self.names)
        alone.amounts = {name: amount[:, :, :1].copy() for name, amount in self.amounts.items()}
        return alone

    def line(self, amount: Array) -> Array:
        """[month, row] -> [scenario, draw, month]."""
        return amount.reshape(len(amount), self.scenarios, self.draws).transpose(1, 2, 0)

    def detail(self, amount: Array) -> Array:
        """[member, month, row] -> [scenario, draw, month, member]."""
        shape = (*amount.shape[:2], self.scenarios, self.draws)
        return amount.reshape(shape).transpose(2, 3, 1, 0)

    def base(self, name: str) -> Array:
        """A constant of the run   [1 or scenario, draw, 1, member]."""
        return self._constant(self.world.base[name])

    def belief(self, name: str) -> Array:
        """An assumption   [1 or scenario, draw, 1, 1]."""
        return self._constant(self.world.belief[name])

    def _constant(self, amount: Array) -> Array:
        if amount.shape[1] == 1:
            return amount.T[np.newaxis, :, np.newaxis, :]
        return amount[:, : self.draws].T[np.newaxis, :, np.newaxis, :]

    def total(self, name: str) -> Array:
        """Sum over members   [scenario, draw, month]."""
        return self.line(self.amounts[name].sum(axis=0))

    def of(self, name: str) -> Array:
        """Member amounts   [scenario, draw, month, member]."""
        return self.detail(self.amounts[name])


def total_lines(company: Company, recording: Recording) -> dict[str, Array]:
    """Totals per month: name -> [scenario, draw, month]."""
    lines = {name: recording.total(name) for name in TOTALS}
    lines |= {line: recording.total(source) for line, source in SUMS.items()}
    lines |= {
        name: recording.total(name) for name in ("recurring_base", "repricing", "commercial_programmes", "prevention")
    }
    lines |= _customer_lines(recording, lines)
    lines |= _pipeline_lines(recording)
    lines |= _operations_lines(company, recording, lines)
    lines |= _money_lines(company, recording, lines)
    lines |= year_before(company, lines)
    if company.stocked:
        weight = recording.base("demand_weight")
        lines["fill_rate"] = (weight * recording.of("fill_rate")).sum(axis=-1)
        lines["stock_units"] = recording.total("stock_units")
    return lines


def laid_out(lines: Lines) -> Lines:
    """The lines in one memory layout: a sum then rounds alike for a scenario and for the baseline beside it."""
    return {name: np.ascontiguousarray(line) for name, line in lines.items()}


def volume(recording: Recording) -> Array:
    """Units at today's prices   [row, month]."""
    return np.asanyarray((recording.of("units") * recording.base("net_price")).sum(axis=-1))


def open_opportunities(recording: Recording) -> Array:
    """Deals that are neither won nor lost yet   [row, month, market]."""
    return np.asanyarray(np.sum(np.stack([recording.of(name) for name in OPEN_POOLS]), axis=0))


def _customer_lines(recording: Recording, lines: Lines) -> Lines:
    base = recording.of("recurring_base")
    hazard, growth = recording.of("hazard"), recording.of("expansion")
    revenue = recording.of("units") * recording.of("net_price")
    weight = revenue / (revenue.sum(axis=-1, keepdims=True) + TINY)
    waiting = recording.of("pending_orders") * recording.base("units_per_customer") + recording.of("pending_units")
    return {
        "churned_revenue": (base * hazard).sum(axis=-1),
        "expansion_revenue": (base * (1.0 - hazard) * growth).sum(axis=-1),
        "value_index": (weight * recording.of("value_index")).sum(axis=-1),
        "volume": volume(recording),
        "backlog_value": (waiting * recording.of("net_price")).sum(axis=-1),
        "customers_waiting": recording.total("pending_orders"),
    }


def _pipeline_lines(recording: Recording) -> Lines:
    open_deals = open_opportunities(recording)
    dearer = recording.of("net_price") / recording.base("net_price")
    price = _by_market(recording, recording.of("order_share") * dearer)
    deal = recording.base("deal_value") * price
    return {
        "open_opportunities": open_deals.sum(axis=-1),
        "open_value": (open_deals * deal).sum(axis=-1),
        "won_value": (recording.of("won") * deal).sum(axis=-1),
        "target": (recording.base("target") * recording.of("price_level")).sum(axis=-1)
        * np.ones_like(recording.total("won")),
        "sales_utilisation": recording.total("sales_utilisation"),
    }


def _by_market(recording: Recording, amounts: Array) -> Array:
    """[..., offer] -> [..., market]."""
    return np.asanyarray(np.einsum("gm,...m->...g", recording.world.company.market.membership, amounts))


def chain_shown(company: Company) -> list[int]:
    """The processes a customer waits for: delivery, or else the start of service, or else answers."""
    for driver in ("units", "orders", "production", "customers"):
        if company.chain(driver):
            return company.chain(driver)
    return []


def _operations_lines(company: Company, recording: Recording, lines: Lines) -> Lines:
    chain = chain_shown(company)
    busiest = recording.of("utilisation").max(axis=-1)
    yield_ = 1.0 - lines["defects"]
    operations_rows = list(company.delivery_rows)
    result = {
        "first_pass_yield": yield_,
        "on_time": 1.0 - lines["late"],
        "utilisation": busiest,
        "oee": np.minimum(busiest, 1.0) * yield_,
        "lead_time": recording.of("lead_time")[..., chain].sum(axis=-1),
        "cycle_time": recording.of("cycle_time")[..., chain].sum(axis=-1),
        "delivery_heads": recording.of("heads")[..., operations_rows].sum(axis=-1),
        "delivery_payroll": recording.of("payroll")[..., operations_rows].sum(axis=-1),
    }
    tickets = company.members["process"].index(TICKETS) if TICKETS in company.members["process"] else chain[0]
    result["support_response"] = 24.0 * recording.of("lead_time")[..., tickets]
    appraisal = (recording.belief("appraisal") * recording.base("delivery_payroll"))[..., 0]
    result["cost_of_poor_quality"] = recording.total("rework_cost") + lines["returns"] + lines["prevention"] + appraisal
    return result


def _money_lines(company: Company, recording: Recording, lines: Lines) -> Lines:
    payroll = recording.of("payroll")
    selling = payroll[..., [FUNCTIONS.index("sales"), FUNCTIONS.index("marketing")]].sum(axis=-1)
    served = lines["delivery_payroll"] + lines["overtime_cost"] + lines["returns"]
    ones = np.ones_like(lines["revenue"])
    size = company.observed["market_size"][0, 0]
    return {
        "acquisition_spend": lines["marketing"] + selling + lines["commercial_programmes"],
        "gross_profit": lines["revenue"] - lines["cost_of_delivery"] - served,
        "contribution": lines["revenue"] - lines["cost_of_delivery"] - lines["returns"] - lines["holding"],
        "discount_rate": recording.belief("discount_rate")[..., 0] * ones,
        "market_size": size / 12.0 * (recording.of("market_level") * recording.of("price_level")).mean(axis=-1),
        "committed_spend": committed_spend(recording, lines),
    }


def committed_spend(recording: Recording, lines: Lines) -> Array:
    """Marketing, programmes, investment, and the pay of heads beyond those planned   [scenario, draw, month]."""
    wages = recording.base("pay") * recording.of("wage_index")
    planned = recording.base("heads") * recording.of("planned_growth")
    added_payroll = (np.maximum(recording.of("target_heads") - planned, 0.0) * wages).sum(axis=-1)
    total: Array = lines["marketing"] + lines["programmes"] + recording.total("automation_capex") + added_payroll
    return total


def year_before(company: Company, lines: Lines) -> Lines:
    """Revenue of the same month a year before: from the history, then from the projection."""
    revenue = lines["revenue"]
    history = np.asanyarray(company.history["revenue"][-12:])
    past = np.broadcast_to(history, (*revenue.shape[:2], 12))
    return {"revenue_year_before": np.concatenate([past, revenue], axis=-1)[..., : revenue.shape[-1]]}


def baseline_lines(lines: Lines) -> Lines:
    """The baseline's amounts beside every scenario's, for KPIs that compare   [scenario, draw, month]."""
    names = ("revenue", "operating_cost", "volume", "cash")
    return {f"baseline_{name}": lines[name][:1].repeat(len(lines[name]), axis=0) for name in names}
