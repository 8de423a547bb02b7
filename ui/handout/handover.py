"""What is handed over: scenarios of one company over some months, in one language, apart from any session."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from model.bridges import BRIDGED, Bridge, Seen, windowed_bridges
from model.company import Company
from model.kpis import KPIS
from model.projection import Projection, baseline_of, project
from model.questions.outcomes import View
from model.questions.watching import ALONE, Watch, part
from model.scenario import Scenario
from model.scores import kpi_values, why_not
from model.vocabulary import Array
from ui import remarks
from ui.charts.spec import Look
from ui.handout.brief import Brief
from ui.handout.drafting import drafted
from ui.handout.subject import Subject
from ui.link import Plan, encode
from ui.numbers import write_in
from ui.projections import DRAWS, Question, answer, asked
from ui.remarks import Remarks
from ui.searches import Key, Searches
from ui.words import Language, speaking, text

SEED = 1
SHORT = 12  # characters of a hash that people compare
LOW, HIGH = 0.1, 0.9  # eight chances in ten
BRIEFS: Searches[Brief] = Searches("brief", 6)
Band = Mapping[str, tuple[float, float]]  # KPI -> P10 and P90


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A subject, and what its files say of its data besides: the hash of the figures before any evidence, and remarks."""

    subject: Subject
    data: str
    remarks: Remarks = field(default_factory=dict)

    @property
    def company(self) -> Company:
        """The company as the evidence makes it."""
        return self.subject.company

    @property
    def months(self) -> int:
        """How many months ahead."""
        return self.subject.months

    @property
    def language(self) -> Language:
        """The language of the files."""
        return self.subject.style.language

    @property
    def day(self) -> str:
        """The day, as people sort days."""
        return self.subject.day.isoformat()

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios under the names that they are handed out by."""
        named = zip(self.subject.options, self.subject.names, strict=True)
        return tuple(replace(option.scenario, name=name) for option, name in named)

    @property
    def names(self) -> tuple[str, ...]:
        """The baseline and the scenarios, in words."""
        return (text(self.language, "preset.baseline"), *self.subject.names)

    @cached_property
    def key(self) -> Key:
        """What stands for it where made files are remembered."""
        subject = self.subject
        notes = tuple(scenario.note for scenario in self.scenarios)
        typed = (subject.author, subject.question, json.dumps([dict(subject.owners), remarks.written(self.remarks)]))
        about = (subject.company_key, subject.company.name, self.language, self.day, subject.base)
        return (*asked(self._question), encode(Plan(evidence=subject.evidence)), *about, *typed, *notes)

    @property
    def data_mark(self) -> str:
        """Enough of the data's hash to tell two apart."""
        return self.data[:SHORT]

    @property
    def look(self) -> Look:
        """Who reads its charts."""
        return Look(self.language, "light", self.company.currency)

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """Everything said inside is said to its reader."""
        with speaking(self.language):
            write_in(self.subject.style)
            yield

    def brief(self, watch: Watch = ALONE) -> Brief:
        """What all briefs say, worked out once for every kind of file."""
        watch.at(0.0)
        return BRIEFS.solve(self.key, partial(drafted, self.subject), watch)

    def shown(self) -> Projection:
        """The baseline and every scenario, each assumption at its value."""
        return answer(self._question)

    def alone(self, scenario: Scenario) -> Projection:
        """The baseline and one scenario."""
        return answer(Question(self.company, (scenario,), self.months))

    def bands(self, watch: Watch = ALONE) -> list[Band]:
        """Of the baseline, with the first scenario's assumptions, and of each scenario: P10 and P90 of every KPI."""
        scenarios = (baseline_of(self.scenarios[0]), *self.scenarios)
        found: list[Band] = []
        for number, scenario in enumerate(scenarios):
            watch.at(number / len(scenarios))
            drawn = project(self.company, [scenario], months=self.months, draws=DRAWS, seed=SEED)
            found.append({name: _ends(values[1]) for name, values in kpi_values(drawn).items()})
        return found

    def bridges(self, watch: Watch = ALONE) -> list[Mapping[str, Bridge]]:
        """Of each scenario: KPI -> how its levers lead there from the baseline."""
        view = View(company=self.company, months=self.months)
        seen = Seen(tuple(kpi for kpi in BRIDGED if not why_not(KPIS[kpi], self.company)), ((view.first, view.last),))
        parts = len(self.scenarios)
        return [
            windowed_bridges(
                view, (baseline_of(scenario), scenario), seen, watch=part(watch, at / parts, (at + 1) / parts)
            )[0]
            for at, scenario in enumerate(self.scenarios)
        ]

    @property
    def _question(self) -> Question:
        return Question(self.company, self.scenarios, self.months)


def _ends(drawn: Array) -> tuple[float, float]:
    low, high = np.quantile(drawn, (LOW, HIGH))
    return float(low), float(high)
