"""The value of knowing an assumption before choosing, against values that can be worked out."""

import numpy as np
import pytest

from model.information import value_of_experiment, worth

NORMAL = 0.398942  # the mean of max(0, x) for a standard normal x


@pytest.fixture(scope="module")
def believed():
    return np.random.default_rng(7).standard_normal(4000)


def test_perfect_information_on_a_normal_difference_is_worth_its_known_value(believed):
    found = worth(np.stack([0.0 * believed, 2.0 * believed]), {"one": believed})
    assert found[0].perfect == pytest.approx(2.0 * NORMAL, rel=0.05)


def test_what_cannot_change_the_choice_is_worth_nothing(believed):
    found = worth(np.stack([0.0 * believed, 50.0 + believed]), {"one": believed})
    assert not found[0].tips


def test_an_assumption_that_the_payoff_does_not_move_with_is_worth_nothing(believed):
    other = np.random.default_rng(8).standard_normal(believed.size)
    found = {
        one.assumption: one for one in worth(np.stack([0.0 * believed, believed]), {"one": believed, "other": other})
    }
    assert found["other"].perfect == 0.0


def test_an_experiment_as_wide_as_the_belief_gains_its_share(believed):
    payoff = np.stack([0.0 * believed, believed])
    assert value_of_experiment(payoff, believed, 1.0) == pytest.approx(NORMAL / np.sqrt(2.0), rel=0.05)


def test_a_finer_experiment_is_never_worth_less(believed):
    payoff = np.stack([0.3 + 0.0 * believed, believed + 0.2 * believed**2])
    gains = [value_of_experiment(payoff, believed, error) for error in (4.0, 2.0, 1.0, 0.5, 0.1)]
    assert gains == sorted(gains)


def test_the_size_asked_for_gains_four_fifths_of_perfect_information(believed):
    payoff = np.stack([0.0 * believed, believed])
    found = worth(payoff, {"one": believed})[0]
    assert value_of_experiment(payoff, believed, found.standard_error) >= 0.8 * found.perfect


def test_the_order_of_the_options_does_not_matter(believed):
    payoff = np.stack([0.0 * believed, believed, 0.1 - 0.5 * believed])
    forth, back = (worth(rows, {"one": believed})[0].perfect for rows in (payoff, payoff[::-1]))
    assert forth == pytest.approx(back, rel=1e-9)
