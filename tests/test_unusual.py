"""Months that stand out and levels that break: found where they are, and silent where nothing happened."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.columns import ROW
from model.months import months_from
from model.observing import read_company
from model.samples import FOLDER, SAMPLES
from model.unusual import unusual

MONTHS = months_from("2022-01", 48)


def tables(*series, column="spend"):
    """Marketing of several channels over 48 months."""
    frames = [
        pd.DataFrame({"month": MONTHS, "channel": f"c{number}", column: values}) for number, values in enumerate(series)
    ]
    frame = pd.concat(frames, ignore_index=True).reindex(columns=["month", "channel", "spend", "leads"])
    frame.insert(0, ROW, np.arange(2, len(frame) + 2))
    return {"marketing": frame}


def noisy(seed, level=1000.0, noise=0.08, growth=0.01, season=0.3):
    months = np.arange(48)
    random = np.random.default_rng(seed)
    course = np.exp(growth * months + season * np.sin(2 * np.pi * months / 12) + noise * random.standard_normal(48))
    return level * course


def found(*series):
    return [(finding.rule, finding.row, finding.severity) for finding in unusual(tables(*series))]


@given(st.integers(0, 10_000))
def test_a_noisy_growing_seasonal_series_is_left_alone(seed):
    assert found(noisy(seed)) == []


@pytest.mark.parametrize("factor", [0.1, 3.0, 100.0])
@pytest.mark.parametrize("place", [0, 9, 30, 47])
def test_a_month_far_off_is_found_where_it_stands(place, factor):
    values = noisy(3)
    values[place] *= factor
    assert found(values) == [("outlier", place + 2, "warning")]


@pytest.mark.parametrize("factor", [0.5, 2.0, 1000.0])
def test_a_new_level_is_found_in_its_first_month(factor):
    values = noisy(5, season=0.0)
    values[20:] *= factor
    assert found(values) == [("break", 22, "warning")]


def test_a_saw_that_always_jumps_is_its_own_nature():
    assert found(10.0 + 7.0 * np.arange(48) % 90) == []


def test_what_stands_out_together_is_told_once():
    first, second = noisy(1), noisy(2)
    first[30] *= 4.0
    second[31] *= 6.0
    assert found(first, second) == [("outlier", 48 + 31 + 2, "warning")]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_raise_few_questions(sample):
    assert len(read_company(FOLDER / sample).findings) <= 3
