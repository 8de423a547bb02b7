"""Goal seek hits what can be reached, moves no more than it must, and says what bars the rest."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from model.levers import LEVERS
from model.questions.constraints import Constraint
from model.questions.dials import Reach, dials, ranges, scenario_at, spans
from model.questions.outcomes import View, outcomes
from model.questions.seek import Goal, by_month, seek
from model.scenario import AS_IS
from tests.problems import view as over

FREE: tuple[Constraint, ...] = ()
PAIR = ("price_change", "delivery_heads")
MONTHS = 12
GOALS = [("revenue_growth", 0.01), ("operating_cost", -0.02), ("on_time", 0.01), ("ebitda", 0.10)]


def view(sample: str = "saas") -> View:
    return over(sample, MONTHS)


def target_of(kpi: str, step: float, sample: str) -> float:
    now = float(outcomes(view(sample), [AS_IS], [kpi])[kpi][0])
    return now + step if kpi in ("revenue_growth", "on_time") else now * (1.0 + step)


@pytest.mark.parametrize(("kpi", "step"), GOALS)
def test_a_target_within_reach_is_hit_within_a_thousandth(kpi, step):
    target = target_of(kpi, step, "services")
    ways = seek(Goal(view=view("services"), kpi=kpi, target=target))
    assert ways[0].reached
    for way in (way for way in ways if way.reached):
        value = outcomes(view("services"), [way.scenario], [kpi])[kpi][0]
        assert value == pytest.approx(target, rel=1e-3), way.name


def test_each_way_moves_its_own_levers_only():
    ways = seek(Goal(view=view(), kpi="operating_cost", target=target_of("operating_cost", -0.02, "saas")))
    owners = {way.name: {LEVERS[name].owner for name in way.scenario.levers} for way in ways}
    assert owners["cro"] <= {"cro"}
    assert owners["coo"] <= {"coo"}


def test_the_move_is_hardly_longer_than_the_least_of_brute_force():
    reach = Reach(free=PAIR, share=1.0)
    target = target_of("operating_cost", -0.02, "services")
    goal = Goal(view=view("services"), kpi="operating_cost", target=target, constraints=FREE, reach=reach)
    way = next(way for way in seek(goal) if way.name == "together")
    found = dials(goal.view.company, AS_IS, reach)
    places = np.array(list(itertools.product(np.linspace(0.0, 1.0, 31), repeat=2)))
    values = outcomes(goal.view, [scenario_at(found, AS_IS, place) for place in places], ["operating_cost"])[
        "operating_cost"
    ]
    low = np.array([dial.low for dial in found])
    sizes = np.sqrt((((low + places * spans(found)) / ranges(found)) ** 2).sum(axis=1))
    assert way.reached
    assert way.move <= 1.02 * sizes[values <= target].min()


def test_what_cannot_be_reached_is_said_with_the_closest_and_what_binds():
    goal = Goal(view=view("services"), kpi="on_time", target=0.9999, reach=Reach(free=("overtime_cap",), share=1.0))
    ways = seek(goal)
    assert not any(way.reached for way in ways)
    now = float(outcomes(goal.view, [AS_IS], ["on_time"])["on_time"][0])
    assert now < ways[0].value < 0.9999
    assert ways[0].binding


def test_constraints_are_kept_on_the_way():
    floor = Constraint("on_time", ">=", target_of("on_time", -0.01, "services"))
    goal = Goal(
        view=view("services"),
        kpi="operating_cost",
        target=target_of("operating_cost", -0.04, "services"),
        constraints=(floor,),
    )
    for way in seek(goal):
        assert way.values["on_time"] >= floor.bound - 1e-6, way.name


def test_the_same_question_gets_the_same_answer():
    goal = Goal(view=view(), kpi="ebitda", target=target_of("ebitda", 0.05, "saas"), reach=Reach(free=PAIR))
    assert [way.values for way in seek(goal)] == [way.values for way in seek(goal)]


def test_a_target_by_a_month_holds_for_the_year_that_ends_there():
    seen = by_month(over(), "2027-12")
    assert (seen.first, seen.last) == (3, 15)
    with pytest.raises(ValueError, match="within the 24 months"):
        by_month(over(), "2035-01")


def test_a_target_already_met_needs_no_move():
    now = float(outcomes(view(), [AS_IS], ["revenue"])["revenue"][0])
    way = seek(replace(Goal(view=view(), kpi="revenue", target=now), reach=Reach(free=PAIR)))[0]
    assert way.reached
    assert way.move == pytest.approx(0.0, abs=1e-3)
