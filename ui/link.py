"""The share code: a plan as one short text for the address bar, holding only what differs from the default.

    1~~24m~~price_change~0.05~s6~r12~m3f2a1b0c~-0.02~~.discount_rate~0.12

Parts are separated by '~~', fields by '~'. A part is a horizon ('24m'), a lever or shock (name, value, then
start, ramp, end and values of single members by the checksum of their name), an assumption (a dot and its name,
value), evidence (see ui.evidence), or a judgement (see ui.policy). A code comes from strangers: `decode` reads what it
can, value by value, says what it ignored, and never raises.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from model.assumptions import ASSUMPTIONS
from model.beliefs import Event, Experiment
from model.levers import LEVERS, SHOCKS, Lever
from model.scenario import AS_IS, LAST_START, LONGEST_RAMP, Move, Scenario, ends, neutral
from ui import evidence, policy
from ui.evidence import NOTHING, Evidence
from ui.link_text import NUMBER, checksum, safe
from ui.policy import HOUSE, Policy

VERSION = "1"
LONGEST_CODE = 4000
HORIZONS = (12, 24, 36, 48, 60)
DEFAULT_HORIZON = 36
MOST_REASONS = 8


@dataclass(frozen=True)
class Plan:
    """What a link carries: a scenario, how many months it is looked at, what the data are made to say, and our judgement."""

    scenario: Scenario = AS_IS
    months: int = DEFAULT_HORIZON
    evidence: Evidence = NOTHING
    policy: Policy = HOUSE


@dataclass(frozen=True)
class Ignored:
    """Something of a link that was not used: a rule of the catalogue, and what was given, safe to show."""

    rule: str
    name: str = ""
    given: str = ""


def encode(plan: Plan) -> str:
    """The code of a plan; empty when nothing differs from the default."""
    return "~~".join((VERSION, *parts)) if (parts := tuple(_parts(plan))) else ""


def decode(code: str, members: Mapping[str, tuple[str, ...]]) -> tuple[Plan, tuple[Ignored, ...]]:
    """The plan of a code for a company with these members, and what was ignored."""
    if not code:
        return Plan(), ()
    if len(code) > LONGEST_CODE:
        return Plan(), (Ignored("too_long"),)
    version, *parts = code.split("~~")
    if version != VERSION:
        return Plan(), (Ignored("version", given=safe(version)),)
    reader = _Reader(members)
    for part in parts:
        reader.read(part.split("~"))
    plan = Plan(reader.scenario(), reader.months, reader.evidence(), reader.policy)
    return plan, tuple(dict.fromkeys(reader.ignored))[:MOST_REASONS]


class _Reader:
    """Collects what the parts of a code say."""

    def __init__(self, members: Mapping[str, tuple[str, ...]]) -> None:
        self.members = members
        self.months = DEFAULT_HORIZON
        self.levers: dict[str, Move] = {}
        self.shocks: dict[str, Move] = {}
        self.assumptions: dict[str, float] = {}
        self.policy = HOUSE
        self.calibrated = False
        self.experiments: list[Experiment] = []
        self.events: list[Event] = []
        self.widened: dict[str, float] = {}
        self.ignored: list[Ignored] = []

    def evidence(self) -> Evidence:
        return Evidence(
            self.calibrated,
            tuple(self.experiments)[: evidence.MOST_EXPERIMENTS],
            tuple(self.events)[: evidence.MOST_EVENTS],
            tuple(sorted(self.widened.items()))[: evidence.MOST_WIDENED],
        )

    def scenario(self) -> Scenario:
        return Scenario(levers=self.levers, shocks=self.shocks, assumptions=self.assumptions)

    def read(self, fields: list[str]) -> None:
        name = fields[0]
        if evidence.is_evidence(name):
            self._read_evidence(fields)
        elif policy.is_policy(name):
            self._read_policy(fields)
        elif len(fields) == 1:
            self._read_horizon(name)
        elif name in LEVERS:
            self._read_move(LEVERS[name], fields, self.levers)
        elif name in SHOCKS:
            self._read_move(SHOCKS[name], fields, self.shocks)
        elif name[:1] == "." and name[1:] in ASSUMPTIONS:
            self._read_assumption(name[1:], fields[1])
        else:
            self._ignore("name", safe(name))

    def _ignore(self, rule: str, name: str, given: str = "") -> None:
        self.ignored.append(Ignored(rule, name, safe(given)))

    def _read_horizon(self, text: str) -> None:
        if text in {f"{months}m" for months in HORIZONS}:
            self.months = int(text[:-1])
        else:
            self._ignore("horizon", "", text)

    def _read_evidence(self, fields: list[str]) -> None:
        test, event = evidence.experiment_of(fields, self.members), evidence.event_of(fields)
        wider = evidence.wider_of(fields)
        if fields == [evidence.CALIBRATED]:
            self.calibrated = True
        elif test is not None:
            self.experiments.append(test)
        elif event is not None:
            self.events.append(event)
        elif wider is not None:
            self.widened |= dict([wider])
        else:
            self._ignore("evidence", safe(fields[0]))

    def _read_policy(self, fields: list[str]) -> None:
        joined = policy.joined(self.policy, fields)
        if joined is None:
            self._ignore("judgement", safe(fields[0]))
        else:
            self.policy = joined

    def _read_assumption(self, name: str, text: str) -> None:
        declared = ASSUMPTIONS[name]
        value = self._number(text, name, declared.low, declared.high)
        if value is not None:
            self.assumptions[name] = value

    def _read_move(self, lever: Lever, fields: list[str], moves: dict[str, Move]) -> None:
        value = self._number(fields[1], lever.name, lever.low, lever.high)
        move = neutral(lever) if value is None else replace(neutral(lever), value=value)
        rest = iter(fields[2:])
        for text in rest:
            if text[:1] == "m":
                move = self._with_member(lever, move, text[1:], next(rest, ""))
            else:
                move = self._with_time(lever, move, text)
        if move != neutral(lever):
            moves[lever.name] = move

    def _with_member(self, lever: Lever, move: Move, digits: str, text: str) -> Move:
        found = [member for member in self.members.get(lever.over, ()) if checksum(member) == digits]
        value = self._number(text, lever.name, lever.low, lever.high)
        if len(found) != 1:
            self._ignore("member", lever.name, digits)
        if len(found) != 1 or value is None or value == move.value:
            return move
        return replace(move, values={**move.values, found[0]: value})

    def _with_time(self, lever: Lever, move: Move, text: str) -> Move:
        kind, months = text[:1], int(text[1:]) if re.fullmatch(r"[0-9]{1,2}", text[1:]) else -1
        if kind == "s" and 0 <= months <= LAST_START:
            return replace(move, start=months)
        if kind == "r" and 1 <= months <= LONGEST_RAMP:
            if months < lever.shortest_ramp:
                self._ignore("ramp", lever.name, str(months))
            return replace(move, ramp=max(months, lever.shortest_ramp))
        if kind == "e" and ends(lever) and move.start < months <= LAST_START:
            return replace(move, end=months)
        self._ignore("time", lever.name, text)
        return move

    def _number(self, text: str, name: str, low: float, high: float) -> float | None:
        if not NUMBER.fullmatch(text):
            self._ignore("number", name, text)
            return None
        if not low <= float(text) <= high:
            self._ignore("range", name, text)
            return None
        return float(text)


def _parts(plan: Plan) -> Iterator[str]:
    if plan.months != DEFAULT_HORIZON:
        yield f"{plan.months}m"
    for declared, moves in ((LEVERS, plan.scenario.levers), (SHOCKS, plan.scenario.shocks)):
        for name in declared:
            if name in moves and moves[name] != neutral(declared[name]):
                yield "~".join((name, *_fields(declared[name], moves[name])))
    for name in sorted(plan.scenario.assumptions):
        yield f".{name}~{plan.scenario.assumptions[name]!r}"
    yield from evidence.parts(plan.evidence)
    yield from policy.parts(plan.policy)


def _fields(lever: Lever, move: Move) -> Iterator[str]:
    yield repr(move.value)
    if move.start != lever.start:
        yield f"s{move.start}"
    if move.ramp != lever.ramp:
        yield f"r{move.ramp}"
    if move.end is not None:
        yield f"e{move.end}"
    for member in sorted(move.values):
        if move.values[member] != move.value:
            yield f"m{checksum(member)}"
            yield repr(move.values[member])
