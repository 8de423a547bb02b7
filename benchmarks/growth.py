"""How time and memory of `project` grow with draws, scenarios, months and members."""

import math
import tracemalloc
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from benchmarks.rows import MOVED
from benchmarks.tables import Table, figure, side_by_side
from model.company import Company
from model.observing import observe
from model.projection import project
from model.reading import Reading, read_tables
from model.samples import FOLDER
from model.scenario import Move, Scenario

COMPANY = "saas"
SHARED = ("units", "revenue", "customers", "new_customers", "churned_customers", "expansion_revenue")
ROUNDS = 5
LINEAR = 1.1  # an exponent up to which growth counts as linear on a noisy machine
Action = Callable[[], object]


def tables() -> list[Table]:
    """One table: every way to grow."""
    reading = read_tables(FOLDER / COMPANY)
    company = observe(reading)
    rows = [line for name, sizes in _ways(company, reading).items() for line in _lines(name, sizes)]
    return [
        Table(
            "Growth of one projection",
            f"`project` for the sample '{COMPANY}' beside its baseline, 36 months and 64 draws where nothing else is"
            " said. The exponent is that of the step from the line above: 1 is linear, below 1 is better. Peak memory"
            " by tracemalloc. Offers are multiplied by splitting every product into equal parts.",
            ["grows", "size", "ms", "exponent", "peak MB", "exponent", "worse than linear"],
            rows,
        )
    ]


def _ways(company: Company, reading: Reading) -> Mapping[str, Mapping[int, Action]]:
    """What grows -> its size -> a projection of that size."""
    larger = {factor: split(reading, factor) for factor in (1, 2, 4)}
    return {
        "draws": {size: lambda size=size: project(company, [MOVED], draws=size) for size in (64, 256, 1024)},
        "scenarios": {size: lambda size=size: project(company, scenarios(size)) for size in (8, 64, 512)},
        "months": {size: lambda size=size: project(company, [MOVED], months=size, draws=64) for size in (15, 30, 60)},
        "offers": {
            len(grown.offers): lambda grown=grown: project(grown, [MOVED], draws=64) for grown in larger.values()
        },
    }


def scenarios(size: int) -> list[Scenario]:
    """Different scenarios, each with one lever moved."""
    return [Scenario(name=str(index), levers={"price_change": Move(index / size / 10)}) for index in range(size)]


def split(reading: Reading, parts: int) -> Company:
    """The company with every product split into equal parts that are sold apart."""
    sales = reading.tables["sales"]
    copies = []
    for part in range(parts):
        copy = sales.copy()
        copy["product"] = [f"{product} {part + 1}" for product in sales["product"]]
        for column in SHARED:
            copy[column] = sales[column] / parts
        copies.append(copy)
    return observe(Reading(dict(reading.tables) | {"sales": pd.concat(copies, ignore_index=True)}, ()))


def _lines(name: str, sizes: Mapping[int, Action]) -> Sequence[Sequence[str]]:
    times = side_by_side({str(size): action for size, action in sizes.items()}, ROUNDS)
    peaks = {str(size): peak(action) for size, action in sizes.items()}
    lines = []
    for before, size in zip([None, *sizes], sizes, strict=False):
        line = [name, f"{size:,}", figure(1000 * times[str(size)])]
        if before is None:
            lines.append([*line, "", figure(peaks[str(size)]), "", ""])
            continue
        time_growth = exponent(times, before, size)
        memory_growth = exponent(peaks, before, size)
        worse = "yes" if max(time_growth, memory_growth) > LINEAR else "no"
        lines.append([*line, figure(time_growth), figure(peaks[str(size)]), figure(memory_growth), worse])
    return lines


def exponent(costs: Mapping[str, float], before: int, after: int) -> float:
    """The power of size with which a cost grew.

    >>> exponent({"1": 1.0, "2": 4.0}, 1, 2)
    2.0
    """
    return math.log(costs[str(after)] / costs[str(before)]) / math.log(after / before)


def peak(action: Action) -> float:
    """Most megabytes that Python and numpy held during a call, beyond what they held before."""
    tracemalloc.start()
    try:
        held = tracemalloc.get_traced_memory()[0]
        action()
        return (tracemalloc.get_traced_memory()[1] - held) / 1e6
    finally:
        tracemalloc.stop()
