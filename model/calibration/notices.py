"""What a reader of a calibration must know: too good a return, a confounder that may be missing, a poor fit."""

from collections.abc import Sequence

import numpy as np

from model.beliefs import Notice
from model.calibration.history import History, Part
from model.calibration.marketing import Media
from model.calibration.posterior import Posterior
from model.vocabulary import TINY, Array

LIKELY_ELASTICITY = 0.35  # implied elasticity of spend beyond which something else is credited. Sethuraman et al. 2011
POOR_FIT = 0.3  # share explained below which a part says little


def notices(history: History, parts: Sequence[Part]) -> list[Notice]:
    """All notices about the parts."""
    found = [
        Notice("fit_poor", {"part": part.name, "r_squared": part.posterior.r_squared})
        for part in parts
        if part.posterior.r_squared < POOR_FIT
    ]
    marketing = next((part.posterior for part in parts if part.name == "marketing"), None)
    return found + (_marketing(history, marketing) if marketing else [])


def _marketing(history: History, posterior: Posterior) -> list[Notice]:
    share = history.world.base["paid_share"][:, 0]
    names = history.company.members["channel"]
    elasticities = {
        name: posterior.value("incrementality", name) * weight * elasticity(posterior.value("saturation", name))
        for name, weight in zip(names, share, strict=True)
    }
    return too_good(elasticities)


def elasticity(saturation: float, felt: float = 1.0) -> float:
    """d ln response / d ln spend of the Hill response with slope 1, at a level felt of the usual: k / (k + a)."""
    return saturation / (saturation + felt)


def too_good(elasticities: dict[str, float]) -> list[Notice]:
    """Channels whose spend seems to move the whole outcome more than published studies make likely."""
    return [
        Notice("spend_elasticity_high", {"channel": name, "elasticity": value, "limit": LIKELY_ELASTICITY})
        for name, value in elasticities.items()
        if value > LIKELY_ELASTICITY
    ]


def response_notices(posterior: Posterior, media: Media, level: float, confounder_given: bool) -> list[Notice]:
    """Notices on an outcome that channels make together; `level` is the outcome's mean."""
    names = tuple(prior.member for prior in posterior.priors if prior.name == "effect")
    effects = np.array([posterior.value("effect", name) for name in names])
    elasticities = {
        name: float(effect / level * elasticity(posterior.value("saturation", name)))
        for name, effect in zip(names, effects, strict=True)
    }
    found = too_good(elasticities)
    if not confounder_given:
        found += [Notice("confounder_possible", {"channel": names[i]}) for i in follows_itself(media.spend)]
    return found


def follows_itself(spend: Array) -> list[int]:
    """Channels whose spend rises and falls by itself for periods, as one that follows demand does."""
    centred = spend - spend.mean(axis=0)
    memory = (centred[1:] * centred[:-1]).sum(axis=0) / ((centred**2).sum(axis=0) + TINY)
    return [int(index) for index in np.flatnonzero(memory > 2.0 / np.sqrt(len(spend)))]
