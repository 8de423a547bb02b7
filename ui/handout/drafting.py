"""Working a brief out: the engine's answers to the questions that the pages ask, part by part, with progress."""

from dataclasses import replace

from babel.dates import format_date

from model.bridges import Bridge, Seen, windowed_bridges
from model.governor import unblocking_moves
from model.projection import MODEL_VERSION, Projection, baseline_of, project
from model.questions.factors import Target
from model.questions.flips import Flip, flips
from model.questions.outcomes import View
from model.questions.plan import plan
from model.questions.watching import ALONE, Watch, part
from model.stakes import spread_of
from store.marks import digest
from store.names import one_line
from ui import receipt_sheet, sentences
from ui.handout import comparing, doing, reasoning, scoring
from ui.handout.brief import Brief, Origin
from ui.handout.cleaned import cleaned
from ui.handout.subject import Subject
from ui.link import Plan, encode
from ui.projections import DRAWS, values
from ui.voice import said_in
from ui.words import t

BRIDGED = ("revenue", "operating_cost", "ebitda")


def drafted(subject: Subject, watch: Watch = ALONE) -> Brief:
    """The brief of a subject; seconds, told to `watch`, which may also stop it (raises Cancelled)."""
    brief: Brief = cleaned(said_in(subject.style, lambda: _drafted(subject, watch)))
    return brief


def _drafted(subject: Subject, watch: Watch) -> Brief:
    company, months, scenario = subject.company, subject.months, subject.scenarios[0]
    certain = project(company, subject.scenarios, months=months)
    watch.at(0.02)
    drawn = project(company, subject.scenarios, months=months, draws=DRAWS)
    watch.at(0.08)
    bridges = _bridges(subject, part(watch, 0.08, 0.25))
    spread = spread_of(company, scenario, months)
    watch.at(0.38)
    steps = plan(View(company=company, months=months), scenario)
    helps = unblocking_moves(company, scenario, months)
    turning = _flips(subject, part(watch, 0.42, 1.0))
    found = values(first_of(certain))
    scores = scoring.scorecards(certain, drawn)
    answer, catch = sentences.told(found, moved=_moved(subject))
    return Brief(
        subject=subject,
        company=one_line(company.name),
        kind=t(f"kind.{company.kind}"),
        names=subject.names,
        roles=subject.roles,
        author=one_line(subject.author),
        day=str(format_date(subject.day, "long", locale=subject.style.language)),
        over=subject.over,
        question=one_line(subject.question),
        answer=answer,
        catch=catch,
        compared=comparing.compared(subject, certain),
        leads=comparing.leads(subject, scores),
        scores=scores,
        courses=scoring.courses(certain, drawn),
        bridges={kpi: reasoning.bridged(bridge, scenario, subject.over) for kpi, bridge in bridges.items()},
        moves=doing.moves(subject, steps),
        duties=doing.duties(subject, certain, steps),
        delivery=doing.delivery(subject, found, helps),
        risks=reasoning.risks(drawn, turning, _rival(subject), _moved(subject)),
        grounds=reasoning.grounds(company, scenario, spread, months),
        triggers=doing.triggers(steps),
        origin=_origin(subject),
    )


def first_of(certain: Projection) -> Projection:
    """The baseline and the first scenario alone, as pages about one scenario look at them."""
    return replace(
        certain,
        names=certain.names[:2],
        lines={name: amounts[:2] for name, amounts in certain.lines.items()},
        by={line: {over: each[:2] for over, each in detail.items()} for line, detail in certain.by.items()},
    )


def _moved(subject: Subject) -> bool:
    return bool(encode(Plan(subject.scenarios[0])))


def _bridges(subject: Subject, watch: Watch) -> dict[str, Bridge]:
    scenario = subject.scenarios[0]
    view = View(company=subject.company, months=subject.months)
    seen = Seen(BRIDGED, ((0, None),))
    return windowed_bridges(view, (baseline_of(scenario), scenario), seen, watch=watch)[0]


def _flips(subject: Subject, watch: Watch) -> list[Flip]:
    """What would turn the order between the first scenario and the second, or the baseline."""
    if not _moved(subject):
        return []
    first, *others = subject.scenarios
    against = others[0] if others else baseline_of(first)
    view = View(company=subject.company, months=subject.months)
    return flips(Target(view=view, kpi=reasoning.KPI, scenario=first, against=against), watch)


def _rival(subject: Subject) -> str:
    return subject.names[1] if len(subject.names) > 1 else t("preset.baseline")


def _origin(subject: Subject) -> Origin:
    codes = tuple(subject.code(scenario) for scenario in subject.scenarios)
    shown = {"code": codes[0], "company": {"key": subject.company_key}}
    return Origin(
        model=MODEL_VERSION,
        data=subject.company.content_hash,
        scenarios=codes,
        hashes=tuple(digest(code) for code in codes),
        link=receipt_sheet.link_of(shown, subject.base) if subject.base else "",
    )
