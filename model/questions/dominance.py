"""Points in two measures, both written so that more is better: which are beaten, and how much they cover."""

import numpy as np

from model.vocabulary import Array


def undominated(points: Array) -> np.ndarray:
    """Indices of the points [point, 2] that no other beats, by the first measure upwards; of equals the first.

    >>> undominated(np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.5]])).tolist()
    [0, 1]
    """
    order = np.lexsort((np.arange(len(points)), -points[:, 1], -points[:, 0]))
    second = points[order, 1]
    best_before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    return np.asarray(order[second > best_before][::-1])


def hypervolume(points: Array, worst: Array) -> float:
    """Area between undominated points and a point that is worse in both measures.

    >>> hypervolume(np.array([[1.0, 1.0], [2.0, 0.5]]), np.array([0.0, 0.0]))
    1.5
    """
    kept = points[(points > worst).all(axis=1)]
    if not len(kept):
        return 0.0
    front = kept[undominated(kept)]
    widths = np.diff(front[:, 0], prepend=worst[0])
    return float((widths * (front[:, 1] - worst[1])).sum())


def thinned(points: Array, most: int) -> np.ndarray:
    """Indices of at most `most` undominated points, evenly along the front, ends kept   [point, 2]."""
    front = undominated(points)
    if len(front) <= most:
        return front
    size = np.maximum(np.ptp(points[front], axis=0), 1e-300)
    steps = np.abs(np.diff(points[front] / size, axis=0)).sum(axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0.0, along[-1], most)
    return np.asarray(front[np.unique(np.abs(along[np.newaxis] - wanted[:, np.newaxis]).argmin(axis=1))])


def knee(points: Array) -> int:
    """The point [point, 2] farthest beyond the straight line between the ends: the most of both."""
    span = np.ptp(points, axis=0)
    scaled = (points - points.min(axis=0)) / np.where(span > 0, span, 1.0)
    return int(scaled.sum(axis=1).argmax())


def shortfall(points: Array, front: Array, span: Array) -> Array:
    """How much points could gain in both measures at once and still be reached, in spans; 0 on the front   [point]."""
    gain = (front[np.newaxis] - points[:, np.newaxis]) / span
    return np.asarray(np.maximum(gain.min(axis=-1).max(axis=-1), 0.0))
