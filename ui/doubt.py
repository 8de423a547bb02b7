"""What the page 'Decide' asks about two scenarios under what is not known, kept so that it is answered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from model.assumptions import ASSUMPTIONS
from model.levers import SHOCKS
from model.questions.choice import Choice, Duel, choice
from model.questions.factors import Factor, Target
from model.questions.flips import Flip, flips
from model.questions.outcomes import better
from model.questions.sensitivity import Tornado, tornado
from model.questions.watching import Watch, part
from ui.decisions import SEED, Asked
from ui.ledger import figure
from ui.numbers import amount
from ui.searches import Searches

SEARCHES: "Searches[Doubt]" = Searches("doubt")
LEAST_CHANCE = 1e-3  # of being past a flip point: less is not told


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Two scenarios, the first of them in front: what their difference hangs on, and the choice among all."""

    kpi: str
    first: str
    second: str
    hangs_on: Tornado
    flips: Sequence[Flip]
    choice: Choice

    @cached_property
    def leads(self) -> bool:
        """Whether the first is better if all is as believed."""
        return self.hangs_on.centre >= 0.0

    @property
    def winner(self) -> str:
        """The better one if all is as believed."""
        return self.first if self.leads else self.second

    @property
    def loser(self) -> str:
        """The other one."""
        return self.second if self.leads else self.first

    @property
    def duel(self) -> Duel:
        """The two against each other over draws."""
        return next(duel for duel in self.choice.duels if {duel.first, duel.second} == {self.first, self.second})

    @property
    def chance(self) -> float:
        """How often the winner is the better one."""
        return self.duel.chance if self.duel.first == self.winner else 1.0 - self.duel.chance

    @property
    def band(self) -> tuple[float, float]:
        """The 80 % band of what the winner has over the other; above 0 is better."""
        sign = better(self.kpi) * (1.0 if self.duel.first == self.winner else -1.0)
        low, _, high = sorted(sign * value for value in self.duel.difference)
        return low, high


def target(asked: Asked) -> Target:
    """The first scenario against the second."""
    first, second, *_ = asked.scenarios
    return Target(view=asked.view, kpi=asked.kpi, scenario=first, against=second)


def answer(asked: Asked, watch: Watch) -> Doubt:
    """The first two scenarios against each other, and all of them together."""
    first, second, *_ = asked.scenarios
    duel = target(asked)
    return Doubt(
        kpi=asked.kpi,
        first=first.name,
        second=second.name,
        hangs_on=tornado(duel, SEED, part(watch, 0.0, 0.3)),
        flips=tuple(flip for flip in flips(duel, part(watch, 0.3, 0.8)) if flip.chance >= LEAST_CHANCE),
        choice=choice(asked.view, asked.scenarios, asked.kpi, seed=SEED),
    )


def told(factor: Factor, value: float, *, signed: bool = True) -> str:
    """A factor's value for people: an assumption's as in the ledger, a shock's in its unit."""
    if factor.name in ASSUMPTIONS:
        return figure(value)
    return amount(value, SHOCKS[factor.name].unit, signed=signed)
