"""The commands `forecast` and `backtest`: any monthly series, or a whole company, judged by what came."""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.backtesting import Backtest, backtest
from model.backtesting.records import HORIZONS, Record, forecast_records
from model.backtesting.scores import Score, scores
from model.company import Company
from model.forecasting import forecast
from model.observing import read_company
from model.samples import SAMPLES, load_sample
from model.scenario import ScenarioInvalid
from model.series import holds_series, read_series

LONGEST = 120  # months ahead
PROOF = {
    "horizon",
    "origins",
    "mase",
    "mase_last_year",
    "mase_naive",
    "smape",
    "pinball",
    "skill",
    "skill_naive",
    "verdict",
}


def declare(commands: Any) -> None:
    """Add both commands to the parser's."""
    ahead = commands.add_parser("forecast", help="point and 80 % interval of monthly series")
    ahead.add_argument("series", type=Path, help="a CSV file with the columns series, month, value")
    ahead.add_argument("--horizon", type=int, default=12)
    judged = commands.add_parser("backtest", help="accuracy, skill and coverage over rolling origins")
    judged.add_argument("company", help="a company, or a CSV file with the columns series, month, value")


def _forecast(options: argparse.Namespace) -> tuple[Any, int]:
    if not 1 <= options.horizon <= LONGEST:
        raise ScenarioInvalid(f"--horizon: {options.horizon} is out of range; give 1 to {LONGEST}.")
    series = read_series(options.series)
    found = forecast([one.values for one in series], options.horizon)
    return [
        {
            "series": one.name,
            "step": step + 1,
            "point": float(found.point[row, step]),
            "low": float(found.low[row, step]),
            "high": float(found.high[row, step]),
        }
        for row, one in enumerate(series)
        for step in range(options.horizon)
    ], 0


def _backtest(options: argparse.Namespace) -> tuple[Any, int]:
    path = Path(options.company)
    if not options.company.strip():
        raise ScenarioInvalid("company: no name was given; give a company or a CSV file of series.")
    if holds_series(path):
        series = read_series(path)
        start = time.perf_counter()
        records = forecast_records([one.name for one in series], [one.values for one in series])
        return summary(records, time.perf_counter() - start), 0
    company = _company(options.company)
    start = time.perf_counter()
    found = backtest(company, _told)
    records = list(found.forecast.values())
    return summary(records, time.perf_counter() - start) | _details(found), 0


def _company(name: str) -> Company:
    return load_sample(name) if name in SAMPLES and not Path(name).exists() else read_company(Path(name))


def _told(share: float, part: str) -> None:
    sys.stderr.write(f"backtest: {part} {share:.0%}\n")


def summary(records: Sequence[Record], seconds: float) -> dict[str, Any]:
    """Means over series, origins and horizons; `skill` is the share of last year's scaled error that is saved."""
    every = [score for record in records for score in scores(record) if score.origins]
    own, last_year = (_mean(getattr(score, name) for score in every) for name in ("mase", "mase_last_year"))
    judged = sum(score.judged for score in every)
    return {
        "smape": _number(_mean(score.smape for score in every)),
        "mase": _number(own),
        "coverage_80": _number(sum(score.covered for score in every) / judged) if judged else None,
        "skill": _number(1.0 - own / last_year) if last_year > 0 else None,
        "series": len(records),
        "seconds": seconds,
        "by_horizon": [_pooled([score for score in every if score.horizon == horizon]) for horizon in HORIZONS],
    }


def _pooled(every: Sequence[Score]) -> dict[str, Any]:
    """One horizon over all series."""
    names = ("mase", "mase_last_year", "mase_naive", "smape", "pinball")
    judged = sum(score.judged for score in every)
    return {
        "horizon": every[0].horizon if every else None,
        "origins": max((score.origins for score in every), default=0),
        **{name: _number(_mean(getattr(score, name) for score in every)) for name in names},
        "coverage_80": sum(score.covered for score in every) / judged if judged else None,
    }


def _details(found: Backtest) -> dict[str, Any]:
    """Line by line and horizon by horizon: the baseline forecast, the model itself, the biggest moves."""
    return {
        "lines": {name: [_shown(score) for score in scores(record)] for name, record in found.forecast.items()},
        "model": {name: [_shown(score) for score in scores(record)] for name, record in found.coupled.items()},
        "conditional": [{**vars(test), "outcome": test.outcome} for test in found.conditional],
    }


def _shown(score: Score) -> dict[str, Any]:
    fields = {name: _number(value) for name, value in vars(score).items() if name in PROOF}
    low, high = score.band
    return fields | {"coverage_80": _number(score.coverage), "coverage_low": low, "coverage_high": high}


def _number(value: Any) -> Any:
    """The value, or None where a number is not known."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return float(np.mean(known)) if known else math.nan


COMMANDS: Mapping[str, Callable[[argparse.Namespace], tuple[Any, int]]] = {"forecast": _forecast, "backtest": _backtest}
