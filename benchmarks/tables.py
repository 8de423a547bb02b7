"""Measured figures as Markdown tables, and the way they are measured: side by side, medians."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Row = tuple[str, str, str, bool]  # what, reference, found, whether the gate is met


@dataclass(frozen=True)
class Table:
    """A title, a sentence on what is measured, the head of the columns, and rows of cells."""

    title: str
    note: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table as text for results.md."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        return "\n".join([f"### {self.title}", "", self.note, "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def figure(value: float) -> str:
    """A number with two or three digits that count.

    >>> figure(1234.5), figure(12.34), figure(1.234), figure(0.01234)
    ('1,234', '12.3', '1.23', '0.012')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


def verdict(value: float, limit: float) -> str:
    """A figure beside its aim.

    >>> verdict(3.0, 5.0), verdict(6.0, 5.0)
    ('3.00 (aim 5: met)', '6.00 (aim 5: missed)')
    """
    return f"{figure(value)} (aim {limit:g}: {'met' if value <= limit else 'missed'})"


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def side_by_side(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each action; one of each per round, so that noise of the machine falls on all alike."""
    for action in actions.values():
        action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            taken[name].append(seconds(action))
    return {name: statistics.median(times) for name, times in taken.items()}


def quantile(values: Sequence[float], share: float) -> float:
    """The value that a share of all values does not exceed.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]
