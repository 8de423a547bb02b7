"""The page 'Decide', run without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from model.bridges import Bridge, bridge
from model.questions.compass import compass, indicators
from model.questions.outcomes import View
from model.samples import load_sample
from model.scenario import AS_IS, Move, Scenario
from ui.bridge_view import settled
from ui.compass_view import parts
from ui.decisions import QUESTIONS
from ui.link import Plan, encode
from ui.words import speaking

MONTHS = 12
PUSHED = Scenario(
    levers={"marketing_spend": Move(0.6), "sales_heads": Move(0.2, ramp=3), "process_efficiency": Move(0.2, ramp=6)}
)


def opened(question: str, sample: str = "saas", language: str = "en", scenario: Scenario = PUSHED) -> AppTest:
    app = AppTest.from_file("../pages/decide.py", default_timeout=60)
    app.query_params["c"] = sample
    app.query_params["lang"] = language
    app.query_params["s"] = encode(Plan(scenario, MONTHS))
    app.session_state["decide-question"] = question
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says, without tags."""
    return re.sub(r"<[^>]+>", " ", " ".join(element.proto.body for element in app.get("html")))


def pushed(kpi: str) -> Bridge:
    return bridge(View(company=load_sample("saas"), months=MONTHS), AS_IS, PUSHED, (kpi,))[kpi]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_in_whole_words(question, language):
    app = opened(question, language=language)
    assert not app.exception
    said = words(app)
    assert 'class="verdict"' in app.get("html")[0].proto.body, "the answer comes first"
    assert not re.search(r"\b(decide|chart|lever|kpi|shock|assumption|preset|grade)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


@pytest.mark.parametrize("question", ["moved", "plan", "terms"])
def test_with_nothing_moved_the_page_offers_presets_to_look_at(question):
    app = opened(question, scenario=AS_IS)
    assert not app.exception
    assert "Nothing is moved yet" in words(app)
    assert {button.key for button in app.button} == {"use-revenue_first", "use-efficiency_first", "use-balanced"}


def test_taking_a_preset_answers_the_question_about_it():
    app = opened("moved", scenario=AS_IS)
    app.button(key="use-efficiency_first").click().run()
    assert not app.exception
    assert "EBITDA goes from" in words(app)


def test_the_parts_shown_sum_to_the_cent():
    found = pushed("ebitda")
    cents = sum(round(100.0 * share) for share in settled(found).values())
    assert cents == round(100.0 * (found.after - found.before))


def test_rounding_moves_no_part_by_more_than_a_cent():
    found = pushed("operating_cost")
    assert settled(found) == pytest.approx(found.shares, abs=0.0151)


def test_an_indicator_without_data_is_named():
    assert "do not have it: Net revenue retention" in words(opened("leads", "industry"))


def test_an_indicator_can_be_left_out():
    app = opened("leads")
    app.select_slider(key="decide-weight-runway").set_value(0.0).run()
    assert not app.exception
    assert "Cash runway" not in words(app)


def test_another_kpi_has_its_own_bridge():
    app = opened("moved")
    app.selectbox(key="decide-kpi").set_value("on_time").run()
    assert not app.exception
    assert re.search(r"On time goes from [\d.]+%", words(app))


def test_a_scenario_against_itself_is_refused_in_words():
    app = opened("doubt")
    app.selectbox(key="decide-second").set_value("mine").run()
    assert not app.exception
    assert "Choose two different scenarios" in words(app)


def test_the_bars_of_the_compass_sum_to_its_dial():
    found = compass(indicators(load_sample("saas")))
    with speaking("en"):
        assert sum(bar.value for bar in parts(found)) == pytest.approx(found.dial)
