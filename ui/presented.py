"""A kept version as somebody sees it who was handed its link: found anew at every run, apart from the session's own plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from model.company import Company
from store.companies import newest_of
from store.kinds import Kept
from ui import access, calibrate_view, kept, library, projections, state
from ui.charts.spec import Look
from ui.kept_pick import pick
from ui.link import Plan, encode
from ui.projections import Question, Values
from ui.words import t


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A version, the company with the data that it is pinned to, and why it is not the newest of its kind."""

    kept: Kept
    company: Company
    plan: Plan
    stale: Sequence[str]

    @property
    def question(self) -> Question:
        """What the engine is asked."""
        return Question(self.company, (self.plan.scenario,), self.plan.months)

    @property
    def moves(self) -> bool:
        """Whether anything differs from the company as it is."""
        return bool(encode(Plan(self.plan.scenario)))

    @property
    def look(self) -> Look:
        """How its chart is drawn for this reader."""
        return Look(state.language(), state.theme(), self.company.currency)

    @cached_property
    def values(self) -> Values:
        """The KPIs beside the baseline."""
        return projections.values(projections.answer(self.question))


def found() -> Kept | None:
    """The scenario that the link shows, in its version; of a whole workspace the one that the reader picks."""
    link = access.current()
    if link is None:
        return None
    if link.scenario is None:
        picked = pick(t("view.pick"), [one for one in kept.listed() if not one.archived], "view-pick")
        access.pick(picked.id if picked else "")
    return access.shown()


def ready(one: Kept) -> Presented | None:
    """A scenario ready to be read; nothing where its data are gone."""
    company = kept.company_of(one.head)
    if company is None:
        return None
    plan = kept.plan_of(one.head, company)
    fitted = calibrate_view.fitted(company, plan.evidence)
    return Presented(kept=one, company=fitted, plan=plan, stale=_stale(one))


def _stale(one: Kept) -> Sequence[str]:
    """Why the version no longer says what the model would say today."""
    link, data = access.current(), one.head.content.data
    newest = access.ask(data, newest_of, one.id, link.number if link else None, data)
    return library.why_stale(one.head, {data: newest})
