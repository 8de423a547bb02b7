"""Compass, switch month, horizons, plan and priorities: rules that are visible, money that is the same, dates that fit."""

from dataclasses import replace

import numpy as np
import pytest

from model.months import month_number
from model.presets import preset_budget, presets
from model.projection import project
from model.questions.compass import USUAL_RULES, compass, indicators
from model.questions.horizons import YEARS, borrowing, horizons
from model.questions.outcomes import outcomes
from model.questions.plan import capacity, plan
from model.questions.priorities import Role, Wish, formula, score, usual_roles
from model.questions.switching import ORDERS, smoothed, switching
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario
from model.scores import kpi_series
from tests.problems import view


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_compass_reads_every_indicator_that_there_are_data_for(sample):
    reading = compass(indicators(load_sample(sample)))
    assert set(reading.missing) == (set() if "customers" in load_sample(sample).has else {"nrr"})
    assert -1.0 <= reading.dial <= 1.0


def test_the_parts_of_the_indicators_sum_to_the_dial():
    reading = compass(indicators(load_sample("saas")))
    parts = [reason.part for reason in (*reading.reasons, *reading.opposite)]
    assert sum(parts) == pytest.approx(reading.dial)


def test_at_the_tipping_value_of_an_indicator_the_dial_is_in_the_middle():
    values = indicators(load_sample("saas"))
    reading = compass(values)
    tipping = [one for one in (*reading.reasons, *reading.opposite) if one.tips_at is not None]
    assert tipping
    for reason in tipping:
        assert reason.tips_at is not None
        assert compass({**values, reason.rule.indicator: reason.tips_at}).dial == pytest.approx(0.0, abs=1e-9)


def test_rules_can_be_edited():
    values = indicators(load_sample("saas"))
    only = [replace(rule, weight=1.0 if rule.indicator == "utilisation" else 0.0) for rule in USUAL_RULES]
    assert compass(values | {"utilisation": 0.99}, only).dial == -1.0
    assert compass(values | {"utilisation": 0.50}, only).dial == 1.0
    with pytest.raises(ValueError, match="ends must differ"):
        compass(values, [replace(USUAL_RULES[0], revenue_at=USUAL_RULES[0].efficiency_at)])


def test_a_move_that_ends_goes_back():
    company = load_sample("saas")
    ending = Scenario(levers={"marketing_spend": Move(0.5, start=2, end=10)})
    spend = project(company, [ending], months=24).by["spend"]["channel"][:, 0].sum(axis=-1)
    assert spend[1, 5] == pytest.approx(1.5 * spend[0, 5])
    assert spend[1, 10:] == pytest.approx(spend[0, 10:])


@pytest.fixture(scope="module")
def switched():
    return switching(view("saas", 36))


def test_every_switch_month_commits_the_same_money(switched):
    budget = preset_budget(load_sample("saas"), 36)
    for order in switched.orders.values():
        assert order.committed == pytest.approx([budget] * len(order.months), rel=0.005)


def test_both_orders_meet_where_one_priority_has_all_the_time(switched):
    first, second = (switched.orders[order].values["ebitda"] for order in ORDERS)
    assert first[0] == pytest.approx(second[-1], rel=0.002)
    assert second[0] == pytest.approx(first[-1], rel=0.002)


def test_the_best_month_lies_in_its_window_and_is_the_best(switched):
    for order in switched.orders.values():
        curve = order.values[switched.kpi]
        assert order.window[0] <= order.best <= order.window[1]
        assert curve[order.months.index(order.best)] == max(curve)


def test_a_trigger_is_passed_for_the_first_time_in_the_month_of_the_switch(switched):
    for order in switched.orders.values():
        if order.trigger is None:
            continue
        never = project(load_sample("saas"), [order.scenarios[-1]], months=36)
        series = smoothed(kpi_series(never, order.trigger.kpi)[1, 0])
        sign = 1.0 if order.trigger.rising else -1.0
        assert order.trigger.month == order.best
        assert series[order.best] == pytest.approx(order.trigger.value)
        assert (sign * series[: order.best] < sign * order.trigger.value).all()


def test_every_month_of_the_switch_is_tried(switched):
    assert all(order.months == tuple(range(37)) for order in switched.orders.values())


def test_a_plan_of_one_switch_gives_its_values_when_it_is_run_again(switched):
    order = switched.orders["revenue_then_efficiency"]
    again = outcomes(view("saas", 36), [order.scenarios[5]], ["ebitda"])["ebitda"][0]
    assert again == pytest.approx(order.values["ebitda"][5], rel=1e-9)


def test_smoothing_keeps_a_constant():
    assert smoothed(np.full(6, 0.7)) == pytest.approx(np.full(6, 0.7))


@pytest.fixture(scope="module")
def both_terms():
    return horizons(view("services"), presets(load_sample("services"))["efficiency_first"])


def test_every_levers_part_sums_to_the_plans_difference_on_both_horizons(both_terms):
    parts = [one for one in both_terms.levers if one.kpi == "ebitda"]
    for window, which in (("year", "short"), ("five_years", "long")):
        difference = both_terms.plan[window]["ebitda"] - both_terms.baseline[window]["ebitda"]
        assert sum(getattr(one, which) for one in parts) == pytest.approx(difference, rel=1e-9)


def test_a_move_that_borrows_helps_now_and_hurts_later(both_terms):
    cut = Scenario(name="cut", levers={"marketing_heads": Move(-0.3, {}, 0, 3)})
    found = [one for one in borrowing(horizons(view("industry"), cut)) if one.kpi == "ebitda"]
    assert [one.lever for one in found] == ["marketing_heads"]
    assert found[0].short > 0.0 > found[0].long
    assert both_terms.windows["five_years"] == (0, YEARS)


def test_every_step_is_decided_before_it_starts_and_starts_before_it_is_in_force():
    found = plan(view("industry"), presets(load_sample("industry"))["balanced"])
    assert {step.lever for step in found.steps} == set(presets(load_sample("industry"))["balanced"].levers)
    for step in found.steps:
        assert found.months[0] <= step.decide_by <= step.start <= step.in_force
        wait = month_number(step.start) - month_number(step.decide_by)
        assert wait <= step.lead_time


def test_people_that_prevent_an_overload_are_told_with_the_month():
    scenario = Scenario(
        name="grow", levers={"sales_heads": Move(0.3, ramp=3), "delivery_heads": Move(0.0, {"operations": 0.2}, 0, 3)}
    )
    step = next(step for step in plan(view("industry"), scenario).steps if step.lever == "delivery_heads")
    assert step.overload is not None
    assert step.overload.decide_by <= step.overload.month


def test_what_is_watched_is_the_difference_that_the_move_makes():
    scenario = presets(load_sample("saas"))["balanced"]
    for step in plan(view(), scenario).steps:
        if step.watch is not None:
            low, high = sorted((step.watch.without, step.watch.expected))
            assert low < step.watch.stop_at < high
            assert step.watch.below == (step.watch.expected > step.watch.without)


def test_capacity_names_what_binds():
    projection = project(load_sample("industry"), [presets(load_sample("industry"))["revenue_first"]], months=24)
    assert [one.process for one in capacity(load_sample("industry"), projection)]


def test_as_it_is_scores_nothing_and_a_fulfilled_wish_scores_one():
    scenario = Scenario(name="moved", levers={"price_change": Move(0.05)})
    reached = float(outcomes(view(), [scenario], ["revenue"])["revenue"][0])
    roles = [Role("cro", 1.0, (Wish("revenue", 1.0, reached),))]
    as_is, moved = score(view(), [AS_IS, scenario], roles)
    assert as_is.joint == 0.0
    assert moved.joint == pytest.approx(1.0)


def test_the_formula_gives_the_score():
    scenario = presets(load_sample("saas"))["balanced"]
    found = score(view(), [scenario], usual_roles(view()))[0]
    values = {term.kpi: term.value for term in found.terms}
    parts = eval(  # noqa: S307  our own formula, to see that it says what was computed
        formula(found), {"__builtins__": {}}, values | {"within": lambda low, x, high: min(max(x, low), high)}
    )
    assert parts == pytest.approx(found.joint, rel=1e-3, abs=1e-4)


def test_a_target_that_is_todays_value_is_refused():
    now = float(outcomes(view(), [AS_IS], ["revenue"])["revenue"][0])
    with pytest.raises(ValueError, match="set a target to move to"):
        score(view(), [AS_IS], [Role("cro", 1.0, (Wish("revenue", 1.0, now),))])
