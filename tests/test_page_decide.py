"""The page 'Decide', run without a browser."""

import re
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from model.bridges import Bridge, bridge
from model.questions import sensitivity
from model.questions.compass import compass, indicators
from model.questions.frontier import Aim
from model.questions.outcomes import View
from model.questions.watching import ALONE
from model.samples import load_sample
from model.scenario import AS_IS
from tests.deciding import MONTHS, PUSHED, asked, fields, waited, words
from tests.test_pages import html, opened
from ui import dial_view, waiting
from ui.bridge_view import answer, settled
from ui.compass_view import parts
from ui.decisions import Asked
from ui.link import Plan, encode
from ui.looks import DECIDING, written
from ui.words import speaking


def pushed(kpi: str) -> Bridge:
    return bridge(View(company=load_sample("saas"), months=MONTHS), AS_IS, PUSHED, (kpi,))[kpi]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("question", DECIDING)
def test_every_question_is_answered_in_whole_words(question, language):
    said = words(asked("decide", question, lang=language))
    assert not re.search(r"\b(decide|chart|lever|kpi|shock|assumption|preset|grade)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


def test_with_nothing_moved_the_page_offers_presets_to_look_at():
    app = asked("decide", "moved", scenario=AS_IS)
    assert "Nothing is moved yet" in words(app)
    assert {button.key for button in app.button} >= {"use-revenue_first", "use-efficiency_first", "use-balanced"}


def test_taking_a_preset_answers_the_question_about_it():
    app = asked("decide", "moved", scenario=AS_IS)
    app.button(key="use-efficiency_first").click().run()
    assert "EBITDA goes from" in words(app)


def test_the_parts_shown_sum_to_the_cent():
    found = pushed("ebitda")
    cents = sum(round(100.0 * share) for share in settled(found).values())
    assert cents == round(100.0 * (found.after - found.before))


def test_rounding_moves_no_part_by_more_than_a_cent():
    found = pushed("operating_cost")
    assert settled(found) == pytest.approx(found.shares, abs=0.0151)


def test_an_indicator_without_data_is_named():
    assert "do not have it: Net revenue retention" in words(asked("decide", "leads", c="industry"))


def applied(app: AppTest, **cells: str) -> AppTest:
    """The rules after something was typed and applied."""
    for key, text in cells.items():
        app.text_input(key=f"decide-rule-{key.replace('__', '-')}").set_value(text)
    app.button(key="FormSubmitter:decide-rules-Apply").click().run()
    assert not app.exception
    return app


def test_an_indicator_without_weight_is_left_out_and_undo_brings_it_back():
    app = applied(asked("decide", "leads"), runway__weight="0")
    assert "Cash runway (60" not in words(app)
    assert "rule-runway~9~30~0" in str(app.query_params["s"])
    app.button(key="icon-undo").click().run()
    assert "Cash runway (60" in words(app)


def test_rules_go_back_to_the_houses():
    app = applied(asked("decide", "leads"), utilisation__efficiency="70", utilisation__revenue="90,5")
    assert fields(app, "decide-rule-")["utilisation-revenue"] == "90.5"
    app.button(key="decide-house-rules").click().run()
    assert fields(app, "decide-rule-")["utilisation-revenue"] == "75"
    assert "rule-" not in str(app.query_params["s"])


@pytest.mark.parametrize(
    ("part", "text"), [("revenue", "9"), ("weight", "11"), ("efficiency", "many"), ("revenue", "61")]
)
def test_a_rule_that_cannot_be_followed_is_refused_in_one_sentence(part, text):
    app = applied(asked("decide", "leads"), **{f"runway__{part}": text})
    assert "cannot be a rule" in app.warning[0].value
    assert "rule-" not in str(app.query_params["s"])


def test_another_kpi_has_its_own_bridge_and_stands_in_the_address():
    app = asked("decide", "moved")
    app.selectbox(key="decide-kpi").set_value("on_time").run()
    assert re.search(r"On time goes from [\d.]+%", words(app))
    assert "".join(app.query_params["d"]) == "decide~moved~~kpi~on_time"


def test_a_bridge_over_owners_sums_the_levers_of_each():
    said = words(asked("decide", "moved", by="owner"))
    assert "Most downwards: CRO" in said
    assert re.search(r"COO\s+[−+]€", said)
    found = answer(bridged("owner"), ALONE)
    single = answer(bridged("lever"), ALONE)
    assert set(found.shares) == {"cro", "coo"}
    assert sum(found.shares.values()) == pytest.approx(sum(single.shares.values()))


def bridged(by: str) -> Asked:
    return Asked(View(company=load_sample("saas"), months=MONTHS), (AS_IS, PUSHED), "ebitda", (by,))


def test_a_kpi_that_is_the_same_under_both_is_said_to_decide_nothing():
    assert "nothing to choose by it" in words(asked("decide", "doubt", kpi="runway"))


def test_a_link_shows_the_same_choices():
    app = asked(
        "decide",
        "doubt",
        first="balanced",
        second="revenue_first",
        kpi="revenue",
        across="burden",
        upwards="market_growth",
    )
    shown = {str(box.key): box.value for box in app.selectbox}
    assert shown["decide-first"] == "balanced"
    assert shown["decide-second"] == "revenue_first"
    assert (shown["decide-across"], shown["decide-upwards"]) == ("burden", "market_growth")
    assert "on Revenue" in words(app)


def test_a_choice_that_this_company_does_not_have_gives_way_to_the_usual():
    app = asked("decide", "moved", c="services", kpi="stock_days", start="mine")
    shown = {str(box.key): box.value for box in app.selectbox}
    assert (shown["decide-kpi"], shown["decide-start"]) == ("ebitda", "baseline")


def test_a_scenario_against_itself_is_refused_in_words():
    app = asked("decide", "doubt", second="mine")
    assert "Choose two different scenarios" in words(app)


def test_a_long_answer_can_be_stopped_and_asked_for_again(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    seen = written({"decide": "doubt", "kpi": "cash"})
    app = opened("decide", c="services", lang="en", s=encode(Plan(PUSHED, MONTHS)), d=seen)
    app.button(key="doubt-stop").click().run()
    assert not app.exception
    waited(app.button(key="doubt-ask").click().run())
    assert "on Cash at the end by" in words(app)


def test_shares_of_the_doubt_are_worked_out_on_demand(monkeypatch):
    monkeypatch.setattr(sensitivity, "POINTS", 16)
    app = asked("decide", "doubt", seed="3")
    assert "Most of the doubt comes from" not in words(app)
    waited(app.button(key="shares-ask").click().run())
    assert "Most of the doubt comes from" in words(app)


def test_the_dial_points_to_a_plan_of_the_frontier_that_can_be_opened(monkeypatch):
    monkeypatch.setattr(dial_view, "Aim", partial(Aim, weightings=2, steps=1))
    app = waited(asked("decide", "leads", c="services", scenario=AS_IS).button(key="dial-ask").click().run())
    assert re.search(r"for revenue: Revenue growth [\d.]+%", words(app))
    app.button(key="open-dial").click().run()
    assert not app.exception
    assert "".join(app.query_params["s"]) != encode(Plan(AS_IS, MONTHS))


def test_a_bar_of_the_bridge_leads_to_its_lever():
    app = asked("decide", "moved")
    app.button(key="moved-go-process_efficiency").click().run()
    assert not app.exception
    assert app.session_state["owner"] == "coo"
    assert any(slider.key == "lever-process_efficiency" for slider in app.select_slider)
    assert "sought-process_efficiency" in html(app)


def test_the_bars_of_the_compass_sum_to_its_dial():
    found = compass(indicators(load_sample("saas")))
    with speaking("en"):
        assert sum(bar.value for bar in parts(found)) == pytest.approx(found.dial)
