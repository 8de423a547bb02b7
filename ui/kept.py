"""The visitor's kept scenarios, as pages use them: for the company looked at, or all of them."""

from dataclasses import dataclass

from model.company import Company
from model.scenario import Scenario
from store.companies import newest_data
from store.kinds import Kept, Version
from store.scenarios import library, versions
from ui import companies, state, stored, visitor
from ui.evidence import Evidence
from ui.link import Plan, decode


@dataclass(frozen=True, kw_only=True)
class KeptScenario:
    """A scenario of the library in its newest version, ready to be run."""

    id: str
    name: str
    scenario: Scenario
    months: int
    evidence: Evidence
    company: str  # the key that opens it
    number: int
    favourite: bool = False


def kept() -> tuple[KeptScenario, ...]:
    """The visitor's scenarios of the company looked at, the last changed first; without those archived."""
    here = {state.company_key(), state.data().content_hash}
    mine = [one for one in listed() if not one.archived and here & {one.head.content.company, one.head.content.data}]
    return tuple(_ready(one, state.data()) for one in mine)


def listed(*, deleted: bool = False) -> tuple[Kept, ...]:
    """Every scenario of the visitor's workspace."""
    workspace = visitor.workspace()
    return stored.attempt(lambda held: library(held, workspace, deleted=deleted), ()) if workspace else ()


def versions_of(scenario: str) -> tuple[Version, ...]:
    """Every version of one of the visitor's scenarios, the newest first."""
    workspace = visitor.workspace()
    return stored.attempt(lambda held: versions(held, workspace, scenario), ()) if workspace else ()


def newest() -> dict[str, str]:
    """Hash of any data of the visitor's companies -> hash of the newest data of that company."""
    workspace = visitor.workspace()
    return stored.attempt(lambda held: newest_data(held, workspace), {}) if workspace else {}


def company_of(version: Version) -> Company | None:
    """The company with the data that a version is pinned to, or None when they are no longer held."""
    shown = companies.find(version.content.company)
    if shown is not None and shown.content_hash == version.content.data:
        return shown
    return companies.find(version.content.data)


def plan_of(version: Version, company: Company) -> Plan:
    """The plan of a version for a company."""
    return decode(version.content.code, company.members)[0]


def plan_of_code(code: str) -> Plan:
    """The plan of a code for the company looked at."""
    return decode(code, state.data().members)[0]


def _ready(one: Kept, company: Company) -> KeptScenario:
    plan = plan_of(one.head, company)
    return KeptScenario(
        id=one.id,
        name=one.name,
        scenario=plan.scenario,
        months=plan.months,
        evidence=plan.evidence,
        company=one.head.content.company,
        number=one.head.number,
        favourite=one.favourite,
    )
