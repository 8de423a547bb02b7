"""Numbers change only when somebody says so."""

import json

import pytest

from model.samples import SAMPLES
from tests.golden import FOLDER, numbers


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_kpis_of_the_presets_are_those_on_record(sample):
    recorded = json.loads((FOLDER / f"{sample}.json").read_text(encoding="utf-8"))
    now = numbers(sample)
    assert now["levers"] == recorded["levers"]
    for kpi, values in recorded["kpis"].items():
        for scenario, value in values.items():
            assert now["kpis"][kpi][scenario] == pytest.approx(value, rel=1e-6, abs=1e-6), (kpi, scenario)
