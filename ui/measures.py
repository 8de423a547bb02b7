"""Measures of the questions in words: KPIs and committed money, their amounts, their changes and their limits."""

from collections.abc import Iterable, Sequence

from model.kpis import KPIS
from model.levers import LEVERS
from model.questions.constraints import Constraint
from model.questions.outcomes import EXTRA_SPEND
from model.scenario import Move, Scenario
from ui.lever_values import member_name, word
from ui.numbers import PER_CENT, Style, amount
from ui.words import known, t

MOST = 3


def label(measure: str) -> str:
    """The name of a measure."""
    return t("tradeoff.extra_spend") if measure == EXTRA_SPEND else t(f"kpi.{measure}.label")


def unit(measure: str) -> str:
    """The unit of a measure."""
    return "money" if measure == EXTRA_SPEND else KPIS[measure].unit


def value(measure: str, figure: float, style: Style | None = None) -> str:
    """An amount of a measure."""
    return amount(figure, unit(measure), style=style)


def change(measure: str, figure: float) -> str:
    """A signed change of a measure, in points for shares."""
    return amount(figure, "points" if unit(measure) in PER_CENT else unit(measure), signed=True)


def size(measure: str, figure: float) -> str:
    """A change of a measure without its sign."""
    return amount(abs(figure), "points" if unit(measure) in PER_CENT else unit(measure))


def tone(measure: str, figure: float) -> str:
    """Whether a change is good or bad; empty when it is neither."""
    better = -1 if measure == EXTRA_SPEND else KPIS[measure].better
    return "" if not better or abs(figure) < 1e-9 else "good" if better * figure > 0 else "bad"


def limits(names: Iterable[str]) -> str:
    """What binds, listed: measures of constraints, and levers at their limits; empty when nothing does."""
    return listed([_limit(name) for name in names])


def _limit(name: str) -> str:
    if name in LEVERS:
        return t("tradeoff.limit.lever", lever=word(LEVERS[name], "label"))
    key = f"tradeoff.limit.{name}"
    return t(key) if known(key) else label(name)


def broken(names: Iterable[str], constraints: Sequence[Constraint]) -> str:
    """What is broken, listed: constraints with their bounds, and levers beyond their limits."""
    by_text = {str(one): one for one in constraints}
    said = [
        t(
            "tradeoff.bound",
            measure=label(by_text[name].measure),
            side=_side(by_text[name]),
            bound=_bound(by_text[name]),
        )
        if name in by_text
        else t("tradeoff.limit.beyond", lever=word(LEVERS[name], "label"))
        for name in names
    ]
    return listed(said)


def _side(one: Constraint) -> str:
    return t("tradeoff.at_least" if one.side == ">=" else "tradeoff.at_most")


def _bound(one: Constraint) -> str:
    return value(one.measure, one.bound)


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
