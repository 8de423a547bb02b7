"""The assumption ledger on the command line: what calibration believes of every coefficient, as a list of objects."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from model.beliefs import Belief
from model.calibration import calibrate, calibrated
from model.company import Company

KEYS = (
    "name", "member", "prior", "prior_spread", "posterior", "spread", "low", "high", "data_share", "grade", "source",
    "observations",
)  # fmt: skip
Add = Callable[..., argparse.ArgumentParser]


def add_command(add_parser: Add) -> None:
    """Declare `calibrate`."""
    command = add_parser("calibrate", help="the assumption ledger: prior, posterior, data share, grade")
    command.add_argument("company", help="a folder, workbook or ZIP; or the name of a sample")


def add_flag(command: argparse.ArgumentParser) -> None:
    """Declare `--calibrated` for a command that projects."""
    command.add_argument("--calibrated", action="store_true", help="calibrate on the company's own history first")


def ledger(company: Company) -> list[dict[str, Any]]:
    """All beliefs; notices and progress go to standard error."""
    calibration = calibrate(company, progress=_tell)
    for notice in calibration.notices:
        _write(f"notice {notice.key}: {', '.join(f'{name} = {value}' for name, value in notice.fields.items())}")
    for pair in calibration.correlations:
        _write(f"known only as a sum: {' '.join(pair.first)}, {' '.join(pair.second)} ({pair.correlation:.2f})")
    _write(f"calibrated in {calibration.seconds:.1f} s")
    return [_shown(belief) for belief in calibration.beliefs]


def with_calibration(company: Company) -> Company:
    """The company calibrated on its own history; progress goes to standard error."""
    return calibrated(company, calibrate(company, progress=_tell))


def _shown(belief: Belief) -> dict[str, Any]:
    values = asdict(belief) | {"posterior": belief.value, "data_share": belief.data_share}
    return {key: values[key] for key in KEYS}


def _tell(share: float, part: str) -> None:
    _write(f"{share:4.0%} {part}")


def _write(text: str) -> None:
    sys.stderr.write(text + "\n")
