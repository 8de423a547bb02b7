"""Ten million invoice lines rolled up, against the time that DuckDB needs to scan and group them, in one run.

Each measurement is a process of its own, so that its peak memory is its own. Public exports are measured too, from a
folder named by TANDEM_PUBLIC_DATA (crm_sales_pipeline.csv with crm_sales_teams.csv, sales_onlineretail_invoices.csv.gz).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.servers import ROOT
from benchmarks.tables import Table, figure, verdict

LINES = int(os.environ.get("TANDEM_LINES", "10000000"))
ROUNDS = 3
AIM = 2.0  # times what DuckDB needs
SEED = 0.5
FOLDER = "TANDEM_PUBLIC_DATA"
LEAST = """import duckdb, sys, time
start = time.perf_counter()
rows = len(duckdb.read_csv(sys.argv[1]).aggregate(
    "date_trunc('month', date), product, market, sales_channel, sum(units), sum(revenue), count(DISTINCT customer)"
).fetchall())
print(time.perf_counter() - start, rows)"""
OURS = """import sys, time
from pathlib import Path
from model.rollup.exports import EXPORTS
from model.rollup.rolling import roll_up
start = time.perf_counter()
made = roll_up(Path(sys.argv[1]), EXPORTS[sys.argv[2]], lookups=[Path(name) for name in sys.argv[3:]])
print(time.perf_counter() - start, len(made.frame))"""
MEASURED = """import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-c", *sys.argv[1:]], capture_output=True, text=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([*(done.stdout.split()[-2:] or [0, ""]), peak, done.stderr[-500:]]))"""
GENERATED = """SELECT 'F' || (i // 3) AS invoice, DATE '2022-01-01' + CAST(i * 1461 // $1 AS INT) AS date,
'C' || CAST(floor(random() * random() * 100000) AS INT) AS customer, 'P' || CAST(floor(random() * 12) AS INT) AS product,
(['France', 'Nordics', 'Iberia'])[1 + CAST(floor(random() * 3) AS INT)] AS market,
(['direct', 'partner'])[1 + CAST(floor(random() * 2) AS INT)] AS sales_channel,
CAST(1 + floor(random() * 9) AS INT) AS units, round(20 + random() * 300, 2) AS revenue FROM range($1) lines(i)"""


def tables() -> list[Table]:
    """Generated lines, and public exports where their folder is named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "invoices.csv"
        generate(path)
        found = [_generated(path)]
    public = os.environ.get(FOLDER, "")
    return [*found, *([_public(Path(public))] if public else [])]


def generate(path: Path) -> None:
    """Invoice lines of four years, the same every time."""
    with duckdb.connect() as connection:
        connection.execute("SELECT setseed($1)", [SEED]).fetchall()
        connection.sql(GENERATED, params=[LINES]).write_csv(str(path))


def measured(code: str, *arguments: str) -> tuple[float, float, str]:
    """Seconds of the work, peak megabytes and rows of a process of its own."""
    command = [sys.executable, "-c", MEASURED, code, *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    seconds, rows, peak, said = json.loads(done.stdout)
    if not rows:
        raise RuntimeError(said)
    return float(seconds), float(peak), str(rows)


def _generated(path: Path) -> Table:
    rounds = [(measured(LEAST, str(path)), measured(OURS, str(path), "invoices")) for _ in range(ROUNDS)]
    least, ours = ([one[place] for one in rounds] for place in (0, 1))
    ratio = statistics.median(mine[0] / theirs[0] for theirs, mine in rounds)
    return Table(
        f"{LINES:,} invoice lines",
        "Least: DuckDB reads the same CSV file and groups it by month, product, market and sales channel, with sums and "
        "different customers. Ours: dates and amounts by a strict grammar, the same groups, and on top which customers are "
        f"new and lost. Medians of {ROUNDS} interleaved rounds, each a process of its own; the ratio is of each round.",
        ["what", "seconds", "peak MB", "rows out"],
        [_row("DuckDB scans and groups", least), _row("rolled up", ours), ["ratio", verdict(ratio, AIM), "", ""]],
    )


def _row(name: str, found: Sequence[tuple[float, float, str]]) -> list[str]:
    seconds, peak = statistics.median(one[0] for one in found), statistics.median(one[1] for one in found)
    return [name, figure(seconds), figure(peak), found[0][2]]


def _public(folder: Path) -> Table:
    exports = {
        "opportunities": ("crm_sales_pipeline.csv", "crm_sales_teams.csv"),
        "invoices": ("sales_onlineretail_invoices.csv.gz",),
    }
    rows = []
    for kind, (name, *beside) in exports.items():
        seconds, peak, out = measured(OURS, str(folder / name), kind, *(str(folder / other) for other in beside))
        rows.append([name, kind, figure(seconds), figure(peak), out])
    note = "Exports that anybody can have, rolled up without a word about their columns."
    return Table("Public exports", note, ["file", "kind", "seconds", "peak MB", "rows out"], rows)
