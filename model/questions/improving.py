"""Many weightings improved together by sequential linear programming, all differences of a step in one batch of the engine.

Each weighting pulls towards its own spot between best-in-one and best-in-the-other (Pascoletti & Serafini 1984); the two
ends pull for one objective alone. A step solves one sparse linear programme for all weightings, each within its own
trust region (Fletcher & Sainz de la Maza 1989), tries fractions of the way, and goes on from the best plan known.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag

from model.questions.archive import Archive, Slopes
from model.questions.watching import Watch
from model.vocabulary import Array

FIRST_RADIUS, RADII = 0.25, (0.01, 1.0)  # of a dial's span
FRACTIONS = (1.0, 0.5, 0.2)  # of a step that are tried
WIDER = (1.4, 0.8, 0.5)  # what the radius is multiplied by when that fraction was best
NARROWER = 0.5  # and when none was better than before
BOTH = 0.05  # weight of the sum beside the smaller of the two gains
ROUND = 0.03  # over which 'the smaller of the two' is rounded, in spans
PRICE = 3.0  # of a broken constraint, per spread of its measure, at first
DEARER = 2.0  # what the price is multiplied by as long as a weighting's best plan breaks a constraint


@dataclass(frozen=True)
class Pull:
    """Where each weighting pulls to: the gains that it starts from [weighting, 2], in spans above the corner; and its price."""

    anchors: Array
    corner: Array
    span: Array
    price: Array  # of broken constraints   [weighting]

    def ahead(self, gains: Array) -> Array:
        """How far gains [row, 2] are ahead of every anchor   [row, weighting, 2]."""
        return ((gains - self.corner) / self.span)[:, np.newaxis] - self.anchors


def improve(archive: Archive, weightings: int, steps: int, watch: Watch) -> None:
    """Improve `weightings` plans for a number of steps, each from the best plan known."""
    share = np.linspace(0.0, 1.0, weightings)
    anchors = np.stack([share, 1.0 - share], axis=1)
    radius, price = np.full(weightings, FIRST_RADIUS), np.full(weightings, PRICE)
    each = np.arange(weightings)
    for step in range(steps):
        watch.at((step + 1) / (steps + 2))
        pull = Pull(anchors, *archive.frame(), price)
        before = scores(archive, pull)
        rows = before.argmax(axis=0)
        price = price * np.where(archive.broken()[rows] > 0.0, DEARER, 1.0)
        way = _steps(archive, pull, rows, radius)
        tried = np.stack([archive.places[rows] + fraction * way for fraction in FRACTIONS])
        new = archive.add(tried.reshape(-1, tried.shape[-1]))
        reached = scores(archive, pull)[new].reshape(len(FRACTIONS), weightings, weightings)[:, each, each]
        improved = reached.max(axis=0) > before[rows, each]
        radius *= np.where(improved, np.array(WIDER)[reached.argmax(axis=0)], NARROWER)
        radius = np.clip(radius, *RADII)


def scores(archive: Archive, pull: Pull) -> Array:
    """Of each row for each weighting: the smaller gain, rounded, less what broken constraints cost   [row, weighting]."""
    ahead = pull.ahead(archive.gains())
    low = ahead.min(axis=-1)
    smaller = low - ROUND * np.log(np.exp(-(ahead - low[..., np.newaxis]) / ROUND).sum(axis=-1))
    smaller[:, 0], smaller[:, -1] = ahead[:, 0, 1], ahead[:, -1, 0]
    return np.asarray(smaller + BOTH * ahead.sum(axis=-1) - pull.price * archive.broken()[:, np.newaxis])


def _steps(archive: Archive, pull: Pull, rows: np.ndarray, radius: Array) -> Array:
    """The best step of every weighting by the slopes at its row   [weighting, dial]."""
    slopes = archive.slopes(rows)
    scale = archive.scale()
    places = archive.places[rows]
    ahead = pull.ahead(archive.gains()[rows])
    dials, limits = places.shape[1], len(archive.constraints)
    blocks, bounds, rights, costs = [], [], [], []
    for index in range(len(rows)):
        gain = _gains(archive, slopes, index) / pull.span[:, np.newaxis]
        room, rise = _rooms(archive, slopes, (rows, index), scale)
        counted = [k for k in (0, 1) if (index, k) not in ((0, 0), (len(rows) - 1, 1))]
        blocks.append(
            np.block([
                [-gain[counted], np.ones((len(counted), 1)), np.zeros((len(counted), limits))],
                [-rise, np.zeros((limits, 1)), -np.eye(limits)],
            ])
        )  # fmt: skip
        rights.append(np.concatenate([ahead[index, index, counted], room]))
        costs.append(np.concatenate([-BOTH * gain.sum(axis=0), [-1.0], np.full(limits, pull.price[index])]))
        low, high = np.maximum(-radius[index], -places[index]), np.minimum(radius[index], 1.0 - places[index])
        bounds += [*zip(low, high, strict=True), (None, None), *[(0.0, None)] * limits]
    left: Any = block_diag(blocks, format="csr")  # linprog's declared types know no sparse matrix
    answer = linprog(np.concatenate(costs), A_ub=left, b_ub=np.concatenate(rights), bounds=bounds)
    return np.asarray(answer.x).reshape(len(rows), -1)[:, :dials] if answer.x is not None else 0.0 * places


def _gains(archive: Archive, slopes: Slopes, index: int) -> Array:
    """Slopes of the objectives, more is better   [objective, dial]."""
    return np.stack([sign * slopes[name][index] for name, sign in archive.objectives])


def _rooms(archive: Archive, slopes: Slopes, at: tuple[np.ndarray, int], scale: Array) -> tuple[Array, Array]:
    """Room of the constraints at one row and its slopes, in their scales   [constraint], [constraint, dial]."""
    rows, index = at
    sides = np.array([1.0 if one.side == ">=" else -1.0 for one in archive.constraints])
    room = [float(one.room(archive.values[one.measure][rows[index]])) for one in archive.constraints]
    rise = [slopes[one.measure][index] for one in archive.constraints]
    dials = archive.places.shape[1]
    return np.array(room) / scale, (sides / scale)[:, np.newaxis] * np.array(rise).reshape(-1, dials)
