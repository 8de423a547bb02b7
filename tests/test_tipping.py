"""A small push in demand dies out, or the tipping point is named."""

import numpy as np
import pytest

from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario
from model.tipping import PUSHES, dies_out, tipping_point


@pytest.mark.parametrize("sample", SAMPLES)
def test_one_percent_dies_out_in_every_sample(sample):
    assert tipping_point(load_sample(sample), AS_IS).absorbed >= PUSHES[0]


@pytest.mark.parametrize("sample", SAMPLES)
def test_fewer_people_never_make_a_company_sturdier(sample):
    company = load_sample(sample)
    cut = Scenario(name="cut", levers={"delivery_heads": Move(-0.1, {}, 0, 3)})
    assert tipping_point(company, cut).absorbed <= tipping_point(company, AS_IS).absorbed


def test_a_lasting_difference_does_not_die_out():
    assert not dies_out(np.full(60, 0.3))
    assert dies_out(0.3 * 0.5 ** np.arange(60.0))
