"""Random companies and scenarios for the property tests: the sample firms, stretched."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from model.company import Company
from model.levers import LEVERS, SHOCKS, Lever
from model.observing import observe
from model.reading import Reading
from model.scenario import Move, Scenario
from sample_data.companies import FIRMS, Firm
from sample_data.tables import flat_tables

FIRST = "2026-01"
OPTIONAL = ("marketing", "pipeline", "operations", "service", "finance")
KINDS = st.sampled_from(sorted(FIRMS))
MONEY = {
    "sales": ("list_price", "revenue", "unit_cost", "expansion_revenue"),
    "people": ("payroll",),
    "marketing": ("spend",),
    "pipeline": ("open_value", "won_value", "target"),
    "stock": ("stock_value",),
    "finance": ("amount",),
}


def company_of(tables: dict[str, pd.DataFrame]) -> Company:
    """The company behind clean tables."""
    return observe(Reading(tables, ()))


@lru_cache(maxsize=8)
def plain(kind: str) -> Company:
    """A sample firm at the start of its history."""
    return company_of(flat_tables(FIRMS[kind], FIRST))


def stretch() -> st.SearchStrategy[float]:
    """A factor from a third to three."""
    return st.floats(0.33, 3.0)


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """A sample firm with other prices, sizes, workloads and habits."""
    firm = FIRMS[draw(KINDS)]
    price, size, cost = draw(stretch()), draw(stretch()), draw(st.floats(0.6, 1.4))
    churn, busy = draw(st.floats(0.3, 3.0)), draw(st.floats(0.7, 1.25))

    def offer(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return (
            *row[:3],
            row[3] * price,
            row[4],
            row[5] * size,
            row[6] * price * cost,
            row[7] * size,
            row[8] * size,
            row[9] * churn,
        )

    def process(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*row[:3], row[3] * size, row[4] * size, row[5] * size / busy, *row[6:])

    return replace(
        firm,
        offers=tuple(offer(row) for row in firm.offers),
        heads={name: (heads * size, pay * price, quits) for name, (heads, pay, quits) in firm.heads.items()},
        processes=tuple(process(row) for row in firm.processes),
        channels={
            name: (spend * price * size, leads * draw(stretch())) for name, (spend, leads) in firm.channels.items()
        },
        tickets=firm.tickets * size * draw(stretch()),
        satisfaction=draw(st.floats(0.4, 0.95)),
        stock={name: (units * size * draw(stretch()), 0.0) for name, (units, _) in firm.stock.items()},
        expansion=draw(st.floats(0.0, 0.015)),
    )


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """A random company of any kind, some without their optional tables."""
    tables = flat_tables(draw(firms()), FIRST)
    missing = draw(st.sets(st.sampled_from(OPTIONAL), max_size=2))
    return company_of({name: frame for name, frame in tables.items() if name not in missing})


def _move(draw: st.DrawFn, lever: Lever, members: tuple[str, ...]) -> Move:
    value = draw(st.floats(lever.low, lever.high))
    some = (
        draw(st.dictionaries(st.sampled_from(members), st.floats(lever.low, lever.high), max_size=2)) if members else {}
    )
    return Move(value, some, draw(st.integers(0, 20)), draw(st.integers(1, 18)))


@st.composite
def scenarios(draw: st.DrawFn, company: Company, shocks: bool = True) -> Scenario:
    """A random scenario: a few levers and shocks, anywhere in their ranges."""
    chosen = draw(st.sets(st.sampled_from(sorted(LEVERS)), max_size=6))
    outside = draw(st.sets(st.sampled_from(sorted(SHOCKS)), max_size=2)) if shocks else set()
    return Scenario(
        name="random",
        levers={name: _move(draw, LEVERS[name], company.members[LEVERS[name].over]) for name in sorted(chosen)},
        shocks={name: _move(draw, SHOCKS[name], company.members[SHOCKS[name].over]) for name in sorted(outside)},
    )


@st.composite
def corners(draw: st.DrawFn) -> Scenario:
    """Every lever and shock at one of its ends."""

    def ends(declared: dict[str, Lever]) -> dict[str, Move]:
        return {
            name: Move(draw(st.sampled_from((lever.low, lever.high))), {}, 0, lever.ramp)
            for name, lever in declared.items()
        }

    return Scenario(name="corner", levers=ends(dict(LEVERS)), shocks=ends(dict(SHOCKS)))
