"""Closed loop: companies whose truth is known are calibrated on 36 months; how often do intervals contain what follows?

    python -m benchmarks.closed_loop [--companies 100] [--kinds saas industry services] [--first 0]

Each company has parameters drawn from the priors, a past of its own, and one scenario of three random moves. The truth
is the same world living on, with and without the scenario; the forecast knows only the tables.
"""

import argparse
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.tables import Table
from model.calibration import calibrate, calibrated
from model.company import Company
from model.levers import LEVERS
from model.projection import project
from model.scenario import AS_IS, Move, Scenario
from model.vocabulary import Array
from sample_data.drawn import Life, company_of, drawn_life, outcome

KINDS = ("saas", "industry", "services")
LINES = ("revenue", "operating_cost", "operating_profit")
MONTHS = 24  # that follow, added up
DRAWS = 300
MOVES = 3
SOME = 6  # of each kind in `make bench`; a hundred take half an hour
SIZES = {  # how far a lever is moved, either way; programmes only up
    "price_change": (-0.08, 0.10), "marketing_spend": (-0.4, 0.6), "sales_heads": (-0.2, 0.3),
    "support_heads": (-0.25, 0.3), "delivery_heads": (-0.15, 0.25), "discount_change": (-0.04, 0.06),
    "sales_playbook": (0.3, 1.0), "lead_handling": (0.3, 1.0), "expansion_effort": (0.3, 1.0),
    "process_efficiency": (0.05, 0.15), "quality_effort": (0.02, 0.06),
}  # fmt: skip
SMALL = 0.002  # of the company's amount: a smaller true difference has no sign worth telling


@dataclass(frozen=True)
class Outcome:
    """One company: the true difference of each line over MONTHS, and the interval that was forecast   [line]."""

    truth: Array
    low: Array
    middle: Array
    high: Array
    scale: Array
    seconds: float

    @property
    def covered(self) -> Array:
        """Whether each interval contains the truth   [line]."""
        return np.asarray((self.low <= self.truth) & (self.truth <= self.high))

    @property
    def sign_right(self) -> Array:
        """1 where the sign is right, 0 where wrong, NaN where there is hardly a difference   [line]."""
        told = np.abs(self.truth) > SMALL * self.scale
        return np.where(told, (self.truth > 0) == (self.middle > 0), np.nan)


def random_scenario(seed: int) -> Scenario:
    """Three random moves that start in the third month."""
    generator = np.random.default_rng([seed, 77])
    chosen = generator.choice(list(SIZES), MOVES, replace=False)
    moves = {
        name: Move(float(generator.uniform(*SIZES[name])), {}, 2, max(LEVERS[name].ramp, LEVERS[name].shortest_ramp))
        for name in chosen
    }
    return Scenario(name="random", levers=moves)


def judged(kind: str, seed: int, *, calibrate_first: bool = True) -> Outcome:
    """One company of a kind, calibrated, and one scenario against the truth."""
    life, scenario = drawn_life(kind, seed), random_scenario(seed)
    company = company_of(life)
    started = time.perf_counter()
    if calibrate_first:
        company = calibrated(company, calibrate(company))
    seconds = time.perf_counter() - started
    truth, scale = _truth(life, scenario)
    drawn = _forecast(company, scenario)
    low, middle, high = np.quantile(drawn, (0.1, 0.5, 0.9), axis=1)
    return Outcome(truth, low, middle, high, scale, seconds)


def _truth(life: Life, scenario: Scenario) -> tuple[Array, Array]:
    with_it, without = (outcome(life, one, MONTHS) for one in (scenario, AS_IS))
    difference = np.array([(with_it[line] - without[line]).sum() for line in LINES])
    return difference, np.full(len(LINES), without["revenue"].sum())


def _forecast(company: Company, scenario: Scenario) -> Array:
    """Differences over MONTHS   [line, draw]."""
    lines = project(company, [scenario], months=MONTHS, draws=DRAWS).lines
    return np.array([(lines[line][1] - lines[line][0]).sum(axis=-1) for line in LINES])


def summary(outcomes: list[Outcome]) -> list[str]:
    """Coverage and share of right signs of each line, and the median seconds of a calibration."""
    covered = np.mean([found.covered for found in outcomes], axis=0)
    right = np.nanmean([found.sign_right for found in outcomes], axis=0)
    width = np.median([(found.high - found.low) / found.scale for found in outcomes], axis=0)
    cells = [f"{c:.2f} / {r:.2f} / {w:.3f}" for c, r, w in zip(covered, right, width, strict=True)]
    return [*cells, f"{np.median([found.seconds for found in outcomes]):.1f} s"]


def tables(companies: int = SOME, kinds: tuple[str, ...] = KINDS, first: int = 0) -> list[Table]:
    """Coverage by kind; reference .75 to .90, sign right in 85 %."""
    rows = []
    for kind in kinds:
        found = [judged(kind, seed) for seed in range(first, first + companies)]
        rows.append([kind, str(companies), *summary(found)])
    head = ["kind", "companies", *(f"{line}: covered / sign / width" for line in LINES), "calibration"]
    note = "Share of 80 % intervals that contain what follows; share of right signs; width over revenue. Aim .75 to .90; .85."
    return [Table("80 % intervals of a scenario's difference", note, head, rows)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=100)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    for table in tables(options.companies, tuple(options.kinds), options.first):
        print(table.markdown())


if __name__ == "__main__":
    main()
