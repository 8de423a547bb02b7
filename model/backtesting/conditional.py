"""The conditional test: a big move of a lever in the history is held out, and its effect predicted and compared.

What would have come without the move is the baseline forecast from the month before, with its own interval.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.backtesting.coupled import DRAWS, SHARES, projected
from model.backtesting.observed import as_of, observed_lines
from model.company import Company
from model.forecasting import ORIGINS
from model.forecasting.conformal import half_widths
from model.forecasting.ensemble import point_forecasts
from model.forecasting.rolling import roll
from model.levers import LEVERS
from model.panel import Panel
from model.scenario import AS_IS, Move, Scenario
from model.vocabulary import Array

Outcome = Literal["agrees", "differs", "cannot_tell"]
EARLIEST, USUAL = 12, 24  # months of history before a move; a season is known from two years on
AROUND = 3  # months before and after that show the size of a move


@dataclass(frozen=True)
class Watched:
    """A lever looked for in the history: the size from which a move is big, months held out, lines that answer."""

    lever: str
    table: str
    column: str
    big: float
    window: int
    lines: tuple[str, ...]


WATCHED = (
    Watched("price_change", "sales", "list_price", 0.02, 6, ("units", "revenue")),
    Watched("marketing_spend", "marketing", "spend", 0.10, 3, ("leads",)),
)


@dataclass(frozen=True, kw_only=True)
class Conditional:
    """One line's change after one move, as a share of what would have come without it; `month` is the first one held out.

    `low` and `high` hold the actual change with 80 %; the predicted band is the P10 and P90 of the draws.
    """

    lever: str
    month: str
    size: float
    line: str
    window: int
    predicted: float
    predicted_low: float
    predicted_high: float
    actual: float
    low: float
    high: float

    @property
    def outcome(self) -> Outcome:
        """Whether prediction and history meet; 'cannot_tell' when the history does not exclude 'no effect' either."""
        if self.predicted_high < self.low or self.predicted_low > self.high:
            return "differs"
        return "cannot_tell" if self.low <= 0.0 <= self.high else "agrees"


def conditional_tests(company: Company) -> tuple[Conditional, ...]:
    """The biggest move of each watched lever, put to the test; empty when the history shows none."""
    lines = observed_lines(company)
    panel = Panel(company.tables, company.history_months)
    found = []
    for watched in WATCHED:
        month = biggest_move(changes(panel, watched), watched)
        if month is not None:
            found += _tested(company, watched, month, lines)
    return tuple(found)


def changes(panel: Panel, watched: Watched) -> Array:
    """Size of a move that begins in each month, beyond the usual drift   [month]; 0 where it cannot be seen."""
    level = _level(panel, watched)
    sizes = np.zeros(len(level))
    if len(level) < EARLIEST + watched.window or not (level > 0).all():
        return sizes
    reach = min(AROUND, watched.window)
    for month in range(EARLIEST, len(level) - watched.window + 1):
        before = level[month - AROUND : month].mean()
        sizes[month] = level[month : month + reach].mean() / before - 1.0
    return np.asarray(np.where(sizes == 0.0, 0.0, sizes - np.median(sizes[EARLIEST:])))


def _level(panel: Panel, watched: Watched) -> Array:
    """Total spend, or what one basket of goods costs at list prices   [month]."""
    if watched.column == "spend":
        return panel.sum(watched.table, watched.column)
    keys = [{"product": name} for name in panel.names("sales", "product")]
    count = np.maximum(np.nan_to_num(panel.matrix("sales", "revenue", keys)).sum(axis=0), 0.0)
    price = _mean_prices(panel, keys)
    return np.asarray(price @ (count / max(count.sum(), 1.0)))


def _mean_prices(panel: Panel, keys: list[dict[str, str]]) -> Array:
    """List price of each product, the mean over its rows, its first one being 1   [month, product]."""
    frame = panel.tables["sales"].groupby(["month", "product"])["list_price"].mean().unstack("product")
    wide = frame.reindex(index=list(panel.months), columns=[key["product"] for key in keys]).ffill().bfill()
    prices = wide.to_numpy(float)
    return np.asarray(prices / np.where(prices[:1] > 0, prices[:1], 1.0))


def biggest_move(sizes: Array, watched: Watched) -> int | None:
    """The month of the biggest move, after two years of history if there is one; None when none is big."""
    for first in (USUAL, EARLIEST):
        if len(sizes) > first and np.abs(sizes[first:]).max() >= watched.big:
            return first + int(np.abs(sizes[first:]).argmax())
    return None


def _tested(company: Company, watched: Watched, month: int, lines: dict[str, Array]) -> list[Conditional]:
    before = as_of(company, month)
    answering = tuple(line for line in watched.lines if line in lines)
    panel = Panel(company.tables, company.history_months)
    size = float(changes(panel, watched)[month])
    scenario = Scenario(name="held_out", levers={watched.lever: _move(before, panel, watched, (month, size))})
    central, drawn = (_predicted(before, scenario, answering, (watched.window, draws)) for draws in (0, DRAWS))
    tests = []
    for line in answering:
        low, high = (float(edge) for edge in np.quantile(drawn[line], SHARES))
        actual, width = _actual(lines[line], month, watched.window)
        tests.append(
            Conditional(
                lever=watched.lever,
                month=company.history_months[month],
                size=size,
                line=line,
                window=watched.window,
                predicted=float(central[line][0]),
                predicted_low=low,
                predicted_high=high,
                actual=actual,
                low=actual - width,
                high=actual + width,
            )
        )
    return tests


def _move(before: Company, panel: Panel, watched: Watched, seen: tuple[int, float]) -> Move:
    """The lever's setting that repeats a move of (month, size), channel by channel where it has channels."""
    month, size = seen
    lever = LEVERS[watched.lever]
    if lever.over != "channel":
        return Move(float(np.clip(size, lever.low, lever.high)))
    names = before.members["channel"]
    spend = np.nan_to_num(panel.matrix(watched.table, watched.column, [{"channel": name} for name in names]))
    usual, held_out = spend[month - AROUND : month].mean(axis=0), spend[month : month + watched.window].mean(axis=0)
    rise = np.where(usual > 0, held_out / np.where(usual > 0, usual, 1.0) - 1.0, 0.0)
    return Move(0.0, dict(zip(names, np.clip(rise, lever.low, lever.high).tolist(), strict=True)))


def _predicted(company: Company, scenario: Scenario, lines: tuple[str, ...], how: tuple[int, int]) -> dict[str, Array]:
    """Change of each line over the window that the model expects of the move   [draw]."""
    window, draws = how
    moved, still = (projected(company, one, lines, draws=draws) for one in (scenario, AS_IS))
    return {name: moved[name][:, :window].sum(axis=1) / still[name][:, :window].sum(axis=1) - 1.0 for name in lines}


def _actual(history: Array, month: int, window: int) -> tuple[float, float]:
    """Change of a line against the baseline forecast, and half its 80 % interval."""
    past = history[:month]
    expected = float(point_forecasts([past], window)[0].sum())
    rolled = roll([past], window, ORIGINS)[0]
    missed = rolled.errors.sum(axis=1)
    width = float(half_widths(missed[np.newaxis, :, np.newaxis])[0, 0])
    return float(history[month : month + window].sum()) / expected - 1.0, abs(width / expected)
