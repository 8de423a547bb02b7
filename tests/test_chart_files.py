"""Charts as files: on white in the light colours, figures with names and units, nothing that a spreadsheet would run."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.test_charts import HOSTILE
from tests.test_charts import charts as drawn
from ui import chart_files
from ui.charts import figures, paper
from ui.charts.figures import Column
from ui.charts.palette import PALETTES
from ui.charts.spec import Look
from ui.printer import Printer

charts = cache(drawn)  # by the reader
PNG = b"\x89PNG\r\n"


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    one = Printer()
    yield one
    one.close()


def rows(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def test_every_chart_says_which_columns_are_its_figures():
    for name, chart in charts(Look("en")).items():
        told = rows(figures.written(chart.frame, chart.figures, "en"))
        assert len(told) > 1, name
        assert len(told[0]) >= 2, name
        assert {column.field for column in chart.figures} <= set(chart.frame.columns), name


def test_months_are_written_as_months_and_amounts_under_their_unit():
    chart = charts(Look("en"))["headline"]
    head, first, *_ = rows(figures.written(chart.frame, chart.figures, "en"))
    assert head == ["Month", "Line", *(f"{name} [€M, last 12 months]" for name in ("Amount", "Low end", "High end"))]
    assert re.fullmatch(r"20\d\d-\d\d", first[0])
    assert float(first[2]) == pytest.approx(chart.frame["value"].iloc[0], rel=1e-9)


def test_french_figures_have_semicolons_and_decimal_commas():
    chart = charts(Look("fr"))["cash"]
    head, *lines = rows(figures.written(chart.frame, chart.figures, "fr"), ";")
    assert head[0] == "Mois"
    assert all(re.fullmatch(r"-?\d+(,\d+)?", line[2]) for line in lines)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\x00=", "＝", "\ufeff="])
def test_no_name_from_a_file_starts_a_formula(start):
    frame = pd.DataFrame({"name": [f"{start}1+1"], "value": [-1.5]})
    told = rows(figures.written(frame, (Column("name", "Name", kind="text"), Column("value", "V")), "en"))
    assert told[1][0].startswith("'")
    assert told[1][1] == "-1.5"


def test_a_dark_chart_is_printed_in_the_light_colours():
    dark, light = (charts(Look("fr", theme)) for theme in ("dark", "light"))
    for name, chart in dark.items():
        assert paper.in_light(chart.spec) == json.loads(json.dumps(light[name].spec)), name


def test_printed_charts_are_white_and_titled():
    spec = paper.printed(charts(Look("en", "dark"))["headline"], "Revenue", "Lumio")
    assert spec["config"]["background"] == PALETTES["light"].ground
    assert (spec["title"]["text"], spec["title"]["subtitle"]) == ("Revenue", "Lumio")


def test_charts_are_drawn_as_pictures_with_french_numbers_and_months(printer):
    spec = paper.printed(charts(Look("fr", "dark"))["headline"], HOSTILE, "Lumio")
    drawing = printer.picture(spec, "svg").decode()
    assert printer.picture(spec, "png").startswith(PNG)
    assert "janv. 2027" in drawing
    assert "<script" not in drawing


def test_a_chart_that_cannot_be_drawn_is_refused_and_the_next_is_drawn(printer):
    with pytest.raises(RuntimeError, match="no png could be drawn"):
        printer.picture({"mark": "nothing of the kind"}, "png")
    assert printer.picture({"mark": "point", "data": {"values": [{}]}}, "png").startswith(PNG)


def test_a_file_is_named_after_chart_and_company_and_marked_where_it_is_long():
    chart = charts(Look("en"))["cash"]
    assert re.fullmatch(r"cash_[a-z0-9-]+_\d{4}-\d\d-\d\d\.csv", chart_files.name("Cash", chart, "csv"))
    long = pd.DataFrame({"value": np.arange(chart_files.LONG + 1.0)})
    other = long.assign(value=long["value"].replace(7.0, 8.0))
    names = {chart_files.name("Cash", type(chart)(frame, {}, ""), "csv") for frame in (long, other)}
    assert len(names) == 2
