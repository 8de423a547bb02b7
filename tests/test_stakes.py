"""What hangs on each assumption, on the samples."""

import pytest

from model.assumptions import ASSUMPTIONS
from model.beliefs import Experiment
from model.calibration import calibrate, calibrated
from model.presets import presets
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS
from model.stakes import believed, spread_of, worth_knowing


@pytest.mark.parametrize("name", SAMPLES)
def test_an_uncalibrated_company_believes_what_is_declared(name: str):
    company = load_sample(name)
    assert {belief.name: belief.value for belief in believed(company)} == {
        name: assumption.value(company.kind) for name, assumption in ASSUMPTIONS.items()
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_the_shares_of_the_spread_sum_to_one_by_assumption_and_by_grade(name: str):
    spread = spread_of(load_sample(name), AS_IS, 12)
    assert sum(spread.by_assumption.values()) == pytest.approx(1.0)
    assert sum(spread.by_grade.values()) == pytest.approx(1.0)


def test_calibration_takes_spread_away_from_guesses():
    company = load_sample("services")
    before, after = (spread_of(one, AS_IS, 12) for one in (company, calibrated(company, calibrate(company))))
    assert sum(after.by_assumption.values()) == pytest.approx(1.0)
    assert after.by_grade.get("fitted", 0.0) > before.by_grade.get("fitted", 0.0)


def test_a_sharp_test_of_an_assumption_leaves_nothing_worth_knowing_of_it():
    company = load_sample("saas")
    options = list(presets(company, 12).values())
    worth_before = {worth.assumption: worth.perfect for worth in worth_knowing(company, options, 12)}
    name = max(worth_before, key=lambda one: worth_before[one])
    value = ASSUMPTIONS[name].value("saas")
    test = Experiment("sharp", name, "", value, 1e-6 * abs(value))
    tested = calibrated(company, calibrate(company, experiments=[test]))
    found = {worth.assumption: worth.perfect for worth in worth_knowing(tested, options, 12)}
    assert found.get(name, 0.0) <= 0.01 * worth_before[name]
