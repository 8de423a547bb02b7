"""Maximum a posteriori by least squares, with confounders integrated out, and the Laplace approximation around it.

    outcome[month, series] = predict(coefficients) + slots x amounts + noise

Every coefficient has a normal prior, and so has every slot (level, season, trend, market, own event). The noise of a
series may remember last month's. For normal priors and noise, minimising over the slots inside the residual gives the
marginal posterior of the coefficients exactly (variable projection).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import least_squares

from model.panel import mean
from model.vocabulary import TINY, Array

INFLATION = 1.2  # intervals of Laplace are too narrow: MODEL section 4 asks 1.15 to 1.3
PASSES = 3  # scatter and memory of the noise are estimated between them
MEMORY_LIMIT = 0.8
LEAST_SCATTER = 1e-4  # of the outcome's unit
TOLERANCE = 1e-5  # relative, of the fit: far finer than any spread
FLAT = 1e4  # prior spread of a slot that only the data decide

Predict = Callable[[Array], Array]


@dataclass(frozen=True)
class Prior:
    """What is believed of one coefficient before the fit."""

    name: str
    mean: float
    spread: float
    low: float = -np.inf
    high: float = np.inf
    member: str = ""


@dataclass(frozen=True)
class Slots:
    """Confounders whose amounts are fitted and integrated out   design [month, series, slot], spread [slot]."""

    design: Array
    spread: Array


@dataclass(frozen=True)
class Posterior:
    """Values and covariance of the coefficients, scatter and memory of each series' noise, share explained."""

    priors: tuple[Prior, ...]
    values: Array  # [coefficient]
    covariance: Array  # [coefficient, coefficient]
    scatter: Array  # [series]
    memory: Array  # [series]
    observations: int
    r_squared: float
    amounts: Array = field(default_factory=lambda: np.zeros(0))  # [slot]

    @property
    def spreads(self) -> Array:
        """Standard deviations   [coefficient]."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def correlation(self) -> Array:
        """[coefficient, coefficient]."""
        spread = np.maximum(self.spreads, TINY)
        return self.covariance / spread[:, np.newaxis] / spread

    def value(self, name: str, member: str = "") -> float:
        """One coefficient."""
        return float(self.values[self._index(name, member)])

    def spread(self, name: str, member: str = "") -> float:
        """One coefficient's standard deviation."""
        return float(self.spreads[self._index(name, member)])

    def _index(self, name: str, member: str) -> int:
        return next(i for i, prior in enumerate(self.priors) if (prior.name, prior.member) == (name, member))


@dataclass(frozen=True)
class _Noise:
    """Scatter and memory of every series   [series]."""

    scatter: Array
    memory: Array

    def whiten(self, amounts: Array) -> Array:
        """Amounts [month, series, ...] less what last month's noise explains, in units of the scatter."""
        shape = (1, -1) + (1,) * (amounts.ndim - 2)
        memory, scatter = self.memory.reshape(shape), self.scatter.reshape(shape)
        first = amounts[:1] * np.sqrt(1.0 - memory**2)
        return np.asarray(np.concatenate([first, amounts[1:] - memory * amounts[:-1]]) / scatter)


class _Problem:
    """One outcome with its slots: residuals whose squares add up to the marginal posterior."""

    def __init__(self, priors: Sequence[Prior], outcome: Array, predict: Predict, slots: Slots) -> None:
        self.mean = np.array([prior.mean for prior in priors])
        self.prior_spread = np.array([prior.spread for prior in priors])
        self.outcome, self.predict, self.slots = outcome, predict, slots

    def use(self, noise: _Noise) -> None:
        """Prepare the projection for one noise."""
        self.noise = noise
        whitened = noise.whiten(self.outcome)
        self.known = np.isfinite(whitened)
        self.design = noise.whiten(self.slots.design)[self.known]
        gram = self.design.T @ self.design + np.diag(1.0 / self.slots.spread**2)
        self.solve = np.linalg.solve(gram, self.design.T)

    def left(self, values: Array) -> tuple[Array, Array]:
        """Whitened residuals after the best amounts of the slots, and those amounts."""
        gap = self.noise.whiten(self.outcome - self.predict(values))[self.known]
        amounts = self.solve @ gap
        return gap - self.design @ amounts, amounts

    def residuals(self, values: Array) -> Array:
        """Data, slots and coefficients, each in units of its standard deviation."""
        left, amounts = self.left(values)
        return np.concatenate([left, amounts / self.slots.spread, (values - self.mean) / self.prior_spread])


def no_slots(outcome: Array) -> Slots:
    """No confounder at all."""
    return Slots(np.zeros((*outcome.shape, 0)), np.zeros(0))


def fit(
    priors: Sequence[Prior], outcome: Array, predict: Predict, slots: Slots | None = None, *, memory: bool = True
) -> Posterior:
    """The posterior of the coefficients; months whose outcome is NaN teach nothing.

    `predict` takes the coefficients and returns [month, series]. With `memory` the noise of a month may follow the
    last, and every series has a scatter of its own; without, rows are in no order and all series scatter alike.
    """
    problem = _Problem(priors, outcome, predict, slots or no_slots(outcome))
    values = np.clip(problem.mean, *_bounds(priors))
    noise = _first_noise(problem, values)
    for _ in range(PASSES - 1):
        problem.use(noise)
        found = _solved(problem, priors, values)
        values, noise = found.x, _noise(problem, found.x, found.jac, memory)
    problem.use(noise)
    found = _solved(problem, priors, values)
    return _posterior(problem, priors, found.jac, found.x, noise)


def _bounds(priors: Sequence[Prior]) -> tuple[Array, Array]:
    return np.array([prior.low for prior in priors]), np.array([prior.high for prior in priors])


def _solved(problem: _Problem, priors: Sequence[Prior], start: Array):  # type: ignore[no-untyped-def]
    low, high = _bounds(priors)
    inside = np.clip(start, low + 1e-6 * problem.prior_spread, high - 1e-6 * problem.prior_spread)
    return least_squares(
        problem.residuals,
        inside,
        bounds=(low, high),
        x_scale=problem.prior_spread,
        max_nfev=40,
        ftol=TOLERANCE,
        xtol=TOLERANCE,
        gtol=TOLERANCE,
    )


def _first_noise(problem: _Problem, values: Array) -> _Noise:
    """Scatter of what the slots alone leave at the prior values."""
    series = problem.outcome.shape[1]
    problem.use(_Noise(np.ones(series), np.zeros(series)))
    return _noise(problem, values, np.zeros((0, 0)), memory=False)


def _noise(problem: _Problem, values: Array, jacobian: Array, memory: bool) -> _Noise:
    """Scatter and memory that the residuals of one pass show, series by series."""
    amounts = problem.left(values)[1]
    raw = problem.outcome - problem.predict(values) - problem.slots.design @ amounts
    used = _used(problem, jacobian)
    kept = np.array([_memory(column) for column in raw.T]) if memory else np.zeros(raw.shape[1])
    white = _Noise(np.ones(raw.shape[1]), kept).whiten(raw)
    count = np.isfinite(white).sum(axis=0)
    free = np.maximum(count - used, 0.25 * np.maximum(count, 1))
    squares = np.nansum(white**2, axis=0)
    scatter = np.sqrt(squares / free) if memory else np.full(len(free), np.sqrt(squares.sum() / free.sum()))
    return _Noise(np.maximum(scatter, LEAST_SCATTER), kept)


def _memory(series: Array) -> float:
    """Correlation of a series with its last month, slightly shrunk."""
    now, before = series[1:], series[:-1]
    both = np.isfinite(now) & np.isfinite(before)
    if both.sum() < 8:
        return 0.0
    found = (now[both] * before[both]).sum() / ((before[both] ** 2).sum() + TINY)
    return float(np.clip(found * both.sum() / (both.sum() + 4.0), 0.0, MEMORY_LIMIT))


def _used(problem: _Problem, jacobian: Array) -> Array:
    """Degrees of freedom that slots and coefficients take from each series   [series]."""
    hat = (problem.design * problem.solve.T).sum(axis=1)
    if jacobian.size:
        rows = jacobian[: len(hat)]
        inverse = np.linalg.inv(jacobian.T @ jacobian)
        hat = hat + ((rows @ inverse) * rows).sum(axis=1)
    spread = np.zeros(problem.known.shape)
    spread[problem.known] = hat
    return np.asarray(spread.sum(axis=0))


def _posterior(problem: _Problem, priors: Sequence[Prior], jacobian: Array, values: Array, noise: _Noise) -> Posterior:
    prior_precision = np.diag(1.0 / problem.prior_spread**2)
    precision = prior_precision + (jacobian.T @ jacobian - prior_precision) / INFLATION**2
    left, amounts = problem.left(values)
    return Posterior(
        priors=tuple(priors),
        values=values,
        covariance=np.asarray(np.linalg.inv(precision), dtype=float),
        scatter=noise.scatter,
        memory=noise.memory,
        observations=int(problem.known.sum()),
        r_squared=_explained(problem, left),
        amounts=amounts,
    )


def _explained(problem: _Problem, left: Array) -> float:
    """1 - residual over total variance, in units of the scatter, each series around its own mean."""
    whitened = problem.noise.whiten(problem.outcome)
    level = mean(whitened)
    total = float(np.nansum((whitened - level) ** 2))
    return float(1.0 - (left**2).sum() / total) if total > TINY else float("nan")
