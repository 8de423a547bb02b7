"""Back-tests for the screens: run once per company, with progress and a way to stop, kept by the hash of its content."""

import threading
from collections import OrderedDict
from collections.abc import Mapping

import streamlit as st

from model.backtesting import Backtest, backtest
from model.backtesting.observed import observed_lines
from model.backtesting.records import Record, forecast_records
from model.bands import Layered, Widths, layered, widths
from model.company import Company
from model.months import months_from
from ui import state
from ui.projections import Question, asked
from ui.words import t

KEPT = 24

_done: "OrderedDict[str, Backtest]" = OrderedDict()
_lock = threading.Lock()


def forecasts() -> Mapping[str, Record]:
    """The baseline forecast of the session's company, line by line; takes a moment only."""
    company = state.company()
    return _forecasts(company.content_hash, company)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _forecasts(content_hash: str, _company: Company) -> Mapping[str, Record]:
    lines = observed_lines(_company)
    return {record.name: record for record in forecast_records(list(lines), list(lines.values()))}


def tested() -> Backtest | None:
    """The whole back-test of the session's company; run now, unless it was before or the reader stops it."""
    company = state.company()
    known = found(company.content_hash)
    return _run(company) if known is None else known


def found(content_hash: str) -> Backtest | None:
    """The back-test of a company that was run before."""
    with _lock:
        return _done.get(content_hash)


def _run(company: Company) -> Backtest | None:
    """Run under a bar; pressing a button ends this run of the page at the bar's next step."""
    place = st.empty()
    with place.container():
        if st.button(t("backtest.stop"), key="backtest-stop", icon=":material/stop:", on_click=state.touch):
            st.info(t("backtest.stopped"), icon=":material/pause:")
            st.button(t("backtest.again"), key="backtest-again", icon=":material/play_arrow:", on_click=state.touch)
            return None
        bar = st.progress(0.0, t("backtest.progress.forecast"))
        run = backtest(company, lambda share, part: _advance(bar, share, part))
    place.empty()
    _keep(company.content_hash, run)
    return run


def _advance(bar: "st.delta_generator.DeltaGenerator", share: float, part: str) -> None:
    bar.progress(share, t(f"backtest.progress.{part}"))


def _keep(content_hash: str, run: Backtest) -> None:
    with _lock:
        _done[content_hash] = run
        while len(_done) > KEPT:
            _done.popitem(last=False)


def layers(found: Backtest) -> Mapping[str, Layered]:
    """The bands of the session's scenario, layer by layer."""
    question = Question(state.company(), (state.scenario(),), state.months())
    return _layers(asked(question), question, found)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _layers(key: tuple[str, ...], _question: Question, _found: Backtest) -> Mapping[str, Layered]:
    return layered(_question.company, _found.coupled, _question.scenarios[0], _question.months)


def months_ahead() -> tuple[str, ...]:
    """The months that the session looks at."""
    return months_from(state.company().first_month, state.months())


def layer_widths() -> Mapping[str, Widths]:
    """What the band of the session's company is made of."""
    return widths_of(state.company(), state.months())


def widths_of(company: Company, months: int) -> Mapping[str, Widths]:
    """What the band of a company is made of; the model's own misses count once the back-test has run."""
    run = found(company.content_hash)
    return _widths((company.content_hash, months, run is not None), company, run)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _widths(key: tuple[str, int, bool], _company: Company, _run: Backtest | None) -> Mapping[str, Widths]:
    return widths(_company, _run.coupled if _run else {}, key[1])
