"""Plans that can be looked back at: what is decided in a signed receipt, a version that was kept, or a scenario at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.company import Company
from model.kpis import KPIS
from model.scenario import Scenario
from model.triggers import Trigger
from store.kinds import Version
from store.receipts import Receipt
from ui import calibrations
from ui.evidence import NOTHING, Evidence
from ui.link import decode


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """A plan: its name, the first month planned where that is known, what was believed, and what would reopen it."""

    name: str
    scenario: Scenario
    start: str = ""
    evidence: Evidence = NOTHING
    triggers: tuple[Trigger, ...] = ()

    def believed(self, then: Company) -> Company:
        """The company as it was then, as the plan's evidence made it; without tests of members that came later."""
        members = {"", *then.offers, *(name for names in then.members.values() for name in names)}
        tests = tuple(test for test in self.evidence.experiments if test.member in members)
        return calibrations.applied(then, replace(self.evidence, experiments=tests))


def of_receipt(one: Receipt, company: Company) -> LookedAt:
    """What a receipt decided, for the company with its newer data."""
    found = one.document
    plan, _ = decode(str(found["code"]), company.members)
    return LookedAt(
        name=str(found["question"]),
        scenario=plan.scenario,
        start=str(found.get("first_month", "")),
        evidence=plan.evidence,
        triggers=triggers_of(found),
    )


def of_version(name: str, version: Version, then: Company | None, company: Company) -> LookedAt:
    """What a version of a kept scenario planned; `then` is the company that it was made for, while it is held."""
    plan, _ = decode(version.content.code, company.members)
    return LookedAt(name=name, scenario=plan.scenario, start=then.first_month if then else "", evidence=plan.evidence)


def triggers_of(document: Mapping[str, Any]) -> tuple[Trigger, ...]:
    """The triggers of a receipt about KPIs that there are, the first due first."""
    told = [said for said in document["triggers"] if said["kpi"] in KPIS]
    found = [Trigger(said["kpi"], said["side"], float(said["value"]), said["month"]) for said in told]
    return tuple(sorted(found, key=lambda one: one.month))
