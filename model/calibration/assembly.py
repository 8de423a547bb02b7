"""What the parts and the experiments found, put together as beliefs: one joint normal over all coefficients."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.assumptions import ASSUMPTIONS, Kind
from model.beliefs import ONLY_A_SUM, Belief, FitQuality, Pair
from model.calibration.experiments import Evidence
from model.calibration.form import believed
from model.calibration.history import Part
from model.vocabulary import Array

INTERVAL = 1.2815515655446004  # standard deviations on either side of 80 %
LOGS = {"log_churn": "churn", "log_attrition": "attrition"}  # coefficients fitted in logs
HISTORY = "own history"
RELATIVE_ERROR = 0.02  # of churn_error once each offer has a churn of its own, with its spread
NEVER_MORE = 0.999  # of a correlation


@dataclass(frozen=True)
class Joint:
    """Beliefs in an order of their own, and the covariance of their values   [belief, belief]."""

    beliefs: tuple[Belief, ...]
    covariance: Array


def prior_joint(kind: Kind) -> Joint:
    """Every assumption as it is declared."""
    beliefs = tuple(
        bounded(
            Belief(
                name=declared.name, prior=declared.value(kind), prior_spread=declared.spread, value=declared.value(kind),
                spread=declared.spread, low=0.0, high=0.0, grade=declared.grade, source=declared.source,
            )
        )
        for declared in ASSUMPTIONS.values()
    )  # fmt: skip
    return Joint(beliefs, np.diag([belief.spread**2 for belief in beliefs]))


def with_parts(joint: Joint, parts: Sequence[Part]) -> Joint:
    """The same with each part's coefficients in place of, or beside, what was declared."""
    for part in parts:
        joint = _with_part(joint, part)
    if any(belief.name == "churn" and belief.member for belief in joint.beliefs):
        joint = _known_churn(joint)
    return joint


def _with_part(joint: Joint, part: Part) -> Joint:
    used = [i for i, prior in enumerate(part.posterior.priors) if LOGS.get(prior.name, prior.name) in ASSUMPTIONS]
    if not used:
        return joint
    values, covariance = believed(part.posterior)
    scale = np.array([_scale(part, index, values) for index in used])
    block = covariance[np.ix_(used, used)] * scale[:, np.newaxis] * scale
    found = [_fitted(part, index, values, float(v)) for index, v in zip(used, np.diag(block), strict=True)]
    keys = {belief.key for belief in found}
    kept = [i for i, belief in enumerate(joint.beliefs) if belief.key not in keys]
    size = len(kept) + len(found)
    joined = np.zeros((size, size))
    joined[: len(kept), : len(kept)] = joint.covariance[np.ix_(kept, kept)]
    joined[len(kept) :, len(kept) :] = block
    return Joint((*(joint.beliefs[i] for i in kept), *found), joined)


def _scale(part: Part, index: int, values: Array) -> float:
    """d value / d coefficient: of logs, the value itself."""
    return float(np.exp(values[index])) if part.posterior.priors[index].name in LOGS else 1.0


def _fitted(part: Part, index: int, values: Array, variance: float) -> Belief:
    prior, value, scale = part.posterior.priors[index], float(values[index]), _scale(part, index, values)
    logged = prior.name in LOGS
    belief = Belief(
        name=LOGS.get(prior.name, prior.name),
        member=prior.member,
        prior=float(np.exp(prior.mean)) if logged else prior.mean,
        prior_spread=prior.spread * scale,
        value=float(np.exp(value)) if logged else value,
        spread=float(np.sqrt(variance)),
        low=0.0,
        high=0.0,
        grade="fitted",
        source=HISTORY,
        observations=part.posterior.observations,
    )
    return _graded(bounded(belief))


def _graded(belief: Belief) -> Belief:
    """Below the least data share it stays what it was: an assumption, with its own source."""
    if belief.evident:
        return belief
    declared = ASSUMPTIONS[belief.name]
    return replace(belief, grade=declared.grade, source=declared.source)


def _known_churn(joint: Joint) -> Joint:
    """Each offer's churn carries its own error: the common one is no longer needed."""
    index = next(i for i, belief in enumerate(joint.beliefs) if belief.key == ("churn_error", ""))
    belief = replace(joint.beliefs[index], value=1.0, spread=RELATIVE_ERROR, grade="fitted", source=HISTORY)
    return _replaced(joint, index, bounded(belief))


def _replaced(joint: Joint, index: int, belief: Belief) -> Joint:
    covariance = joint.covariance.copy()
    covariance[index, :], covariance[:, index] = 0.0, 0.0
    covariance[index, index] = belief.spread**2
    return Joint((*joint.beliefs[:index], belief, *joint.beliefs[index + 1 :]), covariance)


def with_evidence(joint: Joint, found: Sequence[Evidence]) -> Joint:
    """The same after each measurement: the exact normal update, which also moves what is correlated with it."""
    for measured in found:
        joint = _measured(_with_member(joint, measured), measured)
    return joint


def _with_member(joint: Joint, measured: Evidence) -> Joint:
    """A belief for a single member that had none so far starts as the whole company's."""
    if any(belief.key == (measured.name, measured.member) for belief in joint.beliefs):
        return joint
    whole = next(belief for belief in joint.beliefs if belief.key == (measured.name, ""))
    spread = whole.spread or measured.prior_spread
    belief = bounded(replace(whole, member=measured.member, spread=spread, prior_spread=spread))
    size = len(joint.beliefs)
    covariance = np.zeros((size + 1, size + 1))
    covariance[:size, :size] = joint.covariance
    covariance[size, size] = spread**2
    return Joint((*joint.beliefs, belief), covariance)


def _measured(joint: Joint, measured: Evidence) -> Joint:
    index = next(i for i, b in enumerate(joint.beliefs) if b.key == (measured.name, measured.member))
    column = joint.covariance[:, index]
    total = column[index] + measured.error**2
    if column[index] <= 0.0:
        return joint
    move = column / total * (measured.value - joint.beliefs[index].value)
    covariance = joint.covariance - np.outer(column, column) / total
    spreads = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    beliefs = [
        bounded(replace(belief, value=belief.value + float(step), spread=float(spread)))
        if step or position == index
        else belief
        for position, (belief, step, spread) in enumerate(zip(joint.beliefs, move, spreads, strict=True))
    ]
    beliefs[index] = replace(beliefs[index], grade="tested", source=measured.source)
    return Joint(tuple(beliefs), covariance)


def bounded(belief: Belief) -> Belief:
    """With its 80 % interval: within the declared range, unless the value itself lies outside."""
    declared, half = ASSUMPTIONS[belief.name], INTERVAL * belief.spread
    low, high = belief.value - half, belief.value + half
    if declared.low <= belief.value <= declared.high:
        low, high = max(low, declared.low), min(high, declared.high)
    return replace(belief, low=low, high=high)


def in_order(joint: Joint) -> Joint:
    """Beliefs in the order of ASSUMPTIONS, the whole company before its members."""
    names = list(ASSUMPTIONS)
    order = sorted(
        range(len(joint.beliefs)), key=lambda i: (names.index(joint.beliefs[i].name), joint.beliefs[i].member != "")
    )
    return Joint(tuple(joint.beliefs[i] for i in order), joint.covariance[np.ix_(order, order)])


def correlation(joint: Joint) -> Array:
    """[belief, belief]; what has no spread is correlated with nothing."""
    spread = np.sqrt(np.maximum(np.diag(joint.covariance), 0.0))
    safe = np.where(spread > 0.0, spread, 1.0)
    found = np.clip(joint.covariance / safe[:, np.newaxis] / safe, -NEVER_MORE, NEVER_MORE)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def sums(joint: Joint) -> tuple[Pair, ...]:
    """Pairs that the data know only as a sum."""
    found = correlation(joint)
    rows, columns = np.nonzero(np.triu(np.abs(found), 1) > ONLY_A_SUM)
    return tuple(
        Pair(joint.beliefs[row].key, joint.beliefs[column].key, float(found[row, column]))
        for row, column in zip(rows, columns, strict=True)
    )


def quality(parts: Sequence[Part]) -> tuple[FitQuality, ...]:
    """How well each part fits."""
    return tuple(
        FitQuality(
            part.name, part.posterior.r_squared, float(part.posterior.scatter.mean()), part.posterior.observations
        )
        for part in parts
    )
