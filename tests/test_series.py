"""Monthly series from a file, and the commands that judge them: shapes, and one sentence on bad input."""

import json

import numpy as np
import pytest

from model.__main__ import main
from model.months import months_from
from tests.monthly import seasonal

SAMPLE_MONTHS = months_from("2021-01", 48)


@pytest.fixture
def series_file(tmp_path):
    def write(text, name="series.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def told(names=("a", "b"), months=SAMPLE_MONTHS, separator=","):
    rows = [
        separator.join((name, month, f"{value:.2f}"))
        for seed, name in enumerate(names, 1)
        for month, value in zip(months, seasonal(len(months), seed=seed), strict=True)
    ]
    return "\n".join([separator.join(("series", "month", "value")), *rows]) + "\n"


def run(capsys, *arguments):
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else None, captured.err


def test_a_forecast_lists_every_series_and_step(capsys, series_file):
    code, answer, _ = run(capsys, "forecast", series_file(told()), "--horizon", "6")
    assert code == 0
    assert [(one["series"], one["step"]) for one in answer] == [(name, step) for name in "ab" for step in range(1, 7)]
    assert set(answer[0]) == {"series", "step", "point", "low", "high"}
    assert all(one["low"] <= one["point"] <= one["high"] for one in answer)


def test_rows_may_come_in_any_order(capsys, series_file):
    head, *rows = told().splitlines()
    _, mixed, _ = run(capsys, "forecast", series_file("\n".join([head, *rows[::-1]])), "--horizon", "3")
    _, ordered, _ = run(capsys, "forecast", series_file(told(), "ordered.csv"), "--horizon", "3")
    by_name = {(one["series"], one["step"]): one["point"] for one in ordered}
    assert all(one["point"] == pytest.approx(by_name[one["series"], one["step"]]) for one in mixed)


def test_french_files_are_read_as_company_data_are(capsys, series_file):
    french = "Série;Mois;Valeur\n" + "".join(f"a;{number:02d}/2024;1 {number}00,5\n" for number in range(1, 10))
    code, answer, _ = run(capsys, "forecast", series_file(french), "--horizon", "1")
    assert code == 0
    assert 1_000 < answer[0]["point"] < 3_000


def test_a_backtest_has_the_keys_of_the_contract(capsys, series_file):
    code, answer, _ = run(capsys, "backtest", series_file(told()))
    assert code == 0
    assert {"smape", "mase", "coverage_80", "skill", "series", "seconds"} <= set(answer)
    assert answer["series"] == 2
    assert answer["skill"] > 0
    assert [one["horizon"] for one in answer["by_horizon"]] == [1, 3, 6, 12]
    assert min(one["origins"] for one in answer["by_horizon"]) >= 6


def test_a_series_that_never_changes_is_judged_without_a_scale(capsys, series_file):
    flat = "series,month,value\n" + "".join(f"a,{month},5\n" for month in SAMPLE_MONTHS)
    _, answer, _ = run(capsys, "backtest", series_file(flat))
    assert answer["smape"] == 0
    assert answer["mase"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("series,month,value\na,2024-01,1\na,2024-02,x\na,2024-03,3\n", ("row 3", "value", "'x'", "not a number")),
        ("series,month,value\na,2024-01,1\na,2024-Q2,2\na,2024-03,3\n", ("row 3", "month", "2024-Q2")),
        ("series,month,value\na,2024-01,1\na,2024-02,2\na,2024-04,3\na,2024-05,3\n", ("2024-03", "missing", "for a")),
        ("series,month,value\na,2024-01,1\na,2024-01,2\na,2024-02,3\n", ("row 3", "row 2", "same")),
        ("series,month,value\na,2024-01,1\na,2024-02,2\n", ("2 months", "at least 3")),
        ("series,month,value\na,2024-01,1\na,2024-02,\na,2024-03,3\n", ("row 3", "value", "empty")),
        ("series,month,value\na,2024-01,1\na,2024-02,nan\na,2024-03,3\n", ("row 3", "nan")),
        ("series,month,amounts\na,2024-01,1\n", ("value", "required")),
        ("series,month,value\n", ("no data",)),
        ("", ("no data",)),
    ],
)
def test_bad_series_end_with_2_and_one_sentence(capsys, series_file, text, words):
    code, answer, said = run(capsys, "forecast", series_file(text), "--horizon", "3")
    assert (code, answer) == (2, None)
    assert len(said.strip().splitlines()) == 1
    assert all(word in said for word in words), said


@pytest.mark.parametrize("horizon", ["0", "-1", "121", "soon"])
def test_a_horizon_out_of_range_is_refused(capsys, series_file, horizon):
    code, answer, said = run(capsys, "forecast", series_file(told()), "--horizon", horizon)
    assert (code, answer) == (2, None)
    assert "--horizon" in said


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere", ""])
def test_a_source_that_is_not_there_is_refused(capsys, name):
    code, answer, said = run(capsys, "backtest", name)
    assert (code, answer) == (2, None)
    assert len(said.strip().splitlines()) == 1


def test_figures_of_the_file_are_those_of_the_series(series_file):
    from pathlib import Path

    from model.series import read_series

    found = read_series(Path(series_file(told(("a",)))))
    assert found[0].first_month == "2021-01"
    assert found[0].values == pytest.approx(np.round(seasonal(48, seed=1), 2))
