"""A worked example: a company lives on as the generator makes it, one planned move is not made, and demand is shocked."""

from dataclasses import replace

import numpy as np
import pytest

from model.company import Company
from model.executed import Came
from model.lookback import LookBack, look_back
from model.months import month_number, month_text
from model.observing import observe
from model.reading import Reading
from model.scenario import Move, Scenario
from sample_data.companies import FIRMS, Event
from sample_data.generate import FIRST_MONTH, SEED, live
from sample_data.tables import history_tables

PLANNED, SHOCKED = 36, 41  # months of the history
START = month_text(month_number(FIRST_MONTH) + PLANNED)
PLAN = Scenario(name="plan", levers={"price_change": Move(0.06), "marketing_spend": Move(0.4)})
MADE: Event = (PLANNED, "marketing_spend", "", 0.4, 1)
SHOCK: Event = (SHOCKED, "demand_shock", "", -0.25, 1)


def lived(*events: Event) -> Company:
    firm = replace(
        FIRMS["industry"], events=tuple(one for one in FIRMS["industry"].events if one[0] < PLANNED) + events
    )
    company, months = live(firm)
    return observe(Reading(history_tables(firm, company, months, FIRST_MONTH, SEED), ()))


@pytest.fixture(scope="module")
def company() -> Company:
    return lived(MADE, SHOCK)


@pytest.fixture(scope="module")
def found(company: Company) -> LookBack:
    return look_back(company, PLAN, START)


def test_the_move_that_was_not_made_is_named_and_the_one_that_was_made_too(found: LookBack):
    verdicts = {name: {one.verdict for one in found.reached if one.lever == name} for name in PLAN.levers}
    assert verdicts == {"price_change": {"not_executed"}, "marketing_spend": {"executed"}}


def test_the_shock_is_outside_from_its_month_on(found: LookBack):
    outside = found.gaps["revenue"].parts["outside"]
    size, shocked = found.gaps["revenue"].planned.mean(), SHOCKED - PLANNED
    assert np.abs(outside[:shocked]).max() < 0.05 * size
    assert outside[shocked + 1 : shocked + 3].mean() < -0.1 * size
    assert found.gaps["revenue"].total("outside") < min(
        found.gaps["revenue"].total(name) for name in ("assumption", "execution")
    )


def test_the_shock_explains_most_of_what_was_outside_once_it_is_named(company: Company, found: LookBack):
    named = look_back(company, PLAN, START, came=Came(shocks={"demand_shock": Move(-0.25, start=SHOCKED - PLANNED)}))
    outside = found.gaps["revenue"].parts["outside"][SHOCKED - PLANNED :]
    left = named.gaps["revenue"].parts["outside"][SHOCKED - PLANNED :]
    assert named.gaps["revenue"].total("shock") < 0.0
    assert np.abs(left).sum() < 0.5 * np.abs(outside).sum()


def test_every_measure_splits_exactly_month_by_month_and_over_all_months(found: LookBack):
    assert len(found.gaps) > 30
    for gap in found.gaps.values():
        scale = max(np.abs(gap.actual).max(), np.abs(gap.planned).max(), 1e-9)
        assert sum(gap.parts.values()) == pytest.approx(gap.gap, abs=1e-9 * scale)
        whole = sum(gap.total(player) for player in gap.players)
        assert whole == pytest.approx(gap.totals["gap"], abs=1e-9 * max(abs(gap.totals["planned"]), scale))
        assert gap.totals["actual"] - gap.totals["planned"] == pytest.approx(gap.totals["gap"])


def test_a_kpi_over_all_months_is_the_ratio_of_its_sums(found: LookBack):
    margin, ebitda, revenue = (found.gaps[name] for name in ("ebitda_margin", "ebitda", "revenue"))
    for side in ("planned", "actual"):
        assert margin.totals[side] == pytest.approx(ebitda.totals[side] / revenue.totals[side])
