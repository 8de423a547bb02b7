"""Measures of the questions in words: KPIs and committed money, their amounts, their changes and their limits."""

from collections.abc import Sequence

from model.kpis import KPIS
from model.levers import LEVERS
from model.questions.constraints import Constraint
from model.questions.outcomes import ENDS, EXTRA_SPEND
from model.questions.outcomes import better as better_of
from model.scenario import Move, Scenario
from ui.lever_values import member_name, word
from ui.numbers import PER_CENT, Style, amount
from ui.words import known, t

MOST = 3
OWN = {EXTRA_SPEND: "money", **dict.fromkeys(ENDS, "share")}  # measures that are no KPIs, and their units


def label(measure: str) -> str:
    """The name of a measure."""
    return t(f"tradeoff.{measure}") if measure in OWN else t(f"kpi.{measure}.label")


def unit(measure: str) -> str:
    """The unit of a measure."""
    return OWN.get(measure) or KPIS[measure].unit


def value(measure: str, figure: float, style: Style | None = None) -> str:
    """An amount of a measure."""
    return amount(figure, unit(measure), style=style)


def change(measure: str, figure: float) -> str:
    """A signed change of a measure, in points for shares."""
    return amount(figure, "points" if unit(measure) in PER_CENT else unit(measure), signed=True)


def tone(measure: str, figure: float) -> str:
    """Whether a change is good or bad; empty when it is neither."""
    better = KPIS[measure].better if measure in KPIS else better_of(measure)
    return "" if not better or abs(figure) < 1e-9 else "good" if better * figure > 0 else "bad"


def limits(names: Sequence[str]) -> str:
    """What binds, listed: measures of constraints, and levers at their limits; empty when nothing does."""
    return listed([*(_limit(name) for name in names if name not in LEVERS), *_levers("levers", names)])


def _limit(name: str) -> str:
    key = f"tradeoff.limit.{name}"
    return t(key) if known(key) else label(name)


def _levers(key: str, names: Sequence[str]) -> list[str]:
    """What is said of the levers among the names; at most a few are named."""
    found = [word(LEVERS[name], "label") for name in names if name in LEVERS]
    rest = [t("tradeoff.more", count=len(found) - MOST)] if len(found) > MOST else []
    return [t(f"tradeoff.limit.{key}", levers=", ".join([*found[:MOST], *rest]))] if found else []


def broken(names: Sequence[str], constraints: Sequence[Constraint]) -> str:
    """What is broken, listed: constraints with their bounds, and levers beyond their limits."""
    said = [
        t("tradeoff.bound", measure=label(one.measure), side=_side(one), bound=value(one.measure, one.bound))
        for one in constraints
        if str(one) in names
    ]
    return listed([*said, *_levers("beyond", names)])


def _side(one: Constraint) -> str:
    return t("tradeoff.at_least" if one.side == ">=" else "tradeoff.at_most")


def listed(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    if len(parts) < 2:
        return "".join(parts)
    return t("tradeoff.and", first=", ".join(parts[:-1]), last=parts[-1])


def moves(scenario: Scenario, most: int | None = MOST) -> list[str]:
    """The moves of a scenario in words, those first that use most of their lever's range."""
    found = [
        (abs(figure - LEVERS[name].default) / (LEVERS[name].high - LEVERS[name].low), name, member, figure)
        for name, move in scenario.levers.items()
        for member, figure in _values(name, move)
    ]
    order = sorted(found, key=lambda one: (-one[0], one[1]))
    return [moved(name, member, figure) for _, name, member, figure in order[:most]]


def _values(name: str, move: Move) -> list[tuple[str, float]]:
    every = [("", move.value), *move.values.items()]
    return [(member, figure) for member, figure in every if figure != LEVERS[name].default]


def moved(name: str, member: str, figure: float) -> str:
    """One lever at a value in words, for one member or for all."""
    lever = LEVERS[name]
    signed = lever.low < 0 or lever.unit in ("points", "share_per_year")
    return f"{named(name, member)} {amount(figure, lever.unit, signed=signed)}"


def named(name: str, member: str) -> str:
    """One lever in words, for one member or for all."""
    lever = LEVERS[name]
    of = f" ({member_name(member, lever.over)})" if member else ""
    return f"{word(lever, 'label')}{of}"
