"""The frontier: nothing beats it, nothing on it is forbidden, brute force finds no more."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from model.projection import project
from model.questions.caution import cautious
from model.questions.constraints import Constraint, read_constraint, with_changes
from model.questions.dials import PRECISION, Reach, dials, scenario_at
from model.questions.dominance import hypervolume, undominated
from model.questions.exchange import distance, exchange
from model.questions.frontier import Aim, frontier, point_of, recommended
from model.questions.outcomes import ENDS, better, outcomes
from model.questions.spending import money
from model.questions.watching import Cancelled, Watch
from model.samples import load_sample
from model.scenario import AS_IS, Move, Scenario
from tests.problems import SMALL, THREE, view

STEPS = 9  # of brute force along each lever


@pytest.fixture(scope="module")
def found():
    return frontier(view(), SMALL)


@pytest.fixture(scope="module")
def brute(found):
    """Every plan of a grid: gains and whether it is allowed."""
    places = np.array(list(itertools.product(np.linspace(0.0, 1.0, STEPS), repeat=len(THREE))))
    scenarios = [scenario_at(found.dials, SMALL.base, place) for place in places]
    names = (SMALL.first, SMALL.second, *(one.measure for one in found.constraints))
    values = outcomes(found.view, scenarios, names)
    allowed = np.all([one.broken(values[one.measure]) == 0.0 for one in found.constraints], axis=0)
    gains = np.stack([better(name) * values[name] for name in (SMALL.first, SMALL.second)], axis=1)
    return gains[allowed]


def test_it_covers_as_much_as_brute_force(found, brute):
    worst, span = brute.min(axis=0), np.ptp(brute, axis=0)
    covered = hypervolume((found.gains(found.points) - worst) / span, np.zeros(2))
    assert covered >= 0.99 * hypervolume((brute - worst) / span, np.zeros(2))


def test_no_point_is_beaten_by_another(found):
    gains = found.gains(found.points)
    assert len(undominated(gains)) == len(gains)


def test_no_plan_of_brute_force_beats_a_point_by_much(found, brute):
    gains, span = found.gains(found.points), found.span()
    ahead = ((brute[:, np.newaxis] - gains) / span).min(axis=-1)
    assert ahead.max() < 1.0 / len(found.points) + 0.005  # the distance between two points


def test_every_point_keeps_every_constraint(found):
    for point in found.points:
        for one in found.constraints:
            assert one.room(np.array(point.values[one.measure])) >= -1e-6 * max(abs(one.bound), 1.0), str(one)


def test_a_points_scenario_gives_its_kpis_when_it_is_run(found):
    point = found.points[len(found.points) // 2]
    again = outcomes(found.view, [point.scenario], ["revenue_growth", "operating_cost"])
    assert {name: value[0] for name, value in again.items()} == pytest.approx(
        {name: point.values[name] for name in again}, rel=1e-12
    )


def test_lever_values_are_as_a_scenario_holds_them(found):
    values = [move.value for point in found.points for move in point.scenario.levers.values()]
    assert values == [round(value, PRECISION) for value in values]


def test_one_seed_gives_one_frontier(found):
    again = frontier(view(), SMALL)
    assert [point.values for point in again.points] == [point.values for point in found.points]


def test_the_named_points_are_the_ends_and_one_between(found):
    named = {name: point.values["revenue_growth"] for name, point in found.named.items()}
    assert named["efficiency_first"] < named["balanced"] < named["revenue_first"]


def test_the_dial_runs_from_one_end_to_the_other(found):
    assert recommended(found, 1.0) == found.named["revenue_first"]
    assert recommended(found, 0.0) == found.named["efficiency_first"]
    assert recommended(found, 0.5) == found.named["balanced"]


def test_a_tighter_constraint_is_kept_and_never_gains(found):
    floor = Constraint("on_time", ">=", 0.9)
    tight = frontier(view(), Aim(**{**vars(SMALL), "constraints": with_changes(found.constraints, [floor])}))
    assert min(point.values["on_time"] for point in tight.points) >= 0.9 - 1e-6
    gap = ((tight.gains(tight.points)[:, np.newaxis] - found.gains(found.points)) / found.span()).min(axis=-1)
    assert gap.max() < 0.02


def test_what_cannot_be_kept_leaves_no_point_and_names_the_closest():
    impossible = Aim(**{**vars(SMALL), "constraints": (Constraint("on_time", ">=", 1.5),), "steps": 2})
    found = frontier(view(), impossible)
    assert found.points == ()
    assert found.closest is not None
    assert found.closest.broken == ("on_time>=1.5",)


def test_the_exchange_rate_is_the_frontiers_own_slope(found):
    gains = found.gains(found.points)
    at = float(np.quantile(gains[:, 0], 0.5))
    rate = exchange(found, at, 0.005)
    cost = np.interp([at, at + 0.005], gains[:, 0], -gains[:, 1])
    assert rate.changes["operating_cost"] == pytest.approx(cost[1] - cost[0], rel=1e-9)
    assert rate.per_year["operating_cost"] == pytest.approx(rate.changes["operating_cost"] / 2.0)


def test_two_moves_close_most_of_the_gap_of_the_baseline(found):
    gap = distance(found, found.compared["baseline"])
    assert gap.gap > 0.0
    assert gap.closing is not None
    assert len(gap.closing.moves) == 2
    assert gap.closing.left < 0.5 * gap.gap


def test_a_point_of_the_frontier_is_not_far_from_it(found):
    assert distance(found, found.points[3]).gap == 0.0


def test_the_next_money_goes_where_it_is_worth_it_or_says_why_not(found):
    for point in (found.compared["baseline"], found.named["balanced"], found.named["efficiency_first"]):
        asked = money(found, point, 50_000.0)
        assert asked.unspent == pytest.approx(asked.budget - point.values["extra_spend"])
        told = {one.lever for one in asked.following} | {one.lever for one in asked.reasons}
        assert "process_efficiency" in told
        for use in asked.following:
            assert use.worth > 0.0
            assert use.breaks == ()


def test_money_taken_back_is_given_back(found):
    asked = money(found, found.named["revenue_first"], 50_000.0)
    assert asked.last is not None
    assert asked.last.money < 0.0


def test_a_preset_beyond_the_largest_move_is_said_to_be_so(found):
    moved = found.compared["revenue_first"].scenario
    tight = frontier(
        view(), Aim(**{**vars(SMALL), "reach": Reach(free=THREE, largest={"sales_heads": 0.01}), "steps": 1})
    )
    assert "sales_heads" in point_of(tight, moved).broken


def test_held_levers_are_not_dials():
    found = dials(load_sample("saas"), reach=Reach(held=("price_change",), largest={"sales_heads": 0.1}))
    assert "price_change" not in {dial.lever for dial in found}
    assert next((dial.low, dial.high) for dial in found if dial.lever == "sales_heads") == (-0.1, 0.1)


def test_a_frontier_can_be_stopped_and_tells_how_far_it_is():
    shares: list[float] = []
    with pytest.raises(Cancelled):
        frontier(view(), SMALL, Watch(shares.append, lambda: len(shares) >= 3))
    assert shares == sorted(shares)


@pytest.mark.parametrize("text", ["on_time", "on_time>0.9", "nothing>=1", "on_time>=much", "stock_days<=3"])
def test_a_constraint_that_cannot_be_read_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError, match=r"^(constraint|kpi): .*\.$"):
        read_constraint(text, load_sample("saas"))


def test_every_point_leaves_the_volume_and_pipeline_that_are_asked_for(found):
    asked = {str(one): one for one in found.constraints}
    assert {"end_volume>=0.95", "end_pipeline>=0.95"} <= set(asked)
    assert min(point.values[name] for point in found.points for name in ENDS) >= 0.95 - 1e-6


def test_without_them_the_cheapest_plan_hollows_the_company_out(found):
    free = tuple(one for one in found.constraints if one.measure not in ENDS)
    hollow = frontier(view(), Aim(**{**vars(SMALL), "constraints": free})).named["efficiency_first"]
    kept = found.named["efficiency_first"]
    assert hollow.values["end_volume"] < 0.95
    assert hollow.values["operating_cost"] < kept.values["operating_cost"]


def test_what_is_left_at_the_end_is_read_from_the_last_three_months(found):
    plan = found.named["revenue_first"].scenario
    volume = project(load_sample("saas"), [AS_IS, plan], months=24).lines["volume"][:, 0, -3:].sum(axis=-1)
    assert found.named["revenue_first"].values["end_volume"] == pytest.approx(volume[-1] / volume[-2], rel=1e-9)


def test_harder_customers_make_a_higher_price_worth_less():
    company = load_sample("saas")
    dearer = Scenario("dearer", levers={"price_change": Move(0.1)})
    hard = replace(dearer, assumptions=cautious(company))
    values = outcomes(view(), [dearer, hard], ["revenue", "end_volume"])
    assert values["revenue"][1] < values["revenue"][0]
    assert values["end_volume"][1] < values["end_volume"][0]


def test_what_is_set_by_hand_is_not_made_harder():
    mine = Scenario("mine", assumptions={"saturation": 0.7})
    assert "saturation" not in cautious(load_sample("services"), mine)


@pytest.mark.long
def test_the_services_frontier_is_found_though_little_is_allowed():
    found = frontier(view("services", 36), Aim())
    assert len(found.points) > 20
