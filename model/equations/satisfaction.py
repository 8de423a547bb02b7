"""How lateness, defects and slow answers move satisfaction."""

from model.vocabulary import Array, maximum, minimum


def deserved(usual: Array, late_loss: Array, quality_loss: Array, support_loss: Array) -> Array:
    """usual - losses, between 0 and 1   [share]; each loss is sensitivity x (share now - share today)."""
    return minimum(maximum(usual - late_loss - quality_loss - support_loss, 0.0), 1.0)


def satisfaction(before: Array, deserved: Array, speed: Array) -> Array:
    """s_t = s_(t-1) + (deserved - s_(t-1)) x speed, speed = 1 - exp(-1 / delay)   [share]."""
    return before + (deserved - before) * speed
