"""What a run of the engine starts from, one array per name: numbers, or cells that somebody may change."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from model.company import Company
from model.draws import beliefs
from model.levers import LEVERS, SHOCKS, Lever
from model.paths import lever_members
from model.scenario import Move, Scenario, ends, neutral
from model.tracing.arrays import Traced, each
from model.tracing.nodes import Element, cell
from model.vocabulary import Array

Key = tuple[str, str]  # group and name
Inputs = Mapping[Key, Array]  # [member, 1], or [member] for levers and months
NEVER = 999.0  # the end of a move that stays
YEAR = 12


def given(company: Company, scenario: Scenario) -> dict[Key, Array]:
    """The inputs of one scenario: its moves, every assumption at its value, the company as observed."""
    found: dict[Key, Array] = {}
    for lever, move in moves_of(company, scenario):
        found |= _settings(company, lever, move)
    found |= {("assumption", name): value for name, value in beliefs(company, scenario.assumptions).items()}
    found |= {("observed", name): amount for name, amount in company.observed.items()}
    found |= {("season", name): index for name, index in company.season.items()}
    return found | {("history", "revenue"): np.asarray(company.history["revenue"][-YEAR:])}


def moves_of(company: Company, scenario: Scenario) -> list[tuple[Lever, Move]]:
    """Every lever and shock that the company can use, with its move or the neutral one."""
    declared = [(lever, scenario.levers) for lever in LEVERS.values()]
    declared += [(shock, scenario.shocks) for shock in SHOCKS.values()]
    return [
        (lever, moves.get(lever.name, neutral(lever)))
        for lever, moves in declared
        if (not lever.needs or lever.needs in company.has) and lever_members(company, lever)
    ]


def as_cells(inputs: Inputs) -> dict[Key, Traced]:
    """The same inputs as cells; what is missing stays missing."""

    def known(element: Element) -> Element:
        return element if math.isnan(float(element)) else cell(float(element))  # type: ignore[arg-type]

    return {key: each(known, amount) for key, amount in inputs.items()}


def company_of(company: Company, inputs: Inputs) -> Company:
    """The company with observed amounts, seasons and history from the inputs."""
    observed, season, history = (_group(inputs, group) for group in ("observed", "season", "history"))
    return replace(company, observed=observed, season=season, history={**company.history, **history})


def beliefs_of(inputs: Inputs) -> dict[str, Array]:
    """The assumptions   [1, 1], and those known by member   [member, 1]."""
    return _group(inputs, "assumption")


def scenario_of(company: Company, inputs: Inputs) -> Scenario:
    """The moves of the inputs."""

    def read(declared: Mapping[str, Lever]) -> dict[str, Move]:
        return {name: _move(company, lever, inputs) for name, lever in declared.items() if ("value", name) in inputs}

    return Scenario(levers=read(LEVERS), shocks=read(SHOCKS))


def _settings(company: Company, lever: Lever, move: Move) -> dict[Key, Array]:
    """A move as numbers: its value per member, start, ramp and, where it may end, end."""
    members = lever_members(company, lever)
    settings = {
        ("value", lever.name): np.array([float(move.of(member)) for member in members]),
        ("start", lever.name): np.array([float(move.start)]),
        ("ramp", lever.name): np.array([float(move.ramp)]),
    }
    if ends(lever):
        settings["end", lever.name] = np.array([NEVER if move.end is None else float(move.end)])
    return settings


def _move(company: Company, lever: Lever, inputs: Inputs) -> Move:
    value, start, ramp = (inputs[group, lever.name] for group in ("value", "start", "ramp"))
    members = dict(zip(lever_members(company, lever), value, strict=True))
    end = inputs["end", lever.name][0] if ends(lever) else None
    return Move(value=value[0], values=members, start=start[0], ramp=ramp[0], end=end)


def _group(inputs: Inputs, group: str) -> dict[str, Array]:
    return {name: amount for (kind, name), amount in inputs.items() if kind == group}
