"""A decision as a document: what was chosen and rejected, on which figures, and what would reopen it. Plain values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.kpis import KPIS, Lens
from model.projection import MODEL_VERSION
from model.questions.flips import Flip
from model.questions.plan import Plan as Steps
from model.questions.plan import Step
from model.scenario import Scenario
from model.scores import why_not
from store.marks import digest
from ui import plan_owners, projections, results, snapshots, state
from ui.decisions import FIRST_KPI
from ui.link import Plan, encode

FORM = 1  # of the document
MOST_FLIPS = 6
LENSES: tuple[Lens, ...] = ("cro", "coo", "shared")
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A scenario that can be chosen or rejected; `preset` is its key in the catalogue, or nothing where it has a name."""

    key: str
    scenario: Scenario
    name: str = ""
    preset: str = ""
    kept: str = ""  # identity in the library


@dataclass(frozen=True, kw_only=True)
class Words:
    """What people wrote and signed."""

    question: str
    signed: Sequence[str]
    dissent: Sequence[tuple[str, str]]
    triggers: Sequence[Mapping[str, Any]]
    corrects: str = ""


def document(
    chosen: Choice, rejected: Sequence[Choice], found: tuple[Steps, Sequence[Flip] | None], said: Words
) -> Document:
    """The whole receipt, as it is kept."""
    company, (steps, flips) = state.data(), found
    code = code_of(chosen.scenario)
    return {
        "form": FORM,
        "question": said.question,
        "chosen": _named(chosen),
        "rejected": [_named(one) for one in rejected],
        "company": {"name": company.name, "key": state.company_key(), "currency": company.currency},
        "first_month": company.first_month,
        "months": state.months(),
        "scores": _scores(chosen, rejected),
        "levers": [_lever(step) for step in steps.steps],
        "flips": None if flips is None else [_flip(flip) for flip in flips[:MOST_FLIPS]],
        "flips_kpi": FIRST_KPI,
        "dissent": [{"who": who, "what": what} for who, what in said.dissent],
        "triggers": [dict(one) for one in said.triggers],
        "signed": list(said.signed),
        "corrects": said.corrects,
        "scenario_hash": digest(code),
        "data_hash": company.content_hash,
        "model": MODEL_VERSION,
        "code": code,
    }


def code_of(scenario: Scenario) -> str:
    """The share code that shows a scenario as it stands in the receipt."""
    return encode(Plan(scenario, state.months(), state.evidence()))


def proposed(steps: Steps) -> list[dict[str, Any]]:
    """Triggers from the plan: each KPI that a move is watched by, from where to stop and by when."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for step in steps.steps:
        watch = step.watch
        if watch is not None:
            side = "below" if watch.below else "above"
            one = {"kpi": watch.kpi, "side": side, "value": snapshots.plain(watch.stop_at), "month": watch.month}
            found.setdefault((watch.kpi, watch.month), one)
    return list(found.values())


def _named(one: Choice) -> dict[str, str]:
    return {"name": one.name, "preset": one.preset, "code": code_of(one.scenario)}


def _scores(chosen: Choice, rejected: Sequence[Choice]) -> dict[str, list[dict[str, Any]]]:
    """Lens -> KPIs: what each scenario and the baseline reach."""
    each = [
        projections.values(projections.projection((replace(one.scenario, name=one.key),)))
        for one in (chosen, *rejected)
    ]
    able = {lens: [name for name in results.FIRST[lens] if not why_not(KPIS[name], state.data())] for lens in LENSES}
    return {
        lens: [
            {
                "kpi": name,
                "value": snapshots.plain(each[0].value[name]),
                "baseline": snapshots.plain(each[0].baseline[name]),
                "rejected": [snapshots.plain(one.value[name]) for one in each[1:]],
            }
            for name in names[: results.SHOWN]
        ]
        for lens, names in able.items()
    }


def _lever(step: Step) -> dict[str, Any]:
    return {
        "lever": step.lever,
        "member": step.member,
        "value": step.value,
        "owner": plan_owners.of(step),
        "decide_by": step.decide_by,
        "start": step.start,
        "in_force": step.in_force,
        "end": step.end or "",
    }


def _flip(flip: Flip) -> dict[str, Any]:
    factor = flip.factor
    return {
        "factor": factor.name,
        "side": flip.side,
        "value": snapshots.plain(flip.value),
        "believed": snapshots.plain(factor.centre),
        "chance": snapshots.plain(flip.chance),
    }
