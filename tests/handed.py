"""What is handed over in tests."""

from datetime import date
from functools import cache

from model.company import Company
from model.presets import presets
from model.samples import load_sample
from model.scenario import Move, Scenario
from ui.handout.brief import Brief
from ui.handout.drafting import drafted
from ui.handout.handover import Handover
from ui.handout.subject import Option, Subject
from ui.numbers import Style
from ui.words import Language

PLAN = Scenario(
    name="Plan A",
    note="First line\nsecond line",
    levers={
        "price_change": Move(0.05, start=3, ramp=6),
        "marketing_spend": Move(0.2, ramp=2, end=20),
        "process_efficiency": Move(0.3, ramp=6),
    },
    shocks={"demand_shock": Move(-0.05, start=2)},
    assumptions={"discount_rate": 0.12},
)
MONTHS = 12
HOSTILE = '=1+1 <b>“Zoë”</b> & <img src="file:///etc/passwd"> \u202eevil\u2069 [x](javascript:0)'


def handed(
    sample: str | Company = "saas",
    language: Language = "en",
    *scenarios: Scenario,
    months: int = MONTHS,
    **more: object,
) -> Handover:
    """A hand-over of a sample, or of a company that was brought in."""
    company = load_sample(sample) if isinstance(sample, str) else sample
    subject = Subject(
        company=company,
        company_key=sample if isinstance(sample, str) else company.content_hash,
        options=tuple(Option(name=scenario.name, scenario=scenario) for scenario in scenarios or (PLAN,)),
        months=months,
        style=Style(language, company.currency),
        day=date(2026, 11, 30),
        **more,  # type: ignore[arg-type]
    )
    return Handover(subject=subject, data=company.content_hash)


def subject(
    company: str, language: Language, *scenarios: str | Scenario, name: str = "", author: str = "", question: str = ""
) -> Subject:
    """A hand-out about presets by name, or about a scenario of one's own."""
    found = load_sample(company)
    known = presets(found, MONTHS)
    options = tuple(
        Option(name=name or one, scenario=known[one], preset=one)
        if isinstance(one, str)
        else Option(name=name or "Mine", scenario=one)
        for one in scenarios
    )
    return Subject(
        company=found, company_key=company, options=options, months=MONTHS, style=Style(language, found.currency),
        day=date(2026, 11, 30), author=author, question=question, base="https://tandem.example/",
    )  # fmt: skip


@cache
def brief(company: str, language: Language, *names: str) -> Brief:
    """The brief about some presets."""
    return drafted(subject(company, language, *names))
