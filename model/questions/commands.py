"""The commands `frontier` and `seek`: their options, and their answers as the contract of the command line has them."""

import argparse
import sys
from typing import Any

from model.company import Company
from model.projection import LONGEST, SHORTEST
from model.questions.constraints import Constraint, read_constraint, usual_constraints, with_changes
from model.questions.frontier import LENSES, Aim, Point, frontier, lever_values
from model.questions.outcomes import View, check_measure
from model.questions.seek import Goal, Way, by_month, seek
from model.questions.watching import Watch

WIDTH = 100  # per cent


def add_questions(commands: Any) -> tuple[argparse.ArgumentParser, ...]:
    """Add both commands to a parser's sub-commands; both parsers, for options that all commands have."""
    first: argparse.ArgumentParser = commands.add_parser(
        "frontier", help="plans that cannot be better in one KPI without being worse in another"
    )
    first.add_argument("--first", default=LENSES[0], metavar="KPI")
    first.add_argument("--second", default=LENSES[1], metavar="KPI")
    second: argparse.ArgumentParser = commands.add_parser("seek", help="the least move that reaches a target")
    second.add_argument("--kpi", required=True)
    second.add_argument("--target", required=True, type=float)
    second.add_argument("--by", metavar="YYYY-MM", help="the target holds for the twelve months that end there")
    for command in (first, second):
        command.add_argument("company", help="a folder, workbook or ZIP, or the name of a sample")
        command.add_argument(
            "--constraint", action="append", default=[], metavar="KPI>=X",
            help="replaces a usual one of the same KPI and side (extra_spend, lowest_cash, on_time, satisfaction, end_volume,"
            " end_pipeline) or is added",
        )  # fmt: skip
        command.add_argument("--months", type=int, default=36)
        command.add_argument("--seed", type=int, default=1)
    return first, second


def frontier_answer(company: Company, options: argparse.Namespace) -> dict[str, Any]:
    """The answer of `frontier`; raises ValueError with one sentence."""
    view = _view(company, options)
    for name in (options.first, options.second):
        check_measure(company, name)
    constraints = _constraints(view, options)
    aim = Aim(first=options.first, second=options.second, constraints=constraints, seed=options.seed)
    found = frontier(view, aim, _told())
    return {
        "points": [_point(point) for point in found.points],
        "named": {"baseline": _point(found.compared["baseline"])}
        | {name: _point(one) for name, one in found.named.items()},
        "presets": {name: _point(point) for name, point in found.compared.items() if name != "baseline"},
        "constraints": [str(one) for one in constraints],
        "closest": _point(found.closest) if found.closest else None,
        "rows": found.rows,
    }


def seek_answer(company: Company, options: argparse.Namespace) -> dict[str, Any]:
    """The answer of `seek`; raises ValueError with one sentence."""
    view = _view(company, options)
    check_measure(company, options.kpi)
    if not abs(options.target) < float("inf"):
        raise ValueError(f"--target: {options.target} is not a number to reach; write a finite number.")
    constraints = _constraints(view, options)
    view = by_month(view, options.by) if options.by else view
    ways = seek(Goal(view=view, kpi=options.kpi, target=options.target, constraints=constraints), _told())
    return {
        "reached": ways[0].reached,
        "ways": [_way(way) for way in ways],
        "binding": list(ways[0].binding),
        "constraints": [str(one) for one in constraints],
    }


def _view(company: Company, options: argparse.Namespace) -> View:
    if not SHORTEST <= options.months <= LONGEST:
        raise ValueError(f"--months: {options.months} is out of range; give {SHORTEST} to {LONGEST}.")
    if options.seed < 0:
        raise ValueError(f"--seed: {options.seed} is negative; give 0 or more.")
    return View(company=company, months=options.months)


def _constraints(view: View, options: argparse.Namespace) -> tuple[Constraint, ...]:
    given = [read_constraint(text, view.company) for text in options.constraint]
    return with_changes(usual_constraints(view), given)


def _told() -> Watch:
    """Progress on standard error, where a person watches."""
    if not sys.stderr.isatty():
        return Watch()

    def progress(share: float) -> None:
        sys.stderr.write(f"\r{WIDTH * share:3.0f} %")
        sys.stderr.flush()

    return Watch(progress)


def _point(point: Point) -> dict[str, Any]:
    return {
        "kpis": dict(point.values),
        "levers": lever_values(point.scenario),
        "binding": list(point.binding),
        "broken": list(point.broken),
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "name": way.name,
        "reached": way.reached,
        "levers": lever_values(way.scenario),
        "value": way.value,
        "move": way.move,
        "binding": list(way.binding),
    }
