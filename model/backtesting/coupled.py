"""The model itself put to the test: the company as it was, its baseline projected, beside what came."""

from collections.abc import Callable, Mapping

import numpy as np

from model.backtesting.observed import MODELLED, as_of, observed_lines
from model.backtesting.records import STEPS, Record, recorded
from model.backtesting.widths import Told, with_form
from model.company import Company
from model.forecasting.rolling import actual_after
from model.projection import drawn_totals
from model.scenario import AS_IS, Scenario
from model.vocabulary import Array

FIRST_SEEN = 12  # months of history before the first projection
MOST = 18  # origins, the last ones; the oldest reach twelve months ahead
DRAWS = 100
SHARES = (0.1, 0.9)
Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


class Stopped(Exception):  # noqa: N818  it names what happened
    """The reader stopped the back-test."""


def coupled_origins(months: int) -> np.ndarray:
    """The months at which the model is asked again, of a history of so many."""
    return np.arange(max(FIRST_SEEN, months - MOST + 1), months)


def coupled_records(company: Company, progress: Progress, cancelled: Cancelled) -> dict[str, Record]:
    """What the baseline said of each line at earlier months; raises Stopped when the reader has enough."""
    lines = observed_lines(company)
    origins = coupled_origins(len(company.history_months))
    told: dict[str, list[tuple[Array, Array, Array]]] = {name: [] for name in lines}
    for count, origin in enumerate(origins):
        if cancelled():
            raise Stopped
        for name, said in baseline(as_of(company, int(origin)), tuple(lines)).items():
            told[name].append(said)
        progress((count + 1) / len(origins), "coupled")
    return {name: recorded(name, line, origins, _told(told[name], line, origins)) for name, line in lines.items()}


def _told(said: list[tuple[Array, Array, Array]], line: Array, origins: np.ndarray) -> Told:
    """What was said of a line, its band with all three layers   [origin, step] each."""
    return with_form(_stacked(said), actual_after(line, origins, STEPS), origins)


def _stacked(told: list[tuple[Array, Array, Array]]) -> Told:
    if not told:
        return (np.empty((0, STEPS)),) * 3
    point, low, high = (np.stack(part) for part in zip(*told, strict=True))
    return point, low, high


def baseline(company: Company, lines: tuple[str, ...]) -> Mapping[str, tuple[Array, Array, Array]]:
    """Each line with every assumption at its value, and the P10 and P90 of its draws   [step]."""
    certain = projected(company, AS_IS, lines, draws=0)
    drawn = projected(company, AS_IS, lines, draws=DRAWS)
    bands = {name: np.quantile(amount, SHARES, axis=0) for name, amount in drawn.items()}
    return {name: (certain[name][0], bands[name][0], bands[name][1]) for name in lines}


def projected(company: Company, scenario: Scenario, lines: tuple[str, ...], **how: int) -> dict[str, Array]:
    """The engine's amounts added up as the tables have them   [draw, month]."""
    amounts = tuple(dict.fromkeys(part for name in lines for part in MODELLED[name]))
    found = drawn_totals(company, scenario, amounts, months=STEPS, **how)
    return {name: np.sum([found[part] for part in MODELLED[name]], axis=0) for name in lines}
