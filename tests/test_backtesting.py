"""The back-test: what is judged was not known, verdicts are honest, the model is asked as it would have been."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.backtesting import Stopped, backtest
from model.backtesting.conditional import WATCHED, biggest_move, changes
from model.backtesting.coupled import coupled_origins, coupled_records
from model.backtesting.observed import as_of, observed_lines
from model.backtesting.records import forecast_records
from model.backtesting.scores import scores, verdict
from model.backtesting.widths import with_form
from model.bands import LAYERS, form_of, layered, widths
from model.panel import Panel
from model.samples import load_sample
from tests.companies import company_of, plain
from tests.monthly import seasonal

FLAT = "industry"


@pytest.fixture(scope="module")
def tested():
    return backtest(load_sample(FLAT))


def test_months_after_an_origin_change_nothing_that_was_forecast_before():
    history = seasonal(60)
    shifted = history.copy()
    shifted[50:] *= 3.0
    one, other = (forecast_records(["a"], [values])[0] for values in (history, shifted))
    before = one.origins <= 50
    assert one.forecast[before] == pytest.approx(other.forecast[before])
    assert one.high[before] == pytest.approx(other.high[before])


def test_at_least_six_origins_judge_every_horizon_of_four_years():
    record = forecast_records(["a"], [seasonal(48)])[0]
    assert min(score.origins for score in scores(record)) >= 6


def test_a_season_with_trend_is_forecast_with_skill():
    record = forecast_records(["a"], [seasonal(60, 0.02, trend=0.01)])[0]
    assert {score.verdict for score in scores(record)} == {"skill"}


def test_a_walk_without_pattern_earns_no_praise_beyond_its_error():
    same = np.array([1.0, 2.0, 1.0, 2.0, 1.0, 2.0])
    assert verdict(same, same) == "no_skill_beyond_last_year"
    assert verdict(same, same[::-1]) == "no_skill_beyond_last_year"


def test_five_origins_are_too_few():
    assert verdict(np.ones(5), np.full(5, 2.0)) == "too_short"


def test_a_company_as_of_a_month_knows_nothing_later():
    company = load_sample("saas")
    before = as_of(company, 30)
    assert before.first_month == company.history_months[30]
    assert before.history["revenue"] == pytest.approx(company.history["revenue"][:30])
    assert max(frame["month"].max() for frame in before.tables.values() if "month" in frame) < before.first_month


def test_too_early_a_month_is_refused():
    with pytest.raises(ValueError, match="12 to 47"):
        as_of(load_sample("saas"), 5)


def test_the_model_is_asked_at_six_origins_or_more_a_year_ahead(tested):
    for record in tested.coupled.values():
        assert [score.origins for score in scores(record) if score.horizon == 12] == [6]


def test_every_line_of_the_history_is_judged_twice(tested):
    assert set(tested.forecast) == set(tested.coupled) == set(observed_lines(load_sample(FLAT)))


def test_the_back_test_can_be_stopped_and_tells_its_progress():
    told = []
    with pytest.raises(Stopped):
        coupled_records(load_sample(FLAT), lambda share, part: told.append((share, part)), lambda: len(told) == 2)
    assert [part for _, part in told] == ["coupled", "coupled"]
    assert 0 < told[0][0] < told[1][0] < 1


def test_a_big_price_change_is_found_in_its_month():
    tables = dict(load_sample("saas").tables)
    sales = tables["sales"].copy()
    sales.loc[sales["month"] >= "2025-06", "list_price"] *= 1.10
    company = company_of({**tables, "sales": sales})
    watched = WATCHED[0]
    sizes = changes(Panel(company.tables, company.history_months), watched)
    month = biggest_move(sizes, watched)
    assert month is not None
    assert company.history_months[month] == "2025-06"
    assert sizes[month] == pytest.approx(0.10, abs=0.01)


def test_a_history_without_big_moves_holds_nothing_out():
    assert biggest_move(np.full(40, 0.001), WATCHED[0]) is None


def test_held_out_moves_are_told_with_bands_around_both_changes(tested):
    assert tested.conditional
    for test in tested.conditional:
        assert test.predicted_low <= test.predicted <= test.predicted_high
        assert test.low <= test.actual <= test.high


def test_each_layer_holds_the_one_before(tested):
    for one in layered(load_sample(FLAT), tested.coupled, months=24).values():
        assert not one.guessed
        for inner, outer in pairwise(LAYERS):
            assert (one.edges[outer][0] <= one.edges[inner][0]).all()
            assert (one.edges[outer][1] >= one.edges[inner][1]).all()


def test_the_forms_layer_would_have_held_the_models_own_errors(tested):
    record = tested.coupled["revenue"]
    share, guessed = form_of(record, 12)
    relative = np.abs(record.actual / record.forecast - 1.0)
    known = np.isfinite(relative)
    assert not guessed
    assert (relative <= share)[known].mean() >= 0.8


def test_without_a_back_test_the_forms_layer_is_a_guess():
    share, guessed = form_of(None, 24)
    assert guessed
    assert (np.diff(share) > 0).all()


def test_a_companys_widths_are_those_of_its_layers(tested):
    found = widths(load_sample(FLAT), tested.coupled, months=24)["revenue"]
    assert ((found.assumptions > 0.0) & (found.assumptions <= 1.0)).all()
    assert (found.form == form_of(tested.coupled["revenue"], 24)[0]).all()
    assert widths(load_sample(FLAT), {}, months=24)["revenue"].guessed


def test_an_origins_band_knows_only_the_misses_before_it():
    forecast, origins = np.full((20, 3), 100.0), np.arange(20, 40)
    actual = np.where(np.arange(20) < 15, 110.0, 300.0)[:, np.newaxis] * np.ones(3)
    low, high = with_form((forecast, forecast, forecast), actual, origins)[1:]
    assert high[15, 0] < 130.0
    assert high[-1, 0] > high[15, 0]
    assert (low < forecast).all()


def test_a_young_company_is_not_judged_but_does_not_fail():
    company = plain("services")
    young = replace(company, history_months=company.history_months)
    assert len(coupled_origins(len(young.history_months))) >= 0
    found = backtest(young)
    assert set(found.forecast) == set(observed_lines(young))
