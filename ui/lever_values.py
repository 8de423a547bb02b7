"""A lever's value in words, and in the absolute amounts of the company: '390 € → 410 €'."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np

from model.company import NEW_OFFER, Company
from model.levers import LEVERS, SHOCKS, Lever
from model.quantities import QUANTITY_UNITS
from model.scenario import Move, Scenario, neutral
from ui.numbers import SPACE, Style, amount, setting
from ui.words import Language, known, language, t

DECLARED: Mapping[str, Lever] = {**LEVERS, **SHOCKS}
PARTS = frozenset({"annual_revenue", "market_revenue", "delivery_payroll"})  # the value is a part of these amounts
WORDS = {"delivery_function": "function", "indirect_channel": "sales_channel", "offer_part": "sales_channel"}
ADDED_UP = frozenset(
    {"money", "money_per_month", "money_per_year", "heads"}
)  # units that add up over members; others are averaged


def word(lever: Lever, part: str) -> str:
    """A lever's or a shock's words."""
    return t(f"{'shock' if lever.owner == 'world' else 'lever'}.{lever.name}.{part}")


def move_of(scenario: Scenario, lever: Lever) -> Move:
    """How a lever is set."""
    moves = scenario.shocks if lever.owner == "world" else scenario.levers
    return moves.get(lever.name, neutral(lever))


def is_set(scenario: Scenario, lever: Lever) -> bool:
    """Whether a lever's setting differs from the default in anything."""
    return move_of(scenario, lever) != neutral(lever)


@cache
def steps(lever: Lever) -> tuple[float, ...]:
    """The values that a slider stops at."""
    count = round((lever.high - lever.low) / lever.step)
    return tuple(round(lever.low + step * lever.step, 6) + 0.0 for step in range(count + 1))


def stops(lever: Lever, value: float) -> tuple[float, ...]:
    """The values that a slider stops at, and the one that was typed in between."""
    return steps(lever) if value in steps(lever) else tuple(sorted((*steps(lever), value)))


def shown(value: float, lever: Lever) -> str:
    """A lever's value for people: '+5 %', '−2 pts', '40 %'."""
    return _shown(value, lever.name, language())


@lru_cache(maxsize=20_000)
def _shown(value: float, name: str, spoken: Language) -> str:
    lever = DECLARED[name]
    signed = lever.low < 0 or lever.unit in ("points", "share_per_year")
    return setting(value, lever.unit, signed=signed, style=Style(spoken))


def captions(lever: Lever, value: float) -> Callable[[float], str]:
    """What a slider says at each stop, in the language of this run."""
    off = () if value in steps(lever) else (value,)
    return _captions(lever.name, off, language()).__getitem__


@lru_cache(maxsize=2_000)
def _captions(name: str, off: tuple[float, ...], spoken: Language) -> Mapping[float, str]:
    return {stop: _shown(stop, name, spoken) for stop in (*steps(DECLARED[name]), *off)}


def absolute(lever: Lever, move: Move, company: Company) -> str:
    """The observed amount that a lever changes, before and after; empty when nothing stands for it."""
    observed = company.quantities.get(lever.quantity)
    if observed is None or not np.size(observed):
        return ""
    values = np.array([move.of(member) for member in company.members[lever.over]])
    unit = QUANTITY_UNITS[lever.quantity]
    if lever.quantity in PARTS:
        return amount(float(np.sum(observed * values)), unit)
    before, after = _folded(observed, unit), _folded(_changed(observed, values, lever), unit)
    words = _from_to(amount(before, unit), amount(after, unit))
    averaged = len(values) > 1 and unit not in ADDED_UP
    return t("lever_panel.mean", amount=words) if averaged else words


def unusable(lever: Lever, company: Company) -> str:
    """Why a company cannot use a lever; empty when it can."""
    if lever.needs and lever.needs not in company.has:
        return t(f"why_not.{lever.needs}")
    return "" if company.members[lever.over] else t("lever_panel.no_member", dimension=t(f"dimension.{lever.over}"))


def member_name(member: str, dimension: str) -> str:
    """A member's name for people: names from files stay, the model's own words are translated."""
    words = f"{WORDS.get(dimension, dimension)}.{member}"
    if known(words):
        return t(words)
    parts = member.split(" / ")
    if len(parts) > 1:
        return " / ".join(member_name(part, "offer_part") for part in parts)
    return t("member.new_offer") if member == NEW_OFFER else member


def _from_to(before: str, after: str) -> str:
    """'390 → 410 €': a unit that both share is said once, and so are two figures that look the same."""
    if before == after:
        return after
    unit = re.search(f"[{SPACE}/].*$", after)
    return f"{before.removesuffix(unit[0]) if unit else before} → {after}"


def _changed(observed: np.ndarray, values: np.ndarray, lever: Lever) -> np.ndarray:
    if lever.unit == "points":
        return np.asarray(observed + values)
    return np.asarray(observed * (1.0 - values if lever.quantity == "hours_per_unit" else 1.0 + values))


def _folded(amounts: np.ndarray, unit: str) -> float:
    return float(np.sum(amounts) if unit in ADDED_UP else np.mean(amounts))
