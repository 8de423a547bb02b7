"""The band of a scenario in three layers: what the assumptions leave open, plus the months' noise, plus the model's form.

The form's layer is what must be added so that the model's own back-test would have been covered at 80 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.backtesting.records import Record
from model.backtesting.widths import form_share
from model.company import Company
from model.projection import drawn_totals
from model.scenario import AS_IS, Scenario
from model.vocabulary import TINY, Array

LINES = ("revenue", "operating_cost")
LAYERS = ("assumptions", "noise", "form")
DRAWS = 200
SHARES = (0.1, 0.9)
NO_NOISE = "demand_noise"
YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Layered:
    """One line: its course with every assumption at its value, and P10 and P90 layer by layer, each including the last.

    `edges` are layer -> (low, high)   [month]; `guessed` is True where the form's layer rests on no back-test.
    """

    line: str
    central: Array
    edges: Mapping[str, tuple[Array, Array]]
    guessed: bool

    def width(self, layer: str, month: int) -> float:
        """Half of a layer's band as a share of the central course."""
        low, high = self.edges[layer]
        return float(0.5 * (high[month] - low[month]) / abs(self.central[month]))


def layered(
    company: Company, records: Mapping[str, Record], scenario: Scenario = AS_IS, months: int = 36
) -> dict[str, Layered]:
    """The layers of LINES for one scenario; `records` are the model's own back-test, by line."""
    central = drawn_totals(company, scenario, LINES, months=months)
    noisy = drawn_totals(company, scenario, LINES, months=months, draws=DRAWS)
    quiet = drawn_totals(*_without_noise(company, scenario), LINES, months=months, draws=DRAWS)
    return {line: _layered(line, central[line][0], (quiet[line], noisy[line]), records.get(line)) for line in LINES}


@dataclass(frozen=True, kw_only=True)
class Widths:
    """What one company's band is made of, for one line, under any scenario; a scenario only adds it up.

    `assumptions` is the part of a yearly sum's band that is left without the months' noise, `form` how far the model may
    be off a month, as a share of the amount   [month]; `guessed` is True where `form` rests on no back-test.
    """

    assumptions: Array
    form: Array
    guessed: bool


def widths(company: Company, records: Mapping[str, Record], months: int = 36) -> dict[str, Widths]:
    """The widths of LINES, of the baseline; `records` are the model's own back-test, by line, where there is one."""
    noisy = drawn_totals(company, AS_IS, LINES, months=months, draws=DRAWS)
    quiet = drawn_totals(*_without_noise(company, AS_IS), LINES, months=months, draws=DRAWS)
    found = {}
    for line in LINES:
        part = np.minimum(_spread(quiet[line]) / np.maximum(_spread(noisy[line]), TINY), 1.0)
        form, guessed = form_of(records.get(line), months)
        found[line] = Widths(assumptions=part, form=form, guessed=guessed)
    return found


def _spread(drawn: Array) -> Array:
    """Width of the 80 % band of the last twelve months' sum   [month]."""
    sums = drawn.cumsum(axis=1)
    sums[:, YEAR:] -= sums[:, :-YEAR].copy()
    low, high = np.quantile(sums, SHARES, axis=0)
    return np.asarray(high - low)


def _without_noise(company: Company, scenario: Scenario) -> tuple[Company, Scenario]:
    observed = {**company.observed, NO_NOISE: np.zeros_like(company.observed[NO_NOISE])}
    return replace(company, observed=observed), scenario


def _layered(line: str, central: Array, drawn: tuple[Array, Array], record: Record | None) -> Layered:
    quiet, noisy = (np.quantile(amount, SHARES, axis=0) for amount in drawn)
    noise = (np.minimum(quiet[0], noisy[0]), np.maximum(quiet[1], noisy[1]))
    share, guessed = form_of(record, len(central))
    form = (np.minimum(noise[0], central * (1.0 - share)), np.maximum(noise[1], central * (1.0 + share)))
    edges = {"assumptions": (quiet[0], quiet[1]), "noise": noise, "form": form}
    return Layered(line=line, central=central, edges=edges, guessed=guessed)


def form_of(record: Record | None, months: int) -> tuple[Array, bool]:
    """How far the model may be off a line, 80 %, as a share of the amount   [month]; and whether that is a guess."""
    if record is None:
        return form_share(np.empty((0, 1)), months)
    return form_share((record.actual - record.forecast) / np.abs(record.forecast), months)
