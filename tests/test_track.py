"""The record of an assumption over look-backs, and what believing it less surely does to the draws and to nothing else."""

import numpy as np
import pytest

from model.calibration import calibrate, calibrated
from model.company import Company
from model.draws import beliefs, drawn_beliefs
from model.projection import project
from model.samples import load_sample
from model.scores import kpi_values
from model.surprises import Surprise
from model.track import WIDEST, of, tracks
from model.widening import widened

NAME, FACTOR, DRAWS = "wage_drift", 1.5, 4000


def looked(now: float, member: str = "", spread: float = 0.1) -> Surprise:
    return Surprise(name=NAME, member=member, then=1.0, now=now, spread=spread, low=0.9, high=1.1)


def test_a_record_counts_the_times_inside_the_mean_error_and_how_much_too_narrow_the_spread_was():
    (found,) = tracks([[looked(1.2)], [looked(1.0)], [looked(1.25)]]).values()
    assert (found.times, found.inside, found.latest, found.habitual) == (3, 1, 1.25, True)
    assert found.mean_error == pytest.approx(1.5)
    assert found.factor == pytest.approx(1.9)  # root of (4 + 0 + 6.25) / 3, in tenths upwards


@pytest.mark.parametrize("nows", [[1.2], [1.2, 1.0, 1.0, 1.2], [1.05, 0.95]])
def test_a_single_miss_or_as_many_hits_as_misses_is_no_habit(nows: list[float]):
    (found,) = tracks([[looked(now)] for now in nows]).values()
    assert not found.habitual


def test_a_spread_is_never_proposed_narrower_nor_endlessly_wide():
    (right,) = tracks([[looked(1.01)], [looked(1.0)]]).values()
    (wild,) = tracks([[looked(9.0)], [looked(9.0)]]).values()
    assert (right.factor, wild.factor) == (1.0, WIDEST)


def test_a_belief_of_the_whole_company_has_the_record_of_its_members_together():
    found = tracks([[looked(1.2, "France"), looked(1.0, "Benelux")]])
    together = of(found, NAME, "")
    assert together is not None
    assert (together.times, together.inside) == (2, 1)
    assert of(found, NAME, "DACH") is None


@pytest.fixture(scope="module", params=["declared", "fitted"])
def company(request: pytest.FixtureRequest) -> Company:
    sample = load_sample("saas")
    return sample if request.param == "declared" else calibrated(sample, calibrate(sample))


def test_widening_spreads_its_own_draws_and_moves_no_value_and_no_other_draw(company: Company):
    wider = widened(company, {NAME: FACTOR})
    before, after = (drawn_beliefs(one, {}, DRAWS, 1) for one in (company, wider))
    assert np.std(after[NAME]) / np.std(before[NAME]) == pytest.approx(FACTOR, rel=0.05)
    assert [name for name in before if not np.array_equal(before[name], after[name], equal_nan=True)] == [NAME]
    for name, value in beliefs(company, {}).items():
        assert np.array_equal(value, beliefs(wider, {})[name], equal_nan=True)


def test_a_value_by_hand_is_widened_too(company: Company):
    wider = widened(company, {NAME: FACTOR})
    before, after = (drawn_beliefs(one, {NAME: 0.03}, DRAWS, 1)[NAME] for one in (company, wider))
    assert np.std(after) / np.std(before) == pytest.approx(FACTOR, rel=0.05)


def test_what_is_believed_less_surely_widens_the_band_and_not_the_centre(company: Company):
    wider = widened(company, {"demand_drift": FACTOR})
    bands = [
        np.ptp(np.quantile(kpi_values(project(one, months=24, draws=400))["revenue"][0], (0.1, 0.9)))
        for one in (company, wider)
    ]
    centres = [kpi_values(project(one, months=24))["revenue"][0, 0] for one in (company, wider)]
    assert bands[1] > 1.2 * bands[0]
    assert centres[0] == centres[1]
