"""The command line: the same engine as the pages, JSON on standard output, one clear sentence and exit 2 on bad input."""

import argparse
import json
import os
import sys
from collections import abc
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from model import forecast_commands, lookback_command
from model.bridges import bridges
from model.company import Company
from model.findings import CompanyUnreadable, message
from model.kpis import KPIS
from model.ledger import add_command, add_flag, ledger, with_calibration
from model.levers import LEVERS
from model.observing import read_company
from model.projection import LONGEST, SHORTEST, Projection, project
from model.questions.commands import add_questions, frontier_answer, seek_answer
from model.reading import read_tables
from model.reading.mapping import Mapping, read_mapping
from model.rollup import command as rollup
from model.samples import FOLDER, SAMPLES, is_sample, load_sample
from model.scenario import Scenario, ScenarioInvalid, check_usable, read_scenario
from model.scores import kpi_values, why_not
from model.vocabulary import Array

FEWEST_DRAWS, MOST_DRAWS = 2, 10_000
BAND = (10, 50, 90)
BAD_INPUT = 2
MAPPING_HELP = "which column is which: a file saved on the Company page"
LEVER_KEYS = ("name", "owner", "unit", "low", "high", "default", "step", "over")
KPI_KEYS = ("name", "lens", "unit", "better", "definition")


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise ScenarioInvalid(f"{self.prog}: {message}.")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 on bad input, 1 when `check` finds errors."""
    try:
        options = _parser().parse_args(arguments)
        answer, code = COMMANDS[options.command](options)
    except CompanyUnreadable as error:
        more = f" ({len(error.findings) - 1} more: run check)" if len(error.findings) > 1 else ""
        print(message(error.findings[0]) + more, file=sys.stderr)
        return BAD_INPUT
    except (ScenarioInvalid, ValueError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return _print(json.dumps(answer, allow_nan=False), code)


def _print(text: str, code: int) -> int:
    """Write the answer; a reader that has seen enough and closed the pipe is no error."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _parser() -> _Parser:
    parser = _Parser(prog="python -m model", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    commands.add_parser("levers", help="declared levers")
    commands.add_parser("kpis", help="declared KPIs")
    check = commands.add_parser("check", help="what is wrong with the data")
    check.add_argument("company")
    check.add_argument("--mapping", type=Path, help=MAPPING_HELP)
    for name in ("project", "compare"):
        command = commands.add_parser(name, help=f"{name} scenarios")
        command.add_argument("company", help=f"a folder, workbook or ZIP; or a sample: {', '.join(SAMPLES)}")
        if name == "project":
            command.add_argument("--scenario", type=Path)
        else:
            command.add_argument("scenarios", nargs="+", type=Path)
        command.add_argument("--months", type=int, default=36)
        command.add_argument("--draws", type=int, default=0)
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--uncoupled", action="store_true")
        command.add_argument("--mapping", type=Path, help=MAPPING_HELP)
        add_flag(command)
    add_command(commands.add_parser)
    forecast_commands.declare(commands)
    rollup.add_arguments(commands.add_parser("rollup", help="row-level exports into monthly tables"))
    for question in (*add_questions(commands), lookback_command.add_command(commands.add_parser)):
        question.add_argument("--mapping", type=Path, help=MAPPING_HELP)
        add_flag(question)
    return parser


def _company(options: argparse.Namespace) -> Company:
    name = options.company
    return load_sample(name) if is_sample(name) else read_company(_source(name), _mapping(options))


def _mapping(options: argparse.Namespace) -> Mapping | None:
    return read_mapping(options.mapping) if getattr(options, "mapping", None) else None


def _asked(options: argparse.Namespace) -> Company:
    company = _company(options)
    return with_calibration(company) if options.calibrated else company


def _source(name: str) -> Path:
    if not name.strip():
        raise ScenarioInvalid("company: no name was given; give a folder, workbook or ZIP, or one of the samples.")
    return FOLDER / name if is_sample(name) else Path(name)


def _levers(_: argparse.Namespace) -> tuple[Any, int]:
    return [{key: getattr(lever, key) for key in LEVER_KEYS} for lever in LEVERS.values()], 0


def _kpis(_: argparse.Namespace) -> tuple[Any, int]:
    return [{key: getattr(kpi, key) for key in KPI_KEYS} for kpi in KPIS.values()], 0


def _check(options: argparse.Namespace) -> tuple[Any, int]:
    try:
        findings = read_tables(_source(options.company), _mapping(options)).findings
    except CompanyUnreadable as error:
        findings = error.findings
    keys = ("table", "row", "column", "value", "rule", "severity")
    listed = [{**{key: asdict(found)[key] for key in keys}, "message": message(found)} for found in findings]
    ok = all(found.severity != "error" for found in findings)
    return {"ok": ok, "findings": listed}, 0 if ok else BAD_INPUT


def _project(options: argparse.Namespace) -> tuple[Any, int]:
    company = _asked(options)
    scenario = read_scenario(options.scenario, company.first_month) if options.scenario else Scenario(name="as_is")
    return _shown(*_projected(options, company, [scenario]), 1), 0


def _compare(options: argparse.Namespace) -> tuple[Any, int]:
    company = _asked(options)
    scenarios = [read_scenario(path, company.first_month) for path in options.scenarios]
    names = [scenario.name for scenario in scenarios]
    if len(set(names)) < len(names):
        raise ScenarioInvalid(f"scenarios: two are named '{max(names, key=names.count)}'; give each a name of its own.")
    central, drawn = _projected(options, company, scenarios)
    shown = {name: _shown(central, drawn, index) for index, name in enumerate(names, start=1)}
    found = {
        name: bridges(company, scenario, options.months, coupled=not options.uncoupled)
        for name, scenario in zip(names, scenarios, strict=True)
    }
    return {"scenarios": shown, "bridges": found[names[-1]], "bridges_by_scenario": found}, 0


def _calibrate(options: argparse.Namespace) -> tuple[Any, int]:
    return ledger(_company(options)), 0


def _projected(
    options: argparse.Namespace, company: Company, scenarios: list[Scenario]
) -> tuple[Projection, Projection | None]:
    """With every assumption at its value, and with draws where they are asked for."""
    if not SHORTEST <= options.months <= LONGEST:
        raise ScenarioInvalid(f"--months: {options.months} is out of range; give {SHORTEST} to {LONGEST}.")
    if options.draws != 0 and not FEWEST_DRAWS <= options.draws <= MOST_DRAWS:
        raise ScenarioInvalid(f"--draws: {options.draws} is out of range; give 0, or {FEWEST_DRAWS} to {MOST_DRAWS}.")
    for scenario in scenarios:
        check_usable(scenario, company, scenario.name)
    if options.seed < 0:
        raise ScenarioInvalid(f"--seed: {options.seed} is negative; give 0 or more.")
    coupled = not options.uncoupled
    central = project(company, scenarios, months=options.months, coupled=coupled)
    if not options.draws:
        return central, None
    drawn = project(company, scenarios, months=options.months, draws=options.draws, seed=options.seed, coupled=coupled)
    return central, drawn


def _shown(central: Projection, drawn: Projection | None, scenario: int) -> dict[str, Any]:
    """One scenario as the contract of the command line has it; series and values without draws, bands with them."""
    return {
        "months": list(central.months),
        "lines": {name: _numbers(line[scenario, 0]) for name, line in central.lines.items()},
        "by": {
            line: {
                dimension: _by_member(central, dimension, amount[scenario, 0]) for dimension, amount in details.items()
            }
            for line, details in central.by.items()
        },
        "kpis": _scored(central, drawn, scenario),
        "residuals": dict(central.residuals),
    }


def _by_member(projection: Projection, dimension: str, amount: Array) -> dict[str, list[float]]:
    return {name: _numbers(amount[:, index]) for index, name in enumerate(projection.members[dimension])}


def _numbers(series: Array) -> list[float]:
    return [float(value) for value in series]


def _scored(central: Projection, drawn: Projection | None, scenario: int) -> dict[str, Any]:
    """Every KPI with its baseline; P10, P50 and P90 only where there are draws."""
    values = kpi_values(central)
    bands = kpi_values(drawn) if drawn else {}
    scored: dict[str, Any] = {}
    for kpi in KPIS.values():
        missing = why_not(kpi, central.company)
        entry: dict[str, Any] = dict.fromkeys(("value", "baseline", *(f"p{share}" for share in BAND)))
        if not missing:
            entry |= {"value": float(values[kpi.name][scenario, 0]), "baseline": float(values[kpi.name][0, 0])}
            if bands:
                draws = bands[kpi.name][scenario]
                entry |= {f"p{share}": float(np.quantile(draws, share / 100.0)) for share in BAND}
        scored[kpi.name] = {**entry, "available": not missing, "why_not": missing}
    return scored


COMMANDS: abc.Mapping[str, Callable[[argparse.Namespace], tuple[Any, int]]] = {
    "levers": _levers,
    "kpis": _kpis,
    "check": _check,
    "project": _project,
    "compare": _compare,
    "calibrate": _calibrate,
    **forecast_commands.COMMANDS,
    "rollup": rollup.run,
    "lookback": lambda options: (lookback_command.answer(_asked(options), options), 0),
    "frontier": lambda options: (frontier_answer(_asked(options), options), 0),
    "seek": lambda options: (seek_answer(_asked(options), options), 0),
}

if __name__ == "__main__":
    sys.exit(main())
