"""The corpus of awkward and hostile files: each gives the outcome that its manifest states, in time.

The files are not ours to copy: the test runs where TANDEM_CORPUS names their folder.
"""

import json
import os
import time
from pathlib import Path

import pytest

from model.findings import CompanyUnreadable, message
from model.reading import read_tables

FOLDER = Path(os.environ.get("TANDEM_CORPUS", ""))
MANIFEST = FOLDER / "manifest.json"
ENTRIES = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"] if "TANDEM_CORPUS" in os.environ else []
SECONDS = 5
TOTALS = {"sum_units": ("sales", "units"), "sum_marketing": ("marketing", "spend"), "revenue": ("sales", "revenue")}


def judged(path):
    """What reading a file comes to: outcome, findings and tables."""
    try:
        reading = read_tables(path)
    except CompanyUnreadable as refused:
        return "reject", refused.findings, {}
    outcome = "reject" if not reading.ok else "warn" if reading.findings else "accept"
    return outcome, reading.findings, reading.tables


def points_at(finding, place):
    """Whether a finding names the row and column that the manifest names."""
    rows = place.get("rows", [place["row"]] if "row" in place else [finding.row])
    return finding.row in rows and place.get("column", finding.column) == finding.column


def totals(tables):
    sales = tables["sales"]
    names = {name: tables[table][column].sum() for name, (table, column) in TOTALS.items() if table in tables}
    people = tables["people"]
    heads = people.loc[people["function"] == "sales", "heads"].sum()
    months = {
        "months": sales["month"].nunique(),
        "first_month": sales["month"].min(),
        "last_month": sales["month"].max(),
    }
    return names | months | {"rows": len(sales), "sum_headcount_sales": heads, "segments": sorted(set(sales["market"]))}


@pytest.mark.skipif(not ENTRIES, reason="TANDEM_CORPUS names no folder")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_each_file_gives_the_outcome_of_the_manifest(entry):
    start = time.process_time()
    outcome, findings, tables = judged(FOLDER / entry["file"])
    assert time.process_time() - start < SECONDS
    assert outcome == entry["outcome"], [message(finding) for finding in findings]
    place = entry.get("error") or entry.get("warning") or {}
    assert not place or any(points_at(finding, place) for finding in findings)
    assert place.get("must_say", "") in " ".join(message(finding) for finding in findings)
    found = totals(tables) if tables else {}
    for name, value in entry.get("values", {}).items():
        assert found[name] == (pytest.approx(value, abs=0.01) if isinstance(value, float) else value)
