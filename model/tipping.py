"""How large a push in demand the company absorbs by itself, and from where it does not come back."""

from dataclasses import dataclass, replace

import numpy as np

from model.company import Company
from model.projection import project
from model.scenario import Move, Scenario
from model.vocabulary import Array

PUSHES = (0.01, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30)  # shares of demand
HALF_LIFE = 3  # months in which a push fades
MONTHS = 60
RECOVERED = 0.5  # share of the worst lateness that must be gone
VISIBLE = 0.02  # late share below which nobody notices


@dataclass(frozen=True)
class Tipping:
    """The largest push tried that is absorbed, and the smallest that is not (None: all are absorbed)."""

    absorbed: float
    tipping: float | None


def tipping_point(company: Company, scenario: Scenario) -> Tipping:
    """Pushes of demand on top of a scenario, over five years: does lateness come back to the scenario's own?"""
    pushed = [_with_push(scenario, push) for push in PUSHES]
    late = project(company, [scenario, *pushed], months=MONTHS).lines["late"][:, 0]
    lasting = [push for push, line in zip(PUSHES, late[2:], strict=True) if not dies_out(line - late[1])]
    absorbed = [push for push in PUSHES if not lasting or push < lasting[0]]
    return Tipping(absorbed[-1] if absorbed else 0.0, lasting[0] if lasting else None)


def dies_out(difference: Array) -> bool:
    """Whether a difference in the late share has mostly gone in the last year, or was never seen   [month]."""
    size = np.abs(difference)
    return bool(size[-12:].max() <= max(RECOVERED * size.max(), VISIBLE))


def _with_push(scenario: Scenario, push: float) -> Scenario:
    shocks = {**scenario.shocks, "demand_shock": Move(push, {}, 0, HALF_LIFE)}
    return replace(scenario, name=f"push {push:g}", shocks=shocks)
