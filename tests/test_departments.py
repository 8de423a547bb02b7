"""What a plan asks of each function is declared once and adds up."""

import numpy as np
import pytest

from model.company import FUNCTIONS
from model.departments import DEPARTMENTS, asked
from model.kpis import KPIS
from model.levers import LEVERS
from model.projection import project
from model.questions.outcomes import View
from model.questions.plan import PREREQUISITES, plan
from model.samples import SAMPLES, load_sample
from model.scenario import Move, Scenario
from tests.test_pages import html, opened

PLAN = Scenario(
    levers={"marketing_spend": Move(0.3), "sales_heads": Move(0.2, ramp=3), "delivery_heads": Move(0.1, ramp=3)}
)


def test_every_lever_is_moved_by_exactly_one_function():
    moved = [lever for one in DEPARTMENTS.values() for lever in one.levers]
    assert sorted(moved) == sorted(LEVERS)


def test_every_prerequisite_is_given_by_one_function():
    given = [grant for one in DEPARTMENTS.values() for grant in one.grants]
    assert sorted(given) == sorted(set(PREREQUISITES.values()))


def test_kpis_and_staff_are_names_of_the_model():
    for one in DEPARTMENTS.values():
        assert set(one.staff) <= set(FUNCTIONS)
        assert set(one.kpis) <= set(KPIS)


@pytest.mark.parametrize("kind", SAMPLES)
def test_people_and_hires_follow_the_plan_in_every_company(kind: str):
    company = load_sample(kind)
    run = project(company, [PLAN], months=24)
    steps = plan(View(company=company, months=24), PLAN)
    found = {name: asked(company, run, steps, name) for name in DEPARTMENTS}
    assert found["hr"].heads == pytest.approx(run.lines["heads"][1, 0])
    assert sum(len(one.steps) for one in found.values()) == len(steps.steps)
    assert found["sales"].hires.sum() > 0.0
    assert {need.step.lever for need in found["hr"].gives} == {"sales_heads", "delivery_heads"}
    assert np.array_equal(found["support"].heads_before, asked(company, run, steps, "support", 0).heads)


def test_the_page_says_first_what_is_asked_of_marketing():
    app = opened("functions", s="1~~marketing_spend~0.3", lang="en")
    said = html(app)
    assert "Marketing: one move" in said
    assert "Finance: " in said
    app.session_state["function-shown"] = "finance"
    app.run()
    assert not app.exception
    assert "What others need from it" in html(app)
