"""The baseline forecast: accurate on made-up series, its interval holds, and nothing odd upsets it."""

import numpy as np
import pytest

from model.forecasting import forecast
from model.forecasting.accuracy import pinball, scale, share_band, smape
from model.forecasting.conformal import half_widths
from model.forecasting.ensemble import last_year
from model.forecasting.seasonals import pattern_of
from tests.monthly import many, seasonal

STEPS = 12


def parted(count=60, months=60):
    series = many(count, months + STEPS)
    return [one[:months] for one in series], np.stack([one[months:] for one in series])


def test_it_beats_last_years_month_on_series_with_trend_and_season():
    known, came = parted()
    own = smape(forecast(known, STEPS).point, came).mean()
    naive = smape(np.stack([last_year(one, STEPS) for one in known]), came).mean()
    assert own < 0.85 * naive


@pytest.mark.parametrize("months", [24, 36, 60])
def test_the_interval_holds_about_eight_times_in_ten(months):
    known, came = parted(200, months)
    found = forecast(known, STEPS)
    assert 0.72 < ((found.low <= came) & (came <= found.high)).mean() < 0.92


def test_a_series_alone_is_forecast_as_among_others():
    known, _ = parted(5)
    mixed = forecast([*known, seasonal(30), seasonal(14)], STEPS)
    alone = forecast([known[2]], STEPS)
    assert alone.point[0] == pytest.approx(mixed.point[2], rel=1e-12)
    assert alone.high[0] == pytest.approx(mixed.high[2], rel=1e-12)


def test_the_currency_does_not_matter():
    one = forecast([seasonal()], STEPS)
    other = forecast([1000.0 * seasonal()], STEPS)
    assert other.point == pytest.approx(1000.0 * one.point)
    assert other.low == pytest.approx(1000.0 * one.low)


@pytest.mark.parametrize(
    "history",
    [
        [1.0, 2.0, 3.0],
        [5.0] * 40,
        [0.0] * 30,
        [0.0, 0.0, 4.0, 0.0, 0.0, 0.0] * 8,
        [-1.0, 2.0, -3.0, 4.0] * 9,
        [1e-9] * 20 + [1e9] * 20,
        list(range(25)),
    ],
)
def test_odd_histories_get_finite_ordered_figures(history):
    found = forecast([np.array(history)], 18)
    assert np.isfinite(found.point).all()
    assert ((found.low <= found.point) & (found.point <= found.high)).all()


def test_what_never_was_below_zero_is_not_forecast_below_zero():
    found = forecast([np.array([9.0, 7.0, 5.0, 3.0, 2.0, 1.0, 1.0, 0.0])], 12)
    assert (found.low >= 0.0).all()


def test_a_constant_series_stays_what_it_is():
    found = forecast([np.full(40, 7.0)], STEPS)
    assert found.point == pytest.approx(7.0)
    assert found.high == pytest.approx(found.low)


@pytest.mark.parametrize("history", [[1.0, 2.0], [], [1.0, float("nan"), 2.0, 3.0]])
def test_too_little_or_unknown_is_refused(history):
    with pytest.raises(ValueError, match="at least 3"):
        forecast([np.array(history)], 3)


def test_no_season_is_seen_in_pure_noise():
    noise = 100.0 + np.random.default_rng(3).standard_normal((50, 36))
    clear = 100.0 + 20.0 * np.sin(2.0 * np.pi * np.arange(36) / 12.0)[np.newaxis]
    seen = [np.abs(pattern_of(values, np.full(len(values), 36)).multiplier - 1.0).mean() for values in (noise, clear)]
    assert seen[0] < 0.005
    assert seen[1] > 0.1


def test_fewer_past_errors_make_a_wider_interval():
    errors = np.random.default_rng(5).standard_normal((400, 24, 1))
    wide, narrow = (half_widths(errors[:, :count]).mean() for count in (6, 24))
    assert wide > narrow


def test_errors_have_their_usual_definitions():
    assert smape(np.array([110.0]), np.array([90.0])) == pytest.approx(20.0)
    assert pinball(np.array([8.0]), np.array([10.0]), 0.9) == pytest.approx(1.8)
    assert scale(np.arange(24.0)) == 12.0
    assert np.isnan(scale(np.full(30, 4.0)))


def test_the_band_of_a_share_is_that_of_clopper_and_pearson():
    assert share_band(8, 10) == pytest.approx((0.4931, 0.9632), abs=1e-4)
    assert share_band(10, 10)[1] == 1.0
