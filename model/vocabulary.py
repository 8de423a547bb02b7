"""The only functions an equation may use.

Every equation in `model.equations` is written with arithmetic and these names, so that one source can serve numpy, a
compiled engine, the formulas of a workbook and the Method page.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Array: TypeAlias = NDArray[np.float64]

exp = np.exp
log = np.log
sqrt = np.sqrt
minimum = np.minimum
maximum = np.maximum

TINY = 1e-12  # keeps a ratio finite where an amount is zero; far below any amount that is shown
SHARPNESS = 20.0  # of smooth_min: at 90 % of the limit .6 % is held back
KINK = 0.02  # width of softplus, in shares of capacity


def normal_cdf(x: Array) -> Array:
    """Share of a standard normal below x   [share]."""
    return np.asanyarray(ndtr(x))


def power(base: Array, exponent: Array | float) -> Array:
    """base ** exponent, for a base of zero or more.

    >>> import numpy as np
    >>> bool(np.isclose(power(np.array(4.0), 0.5), 2.0))
    True
    """
    return exp(exponent * log(maximum(base, TINY)))


def softplus(x: Array) -> Array:
    """max(0, x) with a rounded corner of width KINK: KINK * ln(1 + exp(x / KINK)), straight where exp would overflow.

    >>> import numpy as np
    >>> bool(abs(softplus(np.array(1.0)) - 1.0) < 1e-12)
    True
    """
    return maximum(x, KINK * log(1.0 + exp(minimum(x / KINK, 700.0))))


def smooth_min(demand: Array, limit: Array) -> Array:
    """The smaller of two amounts with a rounded corner; zero when either is zero.

    demand / (1 + (demand / limit) ^ SHARPNESS) ^ (1 / SHARPNESS), written so that it cannot overflow.

    >>> import numpy as np
    >>> float(smooth_min(np.array(5.0), np.array(0.0))) < 1e-11
    True
    """
    low = minimum(demand, limit)
    ratio = (low + TINY) / (maximum(demand, limit) + TINY)
    return low * exp(log(1.0 + exp(SHARPNESS * log(ratio))) / -SHARPNESS)


def smooth_min_inverse(flow: Array, limit: Array) -> Array:
    """The demand for which `smooth_min(demand, limit)` equals `flow`, for 0 <= flow < limit."""
    ratio = minimum((flow + TINY) / (limit + TINY), 0.999)
    return (flow + TINY) * power(1.0 - power(ratio, SHARPNESS), -1.0 / SHARPNESS) - TINY


def logistic(x: Array) -> Array:
    """1 / (1 + exp(-x))   [share]."""
    return 1.0 / (1.0 + exp(-x))


def logit(share: Array) -> Array:
    """ln(share / (1 - share)), for a share strictly between 0 and 1."""
    return log(share / (1.0 - share))
