"""What it is worth to know an assumption better before choosing between scenarios.

The expected value of perfect information on one assumption is what a decision gains, on average, when that assumption is
known before choosing; the expected value of an experiment is the same for knowing it up to a standard error. Both come
from one set of draws: the payoff differences are regressed on the assumption (Strong, Oakley & Brennan 2014), and an
experiment shrinks the draws towards their mean by the share of variance it would resolve (Jalal & Alarid-Escudero 2018).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import f as fisher

from model.vocabulary import Array

DEGREE = 3  # of the polynomial that the payoff is regressed on
SIGNIFICANCE = 0.001  # a relation that chance alone makes this often is no relation
ENOUGH = 0.8  # of the value of perfect information, for an experiment to be large enough
FINEST, COARSEST, STEPS = 0.02, 4.0, 60  # standard errors tried, in standard deviations of the belief


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What knowing one assumption is worth for a decision.

    `perfect` is money (or the payoff's unit) gained on average; `standard_error` is the largest one with which an
    experiment still gains ENOUGH of it, in the assumption's unit (NaN when nothing can be gained); `tips` says whether
    knowing it could change the choice at all.
    """

    assumption: str
    perfect: float
    standard_error: float

    @property
    def tips(self) -> bool:
        """Whether some value of the assumption changes the choice."""
        return self.perfect > 0.0


def worth(payoff: Array, draws: Mapping[str, Array]) -> list[Worth]:
    """What each assumption is worth knowing, the most valuable first.

    `payoff` is [option, draw], more is better; `draws` are the assumptions' draws behind it, each [draw].

    >>> believed = np.random.default_rng(1).normal(size=400)
    >>> found = worth(np.stack([0.0 * believed, believed]), {"known": believed})
    >>> 0.3 < found[0].perfect < 0.5  # the mean of max(0, x) is .399
    True
    """
    found = [_worth(payoff, name, drawn) for name, drawn in draws.items() if np.ptp(drawn) > 0.0]
    return sorted(found, key=lambda one: -one.perfect)


def value_of_experiment(payoff: Array, drawn: Array, standard_error: float) -> float:
    """What an experiment with this standard error gains before a choice   [unit of the payoff]."""
    spread = float(drawn.std())
    resolved = spread**2 / (spread**2 + standard_error**2)
    return _gain(_expected(payoff, drawn, np.sqrt(resolved)))


def _worth(payoff: Array, name: str, drawn: Array) -> Worth:
    perfect = _gain(_expected(payoff, drawn, 1.0))
    if perfect <= 0.0:
        return Worth(assumption=name, perfect=0.0, standard_error=float("nan"))
    return Worth(assumption=name, perfect=perfect, standard_error=_largest_error(payoff, drawn, ENOUGH * perfect))


def _largest_error(payoff: Array, drawn: Array, wanted: float) -> float:
    """The largest standard error tried that still gains what is wanted."""
    errors = float(drawn.std()) * np.geomspace(COARSEST, FINEST, STEPS)
    return float(
        next((error for error in errors if value_of_experiment(payoff, drawn, float(error)) >= wanted), errors[-1])
    )


def _expected(payoff: Array, drawn: Array, kept: float) -> Array:
    """Expected payoff of every option once the assumption is known up to what an experiment keeps   [option, draw].

    `kept` shrinks the draws towards their mean: 1 is perfect knowledge, 0 none.
    """
    scaled = (drawn - drawn.mean()) / drawn.std()
    powers = np.polynomial.hermite_e.hermevander(scaled, DEGREE)
    differences = (payoff - payoff[0]).T
    weights, *_ = np.linalg.lstsq(powers, differences, rcond=None)
    weights[1:, _by_chance(powers @ weights, differences)] = 0.0
    weights[0] = 0.0
    expected = np.polynomial.hermite_e.hermevander(kept * scaled, DEGREE) @ weights
    return np.asarray((expected - expected.mean(axis=0) + differences.mean(axis=0)).T)


def _by_chance(fitted: Array, observed: Array) -> Array:
    """Which options' differences move with the assumption no more than chance does, by the F test   [option]."""
    count = len(observed)
    explained = ((fitted - observed.mean(axis=0)) ** 2).sum(axis=0) / DEGREE
    left = ((observed - fitted) ** 2).sum(axis=0) / (count - DEGREE - 1)
    ratio = explained / np.maximum(left, np.finfo(float).tiny)
    return np.asarray(ratio <= fisher.isf(SIGNIFICANCE, DEGREE, count - DEGREE - 1))


def _gain(expected: Array) -> float:
    """What choosing after knowing gains on choosing now, never negative."""
    return max(float(expected.max(axis=0).mean() - expected.mean(axis=1).max()), 0.0)
