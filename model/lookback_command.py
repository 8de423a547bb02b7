"""The look-back on the command line: plan against actual as one JSON object."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.company import Company
from model.executed import Came
from model.gaps import Gap, to_the_cent
from model.ledger import with_calibration
from model.lookback import Believe, LookBack, look_back
from model.scenario import Scenario, read_scenario
from model.vocabulary import Array

Add = Callable[..., argparse.ArgumentParser]
COMPANY = "the company with its newer data: a folder, workbook or ZIP; or a sample"
PLAN = "the scenario that was decided, as TOML"
START = "first month planned, as YYYY-MM"


def add_command(add_parser: Add) -> argparse.ArgumentParser:
    """Declare `lookback`."""
    command = add_parser("lookback", help="plan against actual: why they differ")
    command.add_argument("company", help=COMPANY)
    command.add_argument("--plan", type=Path, required=True, help=PLAN)
    command.add_argument("--from", dest="start", required=True, help=START)
    add_details(command)
    return command


def add_details(command: argparse.ArgumentParser) -> None:
    """Declare what was done, and what was known when the plan was made."""
    command.add_argument("--done", type=Path, help="what was done, as TOML; else it is read from the data")
    command.add_argument("--shocks", type=Path, help="shocks that came from outside, as TOML: [shocks.NAME]")
    command.add_argument("--fitted", action="store_true", help="the plan was made on a calibrated company")


def found(company: Company, plan: Scenario, options: argparse.Namespace, believe: Believe | None = None) -> LookBack:
    """The look-back at a plan that the options ask for; `believe` is what was made of the data when it was planned.

    Raises ValueError with one sentence.
    """
    done = read_scenario(options.done, options.start) if options.done else None
    shocks = read_scenario(options.shocks, options.start).shocks if options.shocks else {}
    fitted = with_calibration if options.fitted else believe
    return look_back(company, plan, options.start, fitted=fitted, came=Came(done, shocks))


def answer(company: Company, options: argparse.Namespace) -> dict[str, Any]:
    """The look-back as JSON."""
    return shown(found(company, read_scenario(options.plan, options.start), options))


def shown(one: LookBack) -> dict[str, Any]:
    """Months, each line's gap and parts, what was reached of each move, and what was learned."""
    return {
        "months": list(one.months),
        "lines": {name: _gap(gap) for name, gap in one.gaps.items()},
        "levers": [asdict(reached) | {"verdict": reached.verdict} for reached in one.reached],
        "assumptions": [asdict(told) | {"error": told.error, "inside": told.inside} for told in one.surprises],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    parts = {player: _numbers(gap.parts[player]) for player in gap.players}
    total = to_the_cent(gap) if gap.unit == "money" else {name: gap.totals[name] for name in ("gap", *gap.players)}
    return {"planned": _numbers(gap.planned), "actual": _numbers(gap.actual), "parts": parts, "total": total}


def _numbers(series: Array) -> list[float]:
    return [float(value) for value in series]
