"""Two-armed tests: what they measure and how large they must be."""

from math import log

import pytest

from model.assumptions import ASSUMPTIONS
from model.trials import TRIALS

CASES = 20_000


@pytest.mark.parametrize("name", TRIALS)
def test_a_trial_measures_an_assumption_of_the_model(name: str):
    assert name in ASSUMPTIONS


@pytest.mark.parametrize("name", TRIALS)
def test_arms_of_the_size_asked_for_give_the_precision_asked_for(name: str):
    trial = TRIALS[name]
    size = trial.cases(0.05, 0.25)
    _, error = trial.measured((0.25 * size, size), (0.25 * size, size))
    assert error == pytest.approx(0.05, rel=0.01)


@pytest.mark.parametrize("name", TRIALS)
def test_two_equal_arms_measure_no_difference(name: str):
    effect, _ = TRIALS[name].measured((100, 400), (100, 400))
    assert effect == 0.0


def test_a_dearer_arm_that_wins_less_measures_a_positive_price_sensitivity():
    usual, dearer = 0.30, 0.25
    effect, _ = TRIALS["win_price_sensitivity"].measured((dearer * CASES, CASES), (usual * CASES, CASES), step=0.10)
    logit = log(usual / (1 - usual)) - log(dearer / (1 - dearer))
    assert effect == pytest.approx(logit / log(1.1), rel=0.01)


def test_a_dearer_arm_that_sells_less_measures_a_negative_elasticity():
    effect, _ = TRIALS["price_elasticity"].measured((0.20 * CASES, CASES), (0.25 * CASES, CASES), step=0.10)
    assert effect == pytest.approx(log(0.20 / 0.25) / log(1.1), rel=0.01)


def test_an_arm_without_any_success_still_has_an_error():
    effect, error = TRIALS["playbook_gain"].measured((0, 50), (5, 50))
    assert effect < 0.0
    assert 0.0 < error < 3.0
