"""Bridges share out a difference fairly and completely."""

import numpy as np
import pytest

from model import bridges
from model.bridges import Seen, bridge, differing, windowed_bridges
from model.levers import LEVERS, SHOCKS
from model.questions.outcomes import outcomes
from model.questions.watching import Cancelled, Watch
from model.scenario import AS_IS, Move, Scenario
from tests.problems import view

KPIS = ("revenue", "operating_cost", "on_time", "cash")
HERE = Scenario(name="here", levers={"price_change": Move(0.03), "sales_heads": Move(0.1, ramp=3)})
THERE = Scenario(
    name="there",
    levers={
        "price_change": Move(-0.02),
        "delivery_heads": Move(0.0, {"operations": 0.1}, 2, 3),
        "stock_cover": Move(0.0),
    },
    shocks={"rival_price": Move(-0.03)},
    assumptions={"burden": 1.36},
)


@pytest.fixture(scope="module")
def found():
    return bridge(view(), HERE, THERE, KPIS)


@pytest.mark.parametrize("kpi", KPIS)
def test_shares_sum_to_the_whole_difference(found, kpi):
    one = found[kpi]
    values = outcomes(view(), [HERE, THERE], [kpi])[kpi]
    assert one.before + sum(one.shares.values()) == pytest.approx(values[1], rel=1e-12)
    assert one.after == pytest.approx(values[1], rel=1e-12)


def test_every_difference_is_a_player_and_nothing_else(found):
    assert set(found["revenue"].shares) == {"price_change", "sales_heads", "delivery_heads", "rival_price", "burden"}
    assert differing(HERE, HERE) == ()


def test_a_null_player_gets_nothing(found):
    assert found["revenue"].shares["burden"] == pytest.approx(0.0, abs=1e-6)


def test_interaction_is_what_is_left_of_the_single_effects(found):
    one = found["revenue"]
    assert one.interaction == pytest.approx(sum(one.shares.values()) - sum(one.alone.values()))


def test_symmetric_players_get_the_same_share():
    players = ("a", "b", "c")
    index = {subset: row for row, subset in enumerate(bridges.subsets(players))}
    values = np.array([len(subset & {"a", "b"}) ** 2 + 3.0 * ("c" in subset) for subset in index])
    shares = bridges._shares(players, index, values)
    assert shares["a"] == pytest.approx(shares["b"])
    assert shares == pytest.approx({"a": 2.0, "b": 2.0, "c": 3.0})


def test_shares_of_a_random_game_are_complete_fair_and_nothing_for_who_does_nothing():
    """Efficiency, symmetry of 'a' and 'b', and the null player 'e', which together fix the Shapley value."""
    players = ("a", "b", "c", "d", "e")
    worth: dict[frozenset[str], float] = {}
    generator = np.random.default_rng(3)
    for subset in bridges.subsets(players):
        swapped = frozenset({"a": "b", "b": "a"}.get(name, name) for name in subset) - {"e"}
        known = (worth[like] for like in (swapped, subset - {"e"}) if like in worth)
        worth[subset] = next(known, float(generator.normal()))
    index = {subset: row for row, subset in enumerate(worth)}
    shares = bridges._shares(players, index, np.array(list(worth.values())))
    assert sum(shares.values()) == pytest.approx(worth[frozenset(players)] - worth[frozenset()])
    assert shares["a"] == pytest.approx(shares["b"])
    assert shares["e"] == pytest.approx(0.0, abs=1e-12)
    assert len({round(share, 9) for share in shares.values()}) == 4


def test_rows_that_share_what_nobody_moves_give_what_each_gives_alone():
    mixed = [Scenario(levers={name: HERE.levers[name]}) for name in HERE.levers]
    together = outcomes(view(), [AS_IS, *mixed, Scenario(levers=THERE.levers)], KPIS)
    alone = [outcomes(view(), [one], KPIS) for one in (AS_IS, *mixed)]
    for kpi in KPIS:
        assert together[kpi][:-1] == pytest.approx([float(one[kpi][0]) for one in alone], rel=1e-12)


@pytest.mark.parametrize("name", [*LEVERS, *SHOCKS])
def test_a_move_that_starts_after_the_horizon_is_not_felt(name):
    lever = LEVERS.get(name) or SHOCKS[name]
    late = {name: Move(lever.high if lever.high != lever.default else lever.low, start=12, ramp=lever.ramp)}
    scenario = Scenario(levers=late) if name in LEVERS else Scenario(shocks=late)
    values = outcomes(view(months=12), [AS_IS, scenario], KPIS)
    assert all(found[0] == found[1] for found in values.values())


def test_a_move_that_is_not_felt_costs_no_runs_and_has_no_share():
    late = {**THERE.levers, "sales_playbook": Move(0.5, start=12, ramp=6)}
    found = bridge(view(months=12), AS_IS, Scenario(levers=late), ["revenue"])["revenue"]
    plain = bridge(view(months=12), AS_IS, Scenario(levers=THERE.levers), ["revenue"])["revenue"]
    assert found.shares == {**plain.shares, "sales_playbook": 0.0}


def test_groups_move_as_one_and_still_sum_up(found):
    groups = {"commercial": ("price_change", "sales_heads"), "outside": ("rival_price", "burden")}
    grouped = bridge(view(), HERE, THERE, ["revenue"], groups)["revenue"]
    assert set(grouped.shares) == {"commercial", "outside", "delivery_heads"}
    assert sum(grouped.shares.values()) == pytest.approx(sum(found["revenue"].shares.values()), rel=1e-9)


def test_permutations_sum_exactly_and_come_near_the_exact_shares(found, monkeypatch):
    monkeypatch.setattr(bridges, "EXACT", 2)
    drawn = bridge(view(), HERE, THERE, ["revenue"])["revenue"]
    exact = found["revenue"]
    assert drawn.before + sum(drawn.shares.values()) == pytest.approx(exact.after, rel=1e-12)
    size = max(abs(share) for share in exact.shares.values())
    assert drawn.shares == pytest.approx(exact.shares, abs=0.02 * size)


def test_a_window_is_bridged_as_if_it_were_alone(found):
    whole, year = windowed_bridges(view(), (HERE, THERE), Seen(("revenue",), ((0, None), (0, 12))))
    assert whole["revenue"].shares == pytest.approx(found["revenue"].shares)
    assert sum(year["revenue"].shares.values()) == pytest.approx(year["revenue"].after - year["revenue"].before)


def test_a_bridge_can_be_stopped():
    with pytest.raises(Cancelled):
        windowed_bridges(view(), (AS_IS, HERE), Seen(("revenue",), ((0, None),)), watch=Watch(cancelled=lambda: True))
