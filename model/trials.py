"""Two-armed experiments that narrow an assumption: what they measure, and how many cases they take.

Every trial compares the shares that succeed in two arms, as a difference of log odds or as the log of their ratio (Haldane
1956 for counts of zero); a price trial divides it by the difference of the arms' log prices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, log, sqrt
from typing import Literal

Arm = tuple[float, float]  # successes, cases
Kind = Literal["price", "playbook", "leads"]
Scale = Literal["log_odds", "log_ratio"]
PRICE_STEP = 0.10  # by which the treated arm is dearer where nothing else is said
CONTINUITY = 0.5  # added to each count, so that an arm without any has an error too


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A test of one assumption.

    `kind` names the test in words; `rate` is the KPI that tells the usual share of successes, `flow` the line of a
    projection that counts the cases which pass each month; `sign` and `per_price` turn the arms' difference into the
    assumption's unit.
    """

    assumption: str
    kind: Kind
    rate: str
    flow: str
    scale: Scale
    sign: int = 1
    per_price: bool = False

    def measured(self, treated: Arm, control: Arm, step: float = PRICE_STEP) -> tuple[float, float]:
        """Effect and standard error in the assumption's unit, from the counts of the two arms.

        >>> effect, error = TRIALS["playbook_gain"].measured((300, 1000), (250, 1000))
        >>> round(effect, 2), round(error, 2)
        (0.25, 0.1)
        """
        hits, misses = zip(*(_smoothed(arm) for arm in (treated, control)), strict=True)
        odds = self.scale == "log_odds"
        others = misses if odds else [hit + miss for hit, miss in zip(hits, misses, strict=True)]
        effect = log(hits[0] / others[0]) - log(hits[1] / others[1])
        plus_or_minus = 1.0 if odds else -1.0
        variance = sum(1.0 / hit + plus_or_minus / other for hit, other in zip(hits, others, strict=True))
        by = self._by(step)
        return self.sign * effect / by, sqrt(variance) / by

    def cases(self, standard_error: float, rate: float, step: float = PRICE_STEP) -> int:
        """Cases in each arm that give this standard error when a share `rate` succeeds.

        2 / (p (1 - p) se^2) for log odds, 2 (1 - p) / (p se^2) for a log ratio.

        >>> TRIALS["playbook_gain"].cases(0.1, 0.25)
        1067
        """
        error = standard_error * self._by(step)
        per_case = 2.0 / (rate * (1.0 - rate)) if self.scale == "log_odds" else 2.0 * (1.0 - rate) / rate
        return ceil(per_case / error**2)

    def _by(self, step: float) -> float:
        return log(1.0 + step) if self.per_price else 1.0


def _smoothed(arm: Arm) -> Arm:
    hits, cases = arm
    return hits + CONTINUITY, cases - hits + CONTINUITY


def _of_wins(assumption: str, kind: Kind, scale: Scale, sign: int = 1, per_price: bool = False) -> Trial:
    """A trial whose cases are opportunities and whose successes are wins."""
    return Trial(
        assumption=assumption,
        kind=kind,
        rate="win_rate",
        flow="opportunities",
        scale=scale,
        sign=sign,
        per_price=per_price,
    )


_DECLARED = (
    _of_wins("win_price_sensitivity", "price", "log_odds", sign=-1, per_price=True),
    _of_wins("price_elasticity", "price", "log_ratio", per_price=True),
    _of_wins("playbook_gain", "playbook", "log_odds"),
    Trial(assumption="lead_handling_gain", kind="leads", rate="lead_to_mql", flow="leads", scale="log_ratio"),
)
TRIALS: Mapping[str, Trial] = {trial.assumption: trial for trial in _DECLARED}
