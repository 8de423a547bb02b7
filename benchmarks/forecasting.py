"""The baseline forecast on the M3 competition's monthly series, beside published and measured references.

The data (Makridakis & Hibon 2000; the R package Mcomp, or forecasters.org) are read from the folder that the
environment variable TANDEM_PUBLIC_DATA names, or from `python -m benchmarks.forecasting FOLDER`: a file
forecast_M3_monthly.csv.gz with the columns series, t, y and part (train or test). AutoETS of the package
statsforecast is timed beside it where that is installed; it is no dependency of the project.
"""

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.tables import Table, figure, seconds, side_by_side
from model.forecasting import Forecast, forecast
from model.forecasting.accuracy import smape
from model.vocabulary import Array

FOLDER = "TANDEM_PUBLIC_DATA"
FILE = "forecast_M3_monthly.csv.gz"
STEPS = 18
HISTORIES = {"all history": 0, "last 60": 60, "last 36": 36, "last 24": 24}  # name -> months kept, 0: all
AIMS = {"all history": 13.9, "last 60": 14.2, "last 36": 14.9, "last 24": 15.4}
AUTO_ETS = {"all history": 14.16, "last 60": 14.36, "last 36": 15.53, "last 24": 16.47}
THETA = {"all history": 13.89}
COVERED = (0.76, 0.84)
FASTER = 20.0
SAMPLE = 40  # every so many series are timed one by one beside AutoETS
ROUNDS = 1
OPTIONAL = "statsforecast"


@dataclass(frozen=True)
class Competition:
    """Series to learn from and the months that followed   [series, step]."""

    train: Sequence[Array]
    test: Array


def tables(folder: str = "") -> list[Table]:
    """Accuracy and coverage, then time; one table that says why when the data are not there."""
    path = Path(folder or os.environ.get(FOLDER, "")) / FILE
    if not path.is_file():
        note = f"Not measured: name the folder of {FILE} in the environment variable {FOLDER}."
        return [Table("M3 competition, monthly", note, ("what",), ())]
    competition = read(path)
    return [accuracy(competition), speed(competition)]


def read(path: Path) -> Competition:
    """The competition's file."""
    rows = pd.read_csv(path).sort_values(["series", "t"])
    parts = {
        part: [group["y"].to_numpy(float) for _, group in frame.groupby("series")]
        for part, frame in rows.groupby("part")
    }
    return Competition(parts["train"], np.stack(parts["test"]))


def accuracy(competition: Competition) -> Table:
    """SMAPE and coverage of the 80 % interval by length of history, and the time of one series among all."""
    rows = []
    for name, kept in HISTORIES.items():
        histories = [history[-kept:] for history in competition.train]
        found: list[Forecast] = []
        taken = seconds(lambda histories=histories, found=found: found.append(forecast(histories, STEPS)))  # type: ignore[misc]
        rows.append((name, *_scored(name, found[0], competition.test), figure(1e3 * taken / len(histories))))
    head = ("history", "sMAPE", "AutoETS", "Theta", "80 % interval holds", "ms per series, all at once")
    note = f"{len(competition.train)} series, {STEPS} months ahead; AutoETS and Theta as published or measured before."
    return Table("M3 competition, monthly", note, head, rows)


def _scored(name: str, found: Forecast, test: Array) -> tuple[str, str, str, str]:
    error = float(smape(found.point, test).mean())
    held = float(((found.low <= test) & (test <= found.high)).mean())
    low, high = COVERED
    word = "met" if low <= held <= high else "missed"
    theta = f"{THETA[name]:.2f}" if name in THETA else "-"
    return (
        f"{error:.2f} (aim {AIMS[name]}: {'met' if error <= AIMS[name] else 'missed'})",
        f"{AUTO_ETS[name]:.2f}",
        theta,
        (f"{held:.3f} (aim {low} to {high}: {word})"),
    )


def speed(competition: Competition) -> Table:
    """Time of one series alone, and among all, against AutoETS in the same run where it is installed."""
    sample = competition.train[::SAMPLE]
    actions: dict[str, Callable[[], object]] = {
        "alone": lambda: [forecast([history], STEPS) for history in sample],
        "together": lambda: forecast(competition.train[:: SAMPLE // 8], STEPS),
    }
    counts = {"alone": len(sample), "together": len(competition.train[:: SAMPLE // 8])}
    if importlib.util.find_spec(OPTIONAL) is not None:
        model = importlib.import_module(f"{OPTIONAL}.models").AutoETS(season_length=12)
        actions["AutoETS"] = lambda: [model.forecast(history, STEPS) for history in sample]
        counts["AutoETS"] = len(sample)
    taken = {name: 1e3 * time / counts[name] for name, time in side_by_side(actions, ROUNDS).items()}
    reference = taken.get("AutoETS")
    note = (
        "Point and interval of one series."
        if reference
        else f"AutoETS was not timed: {OPTIONAL} is not installed here."
    )
    return Table(
        "Time of one series",
        note,
        ("what", "ms", "times faster than AutoETS"),
        [_timed(*one, reference) for one in taken.items()],
    )


def _timed(name: str, time: float, reference: float | None) -> tuple[str, str, str]:
    if reference is None or name == "AutoETS":
        return name, figure(time), "-"
    faster = reference / time
    return name, figure(time), f"{figure(faster)} (aim {FASTER:g}: {'met' if faster >= FASTER else 'missed'})"


if __name__ == "__main__":
    for table in tables(*sys.argv[1:2]):
        print(table.markdown())
