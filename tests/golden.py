"""The KPIs of the sample companies under every preset, kept so that changed numbers show in review.

python -m tests.golden      (make golden) writes them anew; CHANGELOG then says why under 'Numbers changed'.
"""

import json
from pathlib import Path
from typing import Any

from model.presets import presets
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scores import kpi_values

FOLDER = Path(__file__).parent / "golden_files"
DIGITS = 10


def numbers(sample: str) -> dict[str, Any]:
    """KPI -> scenario -> value over 36 months, and the levers of every preset."""
    company = load_sample(sample)
    found = presets(company)
    projection = project(company, list(found.values()), months=36)
    values = kpi_values(projection)
    return {
        "kpis": {
            kpi: {name: float(f"{v:.{DIGITS}g}") for name, v in zip(projection.names, value[:, 0], strict=True)}
            for kpi, value in values.items()
        },
        "levers": {
            name: {lever: move.value for lever, move in scenario.levers.items()} for name, scenario in found.items()
        },
    }


def main() -> None:
    """Write all golden files."""
    for sample in SAMPLES:
        text = json.dumps(numbers(sample), indent=1, sort_keys=True)
        (FOLDER / f"{sample}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
