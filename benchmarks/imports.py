"""What a start costs: imports, the first page of a cold server, memory per session."""

import asyncio
import statistics
import subprocess
import sys
import time

import httpx

from benchmarks.servers import ROOT, Server, serve
from benchmarks.tables import Table, figure
from benchmarks.visitors import Visitor, arrived, gone

MODULES = {
    "python alone": "",
    "numpy, pandas, scipy": "import numpy, pandas, scipy.special",
    "model": "import model.projection, model.observing, model.kpis",
    "streamlit": "import streamlit",
    "the app": "import app, ui.warm_up, ui.lever_panel, ui.results, ui.charts.headline",
}
ROUNDS = 5
PAGE = "cockpit"
SESSIONS = (1, 5, 20)


def tables() -> list[Table]:
    """Imports in processes of their own, then one cold server."""
    return [_imports(), _start()]


def _imports() -> Table:
    taken: dict[str, list[float]] = {name: [] for name in MODULES}
    for _ in range(ROUNDS):
        for name, code in MODULES.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True)
            taken[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    bare = medians["python alone"]
    return Table(
        "Imports",
        f"Seconds of a new process, medians of {ROUNDS} interleaved rounds.",
        ["what", "seconds", "times Python alone"],
        [[name, figure(taken_by), figure(taken_by / bare)] for name, taken_by in medians.items()],
    )


def _start() -> Table:
    with serve() as server:
        page = _seconds_of_html(server)
        memory = {0: server.memory()}
        first = asyncio.run(_crowd(server, memory))
        start = server.started_in
    each = (memory[SESSIONS[-1]] - memory[SESSIONS[0]]) / (SESSIONS[-1] - SESSIONS[0])
    rows = [
        ["start until it answers", f"{figure(start)} s"],
        ["first answer to a deep link", f"{figure(page)} s"],
        ["first run of the cockpit, first visitor", f"{figure(first[0])} s"],
        ["first run of the cockpit, later visitors (median)", f"{figure(statistics.median(first[1:]))} s"],
        *([f"memory with {count} sessions", f"{figure(used)} MB"] for count, used in memory.items()),
        ["memory of each further session", f"{figure(each)} MB" if each > 0 else "too small to be seen"],
    ]
    return Table("A cold server", "Each session opened the cockpit and moved one slider.", ["what", "cost"], rows)


def _seconds_of_html(server: Server) -> float:
    start = time.perf_counter()
    httpx.get(f"{server.url}/{PAGE}").raise_for_status()
    return time.perf_counter() - start


async def _crowd(server: Server, memory: dict[int, float]) -> list[float]:
    """Let visitors in, and note the memory when as many as SESSIONS are there; seconds of each first run."""
    visitors: list[Visitor] = []
    runs = []
    for number in range(SESSIONS[-1]):
        start = time.perf_counter()
        visitors += await arrived(server.url, PAGE, 1, number)
        runs.append(time.perf_counter() - start)
        await visitors[-1].move()
        if len(visitors) in SESSIONS:
            memory[len(visitors)] = server.memory()
    await gone(visitors)
    return runs
