"""Axes in round figures, for charts that no library lays out for us."""

import math
from collections.abc import Sequence

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # of an axis, times a power of ten
GRID = 5  # lines


def bounds(values: Sequence[float], lines: int = GRID) -> tuple[float, float, float]:
    """Bottom, top and step of an axis that holds some values.

    >>> bounds([0.0, 93.0])
    (0.0, 100.0, 20.0)
    """
    low, high = min(values), max(values)
    size = (high - low or abs(high) or 1.0) / lines
    power = 10.0 ** math.floor(math.log10(size))
    step = next(one for one in STEPS if one * power >= size * 0.999) * power
    return math.floor(low / step) * step, math.ceil(high / step) * step, step
