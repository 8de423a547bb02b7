"""What a hand-out is about: a company, one to four scenarios, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from model.company import Company
from model.questions.plan import Step
from model.scenario import Scenario
from store.names import one_line
from ui.charts.palette import scenario_roles
from ui.evidence import NOTHING, Evidence
from ui.link import Plan, encode
from ui.numbers import Style
from ui.words import t

MOST = 4  # scenarios in one hand-out
ROLES = ("ink", "cro", "coo", "shared")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One scenario by the name that it is handed out under; `preset` is its key in the catalogue, if it has one."""

    name: str
    scenario: Scenario
    preset: str = ""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One to MOST scenarios of a company, the first of which the hand-out is about; all that is typed is plain text.

    `owners` are names of people by the place of a move; `base` is the address that a link begins with.
    """

    company: Company
    company_key: str
    options: tuple[Option, ...]
    months: int
    style: Style
    day: date
    author: str = ""
    question: str = ""
    owners: Mapping[str, str] = field(default_factory=dict)
    evidence: Evidence = NOTHING
    base: str = ""

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios, in order."""
        return tuple(option.scenario for option in self.options)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, on one line each."""
        return tuple(one_line(option.name) for option in self.options)

    @property
    def roles(self) -> tuple[str, ...]:
        """Whose colour each has; a preset has its own, and no two the same."""
        known = scenario_roles()
        found: list[str] = []
        for option in self.options:
            free = [role for role in (known.get(option.preset, "ink"), *ROLES) if role not in found]
            found.append(free[0])
        return tuple(found)

    @property
    def over(self) -> str:
        """'over three years'."""
        return t(f"frame.over.{self.months // 12}")

    def code(self, scenario: Scenario) -> str:
        """The share code that shows a scenario."""
        return encode(Plan(scenario, self.months, self.evidence))

    def owner_of(self, step: Step, place: str) -> str:
        """Who answers for a move; the role while nobody is named."""
        return one_line(self.owners.get(place, "")) or t(f"owner.{step.owner}")
