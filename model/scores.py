"""KPI values of a projection, over a period and month by month."""

from collections.abc import Iterator, Mapping

import numpy as np

from model.company import Company
from model.kpis import KPIS, Kpi, Window
from model.projection import Projection
from model.vocabulary import Array


def kpi_values(projection: Projection, first: int = 0, last: int | None = None) -> dict[str, Array]:
    """Every KPI that the company's data support, over months [first, last)   [scenario, draw]."""
    window = Window({name: line[:, :, first:last] for name, line in projection.lines.items()})
    return {kpi.name: kpi.value(window) for kpi in KPIS.values() if not why_not(kpi, projection.company)}


def kpi_series(projection: Projection, name: str) -> Array:
    """One KPI month by month   [scenario, draw, month]."""
    shape = next(iter(projection.lines.values())).shape
    return np.asarray(KPIS[name].value(apart(projection.lines))).reshape(shape)


def apart(lines: Mapping[str, Array]) -> Window:
    """Lines whose months stand apart, so that a formula gives each month   [scenario, draw x month]."""
    return Window(_Apart(lines))


class _Apart(Mapping[str, Array]):
    """Lines whose months stand apart, as if each were a draw of one month   [scenario, draw x month, 1].

    A line is reshaped when it is read, for a formula reads few of them.
    """

    def __init__(self, lines: Mapping[str, Array]) -> None:
        self.lines = lines

    def __getitem__(self, name: str) -> Array:
        amount = self.lines[name]
        return amount.reshape(len(amount), -1, 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def why_not(kpi: Kpi, company: Company) -> str:
    """What the company's data lack for a KPI: a table or a column; empty when nothing."""
    return next((need for need in kpi.needs if need not in company.has), "")
