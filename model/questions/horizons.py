"""Short term against long term: one plan over four quarters and over five years, and the moves that borrow from the future."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from model.bridges import Bridge, Seen, windowed_bridges
from model.kpis import KPIS
from model.questions.outcomes import View, lines_read, measures, scenario_lines, windowed
from model.questions.watching import ALONE, Watch
from model.scenario import AS_IS, Scenario

QUARTERS, QUARTER, YEARS = 4, 3, 60  # of the short term, months of one, months of the long term
JUDGED = ("revenue", "operating_cost", "ebitda", "cash", "satisfaction")
SEEN = 0.002  # of the largest move's effect: what is smaller neither helps nor hurts
Verdict = Literal["borrows", "invests", "helps", "hurts", "neutral"]


@dataclass(frozen=True)
class Lasting:
    """One lever's part in a KPI in the short and the long term, and what that makes of it.

    `borrows`: it helps now and hurts over five years; `invests`: the reverse.
    """

    lever: str
    kpi: str
    short: float
    long: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Horizons:
    """KPIs of the plan and of the company as it is by window, and every lever's part.

    Windows: "q1" to "q4", "year" (four quarters) and "five_years".
    """

    windows: Mapping[str, tuple[int, int]]
    plan: Mapping[str, Mapping[str, float]]
    baseline: Mapping[str, Mapping[str, float]]
    levers: tuple[Lasting, ...]


def horizons(view: View, scenario: Scenario, watch: Watch = ALONE) -> Horizons:
    """One plan on both horizons; the view's own months are not used, five years are run."""
    long = replace(view, months=YEARS, first=0, last=None)
    windows = {f"q{n + 1}": (QUARTER * n, QUARTER * (n + 1)) for n in range(QUARTERS)}
    windows |= {"year": (0, QUARTER * QUARTERS), "five_years": (0, YEARS)}
    start = replace(AS_IS, assumptions=scenario.assumptions)
    names = measures(view.company)
    needed = frozenset[str]().union(*(lines_read(name) for name in names if name in KPIS))
    lines = scenario_lines(long, [start, scenario], needed)
    known = tuple(name for name in names if name in KPIS)
    values = {window: windowed(lines, known, *months) for window, months in windows.items()}
    judged = tuple(kpi for kpi in JUDGED if kpi in known)
    seen = Seen(judged, (windows["year"], windows["five_years"]))
    year, years = windowed_bridges(long, (start, scenario), seen, watch=watch)
    return Horizons(
        windows=windows,
        plan={name: {kpi: float(row[1]) for kpi, row in found.items()} for name, found in values.items()},
        baseline={name: {kpi: float(row[0]) for kpi, row in found.items()} for name, found in values.items()},
        levers=tuple(lasting for kpi in judged for lasting in _lasting(kpi, year[kpi], years[kpi])),
    )


def _lasting(kpi: str, year: Bridge, years: Bridge) -> list[Lasting]:
    """Every lever's part in one KPI, those that borrow first."""
    sign = KPIS[kpi].better or 1
    least = [SEEN * max((abs(share) for share in one.shares.values()), default=0.0) for one in (year, years)]
    found = []
    for lever, short in year.shares.items():
        long = years.shares[lever]
        now, then = _side(sign * short, least[0]), _side(sign * long, least[1])
        found.append(Lasting(lever, kpi, short, long, VERDICTS[now, then]))
    order = list(dict.fromkeys(VERDICTS.values()))
    return sorted(found, key=lambda one: order.index(one.verdict))


def _side(gain: float, least: float) -> int:
    return 0 if abs(gain) <= least else 1 if gain > 0.0 else -1


VERDICTS: Mapping[tuple[int, int], Verdict] = {
    (1, -1): "borrows", (-1, 1): "invests", (1, 1): "helps", (1, 0): "helps", (0, 1): "helps",
    (-1, -1): "hurts", (-1, 0): "hurts", (0, -1): "hurts", (0, 0): "neutral",
}  # fmt: skip


def borrowing(found: Horizons) -> tuple[Lasting, ...]:
    """The moves that help in four quarters and hurt over five years."""
    return tuple(one for one in found.levers if one.verdict == "borrows")
