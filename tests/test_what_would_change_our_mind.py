"""Sensitivity, flip points and robust choice, checked by running the engine again and by cases with known answers."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import qmc

from model.presets import presets
from model.projection import baseline_of, project
from model.questions import sensitivity
from model.questions.choice import choice
from model.questions.factors import Factor, Target, answers, factors
from model.questions.flips import boundary, chance_of_first, flips, value_at
from model.questions.outcomes import EXTRA_SPEND, measures, outcomes
from model.questions.quick import QUICK, quick_lines
from model.questions.sensitivity import POINTS, screening, sobol_indices, tornado, variance_shares
from model.questions.watching import Cancelled, Watch
from model.samples import load_sample
from model.scenario import AS_IS, Move, Scenario
from tests.problems import view

ALONE = Scenario(name="alone", levers={"price_change": Move(0.05)})
PUSH = Scenario(name="push", levers={"marketing_spend": Move(0.5), "sales_heads": Move(0.2, ramp=3)})


@pytest.fixture(scope="module")
def target():
    return Target(view=view("services"), kpi="ebitda", scenario=ALONE, against=PUSH)


@pytest.fixture(scope="module")
def flipping(target):
    return flips(target)


@pytest.fixture(scope="module")
def bars(target):
    return tornado(replace(target, against=None))


def test_rows_with_their_own_assumptions_give_what_each_gives_alone():
    rows = [
        Scenario(levers={"price_change": Move(0.05)}),
        Scenario(assumptions={"burden": 1.3, "attrition": 0.02}),
        Scenario(levers={"sales_heads": Move(0.2, ramp=3)}, assumptions={"churn_error": 1.2}),
    ]
    names = measures(load_sample("saas"))
    together = outcomes(view(), rows, names)
    for index, row in enumerate(rows):
        alone = outcomes(view(), [row], names)
        for name in names:
            assert together[name][index] == pytest.approx(alone[name][0], rel=1e-9, abs=1e-9), name


def test_a_few_lines_are_those_of_a_whole_projection():
    company = load_sample("industry")
    scenarios = list(presets(company).values())
    whole = project(company, scenarios, months=24).lines
    few = quick_lines(company, (baseline_of(scenarios[0]), *scenarios), QUICK - {"fill_rate"}, months=24)
    for name, line in few.items():
        assert np.array_equal(line, whole[name]), name


def test_nothing_moved_spends_nothing_extra_under_any_assumptions():
    rows = [AS_IS, Scenario(assumptions={"burden": 1.4}), Scenario(assumptions={"attrition": 0.03})]
    assert outcomes(view(), rows, (EXTRA_SPEND,))[EXTRA_SPEND] == pytest.approx(np.zeros(3))


def test_at_a_flip_point_both_scenarios_are_worth_the_same(target, flipping):
    assert flipping
    size = abs(float(answers(target, [{}])[0]))
    at = answers(target, [{flip.factor.name: flip.value} for flip in flipping])
    assert np.abs(at).max() < 1e-4 * size


def test_beyond_a_flip_point_the_other_scenario_is_better(target, flipping):
    here = float(answers(target, [{}])[0])
    for flip in flipping:
        end = flip.factor.low if flip.side == "below" else flip.factor.high
        beyond = flip.value + 0.02 * (end - flip.value)
        before = flip.value + 0.02 * (flip.factor.centre - flip.value)
        found = answers(target, [{flip.factor.name: beyond}, {flip.factor.name: before}])
        assert found[0] * here < 0.0 < found[1] * here, flip.factor.name


def test_the_chance_of_a_flip_is_that_of_the_belief(flipping):
    for flip in flipping:
        draws = flip.factor.quantile(np.random.default_rng(1).random(20_000))
        beyond = draws < flip.value if flip.side == "below" else draws > flip.value
        assert flip.chance == pytest.approx(beyond.mean(), abs=0.015)


def test_flips_need_two_scenarios(target):
    with pytest.raises(ValueError, match="two scenarios"):
        flips(replace(target, against=None))


def test_the_boundary_map_changes_sign_where_the_flip_is(target, flipping):
    name = flipping[0].factor.name
    found = boundary(target, (name, "burden"))
    middle = np.abs(found.second_values - found.second.centre).argmin()
    crossing = np.flatnonzero(np.diff(np.sign(found.difference[middle])))
    near = [found.first_values[place : place + 2] for place in crossing]
    step = found.first_values[1] - found.first_values[0]
    assert any(low - step <= flipping[0].value <= high + step for low, high in near)


def test_the_boundary_map_says_what_the_engine_says_there(target, flipping):
    name = flipping[0].factor.name
    found = boundary(target, (name, "burden"))
    place = {name: float(found.first_values[3]), "burden": float(found.second_values[8])}
    again = float(answers(target, [place])[0])
    assert found.difference[8, 3] == pytest.approx(again)
    assert value_at(found, *place.values()) == pytest.approx(again)


def test_the_chance_on_the_map_is_that_of_the_flip_where_the_other_factor_does_nothing(target, flipping):
    flip = flipping[0]
    found = boundary(target, (flip.factor.name, "overhead_headroom"))
    leads = value_at(found, flip.factor.centre, found.second.centre) > 0.0
    chance = chance_of_first(found)
    beyond = sum(one.chance for one in flipping if one.factor.name == flip.factor.name)
    assert (1.0 - chance if leads else chance) == pytest.approx(beyond, abs=0.05)


def test_a_tornado_shows_the_answers_at_the_ends_of_the_belief(target, bars):
    bar = bars.bars[0]
    again = answers(replace(target, against=None), [{}, {bar.factor.name: bar.low}, {bar.factor.name: bar.high}])
    assert again == pytest.approx([bars.centre, bar.at_low, bar.at_high])


def test_a_tornado_is_longest_first(bars):
    lengths = [abs(bar.at_high - bar.at_low) for bar in bars.bars]
    assert lengths == sorted(lengths, reverse=True)


def test_screening_gives_the_same_for_one_seed(target):
    first, second = screening(target, 3), screening(target, 3)
    assert [effect.size for effect in first] == [effect.size for effect in second]


def test_what_has_no_effect_is_screened_out(target):
    sizes = {effect.factor.name: effect.size for effect in screening(target)}
    assert sizes["overhead_headroom"] <= max(sizes.values())
    assert min(sizes.values()) == pytest.approx(0.0, abs=1e-6 * max(sizes.values()))


def test_variance_shares_of_one_factor_are_all_of_it(target, bars):
    shares = variance_shares(replace(target, against=None), [bars.bars[0].factor])
    assert shares[0].alone == pytest.approx(1.0, abs=0.05)
    assert shares[0].total == pytest.approx(1.0, abs=0.05)


def test_variance_shares_are_the_same_for_one_seed_and_can_be_stopped(target, bars, monkeypatch):
    monkeypatch.setattr(sensitivity, "POINTS", 16)
    chosen = [bar.factor for bar in bars.bars[:2]]
    first, second = (variance_shares(target, chosen, 7) for _ in range(2))
    assert first == second
    with pytest.raises(Cancelled):
        variance_shares(target, chosen, watch=Watch(cancelled=lambda: True))


def test_the_standard_error_of_a_share_is_near_its_scatter_over_seeds(target, bars, monkeypatch):
    monkeypatch.setattr(sensitivity, "POINTS", 32)
    chosen = [bar.factor for bar in bars.bars[:2]]
    runs = [variance_shares(replace(target, against=None), chosen, seed) for seed in range(8)]
    found = [next(one for one in run if one.factor == chosen[0]) for run in runs]
    scatter = float(np.std([one.total for one in found]))
    assert np.mean([one.total_error for one in found]) >= 0.5 * scatter


def test_sobol_indices_of_a_function_with_known_ones():
    """Ishigami & Homma 1990: first order .314, .442, 0; total .558, .442, .244."""
    points = 32 * POINTS
    sequence = (2.0 * qmc.Sobol(6, rng=np.random.default_rng(1)).random(points) - 1.0) * np.pi
    first, second = sequence[:, :3], sequence[:, 3:]
    mixed = [np.where(np.arange(3) == index, second, first) for index in range(3)]

    def ishigami(x):
        return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    alone, total = sobol_indices(np.stack([ishigami(x) for x in (first, second, *mixed)]))
    assert alone == pytest.approx([0.314, 0.442, 0.0], abs=0.02)
    assert total == pytest.approx([0.558, 0.442, 0.244], abs=0.02)


def test_a_belief_stays_within_its_range():
    factor = Factor("x", "assumption", 0.0, 1.0, 0.9, 0.5)
    assert factor.quantile(np.array([0.0, 1.0])) == pytest.approx([0.0, 1.0])
    assert factor.chance_below(float(factor.quantile(0.3))) == pytest.approx(0.3)


def test_every_factor_can_be_set_by_hand():
    names = [factor.name for factor in factors(load_sample("industry"))]
    assert len(names) == len(set(names)) > 100


def test_a_choice_counts_draws_and_never_regrets_below_zero():
    found = choice(
        view("services"),
        [replace(one, name=name) for name, one in presets(load_sample("services")).items()],
        "ebitda",
        draws=64,
    )
    assert sum(found.best.values()) == pytest.approx(1.0)
    assert all(low >= 0.0 for low, _, _ in found.regret.values())
    assert found.regret[found.robust][2] == min(high for _, _, high in found.regret.values())


def test_one_seed_gives_one_choice_and_one_set_of_flip_points(target, flipping):
    rivals = [ALONE, PUSH]
    assert choice(view(), rivals, "revenue", draws=16, seed=5) == choice(view(), rivals, "revenue", draws=16, seed=5)
    assert choice(view(), rivals, "revenue", draws=16, seed=5) != choice(view(), rivals, "revenue", draws=16, seed=6)
    assert flips(target) == flipping


def test_a_scenario_never_beats_itself():
    duel = choice(view(), [ALONE, replace(ALONE, name="twin")], "revenue", draws=16).duels[0]
    assert duel.chance == 0.0
    assert duel.difference == (0.0, 0.0, 0.0)
