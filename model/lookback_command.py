"""The look-back on the command line: plan against actual as one JSON object."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.company import Company
from model.lookback import PLAYERS, Gap, LookBack, look_back, to_the_cent
from model.scenario import Scenario, read_scenario
from model.vocabulary import Array

Add = Callable[..., argparse.ArgumentParser]


def add_command(add_parser: Add) -> argparse.ArgumentParser:
    """Declare `lookback`."""
    command = add_parser("lookback", help="plan against actual: why they differ")
    command.add_argument("company", help="the company with its newer data: a folder, workbook or ZIP; or a sample")
    command.add_argument("--plan", type=Path, required=True, help="the scenario that was decided, as TOML")
    command.add_argument("--from", dest="start", required=True, help="first month planned, as YYYY-MM")
    command.add_argument("--done", type=Path, help="what was done, as TOML; else it is read from the data")
    command.add_argument("--fitted", action="store_true", help="the plan was made on a calibrated company")
    return command


def found(company: Company, options: argparse.Namespace) -> LookBack:
    """The look-back that the options ask for; raises ValueError with one sentence."""
    plan = read_scenario(options.plan, options.start)
    done: Scenario | None = read_scenario(options.done, options.start) if options.done else None
    return look_back(company, plan, options.start, fitted=options.fitted, executed=done)


def answer(company: Company, options: argparse.Namespace) -> dict[str, Any]:
    """The look-back as JSON."""
    return shown(found(company, options))


def shown(one: LookBack) -> dict[str, Any]:
    """Months, each line's gap and parts, what was reached of each move, and what was learned."""
    return {
        "months": list(one.months),
        "lines": {name: _gap(gap) for name, gap in one.gaps.items()},
        "levers": [asdict(reached) | {"verdict": reached.verdict} for reached in one.reached],
        "assumptions": [asdict(surprise) | {"error": surprise.error} for surprise in one.surprises],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    parts = {player: _numbers(gap.parts[player]) for player in PLAYERS}
    return {"planned": _numbers(gap.planned), "actual": _numbers(gap.actual), "parts": parts, "total": to_the_cent(gap)}


def _numbers(series: Array) -> list[float]:
    return [float(value) for value in series]
