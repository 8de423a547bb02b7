"""The back-test of a company: the baseline forecast, the coupled model, and the biggest moves of its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.backtesting.conditional import Conditional, conditional_tests
from model.backtesting.coupled import Cancelled, Progress, Stopped, coupled_records
from model.backtesting.observed import observed_lines
from model.backtesting.records import Record, forecast_records
from model.company import Company

__all__ = ["Backtest", "Stopped", "backtest"]


@dataclass(frozen=True, kw_only=True)
class Backtest:
    """All that was put to the test: records by line of the baseline forecast and of the model, and the big moves."""

    months: tuple[str, ...]  # of the history
    forecast: Mapping[str, Record]
    coupled: Mapping[str, Record]
    conditional: tuple[Conditional, ...]


def _silent(share: float, part: str) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


def backtest(company: Company, progress: Progress = _silent, cancelled: Cancelled = _never) -> Backtest:
    """Put a company's forecasts to the test; `progress` is told a share done and a part; raises Stopped."""
    lines = observed_lines(company)
    found = forecast_records(list(lines), list(lines.values()))
    progress(0.05, "forecast")
    coupled = coupled_records(company, lambda share, part: progress(0.05 + 0.8 * share, part), cancelled)
    if cancelled():
        raise Stopped
    progress(0.85, "conditional")
    conditional = conditional_tests(company)
    progress(1.0, "conditional")
    records = {record.name: record for record in found}
    return Backtest(months=company.history_months, forecast=records, coupled=coupled, conditional=conditional)
