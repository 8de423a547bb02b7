"""The page 'Trade-off', run without a browser on a short horizon, and its chart."""

import re
import time

import altair as alt
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.questions.constraints import Constraint
from model.questions.frontier import Aim, Frontier, frontier
from model.questions.outcomes import View
from model.samples import load_sample
from tests.test_pages import code, html, opened
from ui import frontiers
from ui.charts import frontier as drawn
from ui.charts.spec import Look
from ui.picking import difference
from ui.words import LANGUAGES, Language, speaking

LONGEST = 60.0  # seconds
SMALL = Aim(weightings=2, steps=1)
VIEW = View(company=load_sample("services"), months=12)
LOOKS = (Look("en"), Look("fr", "dark"))


def page(language: Language = "en", months: int = 12) -> AppTest:
    return opened("tradeoff", lang=language, c="services", s=f"1~~{months}m")


def waited(app: AppTest, stop: str) -> AppTest:
    """The page once its search has ended."""
    deadline = time.monotonic() + LONGEST
    while any(button.key == stop for button in app.button) and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    assert not app.exception
    return app


def searched(language: Language = "en") -> AppTest:
    """The page after the reader asked for the frontier; it is searched once for all tests."""
    with speaking(language):  # the test's own thread reads labels too
        app = page(language)
        asked = [button for button in app.button if button.key == "frontier-search"]
        return waited(asked[0].click().run(), "frontier-stop") if asked else app


def words(app: AppTest) -> str:
    shown = re.sub(r"<(style|script).*?</\1>", " ", html(app), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", shown[shown.index('<div class="verdict">') :])


def test_the_baseline_and_the_presets_are_shown_before_the_search():
    app = page(months=24)
    assert "The baseline and the presets are shown" in words(app)
    assert "Preset: efficiency" in words(app)
    assert app.get("vega_lite_chart")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_searched_page_speaks_each_language_without_gaps(language):
    said = words(searched(language))
    assert not re.search(r"\b(tradeoff|chart|lever|kpi|preset)\.[a-z_]+\b", said), said
    assert "{" not in said
    assert not re.search(r"\b(nan|inf|None)\b", said)


def test_the_first_sentence_says_the_distance_and_the_exchange_rate():
    said = words(searched())
    assert re.search(
        r"Baseline: \+[0-9.]+\spts? of Revenue growth or −€[0-9.]+M of Operating cost within reach over 1 year", said
    )
    assert re.search(r"\+1\.0\spt of Revenue growth (goes|went) with Operating cost \+€[0-9.]+[kM] a year", said)


def test_a_point_opens_as_the_scenario():
    app = searched()
    app.button(key="open-point").click().run()
    assert not app.exception
    assert code(app)
    assert "My scenario:" in words(app)


def test_a_stopped_search_offers_itself_again():
    app = page(months=36)
    app.button(key="frontier-search").click().run()
    app.button(key="frontier-stop").click().run()
    assert [button for button in app.button if button.key == "frontier-search"]


def test_another_limit_is_another_question():
    view = View(company=load_sample("services"))
    free, limited = ((), (Constraint("on_time", ">=", 0.9),))
    assert frontiers.Asked(view, Aim(constraints=free)).key != frontiers.Asked(view, Aim(constraints=limited)).key


def test_a_target_out_of_reach_says_so_and_offers_the_closest_ways():
    app = page()
    app.text_input(key="seek-target-revenue_growth").set_value("90").run()
    app = waited(app.button(key="seek-start").click().run(), "seek-stop")
    assert "cannot be reached; the closest is" in words(app)
    assert [button for button in app.button if button.key == "open-way-coo"]


def test_a_target_that_is_no_number_is_refused_with_a_sentence():
    app = page()
    app.text_input(key="seek-target-revenue_growth").set_value("a lot").run()
    assert "The target is not a number" in app.warning[0].value


@pytest.fixture(scope="module")
def small() -> Frontier:
    return frontier(VIEW, SMALL)


def test_the_outline_has_the_points_of_the_frontier_it_precedes(small):
    outline = frontiers.known(frontiers.Asked(VIEW, SMALL))
    assert {name: point.values for name, point in outline.compared.items()} == {
        name: point.values for name, point in small.compared.items()
    }


def test_the_chart_is_valid_and_says_what_it_shows_for_every_reader(small):
    for look in LOOKS:
        chart = drawn.chart(small, small.compared, look=look)
        alt.Chart.from_dict({**chart.spec, "data": {"name": "frame"}}, validate=True)
        assert np.isfinite(chart.frame.select_dtypes("number")).all(axis=None)
        assert chart.alt.endswith(".")
        assert "chart." not in chart.alt


def test_no_two_names_of_the_chart_overlap(small):
    places = {**{f"best_{name}": point for name, point in small.named.items()}, **small.compared}
    frame = drawn.chart(small, places, look=LOOKS[0]).frame
    heights = np.sort(frame[frame["kind"] == "named"]["label_at"].to_numpy())
    assert np.diff(heights).min() >= 0.99 * drawn.LABEL * np.ptp(frame["value"])


def test_saved_scenarios_stand_among_the_points_by_their_names(small):
    chart = drawn.chart(small, {**small.compared, "kept: Plan B": small.points[0]}, "kept: Plan B", LOOKS[0])
    named = chart.frame[chart.frame["kind"] == "named"]
    assert "Plan B" in set(named["name"])
    assert chart.frame.loc[chart.frame["chosen"], "name"].tolist() == ["Plan B"]


def test_every_point_of_the_chart_can_be_picked_by_a_key_of_its_own(small):
    chart = drawn.chart(small, small.compared, look=LOOKS[0])
    assert chart.frame["key"].is_unique
    assert drawn.PICKED in str(chart.spec)


def test_a_second_click_on_a_point_picks_it_again():
    assert difference(frozenset(), frozenset({"line_2"})) == "line_2"
    assert difference(frozenset({"line_2"}), frozenset()) == "line_2"
    assert difference(frozenset({"gone"}), frozenset({"line_3"})) == "line_3"


def test_the_dial_starts_where_the_compass_would_have_it_and_moves_the_point():
    app = searched()
    dial = app.slider[0]
    suggested = re.search(r"The compass suggests ([0-9.]+)%", words(app))
    assert suggested
    assert abs(float(str(dial.value)) - float(suggested[1])) <= 2.5
    app = dial.set_value(0).run()
    rows = re.findall(r"<tr.*?</tr>", html(app), re.DOTALL)
    told = {name: next(row for row in rows if name in row) for name in ("By the dial", "Best: efficiency")}
    figures = [re.findall(r'class="n">(.*?)</td>', row)[:2] for row in told.values()]
    assert figures[0] == figures[1]


def test_the_page_names_what_borrows_from_the_future_or_that_nothing_does():
    app = searched()
    app = waited(app.selectbox(key="frontier-point-True").set_value("best_efficiency_first").run(), "lasting-stop")
    said = words(app)
    assert (
        "Borrowed from the future: " in said
        or "No move of this plan helps in the first year and hurts over five." in said
    )
    assert re.search(r"In the last three months, volume at today’s prices is [0-9.]+% and the pipeline [0-9.]+%", said)
