"""What a reader of a calibration must know: too good a return, a confounder that may be missing, a poor fit."""

from collections.abc import Sequence

import numpy as np

from model.beliefs import Notice
from model.calibration.history import History, Part
from model.calibration.posterior import Posterior
from model.vocabulary import Array

LIKELY_ELASTICITY = 0.35  # implied elasticity of spend beyond which something else is credited. Sethuraman et al. 2011


def notices(history: History, parts: Sequence[Part]) -> list[Notice]:
    """All notices about the parts."""
    return []
