"""The presentation, read back: native charts with the engine's figures, messages as titles, texts as texts."""

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from model.scenario import AS_IS
from tests.handed import HOSTILE, brief, subject
from ui.handout import slides
from ui.handout.drafting import drafted


@cache
def made(company, language, *names):
    return slides.make(brief(company, language, *names))


@cache
def hostile():
    return drafted(subject("saas", "fr", AS_IS, name=HOSTILE, author=HOSTILE, question=HOSTILE))


def read(content):
    return list(Presentation(BytesIO(content)).slides)


def charts(found):
    return [shape.chart for slide in found for shape in slide.shapes if shape.has_chart]


def texts(found):
    return [shape.text_frame.text for slide in found for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize(("names", "count"), [(("balanced",), 7), (("balanced", "revenue_first"), 8)])
def test_there_are_seven_slides_about_one_scenario_and_eight_about_several(names, count):
    found = read(made("saas" if count == 7 else "industry", "en", *names))
    assert len(found) == count
    assert all(len(slide.shapes.title.text_frame.text.split()) > 3 for slide in found)
    assert all(slide.notes_slide.notes_text_frame.text for slide in found)


def test_charts_are_native_with_alternative_text_and_there_is_no_picture():
    found = read(made("saas", "en", "balanced"))
    assert len(charts(found)) == 3
    for slide in found:
        assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_the_lines_hold_the_months_of_the_engine():
    courses = charts(read(made("saas", "en", "balanced")))[0]
    shown = {series.name: tuple(series.values) for plot in courses.plots for series in plot.series}
    for line in brief("saas", "en", "balanced").courses.lines:
        assert shown[line.label] == pytest.approx(line.scenarios[0])
        assert shown[f"{line.label}, baseline"] == pytest.approx(line.baseline)


def test_the_last_column_of_the_bridge_is_the_whole_change():
    bridge = charts(read(made("saas", "en", "balanced")))[1]
    shown = [tuple(series.values) for plot in bridge.plots for series in plot.series]
    change = brief("saas", "en", "balanced").bridges["ebitda"].change.value
    assert shown[1][-1] + shown[2][-1] == pytest.approx(change, abs=0.01)


def test_figures_are_french_in_french():
    found = read(slides.make(hostile()))
    assert any(re.search(r"\d,\d M€", text) for text in texts(found))
    assert charts(found)[0].value_axis.tick_labels.number_format.startswith("[$-40C]")


def test_with_nothing_moved_there_are_six_slides():
    assert len(read(slides.make(hostile()))) == 6


def test_hostile_names_stand_as_text_and_no_cell_behind_a_chart_is_a_formula():
    found = read(slides.make(hostile()))
    assert any('<img src="file:///etc/passwd">' in text for text in texts(found))
    assert not any("\u202e" in text for text in texts(found))
    for chart in charts(found):
        book = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_same_brief_gives_the_same_bytes():
    assert slides.make(brief("saas", "en", "balanced")) == made("saas", "en", "balanced")
