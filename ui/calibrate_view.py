"""Calibrating on screen: a button, its progress, a way to stop, and what came of it."""

import threading
from dataclasses import dataclass, field, replace
from html import escape

import streamlit as st

from model.calibration import CalibrationCancelled
from model.company import Company
from ui import calibrations, ledger, state, widgets
from ui.evidence import Evidence
from ui.numbers import amount
from ui.words import known, t

WORK = "calibrating"
LOOK_AGAIN = 0.4  # seconds between two looks at the progress


@dataclass
class Work:
    """A calibration under way: what for, how far, and whether the reader wants it stopped."""

    company: Company
    evidence: Evidence
    share: float = 0.0
    part: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    failed: bool = False
    thread: threading.Thread | None = None


def draw() -> None:
    """The step as it stands: to be done, under way, or done."""
    work = _work()
    if work is not None and work.thread is not None and work.thread.is_alive():
        _running()
    elif state.evidence().calibrated:
        _done()
    else:
        _offered()


def ready() -> None:
    """Before a page is drawn: fit what a link or undo asks for, with a sign of life."""
    fitted(state.data(), state.evidence())


def fitted(company: Company, evidence: Evidence) -> Company:
    """The company as the evidence makes it; where that takes a while, with a sign of life."""
    if calibrations.is_ready(company, evidence):
        return calibrations.applied(company, evidence)
    bar = st.progress(0.0, t("calibrate.working"))
    made = calibrations.applied(company, evidence, lambda share, part: _told(bar, share, part))
    bar.empty()
    return made


def _told(bar: "st.delta_generator.DeltaGenerator", share: float, part: str) -> None:
    bar.progress(min(share, 1.0), _part(part))


def _offered() -> None:
    months = len(state.company().history_months)
    st.html(f"<p>{escape(t('calibrate.offer', months=amount(months, 'count')))}</p>")
    if _failed():
        st.error(t("calibrate.failed"), icon=":material/error:")
    st.button(t("calibrate.start"), key="calibrate", type="primary", icon=":material/model_training:", on_click=_start)


def _done() -> None:
    beliefs = ledger.beliefs()
    fitted = sum(belief.grade in ("fitted", "tested") and belief.evident for belief in beliefs)
    weak = sum(belief.grade in ("fitted", "tested") and not belief.evident for belief in beliefs)
    said = t("calibrate.done" if weak else "calibrate.done_all", fitted=fitted, weak=weak)
    st.html(f"<p>{escape(said)}</p>")
    for notice in ledger.notices():
        st.warning(t(f"notice.{notice.key}", **ledger.worded(notice)), icon=":material/warning:")
    st.button(t("calibrate.undo"), key="uncalibrate", icon=":material/undo:", on_click=_put_back)


@st.fragment(run_every=LOOK_AGAIN)
def _running() -> None:
    work = _work()
    if work is None or work.thread is None or not work.thread.is_alive():
        st.rerun()
    st.progress(min(work.share, 1.0), _part(work.part))
    st.button(t("calibrate.stop"), key="calibrate-stop", icon=":material/stop:", on_click=work.stop.set)


def _start() -> None:
    """Fit on a thread of its own, so that the page can show how far it is and stop it."""
    state.touch()
    work = Work(state.data(), replace(state.evidence(), calibrated=True))
    work.thread = threading.Thread(target=_fit, args=(work,), daemon=True)
    widgets.hold(WORK, work)
    work.thread.start()


def _fit(work: Work) -> None:
    def told(share: float, part: str) -> None:
        work.share, work.part = share, part

    try:
        calibrations.applied(work.company, work.evidence, told, work.stop.is_set)
    except CalibrationCancelled:
        return
    except (ArithmeticError, ValueError, LookupError):
        work.failed = True


def settle() -> bool:
    """Take what came of a calibration into the plan, once, before anything is drawn; True when the plan changed."""
    work = _work()
    if work is None or work.failed or (work.thread is not None and work.thread.is_alive()):
        return False
    widgets.hold(WORK, None)
    done = calibrations.is_ready(work.company, work.evidence) and work.company is state.data()
    if done:
        state.believe(work.evidence)
    return done


def _put_back() -> None:
    state.believe(replace(state.evidence(), calibrated=False, experiments=()))


def _part(name: str) -> str:
    key = f"calibrate.part.{name}"
    return t(key) if known(key) else t("calibrate.working")


def _failed() -> bool:
    work = _work()
    return work is not None and work.failed


def _work() -> Work | None:
    held = widgets.value(WORK)
    return held if isinstance(held, Work) else None
