"""How exact P10 and P90 of a band are with few draws: stratified ones beside independent ones."""

from collections.abc import Callable, Mapping
from unittest.mock import patch

import numpy as np

from benchmarks.rows import MOVED
from benchmarks.tables import Table, figure
from model import draws
from model.company import Company
from model.running import Run, recorded
from model.samples import SAMPLES, load_sample
from model.vocabulary import Array
from ui.charts.rolling import year_to_date
from ui.projections import BAND, DRAWS

MANY, RUNS = 1000, 10  # draws and runs that stand for the truth
TRIES = 12
BEFORE = 200  # independent draws, to compare with
Band = Array  # [line, P10 or P90, month]


def tables() -> list[Table]:
    """One table: the error of each way to draw, for each sample."""
    rows = [[sample, *(figure(100 * error) for error in _errors(load_sample(sample)).values())] for sample in SAMPLES]
    return [
        Table(
            "Draws: how far P10 and P90 are from those of very many",
            f"Root mean square over {TRIES} seeds, both lines of the headline chart and all months from the second year,"
            f" in per cent of the width of the band; the truth is the mean of {RUNS} runs of {MANY:,} draws. The cockpit"
            f" takes {DRAWS} stratified draws.",
            ["sample", *(f"{count} {kind}" for kind, count in _WAYS)],
            rows,
        )
    ]


def independent(generator: np.random.Generator, count: int) -> Array:
    """Draws that do not know of each other."""
    return generator.random(count)


_WAYS = (("independent", BEFORE), ("independent", DRAWS), ("stratified", DRAWS // 2), ("stratified", DRAWS))
_KINDS: Mapping[str, Callable[[np.random.Generator, int], Array]] = {
    "independent": independent,
    "stratified": draws.stratified,
}


def _errors(company: Company) -> Mapping[tuple[str, int], float]:
    truth = np.mean([_band(company, MANY, 1000 + run, "independent") for run in range(RUNS)], axis=0)
    width = (truth[:, 1] - truth[:, 0])[:, np.newaxis]
    return {
        (kind, count): float(
            np.sqrt(
                np.mean([((_band(company, count, seed, kind) - truth) / width) ** 2 for seed in range(1, TRIES + 1)])
            )
        )
        for kind, count in _WAYS
    }


def _band(company: Company, count: int, seed: int, kind: str) -> Band:
    """P10 and P90 of the yearly sums, from the second year on."""
    draws._drawn.cache_clear()
    with patch.object(draws, "stratified", _KINDS[kind]):
        recording = recorded(company, (MOVED,), Run(draws=count, seed=seed), BAND)
    draws._drawn.cache_clear()
    totals = [year_to_date(company.history[line], recording.total(line)[0]) for line in BAND]
    return np.stack([np.quantile(total, (0.1, 0.9), axis=0) for total in totals])[..., 12:]
