"""Which assumptions and shocks an answer hangs on: screening, tornado, and shares of the variance on demand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from model.questions.factors import Factor, Settings, Target, answers, factors
from model.questions.watching import ALONE, Watch
from model.vocabulary import Array

TRAJECTORIES = 4
LEVELS = np.array([0.1, 0.367, 0.633, 0.9])  # quantiles of the belief; a step of a trajectory jumps two
ENDS = (0.1, 0.9)  # quantiles that a tornado goes to
SHOWN = 12
SHARED = 6  # factors whose shares of the variance are told
POINTS = 512  # of the Sobol sequence; a power of two
BATCH = 512  # rows between two looks at whether the answer is still wanted
RESAMPLED = 200  # times, for the standard errors


@dataclass(frozen=True)
class Effect:
    """Morris: mean absolute effect of a factor's step over half its belief, and its scatter (bends, interactions)."""

    factor: Factor
    size: float
    scatter: float


@dataclass(frozen=True)
class Bar:
    """One bar of a tornado: the answer at both ends of a factor's 80 % belief, the others at their centre."""

    factor: Factor
    low: float
    high: float
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Tornado:
    """The answer with every factor at its centre, and the bars, longest first."""

    centre: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Shares:
    """Sobol: the share of the answer's variance that a factor explains alone, and with its interactions; standard errors."""

    factor: Factor
    alone: float
    total: float
    alone_error: float
    total_error: float


def screening(target: Target, seed: int = 1, watch: Watch = ALONE) -> list[Effect]:
    """Morris 1991 with the mean of absolute effects (Campolongo 2007): all factors, largest first.

    TRAJECTORIES x (factors + 1) rows of the engine in one batch; the same for the same seed.
    """
    listed = factors(target.view.company, target.scenario)
    generator = np.random.default_rng([seed, len(listed)])
    walks = [_walk(listed, generator) for _ in range(TRAJECTORIES)]
    watch.at(0.0)
    found = answers(target, [settings for walk, _ in walks for settings in walk])
    watch.at(1.0)
    effects = np.zeros((TRAJECTORIES, len(listed)))
    for number, (_, order) in enumerate(walks):
        steps = np.diff(found.reshape(TRAJECTORIES, -1)[number])
        effects[number, order] = steps
    sizes, scatter = np.abs(effects).mean(axis=0), np.abs(effects).std(axis=0)
    ranked = np.argsort(-sizes, kind="stable")
    return [Effect(listed[index], float(sizes[index]), float(scatter[index])) for index in ranked]


def _walk(listed: Sequence[Factor], generator: np.random.Generator) -> tuple[list[Settings], np.ndarray]:
    """One trajectory: settings that change one factor at a time by two levels, and the order of the factors."""
    level = generator.integers(0, len(LEVELS), len(listed))
    order = generator.permutation(len(listed))
    values = [[float(value) for value in factor.quantile(LEVELS)] for factor in listed]
    settings = {factor.name: values[index][level[index]] for index, factor in enumerate(listed)}
    walk: list[Settings] = [settings]
    for index in order.tolist():
        level[index] = (level[index] + 2) % len(LEVELS)
        settings = {**settings, listed[index].name: values[index][level[index]]}
        walk.append(settings)
    return walk, order


def tornado(target: Target, seed: int = 1, watch: Watch = ALONE) -> Tornado:
    """The SHOWN factors that screening ranks first, each at both ends of its belief; two batches of the engine."""
    chosen = [effect.factor for effect in screening(target, seed, watch)[:SHOWN]]
    ends = [[float(value) for value in factor.quantile(np.array(ENDS))] for factor in chosen]
    rows: list[Settings] = [{}]
    rows += [{factor.name: value} for factor, pair in zip(chosen, ends, strict=True) for value in pair]
    found = answers(target, rows)
    pairs = found[1:].reshape(-1, 2)
    bars = [
        Bar(factor, pair[0], pair[1], float(row[0]), float(row[1]))
        for factor, pair, row in zip(chosen, ends, pairs, strict=True)
    ]
    return Tornado(float(found[0]), tuple(sorted(bars, key=lambda bar: -abs(bar.at_high - bar.at_low))))


def variance_shares(target: Target, chosen: Sequence[Factor], seed: int = 1, watch: Watch = ALONE) -> list[Shares]:
    """Sobol indices of some factors, the others at their centre, over their beliefs; largest first.

    POINTS x (factors + 2) rows of the engine; the same for the same seed. Raises Cancelled when `watch` says so.
    """
    found = sampled(target, chosen, seed, watch)
    alone, total = sobol_indices(found)
    errors = _errors(found, np.random.default_rng([seed, POINTS]))
    ranked = np.argsort(-total, kind="stable")
    return [
        Shares(chosen[i], float(alone[i]), float(total[i]), float(errors[0][i]), float(errors[1][i])) for i in ranked
    ]


def sampled(target: Target, chosen: Sequence[Factor], seed: int, watch: Watch = ALONE) -> Array:
    """Answers on two Sobol samples A and B, and on A with one factor of B each   [A, B, A with ...; point]."""
    count = len(chosen)
    sequence = qmc.Sobol(2 * count, rng=np.random.default_rng(seed)).random(POINTS)
    first, second = sequence[:, :count], sequence[:, count:]
    mixed = np.tile(first, (count, 1, 1))
    mixed[np.arange(count), :, np.arange(count)] = second.T
    places = np.concatenate([first, second, mixed.reshape(-1, count)])
    values = np.stack([factor.quantile(places[:, index]) for index, factor in enumerate(chosen)], axis=1)
    settings = [{factor.name: float(v) for factor, v in zip(chosen, row, strict=True)} for row in values]
    return _watched(target, settings, watch).reshape(count + 2, POINTS)


def _watched(target: Target, settings: Sequence[Settings], watch: Watch) -> Array:
    """The answers, asked in batches between which they can be stopped   [setting]."""
    parts = []
    for start in range(0, len(settings), BATCH):
        watch.at(start / len(settings))
        parts.append(answers(target, settings[start : start + BATCH]))
    watch.at(1.0)
    return np.concatenate(parts)


def _errors(found: Array, generator: np.random.Generator) -> tuple[Array, Array]:
    """Standard errors of both indices: their spread over points drawn again (Archer, Saltelli & Sobol 1997)."""
    picks = generator.integers(0, found.shape[1], (RESAMPLED, found.shape[1]))
    drawn = [sobol_indices(found[:, pick]) for pick in picks]
    return np.std([alone for alone, _ in drawn], axis=0), np.std([total for _, total in drawn], axis=0)


def sobol_indices(found: Array) -> tuple[Array, Array]:
    """First-order (Janon 2014) and total (Jansen 1999) indices of answers [A, B, A with one factor of B ...; point].

    First-order by the correlation of B with what shares one factor with it: less noise than Saltelli 2010 on few points.
    """
    one, other, mixed = found[0], found[1], found[2:]
    both = np.concatenate([one, other])
    variance = float(both.var())
    if variance <= 1e-18 * float(both.mean()) ** 2:
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    centre = ((other + mixed) / 2.0).mean(axis=1, keepdims=True)
    spread = ((other - centre) ** 2 + (mixed - centre) ** 2).mean(axis=1) / 2.0
    alone = ((other - centre) * (mixed - centre)).mean(axis=1) / np.maximum(spread, 1e-300)
    total = 0.5 * ((one - mixed) ** 2).mean(axis=1) / variance
    return alone, total
