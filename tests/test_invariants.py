"""What must hold in every company and scenario."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.kpis import KPIS
from model.projection import Projection, project
from model.scenario import AS_IS, Move, Scenario
from model.scores import kpi_values
from sample_data.companies import FIRMS
from sample_data.tables import flat_tables
from tests.companies import FIRST, MONEY, companies, company_of, corners, plain, scenarios

pytestmark = pytest.mark.prove
KINDS = sorted(FIRMS)
MONTHS = 18


def gap(actual: np.ndarray, expected: np.ndarray) -> float:
    """Largest difference, relative to the largest amount."""
    return float(np.abs(actual - expected).max() / max(np.abs(expected).max(), 1e-6))


def shown(projection: Projection, scenario: int) -> np.ndarray:
    """The main lines of one scenario   [line, draw, month]."""
    names = ("revenue", "operating_cost", "cash", "customers", "satisfaction", "lead_time", "leads", "units")
    return np.stack([projection.lines[name][scenario] for name in names])


@given(st.data())
def test_every_balance_holds(data):
    company = data.draw(companies())
    scenario = data.draw(scenarios(company))
    projection = project(company, [scenario], months=MONTHS)
    assert max(projection.residuals.values()) < 1e-9, projection.residuals


@given(st.data())
def test_no_lever_moved_changes_nothing_in_any_kpi_and_draw(data):
    company = data.draw(companies())
    values = kpi_values(
        project(company, [replace(AS_IS, name="as_is")], months=MONTHS, draws=8, seed=data.draw(st.integers(0, 99)))
    )
    for name, value in values.items():
        assert (value[1] == value[0]).all(), name


@given(st.data())
def test_batched_is_alone(data):
    company = data.draw(companies())
    several = [data.draw(scenarios(company)) for _ in range(3)]
    together = project(company, several, months=MONTHS)
    for index, scenario in enumerate(several, start=1):
        assert gap(shown(project(company, [scenario], months=MONTHS), 1), shown(together, index)) < 1e-9


@given(st.data())
def test_every_corner_of_the_lever_box_is_finite(data):
    company = data.draw(companies())
    projection = project(company, [data.draw(corners())], months=36, coupled=data.draw(st.booleans()))
    for name, line in projection.lines.items():
        assert np.isfinite(line).all(), name
    for name, value in kpi_values(projection).items():
        assert np.isfinite(value).all(), name


@given(st.data())
def test_shares_stay_between_zero_and_one(data):
    company = data.draw(companies())
    projection = project(company, [data.draw(scenarios(company))], months=MONTHS, coupled=data.draw(st.booleans()))
    for name in ("on_time", "first_pass_yield", "satisfaction"):
        assert projection.lines[name].min() >= 0.0, name
        assert projection.lines[name].max() <= 1.0, name
    assert projection.by["on_time"]["process"].min() >= 0.0
    assert projection.by["on_time"]["process"].max() <= 1.0


@given(st.data())
def test_uncoupled_a_higher_price_never_raises_orders(data):
    company = data.draw(companies())
    low, high = sorted(data.draw(st.lists(st.floats(-0.15, 0.2), min_size=2, max_size=2, unique=True)))
    prices = [Scenario(name=str(value), levers={"price_change": Move(value)}) for value in (low, high)]
    projection = project(company, prices, months=MONTHS, coupled=False)
    for line in ("won", "units_demanded"):
        assert (projection.lines[line][2] <= projection.lines[line][1] * (1 + 1e-12)).all(), line


@given(st.data())
def test_uncoupled_more_load_never_shortens_the_lead_time(data):
    company = data.draw(companies())
    low, high = sorted(data.draw(st.lists(st.floats(-0.5, 1.5), min_size=2, max_size=2, unique=True)))
    spends = [Scenario(name=str(value), levers={"marketing_spend": Move(value)}) for value in (low, high)]
    projection = project(company, spends, months=MONTHS, coupled=False)
    utilisation, lead = projection.by["utilisation"]["process"], projection.by["lead_time"]["process"]
    more_load = utilisation[2, 0] > utilisation[1, 0] + 1e-6
    assert (lead[2, 0] >= lead[1, 0] - 0.02 * lead[1, 0])[more_load].all()


@pytest.mark.parametrize("kind", KINDS)
def test_zero_spend_leaves_the_adstock_tail_then_organic_leads(kind):
    company = plain(kind)
    off = Scenario(name="off", levers={"marketing_spend": Move(-1.0)})
    projection = project(company, [off], months=24, coupled=False)
    paid = projection.by["leads"]["channel"][1, 0]
    assert (paid[0] > 0).all()
    assert (np.diff(paid, axis=0) < 0).all()
    assert paid[-1].max() < 1e-6 * paid[0].max()
    assert projection.lines["leads"][1, 0, -1] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_further_euro_of_spend_brings_less(kind):
    spends = [Scenario(name=str(times), levers={"marketing_spend": Move(times)}) for times in (-0.5, 0.0, 0.5, 1.0)]
    projection = project(plain(kind), spends, months=24, coupled=False)
    leads = projection.by["leads"]["channel"][1:, 0].sum(axis=1)
    assert (np.diff(leads, axis=0) > 0).all()
    assert (np.diff(leads, n=2, axis=0) < 0).all()


@given(st.sampled_from(KINDS), st.floats(0.01, 200.0), st.data())
def test_a_change_of_currency_rescales_money_only(kind, rate, data):
    tables = flat_tables(FIRMS[kind], FIRST)
    for table, columns in MONEY.items():
        for column in columns:
            if table in tables and column in tables[table]:
                tables[table][column] *= rate
    company, foreign = plain(kind), company_of(tables)
    foreign = replace(foreign, observed={**foreign.observed, "market_size": company.observed["market_size"] * rate})
    scenario = data.draw(scenarios(company))
    ours = kpi_values(project(company, [scenario], months=MONTHS))
    theirs = kpi_values(project(foreign, [scenario], months=MONTHS))
    for name, value in ours.items():
        factor = rate if KPIS[name].unit in ("money", "money_per_unit") else 1.0
        rounding = 1e-9 * float(theirs["revenue"].max()) if KPIS[name].unit == "money" else 1e-9
        assert theirs[name] == pytest.approx(value * factor, rel=1e-6, abs=rounding), name


@given(st.sampled_from(KINDS), st.data())
def test_splitting_a_market_in_two_halves_leaves_totals(kind, data):
    tables = flat_tables(FIRMS[kind], FIRST)
    whole = next(iter(FIRMS[kind].funnel))
    amounts = {
        "sales": ("units", "revenue", "customers", "new_customers", "churned_customers", "expansion_revenue"),
        "pipeline": ("leads", "mql", "sql", "opportunities", "won", "lost", "won_value", "target"),
    }
    halves = dict(tables)
    for table, columns in amounts.items():
        halves[table] = _halved(tables[table], whole, [column for column in columns if column in tables[table]])
    scenario = data.draw(scenarios(plain(kind)))
    scenario = replace(
        scenario, levers={name: Move(m.value, {}, m.start, m.ramp) for name, m in scenario.levers.items()}
    )
    scenario = replace(
        scenario, shocks={name: Move(m.value, {}, m.start, m.ramp) for name, m in scenario.shocks.items()}
    )
    one = project(plain(kind), [scenario], months=MONTHS)
    two = project(company_of(halves), [scenario], months=MONTHS)
    assert gap(shown(two, 1), shown(one, 1)) < 1e-9


def _halved(frame, market, columns):
    parts = [frame[frame["market"] != market]]
    for name in ("first half", "second half"):
        half = frame[frame["market"] == market].copy()
        half["market"] = name
        half[columns] = half[columns] / 2.0
        parts.append(half)
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_one_percent_shock_dies_out(kind):
    shock = Scenario(name="shock", shocks={"demand_shock": Move(0.01, {}, 0, 2)})
    projection = project(plain(kind), [shock], months=60)
    for line in ("late", "satisfaction"):
        difference = np.abs(projection.lines[line][1, 0] - projection.lines[line][0, 0])
        assert difference[-6:].max() < 0.5 * difference.max() + 1e-9, line


@pytest.mark.parametrize("kind", ["saas", "services"])
def test_retention_is_worth_more_than_margin_and_margin_more_than_acquisition_cost(kind):
    """Gupta, Lehmann & Stuart 2004."""
    projection = project(plain(kind), months=36)
    values = kpi_values(projection)
    life, cost = float(values["lifetime_value"][0, 0]), float(values["cac"][0, 0])
    churn = float(values["churn_rate"][0, 0])
    rate = 0.10 / 12.0

    def annuity(gone: float) -> float:
        kept = (1.0 - gone) / (1.0 + rate)
        return (1.0 - kept**60) / (1.0 - kept)

    retention = life * (annuity(1.0 - min(1.01 * (1.0 - churn), 1.0)) / annuity(churn) - 1.0)
    assert retention > 0.01 * life > 0.01 * cost


def test_differences_are_paired_by_shared_draws():
    company = plain("saas")
    push = Scenario(name="push", levers={"price_change": Move(0.05)})
    revenue = kpi_values(project(company, [push], months=24, draws=200))["revenue"]
    paired = (revenue[1] - revenue[0]).std()
    unpaired = np.hypot(revenue[1].std(), revenue[0].std())
    assert paired < 0.75 * unpaired


def test_one_seed_gives_one_result():
    company = plain("services")
    first, again = (project(company, months=12, draws=20, seed=3).lines["cash"] for _ in range(2))
    other = project(company, months=12, draws=20, seed=4).lines["cash"]
    assert (first == again).all()
    assert (first != other).any()


@given(st.data())
def test_the_first_month_is_the_last_month_observed(data):
    company = data.draw(companies())
    projection = project(company, months=12)
    today = float(
        np.nansum(company.observed["units"] * company.observed["list_price"] * (1 - company.observed["discount"]))
    )
    first = float(projection.lines["revenue"][0, 0, 0])
    assert first == pytest.approx(today, rel=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_without_coupling_savings_look_freer_than_they_are(kind):
    cut = Scenario(name="cut", levers={"support_heads": Move(-0.4)})
    coupled = project(plain(kind), [cut], months=36)
    alone = project(plain(kind), [cut], months=36, coupled=False)

    def effect(projection: Projection) -> float:
        profit = kpi_values(projection)["ebitda"][:, 0]
        return float(profit[1] - profit[0])

    assert effect(coupled) < effect(alone)
