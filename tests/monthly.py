"""Small made-up monthly series for the tests of forecasts."""

import numpy as np


def seasonal(months: int = 60, noise: float = 0.05, seed: int = 1, trend: float = 0.005) -> np.ndarray:
    """A positive series with trend, season and noise."""
    time = np.arange(months)
    scatter = np.exp(noise * np.random.default_rng(seed).standard_normal(months))
    return 1000.0 * np.exp(trend * time) * (1.0 + 0.2 * np.sin(2.0 * np.pi * time / 12.0)) * scatter


def many(count: int = 60, months: int = 60) -> list[np.ndarray]:
    """Series that differ in noise and trend."""
    return [seasonal(months, 0.02 + 0.002 * seed, seed, 0.0002 * seed) for seed in range(count)]
