"""Draws of the assumptions and of the monthly noise from one seed, shared by all scenarios.

A calibrated company brings beliefs of its own, for the whole company or member by member; what a scenario sets by hand
wins over both.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from model.assumptions import ASSUMPTIONS
from model.beliefs import Belief
from model.company import Company
from model.vocabulary import Array
from model.world import BY_MEMBER, DIMENSIONS, Amounts

HAND_SPREAD = 0.5  # of the declared spread, where a value was set by hand
NOISE_MEMORY = 0.5  # of last month's noise


def beliefs(company: Company, by_hand: Mapping[str, float]) -> dict[str, Array]:
    """Every assumption at its value   [1, 1], and those known by member   [member, 1]."""
    known = _calibrated(company)
    whole = {name: by_hand.get(name, centre) for name, centre in _centres(company, known).items()}
    values = {key: np.array([[by_hand.get(belief.name, belief.value)]]) for key, belief in known.items()}
    return {name: np.array([[centre]]) for name, centre in whole.items()} | _by_member(company, values)


def drawn_beliefs(company: Company, by_hand: Mapping[str, float], draws: int, seed: int) -> dict[str, Array]:
    """Draws of every assumption within its range   [1, draw]; those set by hand keep half their spread.

    Each assumption has a stream of its own, so that adding one does not change the others. Beliefs that calibration
    found correlated are drawn so.
    """
    known, how = _calibrated(company), (draws, seed)
    wider = company.calibration.widened if company.calibration else {}
    width = {name: (HAND_SPREAD if name in by_hand else 1.0) * wider.get(name, 1.0) for name in ASSUMPTIONS}
    drawn = {
        name: _drawn(name, by_hand.get(name, centre), width[name], how)
        for name, centre in _centres(company, {}).items()
    }
    found = _fitted(company, known, how)
    for (name, member), values in found.items():
        if name in by_hand:
            found[(name, member)] = drawn[name]
        elif not member:
            drawn[name] = values
    return drawn | _by_member(company, found)


def _calibrated(company: Company) -> dict[tuple[str, str], Belief]:
    return {belief.key: belief for belief in company.calibration.beliefs} if company.calibration else {}


def _centres(company: Company, known: Mapping[tuple[str, str], Belief]) -> dict[str, float]:
    """Name -> value for the whole company."""
    return {
        name: known[(name, "")].value if (name, "") in known else assumption.value(company.kind)
        for name, assumption in ASSUMPTIONS.items()
    }


def _by_member(company: Company, values: Mapping[tuple[str, str], Array]) -> dict[str, Array]:
    """Beliefs of single members in one array per name, NaN where a member has none   [member, row]."""
    arrays: dict[str, Array] = {}
    for (name, member), amounts in values.items():
        if member:
            dimension = DIMENSIONS[name]
            members = company.offers if dimension == "offer" else company.members[dimension]
            empty = np.full((len(members), amounts.shape[1]), np.nan)
            arrays.setdefault(name + BY_MEMBER, empty)[members.index(member)] = amounts[0]
    return arrays


@lru_cache(maxsize=2048)
def _drawn(name: str, centre: float, width: float, how: tuple[int, int]) -> Array:
    """Draws of one assumption, its declared spread times `width`   [1, draw]."""
    assumption = ASSUMPTIONS[name]
    spread = assumption.spread * width
    if spread == 0.0:
        return np.full((1, how[0]), centre)
    drawn = _between(_uniform(name, how), (centre, spread), (assumption.low, assumption.high))
    drawn.setflags(write=False)
    return drawn


def stratified(generator: np.random.Generator, draws: int) -> Array:
    """Numbers between 0 and 1, one in each of `draws` equal parts, in random order (McKay, Beckman & Conover 1979).

    Few of them stand for a whole distribution: P10 and P90 of 128 are as exact as those of 200 independent ones.
    """
    return (generator.permutation(draws) + generator.random(draws)) / draws


def _uniform(stream: str, how: tuple[int, int]) -> Array:
    """The stream of one assumption, or of one member's   [draw]."""
    draws, seed = how
    return stratified(np.random.default_rng([seed, *stream.encode()]), draws)


def _between(uniform: Array, belief: tuple[float, float], bounds: tuple[float, float]) -> Array:
    """Normal draws, centre and spread, within bounds   [1, draw]."""
    (centre, spread), (lowest, highest) = belief, bounds
    low, high = ndtr((lowest - centre) / spread), ndtr((highest - centre) / spread)
    return np.asarray(centre + spread * ndtri(low + uniform * (high - low))[np.newaxis])


def _fitted(
    company: Company, known: Mapping[tuple[str, str], Belief], how: tuple[int, int]
) -> dict[tuple[str, str], Array]:
    """Draws of calibrated beliefs, correlated as the calibration found them   [1, draw] each."""
    if not known or company.calibration is None or company.calibration.correlation is None:
        return {}
    streams = np.array([_uniform(f"{name}@{member}" if member else name, how) for name, member in known])
    correlation = company.calibration.correlation
    tied = (np.abs(correlation - np.diag(np.diag(correlation))) > 0.0).any(axis=0)
    normal = _root(correlation[np.ix_(tied, tied)]) @ ndtri(streams[tied])
    streams[tied] = ndtr(normal)
    return {key: _belief_draws(belief, uniform) for (key, belief), uniform in zip(known.items(), streams, strict=True)}


def _belief_draws(belief: Belief, uniform: Array) -> Array:
    assumption = ASSUMPTIONS[belief.name]
    if belief.spread <= 0.0:
        return np.full((1, len(uniform)), belief.value)
    bounds = min(assumption.low, belief.low), max(assumption.high, belief.high)  # a company may lie outside the usual
    return _between(uniform, (belief.value, belief.spread), bounds)


def _root(correlation: Array) -> Array:
    """A matrix whose square is the correlation; tiny negative eigenvalues count as none."""
    values, vectors = np.linalg.eigh(correlation)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T)


def demand_noise(company: Company, base: Amounts, months: int, draws: int, seed: int) -> Array:
    """Multiplicative noise of leads and use, first-order autoregressive in logs   [month, market, draw]."""
    markets = len(company.members["market"])
    shocks = np.random.default_rng([seed, 10_000]).standard_normal((months, markets, draws)) * base["demand_noise"]
    noise = np.zeros_like(shocks)
    level = np.zeros((markets, draws))
    for month in range(months):
        level = NOISE_MEMORY * level + shocks[month]
        noise[month] = level
    return np.exp(noise)
