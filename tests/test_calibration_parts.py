"""Each part of the calibration finds what made its data: small worked examples with a known answer."""

import numpy as np
import pytest

from model.calibration.confounders import bends, given, levels, season, together, trend
from model.calibration.contentment import followed, satisfaction_response
from model.calibration.costs import cost_response
from model.calibration.delivery import overload_response, punctuality_response
from model.calibration.form import believed
from model.calibration.funnel import left_by, pooled, stage_response
from model.calibration.load import Rules, worked_back, worked_forward
from model.calibration.marketing import Media, media_response, slope_priors, slopes
from model.calibration.notices import elasticity, follows_itself, too_good
from model.calibration.posterior import FLAT, Prior, fit
from model.calibration.prices import adjusted, renewal_response, volume_response
from model.calibration.retention import deviance, hazard_response, remembered
from model.calibration.seasonality import seasonal_index
from model.calibration.staff import attrition_response, learning, ramp_response
from model.equations import operations

MONTHS = 48


def noise(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


def within(found, name: str, truth: float, deviations: float = 3.0, member: str = "") -> bool:
    return abs(found.value(name, member) - truth) <= deviations * found.spread(name, member)


def test_a_fit_without_data_returns_its_prior():
    empty = np.full((MONTHS, 1), np.nan)
    found = fit([Prior("slope", 2.0, 0.5)], empty, lambda values: values[0] * np.ones((MONTHS, 1)))
    assert found.value("slope") == pytest.approx(2.0)
    assert found.spread("slope") == pytest.approx(0.5)


def test_a_normal_prior_and_normal_data_give_the_normal_update():
    outcome = 1.0 + noise(1, MONTHS, 1)
    found = fit([Prior("mean", 0.0, 1.0)], outcome, lambda values: values[0] * np.ones((MONTHS, 1)), memory=False)
    precision = MONTHS / found.scatter[0] ** 2
    assert found.value("mean") == pytest.approx(outcome.mean() * precision / (precision + 1.0), rel=0.01)


def test_a_posterior_is_never_wider_than_its_prior():
    outcome = noise(2, MONTHS, 2)
    found = fit([Prior("slope", 0.0, 0.1)], outcome, lambda values: values[0] * noise(3, MONTHS, 2))
    assert found.spread("slope") <= 0.1


def test_a_confounder_in_a_slot_gives_the_coefficient_back():
    market = np.linspace(-1.0, 1.0, MONTHS) ** 3
    driver = market[:, np.newaxis] + 0.3 * noise(4, MONTHS, 1)
    outcome = 0.5 * driver + 2.0 * market[:, np.newaxis] + 0.05 * noise(5, MONTHS, 1)
    slots = together([levels(MONTHS, 1), given(market[:, np.newaxis], 1)])
    found = fit([Prior("slope", 0.0, 2.0)], outcome, lambda values: values[0] * driver, slots)
    blind = fit([Prior("slope", 0.0, 2.0)], outcome, lambda values: values[0] * driver, levels(MONTHS, 1))
    assert within(found, "slope", 0.5)
    assert not within(blind, "slope", 0.5)


def test_volume_finds_the_elasticity_beside_season_and_trend():
    price = np.where(np.arange(MONTHS) < 20, 0.0, 0.08)[:, np.newaxis] * np.array([1.0, 0.5])
    calendar = np.asarray(np.arange(MONTHS) % 12, dtype=np.float64)
    outcome = -1.2 * adjusted(price, 0.3) + 0.1 * np.cos(calendar)[:, np.newaxis] + 0.01 * noise(6, MONTHS, 2)
    slots = together([levels(MONTHS, 2), trend(MONTHS, 2), season(calendar, 2)])
    priors = [Prior("price_elasticity", -1.5, 0.5, -4.0, -0.3), Prior("price_habit", 0.3, 0.15, 0.0, 0.85)]
    assert within(volume_response(outcome, price, priors, slots), "price_elasticity", -1.2)


def test_renewal_is_read_from_how_a_price_move_spreads():
    paid = np.zeros(MONTHS)
    for month in range(1, MONTHS):
        offered = 0.05 if month >= 10 else 0.0
        paid[month] = paid[month - 1] + 0.2 * (offered - paid[month - 1])
    change = np.diff(paid) + 0.02 / 12.0 + 1e-5 * noise(7, MONTHS - 1)
    priors = [Prior("price_indexation", 0.02, 0.005, 0.0, 0.05), Prior("price_renewal", 0.5, 0.2, 0.02, 1.0)]
    assert renewal_response(change, priors).value("price_renewal") == pytest.approx(0.2, abs=0.03)


def test_a_stage_of_the_funnel_gives_back_rate_and_delay():
    inflow = 500.0 + 100.0 * noise(8, MONTHS, 2)
    exit_rate = 1.0 - np.exp(-1.0 / 0.6)
    outflow = np.array([0.3, 0.4]) * left_by(inflow, exit_rate)
    rates = [Prior("mql_to_sql", 0.3, 0.1, 0.01, 0.95, name) for name in ("A", "B")]
    found = stage_response(inflow, outflow, rates, Prior("sql_delay", 0.5, 0.1, 0.1, 1.5))
    assert within(found, "mql_to_sql", 0.4, member="B")
    assert within(found, "sql_delay", 0.6)


def test_what_enters_a_pool_leaves_it_or_is_still_there():
    inflow = np.full((MONTHS, 1), 10.0)
    inflow[20:] = 14.0
    still = pooled(inflow, 0.4)
    left = left_by(inflow, 0.4)
    assert inflow[1:].sum() - left[1:].sum() == pytest.approx(still[-1, 0] - still[0, 0])


def test_hazards_give_back_the_sensitivity_to_dissatisfaction():
    loss = np.where(np.arange(MONTHS) % 12 < 4, 0.15, 0.0)
    hazard = 0.02 * np.exp(2.0 * loss)
    left = np.random.default_rng(9).poisson(3000.0 * hazard[:, np.newaxis] * np.ones(3)).astype(float)
    names = ("churn_price_sensitivity", "churn_satisfaction_sensitivity", "churn_late_sensitivity")
    priors = [Prior(name, 1.5, 0.8, 0.1, 4.0) for name in names] + [Prior("churn_price_half_life", 4.0, 1.0, 3.0, 6.0)]
    priors += [Prior("log_churn", np.log(0.01), 0.6, -8.0, -1.0, name) for name in "ABC"]
    felt = (np.zeros((MONTHS, 3)), np.stack([loss, np.zeros(MONTHS)]))
    found = hazard_response(left, np.full((MONTHS, 3), 3000.0), priors, felt)
    assert within(found, "churn_satisfaction_sensitivity", 2.0)
    assert np.exp(found.value("log_churn", "A")) == pytest.approx(0.02, rel=0.1)


def test_a_count_as_expected_has_no_deviance():
    assert deviance(np.array(4.0), np.array(4.0)) == 0.0


def test_a_price_move_fades_by_half_in_a_half_life():
    index = np.where(np.arange(10) < 2, 0.0, 0.1)[:, np.newaxis]
    assert remembered(index, 4.0)[6, 0] == pytest.approx(0.05)


def test_flighted_spend_gives_back_carry_over_and_effect():
    spend = np.where((np.arange(MONTHS) // 3) % 3 == 0, 2.0, 0.5)[:, np.newaxis]
    media = Media(spend)
    outcome = 20.0 * media.response(np.array([0.4]), np.array([1.0])) + 100.0 + 0.2 * noise(10, MONTHS, 1)
    priors = [
        Prior("carry_over", 0.2, 0.2, 0.0, 0.9),
        Prior("saturation", 1.0, 0.4, 0.3, 3.0),
        Prior("effect", 10.0, 20.0, 0.0),
    ]
    found = media_response(outcome, media, priors, levels(MONTHS, 1))
    assert within(found, "carry_over", 0.4)
    assert within(found, "effect", 20.0)


def test_usual_spend_brings_the_usual_leads():
    media = Media(np.ones((5, 2)))
    for slope in (1.0, 1.4):
        assert media.response(np.array([0.1, 0.5]), np.array([1.0, 2.0]), slope) == pytest.approx(1.0)


def test_what_spend_brings_in_all_is_inside_its_interval_when_its_curve_is_another():
    spend = np.random.default_rng(11).gamma(1.5, 1.0, (120, 1))
    media = Media(spend / spend.mean())
    brought = 30.0 * np.tanh(media.felt(np.array([0.3])) / 1.5)
    priors = [Prior("carry_over", 0.3, 0.2, 0.0, 0.9, "A"), Prior("saturation", 1.5, 1.5, 0.3, 10.0, "A")]
    priors += [Prior("effect", 10.0, 20.0, 0.0, member="A"), *slope_priors("A")]
    found = media_response(100.0 + brought + noise(12, 120, 1), media, priors, levels(120, 1))
    drawn = np.random.default_rng(13).multivariate_normal(found.values, found.covariance, 300)
    totals = [(media.response(one[:1], one[1:2], slopes(one, 1)) * one[2]).sum() for one in np.maximum(drawn, 0.01)]
    low, high = np.quantile(totals, (0.05, 0.95))
    assert low < brought.sum() < high


def test_a_trend_that_bends_is_not_taken_for_an_effect():
    quarters = np.arange(MONTHS)[:, np.newaxis]
    price = -0.01 * quarters + 0.02 * noise(17, MONTHS, 1)
    volume = -1.5 * price + 0.3 * np.sqrt(quarters + 1.0)
    straight = [levels(MONTHS, 1), trend(MONTHS, 1, FLAT)]
    prior = Prior("price_elasticity", -1.5, 3.0)
    bent, stiff = (
        volume_response(volume, price, [prior], together(slots), memory=False)
        for slots in ([*straight, bends(MONTHS, 1, 6, 1.0)], straight)
    )
    assert abs(bent.value("price_elasticity") + 1.5) < 0.5 * abs(stiff.value("price_elasticity") + 1.5)


def test_an_elasticity_beyond_what_is_published_is_told():
    assert [notice.key for notice in too_good({"TV": 0.5, "Search": 0.1})] == ["spend_elasticity_high"]
    assert elasticity(1.0) == 0.5


def test_spend_that_follows_something_is_suspected_and_random_spend_is_not():
    waves = np.sin(np.arange(MONTHS) / 6.0)
    assert follows_itself(np.stack([1.0 + 0.5 * waves, 1.0 + 0.1 * noise(16, MONTHS)], axis=1)) == [0]


def test_satisfaction_gives_back_what_lateness_costs():
    late = 0.1 + 0.08 * np.sin(np.arange(MONTHS) / 4.0)
    score = 0.85 + followed(-0.5 * late, 1.0 - np.exp(-1.0 / 1.5)) + 0.001 * noise(11, MONTHS)
    priors = [Prior("satisfaction_late", 0.43, 0.1, 0.2, 0.7), Prior("satisfaction_delay", 2.0, 0.4, 1.0, 3.0)]
    found = satisfaction_response(score[:, np.newaxis], late[:, np.newaxis], priors, levels(MONTHS, 1))
    assert within(found, "satisfaction_late", 0.5)
    assert within(found, "satisfaction_delay", 1.5)


def test_cost_gives_back_scale_and_utilisation():
    volume, load = 0.3 * noise(12, MONTHS), 0.05 * noise(13, MONTHS)
    cost = (0.9 * volume - 0.2 * load)[:, np.newaxis] + 0.005 * noise(14, MONTHS, 1)
    priors = [Prior("scale_exponent", 0.93, 0.03, 0.8, 1.0), Prior("utilisation_cost", -0.1, 0.05, -0.5, 0.0)]
    found = cost_response(cost, (volume, load), priors, levels(MONTHS, 1))
    assert within(found, "scale_exponent", 0.9)


def test_punctuality_gives_back_the_scatter_of_lead_times():
    score = noise(15, MONTHS, 2)
    found = punctuality_response(1.0 - 0.5 * score, score, Prior("lead_time_sigma", 0.45, 0.07, 0.3, 0.6))
    assert found.value("lead_time_sigma") == pytest.approx(0.5, abs=0.01)


def test_overload_gives_back_what_it_does_to_quality():
    load = 0.9 + 0.1 * np.sin(np.arange(MONTHS))[:, np.newaxis]
    defects = np.log(0.05 * operations.overload(load, np.array(3.0)))
    assert within(
        overload_response(defects, load, Prior("overload_defects", 2.0, 0.6, 0.0, 5.0)), "overload_defects", 3.0
    )


def test_backlogs_worked_back_from_throughput_are_those_that_were_there():
    rule = Rules(cap=0.1, output=0.9, dropped=np.array([0.08]))
    arrived = 0.85 + 0.05 * np.sin(np.arange(MONTHS) / 3.0)[:, np.newaxis]
    forward = worked_forward(arrived, rule)
    overtime = arrived / forward.busy
    back = worked_back(forward.done * overtime, rule)
    assert back.busy[6:] == pytest.approx(forward.busy[6:], rel=0.01)


def test_new_staff_learn_the_job_over_the_ramp():
    heads = 20.0 + np.cumsum(np.where(np.arange(MONTHS) % 8 == 0, 4.0, 0.0))[:, np.newaxis]
    hires = np.diff(heads, axis=0, prepend=heads[:1])
    gone = np.zeros_like(heads)
    hours = np.log(heads - learning(heads, hires, gone, 4.0))
    found = ramp_response(hours, (heads, hires, gone), Prior("staff_ramp", 3.0, 0.7, 1.0, 8.0))
    assert found.value("staff_ramp") == pytest.approx(4.0, abs=0.1)


def test_attrition_is_shrunk_to_the_usual_where_people_are_few():
    leavers = np.random.default_rng(17).poisson(np.array([3.0, 0.06]), (36, 2)).astype(float)
    heads = np.tile([100.0, 2.0], (36, 1))
    rates = [Prior("log_attrition", np.log(0.015), 0.4, -7.0, -2.0, name) for name in ("many", "few")]
    found = attrition_response(leavers, heads, [Prior("attrition_overload", 3.0, 1.0), *rates], np.full((36, 2), 0.7))
    assert np.exp(found.value("log_attrition", "many")) == pytest.approx(0.03, rel=0.15)
    assert found.spread("log_attrition", "few") > 3.0 * found.spread("log_attrition", "many")


def test_a_season_is_found_and_a_marked_month_is_not_learnt_from():
    calendar = np.asarray(np.arange(MONTHS) % 12, dtype=np.float64)
    index = 1.0 + 0.2 * np.sin(np.arange(12) / 12.0 * 2.0 * np.pi)
    series = 100.0 * index[calendar.astype(int)] * np.exp(0.01 * noise(18, MONTHS))
    marked = np.zeros(MONTHS, dtype=bool)
    marked[[15, 27]] = True
    disturbed = np.where(marked, 3.0 * series, series)
    assert seasonal_index(series, calendar, np.zeros(MONTHS, dtype=bool)) == pytest.approx(index, abs=0.03)
    heard, ignored = (
        abs(seasonal_index(disturbed, calendar, mask)[3] - index[3]) for mask in (np.zeros_like(marked), marked)
    )
    assert ignored < heard


def test_a_fit_that_the_models_form_misleads_moves_the_belief_less():
    outcome = 3.0 + 0.1 * noise(18, MONTHS, 1)
    known, misled = (
        believed(fit([Prior(name, 2.0, 0.5)], outcome, lambda values: values[0] * np.ones((MONTHS, 1))))
        for name in ("wage_drift", "variability")
    )
    assert 2.0 < misled[0][0] < known[0][0] < 3.0
    assert known[1][0, 0] < misled[1][0, 0] < 0.25


def test_counted_amounts_are_believed_as_they_are_counted():
    outcome = 0.3 + 0.01 * noise(19, MONTHS, 1)
    found = fit([Prior("win_rate", 0.25, 0.04)], outcome, lambda values: values[0] * np.ones((MONTHS, 1)))
    assert believed(found)[0] == pytest.approx(found.values)
    assert believed(found)[1] == pytest.approx(found.covariance)
