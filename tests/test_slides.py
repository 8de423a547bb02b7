"""Slides of a brief: six to eight, charts that can be edited and hold the brief's numbers, the same bytes each time."""

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from model.questions.watching import ALONE
from model.scenario import Scenario
from tests.handed import PLAN, handed
from ui.handout import pdf_brief, slides

LONG = Scenario(name="A name that goes on and on " * 4, levers=PLAN.levers)
AS_IS = Scenario(name="As it is")


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


def shapes(deck, kind):
    return [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == kind]


@pytest.mark.parametrize("scenarios", [(PLAN,), (PLAN, LONG, AS_IS), (AS_IS,)], ids=["one", "three", "as it is"])
def test_there_are_six_to_eight_slides_without_any_picture(scenarios):
    deck = opened(slides.make(handed("saas", "fr", *scenarios).brief(ALONE)))
    assert 6 <= len(deck.slides) <= 8
    assert not shapes(deck, MSO_SHAPE_TYPE.PICTURE)
    assert all(slide.shapes.title.text_frame.text.strip() for slide in deck.slides)


def test_the_charts_hold_the_months_of_the_brief():
    brief = handed().brief(ALONE)
    charts = [shape.chart for shape in shapes(opened(slides.make(brief)), MSO_SHAPE_TYPE.CHART)]
    drawn = {series.name: list(series.values) for chart in charts for plot in chart.plots for series in plot.series}
    for line in brief.courses.lines:
        assert drawn[line.label] == pytest.approx(list(line.scenarios[0]), rel=1e-12)


def test_nothing_stands_outside_its_slide():
    deck = opened(slides.make(handed("services", "fr", PLAN, LONG).brief(ALONE)))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_same_brief_gives_the_same_bytes():
    brief = handed().brief(ALONE)
    assert slides.make(brief) == slides.make(brief)
    assert pdf_brief.make(brief) == pdf_brief.make(brief)
