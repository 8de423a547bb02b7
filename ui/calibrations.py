"""Companies with what their history and experiments say, kept so that a fit of seconds is made once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from model.calibration import calibrate, calibrated
from model.company import Company
from model.widening import widened
from ui.evidence import Evidence

KEPT = 48
Progress = Callable[[float, str], None]
Stop = Callable[[], bool]

_held: "OrderedDict[tuple[str, Evidence], Company]" = OrderedDict()
_lock = threading.Lock()


def applied(
    company: Company, evidence: Evidence, progress: Progress | None = None, cancelled: Stop | None = None
) -> Company:
    """The company as the evidence makes it; fitted now when it was not before, which takes seconds.

    Raises CalibrationCancelled when `cancelled` says so.
    """
    if not evidence.speaks:
        return company
    held = _find(company, evidence)
    if held is None and evidence.widened:
        told = applied(company, replace(evidence, widened=()), progress, cancelled)
        held = widened(told, dict(evidence.widened))
    elif held is None:
        held = _fitted(company, evidence, progress, cancelled)
    _keep(company, evidence, held)
    return held


def is_ready(company: Company, evidence: Evidence) -> bool:
    """Whether `applied` answers at once."""
    return not evidence.fits or _find(company, replace(evidence, widened=())) is not None


def _fitted(company: Company, evidence: Evidence, progress: Progress | None, cancelled: Stop | None) -> Company:
    found = calibrate(
        company, events=evidence.events, experiments=evidence.experiments, progress=progress, cancelled=cancelled
    )
    return calibrated(company, found)


def _find(company: Company, evidence: Evidence) -> Company | None:
    with _lock:
        return _held.get((company.content_hash, evidence))


def _keep(company: Company, evidence: Evidence, held: Company) -> None:
    with _lock:
        _held[company.content_hash, evidence] = held
        while len(_held) > KEPT:
            _held.popitem(last=False)
