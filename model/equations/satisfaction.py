"""How lateness, defects and slow answers move satisfaction."""

from model.vocabulary import Array, exp, maximum, minimum


def deserved(usual: Array, late_loss: Array, quality_loss: Array, support_loss: Array) -> Array:
    """usual - losses, between 0 and 1   [share]; each loss is sensitivity x (share now - share today)."""
    return minimum(maximum(usual - late_loss - quality_loss - support_loss, 0.0), 1.0)


def satisfaction(before: Array, deserved: Array, delay: Array) -> Array:
    """s_t = s_(t-1) + (deserved - s_(t-1)) (1 - exp(-1 / delay))   [share]."""
    return before + (deserved - before) * (1.0 - exp(-1.0 / delay))


def felt(usual: Array, actual: Array, coupling: Array) -> Array:
    """usual + coupling x (actual - usual): what the rest of the company feels   [same unit]."""
    return usual + coupling * (actual - usual)
