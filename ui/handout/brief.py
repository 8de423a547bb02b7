"""The brief: everything that the hand-outs say, worked out once, as numbers with their words in the reader's language.

A maker of one kind of file is `make(brief: Brief) -> bytes`: it lays out what stands here and works out nothing itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.kpis import Lens
from ui.handout.subject import Subject

Tone = Literal["good", "bad", ""]
Months = tuple[float, ...]  # one number a month


@dataclass(frozen=True)
class Figure:
    """A number in the model's unit, and as people read it."""

    value: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Score:
    """One KPI of a scorecard: the first scenario, the baseline, P10 and P90, and the other scenarios in their order."""

    kpi: str
    label: str
    definition: str
    unit: str
    value: Figure
    baseline: Figure
    change: str  # '=' when nothing visible changed
    against: str  # the change in a few words
    tone: Tone
    low: Figure
    high: Figure
    band: str  # from low to high
    others: tuple[Figure, ...] = ()
    best: tuple[
        int, ...
    ] = ()  # the scenarios that lead, the baseline being 0; nobody where they are as good as each other


@dataclass(frozen=True, kw_only=True)
class Scorecards:
    """The KPIs of each lens, and in one sentence who gains and who gives."""

    message: str
    lenses: Mapping[Lens, tuple[Score, ...]]
    titles: Mapping[Lens, str]


@dataclass(frozen=True, kw_only=True)
class Course:
    """One amount by month: of the baseline, of each scenario, and P10 to P90 of the first   [money a month]."""

    line: str
    label: str
    role: str  # of its colour
    baseline: Months
    scenarios: tuple[Months, ...]
    low: Months
    high: Months


@dataclass(frozen=True, kw_only=True)
class Courses:
    """Revenue and operating cost by month (YYYY-MM), what the months are called, and what they show."""

    message: str
    months: tuple[str, ...]
    names: tuple[str, ...]
    lines: tuple[Course, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one lever, shock or assumption adds to a KPI; `role` is whose it is."""

    name: str
    role: str
    share: Figure


@dataclass(frozen=True, kw_only=True)
class Bridged:
    """How the first scenario's KPI comes from the baseline's: the parts, largest first, sum to the change exactly."""

    kpi: str
    label: str
    message: str
    before: Figure
    after: Figure
    change: Figure
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Move:
    """One dated move: what, in the company's own amounts where they are known, who answers for it, and when."""

    name: str
    amounts: str
    role: str
    owner: str
    decide_by: str
    start: str
    in_force: str
    ramp: int  # months
    end: str


@dataclass(frozen=True, kw_only=True)
class Moves:
    """The moves of the first scenario, and what it takes for given: shocks and assumptions set by hand."""

    message: str
    capacity: str
    moves: tuple[Move, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the plan asks of one function."""

    name: str
    role: str
    sentence: str
    moves: int
    first: str  # the first move to decide; nothing where it has none
    decide_by: str
    money: Figure  # beyond the baseline over the horizon
    heads: Figure  # against the baseline in the last month


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Whether what is sold can be delivered, and the cheapest move that helps where it cannot."""

    message: str
    more: str
    unblock: str  # nothing where nothing binds or nothing helps
    unblock_details: str


@dataclass(frozen=True, kw_only=True)
class Risks:
    """How sure the gain is, and what would turn it, likeliest first."""

    message: str
    flips: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One assumption that the result hangs on."""

    name: str
    value: str
    interval: str
    grade: str
    source: str
    share: Figure  # of the spread of the result


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What the result rests on: the share of its spread by grade of evidence, and what it hangs on most."""

    message: str
    more: str
    grades: tuple[tuple[str, Figure], ...]
    hangs_on: tuple[Ground, ...]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the figures come from and how they are made again."""

    model: str
    data: str  # hash of the company's data
    scenarios: tuple[str, ...]  # share codes, in the order of the scenarios
    hashes: tuple[str, ...]  # of the codes
    link: str  # an address that shows the first scenario; nothing where none is known


@dataclass(frozen=True, kw_only=True)
class Brief:
    """One hand-out: of one scenario beside the baseline, or of up to four side by side, about the first of them."""

    subject: Subject
    company: str
    kind: str
    names: tuple[str, ...]  # of the scenarios
    roles: tuple[str, ...]  # of their colours
    author: str
    day: str
    over: str  # 'over three years'
    question: str
    answer: str
    catch: str
    compared: str  # who leads on profit among several; nothing for one
    leads: str  # on how many KPIs each leads; nothing for one
    scores: Scorecards
    courses: Courses
    bridges: Mapping[str, Bridged]  # revenue, operating_cost, ebitda
    moves: Moves
    duties: tuple[Duty, ...]
    delivery: Delivery
    risks: Risks
    grounds: Grounds
    triggers: tuple[str, ...]
    origin: Origin
