"""A plan as lines of Python, as a scenario file and as a command: three ways to recompute it without the screens.

Words of people stand in them as quoted texts or behind a number sign, on one line, so that none of them can be run.
"""

import json
import shlex
from collections.abc import Iterator, Mapping

from model.company import Company
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS, Lever
from model.projection import MODEL_VERSION
from model.questions.watching import ALONE, Watch
from model.samples import SAMPLES
from model.scenario import Move, Scenario, moved
from model.scores import kpi_values
from store.names import one_line
from ui.chart_files import part
from ui.handout.handover import Handover
from ui.numbers import amount
from ui.words import t

HEADLINE = (
    "revenue", "revenue_growth", "operating_cost", "ebitda", "lowest_cash", "new_customers", "on_time", "satisfaction",
)  # fmt: skip


def python(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The lines of Python for the first scenario; they end with an error where the data or the model are others."""
    watch.at(0.0)
    with handed.spoken():
        return "\n".join(
            [*_head(handed), *_company(handed), *_scenario(handed.scenarios[0]), *_answer(handed)]
        ).encode()


def _head(handed: Handover) -> Iterator[str]:
    plan = one_line(handed.scenarios[0].name)
    yield f"# {t('reproduce.head', plan=plan, company=one_line(handed.company.name), day=handed.day)}"
    yield f"# {t('reproduce.run')}"
    if not _is_sample(handed):
        yield "from pathlib import Path"
        yield ""
    if handed.subject.evidence.speaks:
        yield "from model.beliefs import Event, Experiment"
        yield "from model.calibration import calibrate, calibrated"
    yield from ("from model.observing import read_company",) if not _is_sample(handed) else ()
    yield "from model.projection import MODEL_VERSION, project"
    yield from ("from model.samples import load_sample",) if _is_sample(handed) else ()
    yield "from model.scenario import Move, Scenario"
    yield "from model.scores import kpi_values"
    yield ""


def _is_sample(handed: Handover) -> bool:
    return handed.subject.company_key in SAMPLES


def _company(handed: Handover) -> Iterator[str]:
    if _is_sample(handed):
        yield f"company = load_sample({handed.subject.company_key!r})"
    else:
        yield f"# {t('reproduce.data', company=one_line(handed.company.name))}"
        yield f"# {t('reproduce.mapped')}"
        yield f"company = read_company(Path({_placeholder(handed.company)!r}))"
    yield f"if (company.content_hash, MODEL_VERSION) != ({handed.data!r}, {MODEL_VERSION!r}):"
    yield f"    raise SystemExit({t('reproduce.other')!r})"
    if handed.subject.evidence.speaks:
        yield "found = calibrate("
        yield "    company,"
        yield f"    events={handed.subject.evidence.events!r},"
        yield f"    experiments={handed.subject.evidence.experiments!r},"
        yield ")"
        yield "company = calibrated(company, found)"
    yield ""


def _placeholder(company: Company) -> str:
    return f"{part(company.name)}.zip"


def _scenario(scenario: Scenario) -> Iterator[str]:
    yield "scenario = Scenario("
    yield f"    name={one_line(scenario.name)!r},"
    for kind, moves in _moves(scenario).items():
        yield f"    {kind}={{"
        for name, move in moves.items():
            yield f"        {name!r}: Move({_fields(move)}),"
        yield "    },"
    if scenario.assumptions:
        yield f"    assumptions={ {name: float(value) for name, value in scenario.assumptions.items()}!r},"
    yield ")"
    yield ""


def _moves(scenario: Scenario) -> Mapping[str, Mapping[str, Move]]:
    """What is moved, by kind; a lever left at its default is nothing to say."""
    kinds: tuple[tuple[str, Mapping[str, Move], Mapping[str, Lever]], ...] = (
        ("levers", scenario.levers, LEVERS), ("shocks", scenario.shocks, SHOCKS),
    )  # fmt: skip
    said = {
        kind: {name: move for name, move in moves.items() if moved(declared[name], move)}
        for kind, moves, declared in kinds
    }
    return {kind: moves for kind, moves in said.items() if moves}


def _fields(move: Move) -> str:
    values = {member: float(value) for member, value in move.values.items()}
    said = {
        "value": float(move.value),
        "values": values or None,
        "start": move.start,
        "ramp": move.ramp,
        "end": move.end,
    }
    return ", ".join(f"{name}={value!r}" for name, value in said.items() if value is not None)


def _answer(handed: Handover) -> Iterator[str]:
    values = kpi_values(handed.alone(handed.scenarios[0]))
    yield f"kpis = kpi_values(project(company, [scenario], months={handed.months}))"
    yield f"print({t('reproduce.columns')!r})"
    for name in HEADLINE:
        if name in values:
            base, value = (float(values[name][row, 0]) for row in (0, 1))
            told = " → ".join(amount(each, KPIS[name].unit) for each in (base, value))
            yield f"print({name!r}, *kpis[{name!r}][:, 0])  # {base!r} {value!r}  {t(f'kpi.{name}.label')} {told}"
    yield ""


def toml(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The first scenario as a file for the command line."""
    watch.at(0.0)
    scenario = handed.scenarios[0]
    lines = [f"name = {_quoted(one_line(scenario.name))}"]
    lines += [f"note = {_quoted(one_line(scenario.note))}"] if scenario.note else []
    for kind, moves in _moves(scenario).items():
        for name, move in moves.items():
            lines += ["", f"[{kind}.{name}]", *_settings(move)]
    if scenario.assumptions:
        lines += ["", "[assumptions]", *(f"{name} = {float(value)!r}" for name, value in scenario.assumptions.items())]
    return "\n".join([*lines, ""]).encode()


def _settings(move: Move) -> Iterator[str]:
    yield f"value = {float(move.value)!r}"
    if move.values:
        each = ", ".join(f"{_quoted(member)} = {float(value)!r}" for member, value in move.values.items())
        yield f"values = {{{each}}}"
    yield f"start = {move.start}"
    yield f"ramp = {move.ramp}"
    if move.end is not None:
        yield f"end = {move.end}"


def _quoted(text: str) -> str:
    """A text between quotation marks, which TOML reads as JSON does; what cannot be seen is written by its number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)


def command(handed: Handover, scenario_file: str) -> str:
    """The same on the command line."""
    company = handed.subject.company_key if _is_sample(handed) else _placeholder(handed.company)
    said = ["python", "-m", "model", "project", company, "--scenario", scenario_file, "--months", str(handed.months)]
    return shlex.join([*said, *(["--calibrated"] if handed.subject.evidence.calibrated else [])])
