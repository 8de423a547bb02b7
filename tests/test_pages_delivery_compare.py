"""The pages 'Sold against deliverable' and 'Compare', run without a browser."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from model.governor import bindings, unblocking_moves
from model.presets import presets
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scenario import Move, Scenario
from ui.link import Plan, encode

PUSHED = Scenario(
    levers={"marketing_spend": Move(1.5), "sales_heads": Move(0.6, ramp=3), "support_heads": Move(-0.5, ramp=3)}
)
PAGES = ("delivery", "compare")


def opened(
    screen: str, sample: str = "saas", language: str = "en", scenario: Scenario = PUSHED, months: int = 36
) -> AppTest:
    app = AppTest.from_file(f"../pages/{screen}.py", default_timeout=60)
    app.query_params["c"] = sample
    app.query_params["lang"] = language
    code = encode(Plan(scenario, months))
    if code:
        app.query_params["s"] = code
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says, without tags."""
    return re.sub(r"<[^>]+>", " ", " ".join(element.proto.body for element in app.get("html")))


def blocked(sample: str) -> Scenario:
    """A scenario that blocks a process of a sample."""
    for scenario in (PUSHED, Scenario(levers={"delivery_heads": Move(-0.4)})):
        if bindings(project(load_sample(sample), [scenario])):
            return scenario
    raise AssertionError(sample)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("screen", PAGES)
def test_each_page_opens_for_each_sample_and_language(screen, sample, language):
    app = opened(screen, sample, language)
    assert not app.exception
    said = words(app)
    assert not re.search(r"\b(delivery|compare|chart|kpi|preset|line|lever)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


@pytest.mark.parametrize("months", [12, 60])
@pytest.mark.parametrize("screen", PAGES)
def test_each_page_opens_for_the_shortest_and_longest_horizon(screen, months):
    app = opened(screen, months=months)
    assert not app.exception
    assert ("4 quarters" in words(app)) == (screen == "compare" and months > 12)


@pytest.mark.parametrize("screen", PAGES)
def test_each_page_opens_for_a_company_as_it_is(screen):
    app = opened(screen, scenario=Scenario())
    assert not app.exception
    assert screen == "delivery" or "it is the baseline" in words(app)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_first_sentence_names_the_first_process_that_blocks(sample):
    scenario = blocked(sample)
    first = bindings(project(load_sample(sample), [scenario]))[0]
    said = words(opened("delivery", sample, scenario=scenario))
    name = "Customer tickets" if first.process == "tickets" else first.process
    assert f"{name} is full and work waits" in said


def test_one_click_applies_the_cheapest_unblocking_move():
    scenario = blocked("saas")
    move = unblocking_moves(load_sample("saas"), scenario, 36)[0]
    app = opened("delivery", scenario=scenario)
    app.button(key="apply-0").click().run()
    assert not app.exception
    assert app.session_state["tandem"].here.plan.scenario.levers == move.scenario.levers


def test_the_process_looked_at_can_be_changed():
    app = opened("delivery")
    other = app.selectbox(key="process").options[-1]
    app.selectbox(key="process").set_value(other).run()
    assert not app.exception
    assert app.selectbox(key="process").value == other


def test_one_click_makes_a_preset_mine():
    app = opened("compare", "industry")
    app.button(key="use-balanced").click().run()
    assert not app.exception
    wanted = presets(load_sample("industry"), 36)["balanced"].levers
    assert app.session_state["tandem"].here.plan.scenario.levers == wanted


def test_the_best_of_a_line_is_marked_in_words_too():
    marks = " ".join(element.proto.body for element in opened("compare").get("html"))
    assert marks.count('<b class="best">') == marks.count('<span class="sr"> best</span>') > 10


def test_each_lever_of_mine_is_shown_alone():
    said = words(opened("compare"))
    assert "Marketing spend +150%" in said
    assert "Support headcount −50%" in said


def test_shocks_bring_do_nothing_back_as_a_scenario_of_its_own():
    app = opened("compare", scenario=replace(PUSHED, shocks={"demand_shock": Move(-0.2, ramp=6)}))
    assert not app.exception
    assert "Do nothing" in words(app)
