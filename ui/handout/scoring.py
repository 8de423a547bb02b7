"""The figures of a brief: scorecards with their bands, and revenue against operating cost by month."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from model.kpis import KPIS, Lens
from model.projection import Projection
from model.scores import kpi_values, why_not
from model.vocabulary import Array
from ui import cards, results
from ui.charts.headline import LINES
from ui.comparison import TIE
from ui.handout.brief import Course, Courses, Figure, Months, Score, Scorecards, Tone
from ui.numbers import amount, difference, month_name, relative
from ui.words import t

LENSES: tuple[Lens, ...] = ("cro", "coo", "shared")
BAND = (0.1, 0.9)
TONES: Mapping[str, Tone] = {"good": "good", "bad": "bad"}


def figure(value: float, unit: str, *, signed: bool = False) -> Figure:
    """A number with its words."""
    return Figure(value, amount(value, unit, signed=signed))


def scorecards(certain: Projection, drawn: Projection) -> Scorecards:
    """Both lenses and what they share, from the projection with every assumption at its value and the one with draws."""
    values, draws = kpi_values(certain), kpi_values(drawn)
    lenses = {lens: tuple(_score(name, values[name], draws[name]) for name in shown(certain, lens)) for lens in LENSES}
    return Scorecards(message=_who_gains(lenses), lenses=lenses, titles={lens: t(f"lens.{lens}") for lens in LENSES})


def shown(certain: Projection, lens: Lens) -> Sequence[str]:
    """The KPIs of a lens as the cockpit shows them."""
    able = [name for name in results.FIRST[lens] if not why_not(KPIS[name], certain.company)]
    return able[: results.SHOWN]


def _score(name: str, values: Array, draws: Array) -> Score:
    kpi = KPIS[name]
    base, mine, *others = (float(value) for value in values[:, 0])
    low, high = (float(edge) for edge in np.quantile(draws[1], BAND))
    change = difference(mine, base, kpi.unit)
    return Score(
        kpi=name,
        label=t(f"kpi.{name}.label"),
        definition=t(f"kpi.{name}.definition"),
        unit=kpi.unit,
        value=figure(mine, kpi.unit),
        baseline=figure(base, kpi.unit),
        change=change or "=",
        against=against(change),
        tone=TONES.get(cards.verdict(kpi, mine - base) if change else "", ""),
        low=figure(low, kpi.unit),
        high=figure(high, kpi.unit),
        band=between(amount(low, kpi.unit), amount(high, kpi.unit)),
        others=tuple(figure(other, kpi.unit) for other in others),
        best=_best(values[:, 0] * kpi.better),
    )


def against(change: str) -> str:
    """A change on the baseline in a few words."""
    return t("brief.on_baseline", change=change) if change else t("brief.as_baseline")


def between(low: str, high: str) -> str:
    """A range; a unit that both ends share is said once.

    >>> between("18.4 days", "24.3 days")
    '18.4 – 24.3 days'
    """
    unit = re.search(r"\s\D+$", high)
    return f"{low.removesuffix(unit[0]) if unit else low} – {high}"


def _best(gains: Array) -> tuple[int, ...]:
    """Where the best of some gains stand; nowhere when they are as good as each other."""
    size = max(abs(float(gains[0])), 1e-9)
    if np.ptp(gains) < TIE * size:
        return ()
    return tuple(int(row) for row in np.flatnonzero(gains.max() - gains < TIE * size / 10.0))


def _who_gains(lenses: Mapping[Lens, Sequence[Score]]) -> str:
    """'Growth: 4 KPIs better, 1 worse. Operations: 2 better, 3 worse.'"""
    told = []
    for lens in ("cro", "coo"):
        tones = [score.tone for score in lenses[lens]]
        counts = {"better": tones.count("good"), "worse": tones.count("bad"), "lens": t(f"lens.{lens}")}
        told.append(t("brief.scores.lens" if any(tones) else "brief.scores.same", **counts))
    return " ".join(told)


def courses(certain: Projection, drawn: Projection) -> Courses:
    """Revenue and operating cost by month."""
    lines = tuple(_course(certain, drawn, line, role) for line, role in LINES.items())
    names = tuple(month_name(month) for month in certain.months)
    return Courses(message=_ends(lines, names[-1]), months=certain.months, names=names, lines=lines)


def _course(certain: Projection, drawn: Projection, line: str, role: str) -> Course:
    base, *mine = (_months(row) for row in certain.lines[line][:, 0])
    low, high = np.quantile(drawn.lines[line][1], BAND, axis=0)
    return Course(
        line=line,
        label=t(f"line.{line}"),
        role=role,
        baseline=base,
        scenarios=tuple(mine),
        low=_months(low),
        high=_months(high),
    )


def _months(amounts: Array) -> Months:
    return tuple(float(value) for value in amounts)


def _ends(lines: Sequence[Course], last: str) -> str:
    """Where revenue and operating cost stand in the last twelve months, and how far from the baseline."""
    said = {}
    for course in lines:
        mine, base = (sum(months[-12:]) for months in (course.scenarios[0], course.baseline))
        said[course.line] = amount(mine, "money")
        said[f"{course.line}_change"] = against(relative(mine, base))
    return t("brief.courses.message", last=last, **said)
