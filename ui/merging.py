"""Merging two branches: the version that both came from, each setting three ways, and what together is not the sum."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from model.bridges import Bridge, bridge, differing, mixed
from model.company import Company
from model.projection import MODEL_VERSION, project
from model.questions.outcomes import View
from model.scenario import Scenario
from store.kinds import Kept, Version
from ui import kept
from ui.link import decode

KEPT = 32
USED = 0.01  # more of a process's capacity: below that a plan does not lean on it
ONE, OTHER = "one", "other"


@dataclass(frozen=True)
class Merge:
    """Two scenarios of one company, and the code both came from ("" is the company as it is)."""

    one: Kept
    other: Kept
    base: str

    @property
    def codes(self) -> tuple[str, str, str]:
        """Base, one and other."""
        return self.base, self.one.head.content.code, self.other.head.content.code


@dataclass(frozen=True)
class Shared:
    """What both plans lean on: a process, the function that does it, its people, and how full it gets at worst."""

    process: str
    function: str
    heads: float
    one: float
    other: float
    both: float


@dataclass(frozen=True)
class Together:
    """What each branch brings alone and both together: KPI -> bridge with the players 'one' and 'other'; and why."""

    bridges: Mapping[str, Bridge]
    pairs: Mapping[str, Mapping[tuple[str, str], float]]  # KPI -> pairs of levers, one of each branch
    shared: Shared | None


def base_of(one: Kept, other: Kept, versions: Mapping[str, tuple[Version, ...]]) -> str:
    """The code of the version that two scenarios came from; nothing when they have none in common.

    `versions` are those of both scenarios and of their origins.
    """
    place = _ancestor(one, other)
    if place is None:
        return ""
    scenario, number = place
    return next((found.content.code for found in versions.get(scenario, ()) if found.number == number), "")


def _ancestor(one: Kept, other: Kept) -> tuple[str, int] | None:
    if other.origin is not None and other.origin[0] == one.id:
        return other.origin
    if one.origin is not None and one.origin[0] == other.id:
        return one.origin
    if one.origin is not None and other.origin is not None and one.origin[0] == other.origin[0]:
        return one.origin[0], min(one.origin[1], other.origin[1])
    return None


def merge_of(one: Kept, other: Kept) -> Merge:
    """Two scenarios with what both came from."""
    names = {one.id, other.id, *(origin[0] for origin in (one.origin, other.origin) if origin)}
    return Merge(one, other, base_of(one, other, {name: kept.versions_of(name) for name in names}))


def together(company: Company, merge: Merge, code: str, kpis: tuple[str, ...]) -> Together:
    """What the merged code brings beyond its parts, by exact bridges from the version both came from."""
    key = (company.content_hash, MODEL_VERSION, merge.base, code, merge.one.head.content.code, *kpis)
    return _together(key, company, merge, code)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _together(key: tuple[str, ...], _company: Company, _merge: Merge, _code: str) -> Together:
    base, one = (_scenario(_company, each) for each in _merge.codes[:2])
    merged = decode(_code, _company.members)[0]
    mine = merged.scenario
    first = tuple(name for name in differing(base, mine) if _setting(mine, name) == _setting(one, name))
    second = tuple(name for name in differing(base, mine) if name not in first)
    view, kpis = View(company=_company, months=merged.months), key[5:]
    groups = bridge(view, base, mine, kpis, {ONE: first, OTHER: second})
    each = bridge(view, base, mine, kpis) if first and second else {}
    across = {kpi: _across(found, first, second) for kpi, found in each.items()}
    alone = (mixed(base, mine, set(first)), mixed(base, mine, set(second)))
    return Together(groups, across, _shared(_company, (base, *alone, mine), merged.months))


def _scenario(company: Company, code: str) -> Scenario:
    return decode(code, company.members)[0].scenario


def _setting(scenario: Scenario, name: str) -> object:
    for held in (scenario.levers, scenario.shocks, scenario.assumptions):
        if name in held:
            return held[name]
    return None


def _across(found: Bridge, first: tuple[str, ...], second: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """The pairs with one lever of each branch, strongest first."""
    return {pair: value for pair, value in found.pairs.items() if (pair[0] in first) != (pair[1] in first)}


def _shared(company: Company, scenarios: tuple[Scenario, ...], months: int) -> Shared | None:
    """The process that both branches load, if there is one: the one that the lighter of them loads most."""
    shown = project(company, list(scenarios), months=months)
    base, one, other, both = (shown.by["utilisation"]["process"][row, 0].max(axis=0) for row in range(1, 5))
    added = np.minimum(one - base, other - base)
    worst = int(added.argmax())
    if added[worst] < USED:
        return None
    function = company.process_functions[worst]
    heads = shown.by["heads"]["function"][1, 0, 0, shown.members["function"].index(function)]
    return Shared(
        shown.members["process"][worst],
        function,
        float(heads),
        float(one[worst]),
        float(other[worst]),
        float(both[worst]),
    )
