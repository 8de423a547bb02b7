"""What is believed of every coefficient once a company's own history and experiments have spoken.

Data only: `model.calibration` makes these, `model.draws` runs the engine with them, pages and the command line show them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from model.assumptions import Grade
from model.vocabulary import Array

EVIDENCE = 0.30  # data share below which a belief is an assumption, not evidence
ONLY_A_SUM = 0.80  # correlation beyond which two coefficients are known only as a sum
EventKind = Literal["price_change", "campaign", "incident", "strike", "other"]


@dataclass(frozen=True, kw_only=True)
class Belief:
    """One coefficient before and after calibration; `spread` and `prior_spread` are standard deviations in its unit.

    `name` is of ASSUMPTIONS; `member` is '' for the whole company, else a channel, market, offer, function or process.
    `low` and `high` bound 80 % of the belief; `observations` counts the months (or counts) that spoke of it.
    """

    name: str
    member: str = ""
    prior: float
    prior_spread: float
    value: float
    spread: float
    low: float
    high: float
    grade: Grade
    source: str
    observations: int = 0

    @property
    def data_share(self) -> float:
        """1 - posterior variance / prior variance, between 0 and 1: how much of the belief the data made."""
        if self.prior_spread <= 0.0:
            return 0.0
        return float(min(max(1.0 - (self.spread / self.prior_spread) ** 2, 0.0), 1.0))

    @property
    def evident(self) -> bool:
        """Whether the data made enough of it; otherwise it is an assumption, not evidence."""
        return self.data_share >= EVIDENCE

    @property
    def key(self) -> tuple[str, str]:
        """Name and member."""
        return self.name, self.member


@dataclass(frozen=True)
class Pair:
    """Two coefficients that the data know only as a sum (or, where `correlation` is positive, as a difference)."""

    first: tuple[str, str]
    second: tuple[str, str]
    correlation: float


@dataclass(frozen=True)
class Notice:
    """Something to know about a calibration: a stable key and the fields of its sentence in the catalogue."""

    key: str
    fields: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class FitQuality:
    """How well one part fits: share of the variance explained, scatter left (in the part's unit), observations used."""

    part: str
    r_squared: float
    scatter: float
    observations: int


@dataclass(frozen=True)
class Event:
    """Months of the history, YYYY-MM from `first` to `last`, whose cause is known and that should not be learned from."""

    kind: EventKind
    first: str
    last: str
    note: str = ""


@dataclass(frozen=True)
class Experiment:
    """A test's result: what it says of an assumption (or a lever's coefficient) of one member, with its standard error.

    `lever` is the name of a lever or of an assumption; see `model.calibration.experiments` for the unit of `effect`.
    """

    name: str
    lever: str
    member: str
    effect: float
    standard_error: float


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """All beliefs after calibration, in the order of ASSUMPTIONS and members.

    `correlation` is [belief, belief]; `season` holds the fitted indices per calendar month of `leads` and `units`   [12].
    `widened` are the spreads that somebody made wider, by their factor: the beliefs have them already.
    """

    beliefs: tuple[Belief, ...] = ()
    correlation: Array | None = None
    correlations: tuple[Pair, ...] = ()
    notices: tuple[Notice, ...] = ()
    quality: tuple[FitQuality, ...] = ()
    season: Mapping[str, Array] = field(default_factory=dict)
    seconds: float = 0.0
    widened: Mapping[str, float] = field(default_factory=dict)

    @property
    def fitted(self) -> bool:
        """Whether a history or experiments spoke."""
        return self.correlation is not None

    def belief(self, name: str, member: str = "") -> Belief:
        """One belief; raises KeyError when there is none of that name and member."""
        found = next((belief for belief in self.beliefs if belief.key == (name, member)), None)
        if found is None:
            raise KeyError((name, member))
        return found
