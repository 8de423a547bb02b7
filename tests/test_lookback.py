"""Looking back: the gap between plan and actual is split exactly, and each part is found where it was put."""

import json
from dataclasses import replace

import numpy as np
import pytest

from model.__main__ import main
from model.beliefs import Calibration
from model.calibration import calibrated
from model.calibration.assembly import correlation, prior_joint
from model.company import Company
from model.counted import counted
from model.executed import Actual, Made
from model.gaps import to_the_cent
from model.lookback import LookBack, compared, look_back
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario

MONTHS = 12
PLAN = Scenario(
    name="plan",
    levers={"price_change": Move(0.04), "sales_heads": Move(0.2, ramp=3), "marketing_spend": Move(0.3)},
)


def with_beliefs(company: Company, **values: float) -> Company:
    """The company with some assumptions learned anew."""
    joint = prior_joint(company.kind)
    beliefs = tuple(replace(one, value=values.get(one.name, one.value)) for one in joint.beliefs)
    learned = Calibration(
        beliefs=beliefs, correlation=correlation(joint), correlations=(), notices=(), quality=(), season={}, seconds=0.0
    )
    return calibrated(company, learned)


def came(company: Company, scenario: Scenario) -> Actual:
    """Actuals that the engine itself makes."""
    run = project(company, [scenario], months=MONTHS)
    lines = counted({name: line[1, 0] for name, line in run.lines.items()})
    dimensions = {"net_price": "offer", "heads": "function", "spend": "channel"}
    by = {
        line: dict(zip(run.members[dimension], run.by[line][dimension][1, 0].T, strict=True))
        for line, dimension in dimensions.items()
    }
    return Actual(lines=lines, by=by)


def looked(now: Company, plan: Scenario, actual: Actual, then: Company | None = None) -> LookBack:
    return compared(Made(then=then or now, now=now, plan=plan), actual)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_plan_executed_exactly_in_the_world_believed_leaves_no_gap(kind: str):
    company = load_sample(kind)
    found = looked(company, PLAN, came(company, PLAN))
    assert found.gaps.keys() >= {"revenue", "operating_cost"}
    for gap in found.gaps.values():
        scale = np.abs(gap.planned).max()
        for part in (gap.gap, *gap.parts.values()):
            assert np.abs(part).max() <= 1e-9 * scale
    assert {one.verdict for one in found.reached} == {"executed"}


@pytest.mark.parametrize("lever", list(PLAN.levers))
def test_a_lever_that_was_not_moved_is_found_as_not_executed_and_explains_the_gap(lever: str):
    company = load_sample("saas")
    done = replace(PLAN, levers={name: move for name, move in PLAN.levers.items() if name != lever})
    found = looked(company, PLAN, came(company, done))
    assert {one.lever for one in found.reached if one.verdict == "not_executed"} == {lever}
    gap = found.gaps["operating_cost"]
    assert gap.parts["execution"] == pytest.approx(gap.gap, abs=1e-6 * gap.planned.max())


def test_half_a_move_is_found_as_half():
    company = load_sample("saas")
    done = replace(PLAN, levers={**PLAN.levers, "marketing_spend": Move(0.15)})
    spend = [one for one in looked(company, PLAN, came(company, done)).reached if one.lever == "marketing_spend"]
    assert [one.share for one in spend] == pytest.approx([0.5] * len(spend))


def test_a_wrong_assumption_is_told_from_what_was_done():
    then = load_sample("saas")
    now = with_beliefs(then, price_elasticity=-2.6)
    found = looked(now, PLAN, came(now, PLAN), then)
    gap = found.gaps["revenue"]
    assert gap.total("assumption") == pytest.approx(float(gap.gap.sum()), rel=1e-6)
    (surprise,) = [one for one in found.surprises if one.name == "price_elasticity"]
    assert surprise.effects["revenue"] == pytest.approx(float(gap.gap.sum()), rel=1e-6)


def test_a_shock_from_outside_is_named_as_such():
    company = load_sample("saas")
    hit = replace(PLAN, shocks={"demand_shock": Move(-0.3, ramp=6)})
    gap = looked(company, PLAN, came(company, hit)).gaps["revenue"]
    assert gap.total("outside") < 0.0
    assert gap.total("outside") == pytest.approx(float(gap.gap.sum()), rel=1e-6)


def test_a_shock_that_somebody_names_is_told_from_what_nothing_explains():
    company = load_sample("saas")
    shocks = {"demand_shock": Move(-0.3, ramp=6)}
    actual = came(company, replace(PLAN, shocks=shocks))
    gap = compared(Made(then=company, now=company, plan=PLAN, shocks=shocks), actual).gaps["revenue"]
    assert gap.total("shock") == pytest.approx(gap.totals["gap"], rel=1e-6)
    assert gap.total("outside") == pytest.approx(0.0, abs=1e-6 * abs(gap.totals["gap"]))
    assert sum(gap.parts.values()) == pytest.approx(gap.gap, rel=1e-9)


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_parts_sum_to_the_gap_on_held_out_history(kind: str):
    company = load_sample(kind)
    found = look_back(company, PLAN, company.history_months[-9])
    for gap in found.gaps.values():
        assert sum(gap.parts.values()) == pytest.approx(gap.gap, rel=1e-9, abs=1e-9 * np.abs(gap.actual).max())
        cents = to_the_cent(gap)
        assert round(sum(cents[player] for player in gap.players), 2) == cents["gap"]


def test_the_command_prints_the_look_back(tmp_path, capsys):
    plan = tmp_path / "plan.toml"
    plan.write_text("[levers.price_change]\nvalue = 0.04\n", encoding="utf-8")
    month = load_sample("saas").history_months[-6]
    assert main(["lookback", "saas", "--plan", str(plan), "--from", month]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["months"]) == 6
    assert set(said["lines"]["revenue"]["total"]) == {"gap", "assumption", "execution", "outside"}


@pytest.mark.parametrize("month", ["2010-01", "2099-01", "soon"])
def test_a_month_that_leaves_nothing_to_compare_is_one_sentence(tmp_path, capsys, month):
    plan = tmp_path / "plan.toml"
    plan.write_text("", encoding="utf-8")
    assert main(["lookback", "saas", "--plan", str(plan), "--from", month]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_planned_is_a_forecast_looked_back_at():
    found = look_back(load_sample("saas"), AS_IS, load_sample("saas").history_months[-3])
    assert not found.reached
    assert all(np.allclose(gap.parts["execution"], 0.0) for gap in found.gaps.values())
