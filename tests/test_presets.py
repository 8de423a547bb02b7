"""Presets compare priorities under the same money."""

import pytest

from model.governor import bindings
from model.presets import DIRECTIONS, committed, preset_budget, presets
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scores import kpi_values


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_priority_commits_the_same_budget(sample):
    company = load_sample(sample)
    found = presets(company)
    spent = committed(company, [found[name] for name in DIRECTIONS], 36)
    assert spent == pytest.approx([preset_budget(company)] * len(DIRECTIONS), rel=0.005)


@pytest.mark.parametrize("sample", SAMPLES)
def test_doing_nothing_commits_nothing(sample):
    company = load_sample(sample)
    assert committed(company, [presets(company)["do_nothing"]], 36)[0] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("sample", SAMPLES)
def test_efficiency_first_delivers_better_than_revenue_first(sample):
    company = load_sample(sample)
    found = presets(company)
    values = kpi_values(project(company, [found["revenue_first"], found["efficiency_first"]], months=36))
    assert values["on_time"][2, 0] > values["on_time"][1, 0]
    assert values["ebitda"][2, 0] > values["ebitda"][1, 0]


@pytest.mark.parametrize("sample", SAMPLES)
def test_revenue_first_sells_beyond_what_can_be_delivered(sample):
    company = load_sample(sample)
    projection = project(company, [presets(company)["revenue_first"]], months=36)

    def full_months(scenario: int) -> int:
        return sum(binding.months for binding in bindings(projection, scenario))

    assert full_months(1) > full_months(0) + 2
