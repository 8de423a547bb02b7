"""Experiments: what a test measured narrows a belief exactly (normal belief, normal error), before anything is fitted.

An experiment on an assumption measures its value, in its unit. An experiment on a lever measures
- `price_change`: the elasticity of units (of wins, where customers subscribe) to the price;
- `marketing_spend`, of a channel: the relative change of all leads that the channel's whole spend makes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.assumptions import ASSUMPTIONS
from model.beliefs import Experiment, Notice
from model.calibration.marketing import ATTRIBUTION_SPREAD
from model.company import Company
from model.levers import LEVERS


@dataclass(frozen=True)
class Evidence:
    """A measurement of one belief: value and standard error in the assumption's unit."""

    name: str
    member: str
    value: float
    error: float
    source: str
    prior_spread: float = 0.0  # of the belief, where no spread is declared


def table_experiments(company: Company) -> tuple[Experiment, ...]:
    """The company's own table of experiments."""
    frame = company.tables.get("experiments")
    if frame is None:
        return ()
    return tuple(
        Experiment(
            str(row["name"]),
            str(row["lever"]),
            _text(row.get("member")),
            float(row["effect"]),
            float(row["standard_error"]),
        )
        for _, row in frame.iterrows()
    )


def _text(cell: object) -> str:
    return "" if cell is None or bool(pd.isna(cell)) else str(cell)  # type: ignore[call-overload]


def evidence(company: Company, experiments: Sequence[Experiment]) -> tuple[list[Evidence], list[Notice]]:
    """What experiments measure, translated; those that measure nothing the model knows are named in a notice."""
    found, notices = [], []
    for experiment in experiments:
        measured = _measured(company, experiment)
        if measured is None or experiment.standard_error <= 0.0:
            notices.append(Notice("experiment_unused", {"name": experiment.name, "lever": experiment.lever}))
        else:
            found.append(measured)
    return found, notices


def _measured(company: Company, experiment: Experiment) -> Evidence | None:
    name, factor = experiment.lever, 1.0
    if name == "price_change":
        name, factor = _price(company)
    elif name == "marketing_spend" and experiment.member in company.members["channel"]:
        share = company.observed["paid_share"][company.members["channel"].index(experiment.member), 0]
        name, factor = "incrementality", 1.0 / max(float(share), 1e-6)
    elif name in LEVERS or name not in ASSUMPTIONS:
        return None
    member = experiment.member if name in ("incrementality", experiment.lever) else ""
    value, error = experiment.effect * factor, experiment.standard_error * abs(factor)
    return Evidence(
        name, member, value, error, experiment.name, ATTRIBUTION_SPREAD if name == "incrementality" else 0.0
    )


def _price(company: Company) -> tuple[str, float]:
    """The coefficient that a price test measures, and what one unit of elasticity is in its unit."""
    if company.kind != "saas":
        return "price_elasticity", 1.0
    rate = float(np.nanmean(np.append(company.observed["win_rate"], ASSUMPTIONS["win_rate"].value(company.kind))))
    return "win_price_sensitivity", -1.0 / (1.0 - rate)
