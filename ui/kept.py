"""The kept scenarios of the workspace at work, as pages use them: for the company looked at, or all of them."""

from dataclasses import dataclass

from model.company import Company
from model.scenario import Scenario
from store.companies import newest_data
from store.kinds import Kept, Version
from store.scenarios import library, versions
from ui import access, companies, state
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
    """The scenarios of the company looked at, the last changed first; without those archived."""
    here = {state.company_key(), state.data().content_hash}
    mine = [one for one in listed() if not one.archived and here & {one.head.content.company, one.head.content.data}]
    return tuple(_ready(one, state.data()) for one in mine)


def listed(*, deleted: bool = False) -> tuple[Kept, ...]:
    """Every scenario of the workspace at work."""
    return access.ask((), library, deleted=deleted)


def versions_of(scenario: str) -> tuple[Version, ...]:
    """Every version of a scenario, the newest first."""
    return access.ask((), versions, scenario)


def newest() -> dict[str, str]:
    """Hash of any data of the workspace's companies -> hash of the newest data of that company."""
    return access.ask({}, newest_data)


def company_of(version: Version) -> Company | None:
    """The company with the data that a version is pinned to, or None when this reader does not have them."""
    key = companies.key_of(version.content)
    return companies.find(key) if key else None


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
