"""Months that stand out of their own series, and series that change their level: warnings, never errors.

A series is one column of one member, month by month. What remains after a running median and the usual size of
each calendar month is measured by its median absolute deviation, which outliers do not move (Hampel, 'The
influence curve', JASA 1974; Iglewicz & Hoaglin 1993). A month stands out when it does so both as an amount and
as a factor, so that small noisy counts do not. Of months that stand out together in one table the strongest is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.columns import ROW, Table
from model.findings import Finding
from model.months import month_number
from model.tables import TABLES
from model.vocabulary import Array

FEWEST_MONTHS = 18  # that a usual level and its spread can be taken from
YEAR = 12
WINDOW = 7  # months of the running median
FEWEST_UNITS = 8.0  # median below which counts jump by chance
NORMAL = 1.4826  # standard deviations of a normal law in one median absolute deviation
LEAST_SPREAD, LARGEST_SPREAD = 0.02, 0.25  # of the logarithm: rounding alone; above, nothing can be told from chance
OUTLIER_SPREADS, OUTLIER_FACTOR = 8.0, 1.6
BREAK_SPREADS, BREAK_FACTOR = 7.0, 1.5
SIDE, STEP = 6, 3  # months on each side of a break that show the level, and that show the jump
SUDDEN = 0.7  # share of the change of level that comes within one month
OFTEN = 0.06  # share of a series' months that stand out, above which they are its nature
ALONE = 0.6  # share of its distance from the level that an outlier keeps from its neighbours
TOGETHER = 2  # months within which findings of one table are one story
FEW_SERIES = 100  # above, first and last months are not judged: half of what surrounds them is not known
MOST_SERIES = 2_000  # looked at in one table


@dataclass(frozen=True)
class Series:
    """Series of one column over the same months: members, values [series, month] and spreadsheet rows [series, month]."""

    table: str
    column: str
    months: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    values: Array
    rows: Array


def unusual(tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """Outliers and breaks of every series long enough to tell, the strongest of each table and season first."""
    for name, frame in tables.items():
        if name in TABLES and TABLES[name].dated:
            found = [strength for series in all_series(TABLES[name], frame) for strength in _findings(series)]
            yield from _told(found)


def _told(found: Sequence[tuple[float, int, Finding]]) -> Iterator[Finding]:
    """Strongest first; what lies within TOGETHER months of one that was told is part of its story."""
    said: list[int] = []
    for _, month, finding in sorted(found, key=lambda entry: -entry[0]):
        if all(abs(month - other) > TOGETHER for other in said):
            said.append(month)
            yield finding


def all_series(table: Table, frame: pd.DataFrame) -> Iterator[Series]:
    """Every column of amounts, of the members that have one positive value in each month of the table."""
    dated = frame.dropna(subset=["month"])
    members = [name for name in table.key if name != "month"]
    keys = [dated[name].fillna("").astype(str) for name in members]
    columns = [column.name for column in table.columns if column.numeric and column.kind != "share"]
    if dated.empty or dated.duplicated(list(table.key)).any():
        return
    names = pd.MultiIndex.from_arrays(keys) if keys else pd.Index([""] * len(dated))
    grouped = dated.assign(series=pd.factorize(names)[0])
    labels = names.unique()[:MOST_SERIES]
    rows = _wide(grouped, ROW, len(labels))
    months = tuple(rows.columns)
    if len(months) < FEWEST_MONTHS or month_number(months[-1]) - month_number(months[0]) != len(months) - 1:
        return
    for column in columns:
        values = _wide(grouped, column, len(labels)).to_numpy()
        full = np.flatnonzero((values > 0).all(axis=1) & (np.median(values, axis=1) >= _least(table, column)))
        if full.size:
            chosen = tuple(_parts(labels[int(place)]) for place in full)
            yield Series(table.name, column, months, chosen, values[full], rows.to_numpy()[full])


def _parts(label: object) -> tuple[str, ...]:
    return tuple(map(str, label)) if isinstance(label, tuple) else ((str(label),) if label else ())


def _wide(grouped: pd.DataFrame, column: str, count: int) -> pd.DataFrame:
    """One column as [series, month]; NaN where a series has no row."""
    return grouped[grouped["series"] < count].pivot(index="series", columns="month", values=column).astype(float)


def _least(table: Table, column: str) -> float:
    """Counts of a handful jump by chance; other kinds do not."""
    return FEWEST_UNITS if table.column(column).kind == "count" else 0.0


def _findings(series: Series) -> Iterator[tuple[float, int, Finding]]:
    """Strength, month and finding of each outlier, and of each series' one break."""
    logs = np.log(series.values)
    adjusted = logs - season(logs, series.months)
    level = running_median(adjusted)
    expected = np.exp(level + logs - adjusted)
    broken = breaks(adjusted)
    for member, place in outliers(adjusted - level, series.values - expected):
        size = abs(float(adjusted[member, place] - level[member, place]))
        if stands_alone(logs[member], place, size) and abs(place - broken.get(member, -SIDE)) > TOGETHER:
            yield _told_at(series, "outlier", (member, place), (size, _rounded(float(expected[member, place]))))
    for member, place in broken.items():
        size = _shift(adjusted, place, SIDE)[member]
        yield _told_at(series, "break", (member, place), (abs(size), f"{np.exp(size):.2g}"))


def _told_at(series: Series, rule: str, place: tuple[int, int], told: tuple[float, str]) -> tuple[float, int, Finding]:
    member, month = place
    name = " / ".join(part for part in series.members[member] if part != "all")
    fields = {"month": series.months[month], "member": f" ({name})" if name else "", "other": told[1]}
    row, value = int(series.rows[place]), f"{series.values[place]:.6g}"
    return told[0], month, Finding(series.table, rule, row, series.column, value, "", "warning", fields)


def season(logs: Array, months: Sequence[str]) -> Array:
    """The usual size of each calendar month, as a difference of logarithms   [series, month]; 0 below two years."""
    if len(months) < 2 * YEAR:
        return np.zeros_like(logs)
    calendar = np.array([month_number(month) % YEAR for month in months])
    around = logs - running_median(logs, YEAR + 1)
    usual = np.stack([np.median(around[:, calendar == month], axis=1) for month in range(YEAR)], axis=1)
    return np.asarray((usual - np.median(usual, axis=1, keepdims=True))[:, calendar])


def running_median(values: Array, window: int = WINDOW) -> Array:
    """The median of the months around each month, mirrored at both ends   [series, month].

    >>> running_median(np.array([[1.0, 1.0, 9.0, 1.0, 1.0]]), 3)
    array([[1., 1., 1., 1., 1.]])
    """
    half = window // 2
    padded = np.pad(values, ((0, 0), (half, half)), mode="reflect")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, window, axis=1), axis=2))


def spread(values: Array) -> Array:
    """The standard deviation that the median absolute deviation of each series stands for   [series, 1]."""
    middle = np.median(values, axis=1, keepdims=True)
    return np.asarray(NORMAL * np.median(np.abs(values - middle), axis=1, keepdims=True))


def outliers(factors: Array, amounts: Array) -> list[tuple[int, int]]:
    """Series and month of each place that lies many spreads from its level, as a factor and as an amount.

    The more series are looked at, the further a place must lie; a series that jumps often is not told of at all.
    """
    spreads = OUTLIER_SPREADS * (1.0 + np.log10(factors.shape[0]) / 3.0)
    least = np.maximum(spreads * np.maximum(spread(factors), LEAST_SPREAD), np.log(OUTLIER_FACTOR))
    far = (np.abs(factors) > least) & (np.abs(amounts) > spreads * spread(amounts))
    usable = (spread(factors) < LARGEST_SPREAD) & (far.mean(axis=1, keepdims=True) <= OFTEN)
    if factors.shape[0] > FEW_SERIES:
        far[:, [0, -1]] = False
    return [(int(member), int(place)) for member, place in np.argwhere(far & usable)]


def stands_alone(logs: Array, place: int, size: float) -> bool:
    """True when the months on either side lie far away too: the end of a long rise or fall does not stand out."""
    sides = [side for side in (logs[max(0, place - 2) : place], logs[place + 1 : place + 3]) if side.size]
    far = [np.abs(side - logs[place]) for side in sides]
    distances = [side.max() for side in far] if len(far) > 1 else [far[0].min()]
    return bool(min(distances) > ALONE * size)


def breaks(adjusted: Array) -> dict[int, int]:
    """The first month of a new level, by series; a steady trend is no break."""
    changes = np.diff(adjusted, axis=1)
    flat = adjusted - np.median(changes, axis=1, keepdims=True) * np.arange(adjusted.shape[1])
    noise = np.maximum(spread(changes)[:, 0] / np.sqrt(2.0), LEAST_SPREAD)
    places = np.arange(SIDE, adjusted.shape[1] - SIDE + 1)
    shifts = np.stack([_shift(flat, place, SIDE) for place in places], axis=1)
    steps = np.stack([_shift(flat, place, STEP) for place in places], axis=1)
    largest = np.abs(shifts).max(axis=1)
    wanted = among(len(adjusted)) * np.maximum(BREAK_SPREADS * noise, np.log(BREAK_FACTOR))
    enough = (largest > wanted) & (noise < LARGEST_SPREAD)
    near = (np.abs(shifts) > SUDDEN * largest[:, np.newaxis]) & (np.abs(steps) > SUDDEN * largest[:, np.newaxis])
    jumps = np.where(near, np.abs(changes[:, places - 1]), -1.0)
    return {int(member): int(places[jumps[member].argmax()]) for member in np.flatnonzero(enough & near.any(axis=1))}


def among(series: int) -> float:
    """How much further a break must go among many series, whose largest change by chance grows with sqrt(2 ln n).

    >>> among(10), round(among(10_000), 2)
    (1.0, 1.41)
    """
    return float(max(1.0, np.sqrt(np.log(max(series, 1)) / np.log(FEW_SERIES))))


def _shift(values: Array, place: int, side: int) -> Array:
    """The change of level at a month, between the medians of the months before and after   [series]."""
    after, before = values[:, place : place + side], values[:, place - side : place]
    return np.asarray(np.median(after, axis=1) - np.median(before, axis=1))


def _rounded(value: float) -> str:
    """Three digits, as a person writes them.

    >>> _rounded(21043.2), _rounded(1.8612)
    ('21000', '1.86')
    """
    digits = 2 - int(np.floor(np.log10(abs(value)))) if value else 0
    return f"{round(value, digits):.{max(0, digits)}f}"
