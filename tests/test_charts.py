"""The charts: valid specs in both languages and themes, words as data, colours that everybody can tell apart."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from altair.utils.schemapi import validate_jsonschema
from altair.vegalite.v6.schema import load_schema

from model.bands import widths
from model.beliefs import Event
from model.projection import Projection, outlook, project
from model.questions.factors import Factor
from model.questions.flips import MAP, Boundary
from model.samples import SAMPLES, load_sample
from model.scenario import Move, Scenario
from model.vocabulary import Array
from ui.charts import bars, boundary, comparison, delivery, headline, lines, marked_events, silo, timeline, tornado
from ui.charts.palette import MEANINGS, PALETTES
from ui.charts.rolling import year_to_date
from ui.charts.spec import Chart, Look, instants, spread_out

HOSTILE = "'\"</script>{{datum}}\\'); alert(1) //"
SCHEMA = load_schema()
LOOKS = [Look(language, theme) for language in ("en", "fr") for theme in ("light", "dark")]
PUSHED = Scenario("mine", levers={"marketing_spend": Move(1.0), "sales_heads": Move(0.5)})


def pushed(sample: str, *, coupled: bool = True, draws: int = 0) -> Projection:
    return project(load_sample(sample), [PUSHED], months=24, coupled=coupled, draws=draws)


def drawn(sample: str) -> Mapping[str, Array]:
    return outlook(load_sample(sample), PUSHED, ("revenue", "operating_cost"), months=24, draws=20).draws


def charts(look: Look, sample: str = "saas") -> Mapping[str, Chart]:
    shown = pushed(sample)
    names = tuple(HOSTILE + str(row) for row in range(len(shown.members["process"])))
    bar = bars.Bar(name="", value=1.5, words="+1.5", role="cro", mark=-0.5)
    reach = tornado.Reach(name="", at_low=-2.0, at_high=1.0, low_words="-9", high_words="9")
    move = timeline.Span(name="", role="coo", decide_by="2026-01", start="2026-02", in_force="2026-02", check="")
    gains = {"revenue_first": {"revenue": 0.1, "on_time": -0.2}, "mine": {"revenue": -0.1, "on_time": 0.0}}
    return {
        "headline": headline.chart(shown, headline.Doubt(drawn(sample), widths(load_sample(sample), {}, 24)), look),
        "map": delivery.map_chart(shown, names, look),
        "process": delivery.process_chart(shown, 0, look),
        "lead_time": delivery.line_chart(shown, "lead_time", "coo", look),
        "on_time": delivery.line_chart(shown, "on_time", "coo", look),
        "backlog": delivery.line_chart(shown, "backlog_value", "coo", look),
        "scenarios": comparison.line_chart(shown, ("baseline", "mine"), "revenue", look),
        "cash": comparison.line_chart(shown, ("baseline", "mine"), "cash", look),
        "gains": comparison.kpi_chart(gains, look),
        "silo": silo.chart(shown, pushed(sample, coupled=False), look=look),
        "events": marked_events.chart(load_sample(sample), [Event("strike", "2025-03", "2025-04")], look),
        "bars": bars.chart([replace(bar, name=name) for name in names], "decide.moved.description", look),
        "tornado": tornado.chart(
            [replace(reach, name=name) for name in names], -0.5, "k", "decide.doubt.description", look
        ),
        "boundary": boundary.chart(
            mapped(),
            boundary.Sides(HOSTILE, "", "mine", "balanced"),
            (boundary.Axis(HOSTILE, 1.0), boundary.Axis("", 0.01)),
            look,
        ),
        "timeline": timeline.chart([replace(move, name=name) for name in names], look),
    }


def mapped() -> Boundary:
    """A map that both sides win a part of."""
    factor = Factor("burden", "assumption", 0.0, 1.0, 0.4, 0.1)
    values = np.linspace(0.0, 1.0, MAP)
    return Boundary(factor, factor, values, values, values[:, np.newaxis] + values - 0.7)


def parts(node: Any, key: str) -> Iterator[Any]:
    """Every value under a key, anywhere in a spec."""
    if isinstance(node, Mapping):
        yield from ([node[key]] if key in node else [])
        for value in node.values():
            yield from parts(value, key)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from parts(value, key)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.theme}")
def test_every_chart_is_valid_for_vega_lite_and_says_what_it_shows(look):
    for name, chart in charts(look).items():
        named = {**chart.spec, "data": {"name": "frame"}}
        assert not validate_jsonschema(named, SCHEMA, raise_error=False)  # five times faster than Chart.from_dict
        assert not list(parts(chart.spec, "datasets")), name
        assert chart.alt.endswith("."), name
        assert "chart." not in chart.alt, name


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_chart_draws_every_kind_of_company(sample):
    for name, chart in charts(LOOKS[0], sample).items():
        assert len(chart.frame), name
        numbers = chart.frame.select_dtypes("number").drop(
            columns=["value", "low", "high", "label_at"], errors="ignore"
        )
        assert np.isfinite(numbers).all(axis=None), name


def test_every_column_that_a_spec_asks_for_is_in_its_frame():
    made = {"order"}  # by an aggregate inside the spec
    for name, chart in charts(LOOKS[0]).items():
        asked = {field for field in parts(chart.spec, "field") if isinstance(field, str)}
        assert asked - made <= set(chart.frame.columns), name


def test_specs_are_built_once_and_hold_no_data():
    first, second = charts(LOOKS[0]), charts(LOOKS[0])
    assert all(first[name].spec is second[name].spec for name in first)


def test_names_from_files_reach_a_chart_as_data_only():
    for name, chart in charts(LOOKS[0]).items():
        assert HOSTILE not in json.dumps(chart.spec, ensure_ascii=False), name


def test_expressions_hold_no_words():
    for chart in charts(LOOKS[1]).values():
        for expression in (*parts(chart.spec, "expr"), *parts(chart.spec, "labelExpr"), *parts(chart.spec, "test")):
            assert set(expression.replace("datum.value", "").replace("datum.label", "").replace("datum.dy", "")) <= set(
                "0123456789.<>|?:!=' abcdefilrstuv()&,Vmnpo"
            )
            assert "{" not in expression


def test_months_and_decimals_are_french_in_french():
    french, english = (charts(Look(language))["headline"].spec["config"]["locale"] for language in ("fr", "en"))
    assert french["time"]["shortMonths"][:4] == ["janv.", "févr.", "mars", "avr."]
    assert french["time"]["shortDays"][0] == "dim."
    assert (french["number"]["decimal"], english["number"]["decimal"]) == (",", ".")
    assert english["time"]["months"][0] == "January"


def test_all_lines_end_in_words_and_charts_of_time_have_no_legend():
    for name in ("headline", "process", "lead_time", "scenarios", "silo"):
        chart = charts(LOOKS[0])[name]
        solid = chart.frame[chart.frame["kind"] == "solid"]
        assert (solid.groupby("series")["label"].max() != "").all(), name
        assert all(legend is None for legend in parts(chart.spec, "legend") if not isinstance(legend, Mapping)), name


def test_the_headline_has_no_band_without_draws_and_the_same_columns():
    bare = headline.chart(pushed("saas"), None, LOOKS[0]).frame
    banded = charts(LOOKS[0])["headline"].frame
    assert list(bare.columns) == list(banded.columns)
    assert (bare["low"] == bare["high"])[bare["kind"] == "solid"].all()
    assert (banded["low"] < banded["high"])[banded["kind"] == "solid"].any()


def test_the_headline_shows_three_layers_each_within_the_next():
    rows = charts(LOOKS[0])["headline"].frame
    for role in ("cro", "coo"):
        mine = rows[rows["role"] == role]
        layers = [mine[mine["series"].str.endswith(f"layer {index}")] for index in (0, 1)] + [
            mine[mine["kind"] == "solid"]
        ]
        for inner, outer in pairwise(layers):
            assert (outer["low"].to_numpy() <= inner["low"].to_numpy() + 1e-9).all()
            assert (outer["high"].to_numpy() >= inner["high"].to_numpy() - 1e-9).all()


def test_the_band_asks_the_engine_for_what_a_whole_projection_would_give():
    whole = pushed("saas", draws=20)
    for line, total in drawn("saas").items():
        assert np.allclose(total, whole.lines[line][-1], rtol=1e-9), line


def test_without_a_lever_the_headline_scenario_lies_on_the_baseline():
    rows = headline.chart(project(load_sample("industry"), [Scenario("mine")]), None, LOOKS[0]).frame
    solid, dashed = (rows[rows["kind"] == kind]["value"].to_numpy() for kind in ("solid", "dashed"))
    assert (solid == dashed).all()


def test_the_first_blocked_month_is_marked_where_the_model_says_it_is():
    shown = pushed("saas")
    for row in range(len(shown.members["process"])):
        used = delivery.process_values(shown, "utilisation", row)
        first = delivery.first_binding(used)
        frame = delivery.process_frame(shown, row, LOOKS[0])
        marked = frame[frame["kind"] == "mark"]["month"].tolist()
        assert marked == ([] if first is None else [instants(shown.months)[first]])


def test_twelve_months_add_up_to_the_last_year():
    past, coming = np.arange(24.0), np.arange(24.0, 36.0)
    assert year_to_date(past, coming)[-1] == coming.sum()
    assert year_to_date(past, coming)[0] == np.arange(13.0, 25.0).sum()
    assert year_to_date(np.empty(0), np.ones((3, 5))).tolist() == [[12.0] * 5] * 3


def test_names_at_line_ends_keep_their_distance_and_their_order():
    places = spread_out([3.0, 1.0, 1.05, 1.1], 0.5)
    assert np.diff(sorted(places)).min() >= 0.5 - 1e-9
    assert np.argsort(places, kind="stable").tolist() == [1, 2, 3, 0]


def test_every_meaning_has_its_own_colour_and_role():
    assert set(MEANINGS) <= set(lines.ROLES)
    for palette in PALETTES.values():
        assert len({getattr(palette, meaning) for meaning in MEANINGS}) == len(MEANINGS)


def linear(color: str) -> np.ndarray:
    channels = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    low, high = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (first, second))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_every_colour_reads_on_its_ground(theme):
    palette = PALETTES[theme]
    for meaning in (*MEANINGS, "ink", "quiet"):
        assert contrast(getattr(palette, meaning), palette.ground) >= 4.5, meaning


EYES = {  # Machado, Oliveira & Fernandes 2009, severity 1
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", PALETTES)
def test_no_two_meanings_look_alike_to_colour_blind_readers(theme, eyes):
    seen = {
        meaning: OKLAB @ np.cbrt(CONES @ np.clip(EYES[eyes] @ linear(getattr(PALETTES[theme], meaning)), 0, 1))
        for meaning in MEANINGS
    }
    for first, second in itertools.combinations(MEANINGS, 2):
        assert np.linalg.norm(seen[first] - seen[second]) > 0.07, (first, second)
