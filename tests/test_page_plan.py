"""The page 'Plan', run without a browser."""

import re

import pytest

from model.questions.outcomes import View
from model.questions.plan import plan
from model.questions.priorities import formula, score, usual_roles
from model.samples import load_sample
from model.scenario import AS_IS, Scenario
from tests.deciding import MONTHS, PUSHED, asked, fields, words
from ui import people_view, plan_owners
from ui.looks import PLANNING
from ui.words import speaking

VIEW = View(company=load_sample("saas"), months=MONTHS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("question", PLANNING)
def test_every_question_is_answered_in_whole_words(question, language):
    said = words(asked("plan", question, lang=language))
    assert not re.search(r"\b(decide|chart|lever|kpi|shock|assumption|preset|grade)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


@pytest.mark.parametrize("question", ["terms", "steps"])
def test_with_nothing_moved_the_page_offers_presets_to_look_at(question):
    app = asked("plan", question, scenario=AS_IS)
    assert {button.key for button in app.button} >= {"use-revenue_first", "use-efficiency_first", "use-balanced"}


def test_the_best_plan_of_an_order_can_be_opened():
    app = asked("plan", "switch", scenario=AS_IS)
    app.button(key="open-switch-together").click().run()
    assert not app.exception
    assert "marketing_spend~" in "".join(app.query_params["s"])


def test_owners_typed_stand_in_the_plan_and_not_in_the_address():
    app = asked("plan", "steps")
    app.text_input(key="owner-of-sales_heads-").set_value("Ana <b>")
    app.button(key="FormSubmitter:plan-owners-Apply").click().run()
    assert not app.exception
    assert "Ana &lt;b&gt;" in words(app)
    assert "Ana" not in str(app.query_params)


def test_no_cell_of_the_file_is_a_formula(monkeypatch):
    monkeypatch.setattr(plan_owners, "of", lambda step: "=1+1")
    with speaking("en"):
        rows = plan_owners.written(plan(VIEW, PUSHED), lambda step: "@move").decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert all(row.startswith("'@move,") and ",'=1+1," in row for row in rows[1:])


def typed(app, **cells):
    """The wishes after something was typed and applied."""
    for key, text in cells.items():
        app.text_input(key=f"decide-{key.replace('__', '-')}").set_value(text)
    app.button(key="FormSubmitter:decide-wishes-Apply").click().run()
    assert not app.exception
    return app


def test_a_weight_of_nothing_takes_a_wish_out_of_the_score_and_undo_brings_it_back():
    app = typed(asked("plan", "people"), wish__coo__on_time__weight="0")
    assert "wish-coo~on_time~0~" in "".join(app.query_params["s"])
    assert "× (On time" not in words(app)
    app.button(key="icon-undo").click().run()
    assert "× (On time" in words(app)


def test_a_wish_can_be_added_and_given_back_to_the_house():
    app = asked("plan", "people")
    app.selectbox(key="decide-add-cro").set_value("nrr").run()
    assert "× (Net revenue retention" in words(app)
    app.button(key="decide-house-wishes").click().run()
    assert "× (Net revenue retention" not in words(app)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"say__cro": "-1"}, "cannot be taken"),
        ({"wish__cro__satisfaction__weight": "many"}, "cannot be taken"),
        ({"wish__cro__satisfaction__weight": "11"}, "cannot be taken"),
        ({"wish__cro__satisfaction__target": "today"}, "where the company already is"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_one_sentence(cells, why):
    app = asked("plan", "people")
    today = score(VIEW, [AS_IS], usual_roles(VIEW))[0].terms
    start = next(term.start for term in today if term.kpi == "satisfaction")
    app = typed(app, **{key: f"{100.0 * start:.10f}" if text == "today" else text for key, text in cells.items()})
    assert why in app.warning[0].value
    assert "wish-" not in "".join(app.query_params["s"])


def test_every_weight_of_nothing_is_said():
    app = asked("plan", "people")
    app = typed(app, say__cro="0", say__coo="0")
    assert "No role wishes for anything" in words(app)
    assert fields(app, "decide-say-") == {"cro": "0", "coo": "0"}


def test_the_formula_shown_is_the_one_that_scores():
    one = score(VIEW, [Scenario("mine", levers=PUSHED.levers)], usual_roles(VIEW))[0]
    with speaking("en"):
        shown = people_view.formula(one)
    assert shown.count("×") == formula(one).count("within") + 1
    assert shown.endswith(f"= {people_view.points(one.joint)}")
