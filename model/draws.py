"""Draws of the assumptions and of the monthly noise from one seed, shared by all scenarios."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from model.assumptions import ASSUMPTIONS
from model.company import Company
from model.vocabulary import Array
from model.world import Amounts

HAND_SPREAD = 0.5  # of the declared spread, where a value was set by hand
NOISE_MEMORY = 0.5  # of last month's noise


def beliefs(company: Company, by_hand: Mapping[str, float]) -> dict[str, Array]:
    """Every assumption at its value   [1, 1]."""
    return {
        name: np.array([[by_hand.get(name, assumption.value(company.kind))]])
        for name, assumption in ASSUMPTIONS.items()
    }


def drawn_beliefs(company: Company, by_hand: Mapping[str, float], draws: int, seed: int) -> dict[str, Array]:
    """Draws of every assumption within its range   [1, draw]; those set by hand keep half their spread.

    Each assumption has a stream of its own, so that adding one does not change the others.
    """
    return {
        name: _drawn(name, by_hand.get(name, assumption.value(company.kind)), name in by_hand, (draws, seed))
        for name, assumption in ASSUMPTIONS.items()
    }


@lru_cache(maxsize=2048)
def _drawn(name: str, centre: float, by_hand: bool, how: tuple[int, int]) -> Array:
    draws, seed = how
    assumption = ASSUMPTIONS[name]
    spread = assumption.spread * (HAND_SPREAD if by_hand else 1.0)
    if spread == 0.0:
        return np.full((1, draws), centre)
    uniform = stratified(np.random.default_rng([seed, *name.encode()]), draws)
    low, high = ndtr((assumption.low - centre) / spread), ndtr((assumption.high - centre) / spread)
    drawn: Array = centre + spread * ndtri(low + uniform * (high - low))[np.newaxis]
    drawn.setflags(write=False)
    return drawn


def stratified(generator: np.random.Generator, draws: int) -> Array:
    """Numbers between 0 and 1, one in each of `draws` equal parts, in random order (McKay, Beckman & Conover 1979).

    Few of them stand for a whole distribution: P10 and P90 of 128 are as exact as those of 200 independent ones.
    """
    return (generator.permutation(draws) + generator.random(draws)) / draws


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
