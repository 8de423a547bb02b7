"""Every lever does what its declaration claims."""

import pytest

from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS, Lever
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scenario import Move, Scenario
from model.scores import kpi_values

ALL = {**LEVERS, **SHOCKS}
COMPANIONS = {"new_offer": 0.05, "price_change": 0.08}


def moved_by(lever: Lever, value: float) -> Scenario:
    """One lever moved, with the lever that it needs beside it."""
    moves = {lever.name: Move(value, {}, 0, 1)}
    beside = {lever.alongside: Move(COMPANIONS[lever.alongside], {}, 0, 1)} if lever.alongside else {}
    if lever.name in SHOCKS:
        return Scenario(name="moved", levers=beside, shocks=moves)
    return Scenario(name="moved", levers={**beside, **moves})


def usable(lever: Lever, sample: str) -> bool:
    company = load_sample(sample)
    return bool(company.members[lever.over]) and (not lever.needs or lever.needs in company.has)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ALL)
def test_a_lever_moves_every_kpi_it_claims(name, sample):
    lever = ALL[name]
    if not usable(lever, sample):
        return
    company = load_sample(sample)
    ends = [value for value in (lever.low, lever.high) if value != lever.default]
    scenarios = [moved_by(lever, lever.default), *(moved_by(lever, value) for value in ends)]
    values = kpi_values(project(company, scenarios, months=24))
    for kpi in (kpi for kpi in lever.drives if kpi in values):
        before = values[kpi][1, 0]
        change = max(abs(values[kpi][row, 0] - before) for row in range(2, 2 + len(ends)))
        assert change > 1e-6 * max(abs(before), 1e-3), f"{name} does not move {kpi}"


def test_every_lever_is_usable_in_some_sample():
    assert {name for name, lever in ALL.items() if any(usable(lever, sample) for sample in SAMPLES)} == set(ALL)


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_claims_a_kpi_of_each_lens(name):
    lenses = {KPIS[kpi].lens for kpi in LEVERS[name].drives}
    assert "coo" in lenses
    assert lenses & {"cro", "shared"}


@pytest.mark.parametrize(
    "name",
    [
        "sales_playbook",
        "lead_handling",
        "expansion_effort",
        "process_efficiency",
        "automation_capex",
        "quality_effort",
        "new_offer",
        "marketing_spend",
        "unit_cost",
    ],
)
def test_nothing_is_free(name):
    lever = LEVERS[name]
    value = lever.low if name == "unit_cost" else lever.high
    company = load_sample("industry")
    projection = project(company, [Scenario(name="moved", levers={name: Move(value, {}, 0, lever.ramp)})], months=24)
    cost = projection.lines["committed_spend"][:, 0, :12].sum(axis=-1)
    assert cost[1] > cost[0]


@pytest.mark.parametrize("lever", ALL.values(), ids=list(ALL))
def test_a_declaration_is_coherent(lever):
    assert lever.low <= lever.default <= lever.high
    assert 0 < lever.step <= lever.high - lever.low
    assert set(lever.drives) <= set(KPIS)
    assert lever.source
