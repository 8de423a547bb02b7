"""A kept version as somebody sees it who was handed its link: found anew at every run, apart from the session's own plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import streamlit as st

from model.company import Company
from store import scenarios
from store.companies import newest_data
from store.database import Database
from store.failures import StoreRefused
from store.kinds import Kept, Version
from store.links import Link, resolve
from ui import calibrate_view, governor, kept, library, projections, state, stored
from ui.charts.spec import Look
from ui.link import Plan
from ui.projections import Question, Values

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A version, the company with the data that it is pinned to, and why it is not the newest of its kind."""

    kept: Kept
    version: Version
    company: Company
    plan: Plan
    stale: Sequence[str]

    @property
    def question(self) -> Question:
        """What the engine is asked."""
        return Question(self.company, (self.plan.scenario,), self.plan.months)

    @cached_property
    def values(self) -> Values:
        """The KPIs beside the baseline."""
        return projections.values(projections.answer(self.question))

    @cached_property
    def delivery(self) -> governor.View:
        """What is sold against what can be delivered."""
        return governor.view_of(self.question)

    @property
    def look(self) -> Look:
        """How its chart is drawn for this reader."""
        return Look(state.language(), state.theme(), self.company.currency)


def link() -> Link | None:
    """The link of the address, if it opens anything now."""
    secret = st.query_params.get("l", "")
    return stored.attempt(lambda base: resolve(base, secret), None) if secret else None


def offered(held: Link) -> tuple[Kept, ...]:
    """The scenarios that a link opens: one, or those of its workspace."""

    def found(base: Database) -> tuple[Kept, ...]:
        if held.scenario is None:
            return tuple(one for one in scenarios.library(base, held.workspace) if not one.archived)
        one = scenarios.find(base, held.workspace, held.scenario)
        return () if one.deleted else (one,)

    return _answer(found) or ()


def opened(held: Link, one: Kept) -> Presented | Kept | None:
    """A scenario of a link, ready to be read; as it is kept where its data are gone; nothing where it is gone itself."""
    version = _version(held, one)
    if version is None:
        return None
    found = kept.company_of(version)
    if found is None:
        return one
    plan = kept.plan_of(version, found)
    newest = stored.attempt(lambda base: newest_data(base, held.workspace), {})
    company = calibrate_view.fitted(found, plan.evidence)
    return Presented(kept=one, version=version, company=company, plan=plan, stale=library.why_stale(version, newest))


def _version(held: Link, one: Kept) -> Version | None:
    """The version that a link is held to, or the newest."""
    number = held.number
    if number is None:
        return one.head
    return _answer(lambda base: scenarios.version(base, held.workspace, one.id, number))


def _answer(action: Callable[[Database], Answer]) -> Answer | None:
    """What the store gives, or nothing where it refuses or cannot be reached."""
    try:
        return stored.attempt(action, None)
    except StoreRefused:
        return None
