"""What the model's form adds to a band: how far its own projections missed, as a share of the amount, month by month."""

import numpy as np

from model.forecasting.conformal import GROWTH, half_widths
from model.vocabulary import Array

FEWEST_ORIGINS = 6  # of a back-test, under which the width is a guess
GUESS = 0.05  # of the amount, at the first month
Told = tuple[Array, Array, Array]  # forecast, low, high   [origin, step]


def form_share(errors: Array, months: int) -> tuple[Array, bool]:
    """Half the 80 % width, as a share of the amount   [month], of relative errors   [origin, step]; whether it is a guess.

    Conformal on the origins; beyond their last step the share grows as the common profile does.
    """
    growth = 1.0 + GROWTH * np.arange(months)
    if np.isfinite(errors).any(axis=1).sum() < FEWEST_ORIGINS:
        return np.asarray(GUESS * growth, dtype=float), True
    seen = half_widths(errors[np.newaxis])[0]
    known = min(len(seen), months)
    beyond = seen[known - 1] * growth[known:] / growth[known - 1]
    return np.asarray(np.concatenate([seen[:known], beyond]), dtype=float), False


def with_form(told: Told, actual: Array, origins: np.ndarray) -> Told:
    """What was told with its band widened, at every origin, by what earlier origins could know of their own misses.

    `actual` is [origin, step], NaN where a month is not known.
    """
    forecast, low, high = told
    if not len(origins):
        return told
    errors, steps = (actual - forecast) / np.abs(forecast), np.arange(1, forecast.shape[1] + 1)
    share = np.stack(
        [
            form_share(np.where(origins[:, np.newaxis] + steps <= origin, errors, np.nan), len(steps))[0]
            for origin in origins
        ]
    )
    width = share * np.abs(forecast)
    return forecast, np.minimum(low, forecast - width), np.maximum(high, forecast + width)
