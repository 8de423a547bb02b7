"""Briefs to make hand-outs from: each worked out once for all tests."""

from datetime import date
from functools import cache

from model.presets import presets
from model.samples import load_sample
from model.scenario import Scenario
from ui.handout.brief import Brief
from ui.handout.drafting import drafted
from ui.handout.subject import Option, Subject
from ui.numbers import Style
from ui.words import Language

MONTHS = 12
HOSTILE = '=1+1 <b>“Zoë”</b> & <img src="file:///etc/passwd"> \u202eevil\u2069 [x](javascript:0)'


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
