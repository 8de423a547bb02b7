"""Calibration: a company's own history and experiments narrow the assumptions, part by part, in seconds.

Identities are solved by the engine and never fitted. Each part is fitted apart, on what it observes, shrunk to the
declared assumptions.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from model.beliefs import Calibration, Event, Experiment, Notice
from model.calibration import assembly
from model.calibration.conditions import Conditions
from model.calibration.contentment import fit_contentment
from model.calibration.costs import fit_costs
from model.calibration.delivery import fit_delivery, fit_punctuality
from model.calibration.experiments import evidence, table_experiments
from model.calibration.funnel import fit_funnel
from model.calibration.history import FEWEST, History, Part
from model.calibration.marketing import fit_marketing
from model.calibration.notices import notices
from model.calibration.opening import with_lead_level
from model.calibration.prices import fit_prices, fit_volume
from model.calibration.retention import fit_retention
from model.calibration.seasonality import fit_season
from model.calibration.staff import fit_staff
from model.calibration.wins import fit_wins
from model.company import Company

Progress = Callable[[float, str], None]

PARTS: dict[str, Callable[[History, Conditions], list[Part]]] = {
    "volume": fit_volume,
    "retention": fit_retention,
    "wins": fit_wins,
    "marketing": fit_marketing,
    "delivery": fit_delivery,
    "satisfaction": fit_contentment,
    "costs": fit_costs,
    "staff": fit_staff,
}


class CalibrationCancelled(Exception):  # noqa: N818  it names what happened, in the field's words
    """Whoever asked for a calibration no longer wants it."""


def calibrate(
    company: Company,
    *,
    events: Sequence[Event] = (),
    experiments: Sequence[Experiment] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Calibration:
    """What the history, its events and the experiments (the company's table and those given) say of every assumption.

    `progress` is told the share done and the part that comes next; raises CalibrationCancelled when `cancelled` says so.
    """
    started = time.perf_counter()
    history = History(company, tuple(events))
    measured, unused = evidence(company, (*table_experiments(company), *experiments))
    parts = _parts(history, _Watch(progress, cancelled)) if len(history.months) >= FEWEST else []
    joint = assembly.with_parts(assembly.prior_joint(company.kind), parts)
    season = fit_season(history)
    joint = with_lead_level(joint, history, season) if parts else joint
    joint = assembly.in_order(assembly.with_evidence(joint, measured))
    short = () if parts else (Notice("history_short", {"months": len(history.months), "fewest": FEWEST}),)
    return Calibration(
        beliefs=joint.beliefs,
        correlation=assembly.correlation(joint),
        correlations=assembly.sums(joint),
        notices=(*short, *unused, *notices(history, parts)),
        quality=assembly.quality(parts),
        season=season,
        seconds=time.perf_counter() - started,
    )


def calibrated(company: Company, calibration: Calibration) -> Company:
    """The company whose runs use the calibrated values, spreads and correlations."""
    known = repr((calibration.beliefs, calibration.correlations)).encode()
    return replace(
        company,
        calibration=calibration,
        season={**company.season, **calibration.season},
        content_hash=hashlib.sha256(company.content_hash.encode() + known).hexdigest(),
    )


class _Watch:
    """Tells how far the parts are, and stops when asked to."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.progress, self.cancelled = progress, cancelled

    def reached(self, done: int, name: str) -> None:
        """One more part is about to begin."""
        if self.cancelled is not None and self.cancelled():
            raise CalibrationCancelled(name)
        if self.progress is not None:
            self.progress(done / (len(PARTS) + 2), name)


def _parts(history: History, watch: _Watch) -> list[Part]:
    """Prices first, because the others need them; then each part on its own."""
    watch.reached(0, "prices")
    prices = fit_prices(history)
    first = [*prices, *fit_punctuality(history)]
    found = {name: _found(first, name, history) for name in ("price_renewal", "price_indexation", "lead_time_sigma")}
    conditions = Conditions(history, *found.values())
    watch.reached(1, "funnel")
    parts = [*prices, *fit_funnel(history)]
    for done, (name, fitted) in enumerate(PARTS.items(), start=2):
        watch.reached(done, name)
        parts += fitted(history, conditions)
    return parts


def _found(parts: list[Part], name: str, history: History) -> float:
    """What the first parts say of one assumption, or its declared value."""
    known = [part for part in parts if any(prior.name == name for prior in part.posterior.priors)]
    return known[0].posterior.value(name) if known else history.belief(name)
