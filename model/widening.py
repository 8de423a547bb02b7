"""Believing less surely: the spread of some assumptions times a factor, their values as they are."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from model.beliefs import Belief, Calibration
from model.calibration.assembly import bounded
from model.company import Company
from model.stakes import believed

Factors = Mapping[str, float]  # assumption -> times its spread


def widened(company: Company, factors: Factors) -> Company:
    """The company whose draws spread wider; single members of an assumption with it."""
    if not factors:
        return company
    held = company.calibration or Calibration(beliefs=believed(company))
    beliefs = tuple(_wider(belief, factors.get(belief.name, 1.0)) for belief in held.beliefs)
    known = repr(sorted(factors.items())).encode()
    return replace(
        company,
        calibration=replace(held, beliefs=beliefs, widened=dict(factors)),
        content_hash=hashlib.sha256(company.content_hash.encode() + known).hexdigest(),
    )


def _wider(belief: Belief, factor: float) -> Belief:
    return belief if factor == 1.0 else bounded(replace(belief, spread=factor * belief.spread))
