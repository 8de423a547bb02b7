"""A scenario: which levers are moved, by how much, for which members, from which month."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.assumptions import ASSUMPTIONS
from model.levers import LEVERS, SHOCKS, Lever
from model.months import months_between

if TYPE_CHECKING:
    from model.company import Company

LAST_START = 59  # months after the first forecast month
LONGEST_RAMP = 36
SHOWN = 40  # characters of a bad value that are repeated
ENDLESS = 10**SHOWN


class ScenarioInvalid(ValueError):  # noqa: N818  it names what happened, in the field's words
    """A scenario file or a value in it is not allowed; the message says where, what and what to do."""


@dataclass(frozen=True)
class Move:
    """One lever's setting: `value` for all members, `values` for single ones; start and ramp in months.

    `end` is the month from which it goes back, over the same ramp (None: it stays); programmes, once rolled out, stay.
    """

    value: float
    values: Mapping[str, float] = field(default_factory=dict)
    start: int = 0
    ramp: int = 1
    end: int | None = None

    def of(self, member: str) -> float:
        """The value for one member."""
        return self.values.get(member, self.value)


@dataclass(frozen=True)
class Scenario:
    """Levers moved by us, shocks that come from outside, and assumptions set by hand.

    >>> AS_IS.levers
    {}
    """

    name: str = ""
    note: str = ""
    levers: Mapping[str, Move] = field(default_factory=dict)
    shocks: Mapping[str, Move] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)


AS_IS = Scenario()


def neutral(lever: Lever) -> Move:
    """The move that changes nothing, with the lever's usual start and ramp."""
    return Move(lever.default, {}, lever.start, lever.ramp)


def moved(lever: Lever, move: Move) -> bool:
    """Whether a move differs from 'as it is'."""
    return any(value != lever.default for value in (move.value, *move.values.values()))


def read_scenario(path: Path, first_month: str) -> Scenario:
    """A scenario from a TOML file; raises ScenarioInvalid with one sentence."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScenarioInvalid(
            f"{path}: cannot be read ({error.strerror}); give the path of a scenario file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ScenarioInvalid(
            f"{path}: not a TOML file ({error}); write for example [levers.price_change] value = 0.05."
        ) from error
    return scenario_from(content, first_month, str(path))


def scenario_from(content: Mapping[str, Any], first_month: str, where: str) -> Scenario:
    """A scenario from parsed TOML; `where` begins every error sentence."""
    unknown = set(content) - {"name", "note", "levers", "shocks", "assumptions"}
    if unknown:
        raise ScenarioInvalid(
            f"{where}: '{sorted(unknown)[0]}' is not known; allowed are name, note, levers, shocks and assumptions."
        )
    return Scenario(
        name=str(content.get("name", Path(where).stem)),
        note=str(content.get("note", "")),
        levers=_moves(_table(content, "levers", where), LEVERS, first_month, f"{where}, levers"),
        shocks=_moves(_table(content, "shocks", where), SHOCKS, first_month, f"{where}, shocks"),
        assumptions={
            name: assumption_value(name, value, f"{where}, assumptions")
            for name, value in _table(content, "assumptions", where).items()
        },
    )


def _table(content: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    table = content.get(key, {})
    if not isinstance(table, dict):
        raise ScenarioInvalid(f"{where}: {key} must be a table; write [{key}.NAME] on a line of its own.")
    return table


def assumption_value(name: str, value: object, where: str) -> float:
    """An assumption set by hand, checked against its declared range."""
    if name not in ASSUMPTIONS:
        raise ScenarioInvalid(f"{where}: '{name}' is not an assumption; see the names in model/assumptions.py.")
    declared = ASSUMPTIONS[name]
    return _number(value, declared.low, declared.high, f"{where}, {name}")


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise ScenarioInvalid(f"{where}: {_short(value)} is not a number; write a number from {low:g} to {high:g}.")
    if not low <= value <= high:
        raise ScenarioInvalid(f"{where}: {_short(value)} is out of range; write a number from {low:g} to {high:g}.")
    return float(value)


def _months(value: object, low: int, high: int, where: str) -> int:
    months = _number(value, low, high, where)
    if months != int(months):
        raise ScenarioInvalid(f"{where}: {months:g} is not a whole number of months; write one from {low} to {high}.")
    return int(months)


def _short(value: object) -> str:
    """A value as it was written, cut where it is endless."""
    if isinstance(value, int) and abs(value) >= ENDLESS:
        return "a number of hundreds of digits"
    text = f"{value:g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _moves(table: Mapping[str, Any], declared: Mapping[str, Lever], first_month: str, where: str) -> dict[str, Move]:
    moves = {}
    for name, content in table.items():
        if name not in declared:
            raise ScenarioInvalid(f"{where}: '{name}' is not known; allowed are {', '.join(declared)}.")
        if not isinstance(content, dict):
            raise ScenarioInvalid(f"{where}, {name}: must be a table; write value = {declared[name].step:g} under it.")
        moves[name] = _move(content, declared[name], first_month, f"{where}, {name}")
    return moves


def _move(content: Mapping[str, Any], lever: Lever, first_month: str, where: str) -> Move:
    unknown = set(content) - {"value", "values", "start", "ramp", "end"}
    if unknown:
        raise ScenarioInvalid(
            f"{where}: '{sorted(unknown)[0]}' is not known; allowed are value, values, start, ramp and end."
        )
    values = content.get("values", {})
    if not isinstance(values, dict):
        raise ScenarioInvalid(f'{where}, values: must be a table; write values = {{"MEMBER" = {lever.step:g}}}.')
    start = _start(content.get("start", lever.start), first_month, f"{where}, start")
    return Move(
        value=_number(content.get("value", lever.default), lever.low, lever.high, f"{where}, value"),
        values={
            str(member): _number(value, lever.low, lever.high, f"{where}, values, {member}")
            for member, value in values.items()
        },
        start=start,
        ramp=_months(content.get("ramp", lever.ramp), lever.shortest_ramp, LONGEST_RAMP, f"{where}, ramp"),
        end=_end(content["end"], lever, (start, first_month), f"{where}, end") if "end" in content else None,
    )


def ends(lever: Lever) -> bool:
    """Whether a move of this lever can be taken back; a programme that was rolled out cannot."""
    return lever.shape == "ramp"


def _end(value: object, lever: Lever, since: tuple[int, str], where: str) -> int:
    start, first_month = since
    if not ends(lever):
        raise ScenarioInvalid(f"{where}: {lever.name} cannot end once it is rolled out; leave 'end' out.")
    end = _start(value, first_month, where)
    if end <= start:
        raise ScenarioInvalid(f"{where}: {end} is not after the start ({start}); write a later month.")
    return end


def _start(value: object, first_month: str, where: str) -> int:
    if isinstance(value, str):
        try:
            value = months_between(first_month, value)
        except ValueError as error:
            raise ScenarioInvalid(
                f'{where}: {value!r} is not a month; write "2026-04" or a number of months.'
            ) from error
    return _months(value, 0, LAST_START, where)


def check_members(scenario: Scenario, company: "Company", where: str) -> None:
    """Raise ScenarioInvalid when a move names a member that the company does not have."""
    for kind, lever, move in _all_moves(scenario):
        for member in move.values:
            if member not in company.members[lever.over]:
                allowed = ", ".join(company.members[lever.over]) or "none in this company"
                raise ScenarioInvalid(f"{where}, {kind}, {lever.name}: '{member}' is not known; allowed are {allowed}.")


def check_usable(scenario: Scenario, company: "Company", where: str) -> None:
    """Raise ScenarioInvalid when a lever is moved that this company cannot use."""
    for kind, lever, move in _all_moves(scenario):
        if lever.needs and lever.needs not in company.has and moved(lever, move):
            raise ScenarioInvalid(
                f"{where}, {kind}, {lever.name}: this company has no {lever.needs} table; leave it out."
            )


def _all_moves(scenario: Scenario) -> Iterator[tuple[str, Lever, Move]]:
    for kind, declared, moves in (("levers", LEVERS, scenario.levers), ("shocks", SHOCKS, scenario.shocks)):
        for name, move in moves.items():
            yield kind, declared[name], move
