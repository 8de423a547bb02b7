"""What newer data make of the assumptions of a plan: believed then, learned now, and how far that was inside the interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from model.assumptions import ASSUMPTIONS
from model.beliefs import Belief
from model.calibration.assembly import INTERVAL
from model.company import Company
from model.draws import HAND_SPREAD
from model.executed import Made
from model.scenario import Scenario
from model.vocabulary import TINY

SURPRISED = 1.0  # spreads by which a belief must move to be told


@dataclass(frozen=True, kw_only=True)
class Surprise:
    """An assumption then and now, its spread and 80 % interval then, and what it alone does to revenue and cost."""

    name: str
    member: str
    then: float
    now: float
    spread: float
    low: float
    high: float
    effects: Mapping[str, float] = field(default_factory=dict)

    @property
    def error(self) -> float:
        """Now - then, in spreads of what was believed."""
        return (self.now - self.then) / max(self.spread, TINY)

    @property
    def inside(self) -> bool:
        """Whether what was learned lies in the interval that was stated."""
        return self.low <= self.now <= self.high


def learned_from(made: Made) -> tuple[Surprise, ...]:
    """Every assumption that the newer data speak of, the largest error first."""
    if made.now.calibration is None:
        return ()
    before = {belief.key: belief for belief in made.then.calibration.beliefs} if made.then.calibration else {}
    every = [
        _surprise(belief, before.get(belief.key), made.plan.assumptions.get(belief.name))
        for belief in made.now.calibration.beliefs
    ]
    evident = {belief.key for belief in made.now.calibration.beliefs if belief.evident}
    spoken = [one for one in every if one.spread > 0.0 and ((one.name, one.member) in evident or _moved(one))]
    return tuple(sorted(spoken, key=lambda one: -abs(one.error)))


def surprising(learned: Sequence[Surprise]) -> tuple[Surprise, ...]:
    """Those that moved by more than their spread."""
    return tuple(one for one in learned if _moved(one))


def known_by_data(plan: Scenario, now: Company) -> Scenario:
    """The plan without what was set by hand and the newer data know better."""
    known = {belief.name for belief in now.calibration.beliefs if belief.evident} if now.calibration else set()
    return replace(plan, assumptions={name: value for name, value in plan.assumptions.items() if name not in known})


def _moved(one: Surprise) -> bool:
    return abs(one.now - one.then) >= SURPRISED * one.spread


def _surprise(now: Belief, then: Belief | None, by_hand: float | None) -> Surprise:
    if by_hand is not None:
        centre, spread = by_hand, HAND_SPREAD * ASSUMPTIONS[now.name].spread
        bounds = centre - INTERVAL * spread, centre + INTERVAL * spread
    elif then is not None:
        centre, spread, bounds = then.value, then.spread, (then.low, then.high)
    else:
        centre, spread = now.prior, now.prior_spread
        bounds = centre - INTERVAL * spread, centre + INTERVAL * spread
    return Surprise(
        name=now.name, member=now.member, then=centre, now=now.value, spread=spread, low=bounds[0], high=bounds[1]
    )
