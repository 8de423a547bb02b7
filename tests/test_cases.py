"""Worked cases: a sentence, levers, one KPI, and what an economist expects of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from model.projection import project
from model.samples import load_sample
from model.scenario import scenario_from
from model.scores import kpi_values

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_worked_case(path):
    case: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    company = load_sample(case["company"])
    scenario = scenario_from(
        {key: case.get(key, {}) for key in ("levers", "shocks", "assumptions")}, company.first_month, path.name
    )
    projection = project(company, [scenario], months=case["months"], coupled=case.get("coupled", True))
    before, after = (float(kpi_values(projection)[case["kpi"]][row, 0]) for row in (0, 1))
    change = after / before - 1.0 if case.get("relative", True) else after - before
    assert change == pytest.approx(case["change"], abs=case["tolerance"]), case["sentence"]
