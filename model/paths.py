"""Lever and shock settings turned into amounts per month: start, ramp, adoption curve   [month, member, scenario]."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from model.company import FUNCTIONS, Company
from model.levers import LEVERS, SHOCKS, Lever
from model.scenario import Move, Scenario, moved, neutral
from model.vocabulary import Array

S_CURVE = 4.394  # ln 81: the logistic goes from 10 % to 90 % over one ramp
MIDDLE = 0.6  # of the ramp, where half is adopted
HEADS = {"marketing_heads": "marketing", "sales_heads": "sales", "support_heads": "support"}
Paths = dict[str, Array]


def lever_paths(company: Company, scenarios: Sequence[Scenario], months: int) -> Paths:
    """All lever and shock amounts of the first `months`, by name   [month, member, scenario or 1]."""
    return paths_over(company, scenarios, np.arange(1.0, months + 1.0))


def paths_over(company: Company, scenarios: Sequence[Scenario], numbers: Array) -> Paths:
    """The same for the months of some numbers, 1 being the first   [month, member, scenario or 1]."""
    paths = {
        lever.name: _path(company, lever, [s.levers.get(lever.name) for s in scenarios], numbers)
        for lever in LEVERS.values()
    }
    paths |= {
        shock.name: _path(company, shock, [s.shocks.get(shock.name) for s in scenarios], numbers)
        for shock in SHOCKS.values()
    }
    return paths | _derived(company, scenarios, numbers, paths)


def lever_members(company: Company, lever: Lever) -> tuple[str, ...]:
    """The engine's members of a lever; new offers follow the lever's common value."""
    return company.offers if lever.over == "offer" else company.members[lever.over]


def _path(company: Company, lever: Lever, moves: Sequence[Move | None], numbers: Array) -> Array:
    members = lever_members(company, lever)

    def shaped(move: Move) -> Array:
        values = _values(move, members)
        return lever.default + _shaped(lever, move, values - lever.default, numbers)

    still = neutral(lever)
    given = {id(move): move for move in moves if move is not None}
    settled = {number: move if moved(lever, move) else still for number, move in given.items()}
    return _each([settled.get(id(move), still) for move in moves], shaped)


def _each(moves: Sequence[Move], made: Callable[[Move], Array]) -> Array:
    """What is made of every move, once for equal ones   [..., scenario], or [..., 1] where all are equal."""
    given = {id(move): move for move in moves}
    keys = {
        number: (one.value, tuple(one.values.items()), one.start, one.ramp, one.end) for number, one in given.items()
    }
    firsts = {key: given[number] for number, key in keys.items()}
    places = {key: place for place, key in enumerate(firsts)}
    once = np.stack([made(move) for move in firsts.values()], axis=-1)
    return once if len(places) == 1 else once.take([places[keys[id(move)]] for move in moves], axis=-1)


def _shaped(lever: Lever, move: Move, values: Array, numbers: Array) -> Array:
    """Values over months, by the lever's shape; what ends goes back as it came   [month, member]."""
    if move.end is not None:
        kept = replace(move, end=None)
        return _shaped(lever, kept, values, numbers) - _shaped(lever, replace(kept, start=move.end), values, numbers)
    active = _months_active(move, numbers)[:, np.newaxis]
    if lever.shape == "growth":
        return (1.0 + values) ** (active / 12.0) - 1.0
    if lever.shape == "pulse":
        return values * np.where(active > 0, 0.5 ** ((active - 1.0) / move.ramp), 0.0)
    return values * adoption(lever, move, active)


def adoption(lever: Lever, move: Move, active: Array) -> Array:
    """Share of a move in force after `active` months: straight, or the logistic of a roll-out   [same shape]."""
    if lever.shape != "s_curve":
        return np.minimum(active / move.ramp, 1.0)

    def logistic(months: Array | float) -> Array:
        return 1.0 / (1.0 + np.exp(-S_CURVE * (np.asanyarray(months) / move.ramp - MIDDLE)))

    return (logistic(active) - logistic(0.0)) / (1.0 - logistic(0.0))


def _months_active(move: Move, numbers: Array) -> Array:
    return np.maximum(numbers - move.start, 0).astype(float)


def _derived(company: Company, scenarios: Sequence[Scenario], numbers: Array, paths: Paths) -> Paths:
    """Amounts that several levers or the roll-out of one make."""
    rolls = ("sales_playbook", "lead_handling", "process_efficiency", "automation_capex")
    derived = {f"{name}_roll": np.diff(paths[name], axis=0, prepend=0.0) for name in rolls}
    derived["unit_cost_roll"] = np.maximum(np.diff(-paths["unit_cost"], axis=0, prepend=0.0), 0.0)
    derived["new_offer_roll"] = _linear_roll(company, LEVERS["new_offer"], scenarios, numbers)
    derived["automation_capex_roll"] = _linear_roll(company, LEVERS["automation_capex"], scenarios, numbers)
    derived["heads"] = _heads(company, paths)
    shift = _channel_shift(company, paths["channel_mix"])
    derived["channel_shift"] = shift
    share = company.observed["channel_share"][company.indirect][np.newaxis]
    moved_share = np.abs(shift[:, company.indirect] * share).sum(axis=1, keepdims=True)
    derived["channel_moved_roll"] = np.maximum(np.diff(moved_share, axis=0, prepend=0.0), 0.0)
    for lever, age, size in (
        (LEVERS["process_efficiency"], "efficiency_age", "process_efficiency_size"),
        (LEVERS["automation_capex"], "automation_age", "automation_size"),
    ):
        moves = _moves(scenarios, lever)
        derived[age] = _each(moves, lambda move: _months_active(move, numbers))[:, np.newaxis]
        derived[size] = _each(moves, partial(_final, company, lever))[np.newaxis] * np.ones((len(numbers), 1, 1))
    return derived


def _moves(scenarios: Sequence[Scenario], lever: Lever) -> list[Move]:
    still = neutral(lever)
    return [scenario.levers.get(lever.name, still) for scenario in scenarios]


def _final(company: Company, lever: Lever, move: Move) -> Array:
    """Full size of a move as a share of the largest one   [member]."""
    return _values(move, lever_members(company, lever)) / lever.high


def _values(move: Move, members: Sequence[str]) -> Array:
    """The value for each member   [member]."""
    values = [move.of(member) for member in members]
    return np.stack(values) if values else np.zeros(0)  # stack: values may be traced


def _linear_roll(company: Company, lever: Lever, scenarios: Sequence[Scenario], numbers: Array) -> Array:
    """Investment paid evenly over the ramp, ahead of the adoption that it buys   [month, member, scenario]."""
    members = lever_members(company, lever)

    def paid(move: Move) -> Array:
        done = np.minimum(_months_active(move, numbers) / move.ramp, 1.0)
        return np.asanyarray(np.diff(done, prepend=0.0)[:, np.newaxis] * _values(move, members))

    return _each(_moves(scenarios, lever), paid)


def _heads(company: Company, paths: Paths) -> Array:
    """Relative change of heads of every function   [month, function, scenario or 1]."""
    delivery = company.members["delivery_function"]
    rows = []
    for function in FUNCTIONS:
        if function in delivery:
            index = delivery.index(function)
            rows.append(paths["delivery_heads"][:, index : index + 1])
        else:
            name = next((lever for lever, owner in HEADS.items() if owner == function), "")
            rows.append(paths[name] if name else 0.0 * paths["sales_heads"])
    width = max(row.shape[-1] for row in rows)
    return np.concatenate([np.broadcast_to(row, (*row.shape[:-1], width)) for row in rows], axis=1)


def _channel_shift(company: Company, mix: Array) -> Array:
    """Relative change of each sales channel's share of new business   [month, sales channel, scenario].

    Points gained by the indirect channels are taken from the first channel; no share falls below zero.
    """
    share = company.observed["channel_share"][:, 0]
    if not len(company.indirect):
        return np.zeros((len(mix), len(share), mix.shape[2]))
    shift = np.zeros_like(mix[:, :1] + share[:, np.newaxis])
    home = next(index for index in range(len(share)) if index not in company.indirect)
    points = np.maximum(mix, -share[company.indirect][np.newaxis, :, np.newaxis])
    room = share[home] / np.maximum(np.maximum(points, 0.0).sum(axis=1, keepdims=True), share[home])
    points = np.where(points > 0, points * room, points)
    shift[:, company.indirect] = points / np.maximum(share[company.indirect], 1e-3)[np.newaxis, :, np.newaxis]
    shift[:, home] = -points.sum(axis=1) / np.maximum(share[home], 1e-3)
    return np.maximum(shift, -1.0)
