"""The back-test in words and tables: an honest sentence, errors by horizon, the held-out moves, the layers of the band."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from model.backtesting import Backtest
from model.backtesting.conditional import Conditional
from model.backtesting.records import HORIZONS, Record
from model.backtesting.scores import FEWEST_ORIGINS, Score, scores
from model.bands import LAYERS, Layered
from model.forecasting.conformal import COVERAGE
from ui import panels, state, widgets
from ui.numbers import amount, month_name
from ui.words import t

COLUMNS = ("horizon", "origins", "own", "last_year", "naive", "smape", "saved", "coverage", "verdict")


def line_chosen(records: Mapping[str, Record]) -> Record:
    """The line that the reader looks at."""
    widgets.give_first("backtest-line", next(iter(records)))
    picked = st.segmented_control(
        t("backtest.pick_line"),
        list(records),
        required=True,
        key="backtest-line",
        format_func=lambda name: t(f"backtest.line.{name}"),
        on_change=state.touch,
        label_visibility="collapsed",
        persist_state="session",
    )
    return records.get(str(picked), next(iter(records.values())))


def horizon_chosen(record: Record) -> int:
    """How many months ahead the picture shows."""
    able = [score.horizon for score in scores(record) if score.origins]
    widgets.give_first("backtest-horizon", 3 if 3 in able else able[0])
    picked = st.segmented_control(
        t("backtest.pick_horizon"),
        able,
        required=True,
        key="backtest-horizon",
        format_func=lambda months: t("backtest.ahead", horizon=amount(months, "months")),
        on_change=state.touch,
        label_visibility="collapsed",
        persist_state="session",
    )
    return int(picked) if picked in able else able[0]


def is_judged(records: Mapping[str, Record]) -> bool:
    """Whether the history is long enough for any forecast to be judged."""
    return any(score.verdict != "too_short" for record in records.values() for score in scores(record))


def too_short(months: int) -> str:
    """What is missing, and what will be possible with it."""
    words = t("backtest.too_short", months=months, needed=HORIZONS[0] + 11 + FEWEST_ORIGINS)
    return f'<div class="verdict">{escape(words)}<span>{escape(t("backtest.too_short_next"))}</span></div>'


def answer(record: Record, own: Record | None) -> str:
    """What the forecast is worth, in one sentence, and the model beside it."""
    main = _worth(record, "forecast")
    rest = _worth(own, "model") if own is not None else t("backtest.model_follows")
    return f'<div class="verdict">{escape(main)}<span>{escape(rest)}</span></div>'


def _worth(record: Record, who: str) -> str:
    found = [score for score in scores(record) if score.verdict != "too_short"]
    good, weak = ([score for score in found if (score.verdict == "skill") == skilled] for skilled in (True, False))
    said = {"line": t(f"backtest.line.{record.name}"), "who": t(f"backtest.who.{who}"), "origins": len(record.origins)}
    if not found:
        return t("backtest.answer.short", **said)
    if not good:
        return t("backtest.answer.none", **said)
    gains = _listed([t("backtest.gain", saved=amount(score.skill, "share"), horizon=_ahead(score)) for score in good])
    if not weak:
        return t("backtest.answer.all", gains=gains, **said)
    return t("backtest.answer.some", gains=gains, weak=_listed([_ahead(score) for score in weak]), **said)


def _ahead(score: Score) -> str:
    return amount(score.horizon, "months")


def _listed(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    *first, last = parts
    return t("backtest.and", first=", ".join(first), last=last) if first else last


def table(record: Record, who: str) -> str:
    """One forecaster by horizon: errors, what it saves, how often its interval held, and the verdict."""
    titles = [escape(t(f"backtest.column.{name}")) for name in COLUMNS]
    rows = [_row(score) for score in scores(record) if score.origins]
    return panels.table(titles, rows, caption=t(f"backtest.table.{who}", line=t(f"backtest.line.{record.name}")))


def _row(score: Score) -> tuple[str, ...]:
    errors = (score.mase, score.mase_last_year, score.mase_naive)
    best = min(errors)
    tone = {"skill": "good", "no_skill_beyond_last_year": "bad"}.get(score.verdict, "")
    return (
        escape(_ahead(score)),
        escape(amount(score.origins, "count")),
        *(
            f"<b>{escape(amount(error, 'number'))}</b>" if error == best else escape(amount(error, "number"))
            for error in errors
        ),
        escape(amount(score.smape / 100.0, "share")),
        escape(amount(score.skill, "share", signed=True)),
        _coverage(score),
        f'<span class="{tone}">{escape(t(f"backtest.verdict.{score.verdict}"))}</span>',
    )


def _coverage(score: Score) -> str:
    """How often the 80 % interval held, with the shares that fit."""
    if not score.judged:
        return "–"
    low, high = score.band
    held = t("backtest.held", covered=score.covered, judged=score.judged)
    fits = t("backtest.fits", low=amount(low, "share"), high=amount(high, "share"))
    words = t("backtest.too_narrow") if high < COVERAGE else t("backtest.too_wide") if low > COVERAGE else ""
    said = f' <span class="bad">{escape(words)}</span>' if words else ""
    return f"{escape(held)}{said}<br><small>{escape(fits)}</small>"


def conditional(found: Backtest) -> str:
    """The moves of the history that were held out: predicted against actual change."""
    if not found.conditional:
        return f'<p class="quiet">{escape(t("backtest.no_move"))}</p>'
    names = ("move", "line", "predicted", "actual", "outcome")
    titles = [escape(t(f"backtest.conditional.{name}")) for name in names]
    return panels.table(titles, [_held_out(test) for test in found.conditional], first=2)


def _held_out(test: Conditional) -> tuple[str, ...]:
    tone = {"agrees": "good", "differs": "bad"}.get(test.outcome, "")
    move = t("backtest.move", lever=t(f"lever.{test.lever}.label"), size=amount(test.size, "share", signed=True))
    return (
        f"{escape(move)}<br><small>{escape(month_name(test.month))}</small>",
        escape(t("backtest.window", line=t(f"backtest.line.{test.line}"), months=amount(test.window, "months"))),
        _with_band(test.predicted, test.predicted_low, test.predicted_high),
        _with_band(test.actual, test.low, test.high),
        f'<span class="{tone}">{escape(t(f"backtest.outcome.{test.outcome}"))}</span>',
    )


def _with_band(value: float, low: float, high: float) -> str:
    edges = t("backtest.between", low=amount(low, "share", signed=True), high=amount(high, "share", signed=True))
    return f"{escape(amount(value, 'share', signed=True))}<br><small>{escape(edges)}</small>"


def layers(found: Mapping[str, Layered]) -> str:
    """How wide the band is, layer by layer, at the first, third, twelfth and last month."""
    last = min(len(one.central) for one in found.values())
    shown = sorted({1, 3, 12, last})
    titles = [escape(t("backtest.layer.title")), *(escape(amount(month, "months")) for month in shown)]
    rows = [_layer_row(one, layer, shown) for one in found.values() for layer in LAYERS]
    note = t("backtest.layer.guessed") if any(one.guessed for one in found.values()) else ""
    return panels.table(titles, rows) + (f'<p class="quiet">{escape(note)}</p>' if note else "")


def _layer_row(one: Layered, layer: str, months: Sequence[int]) -> tuple[str, ...]:
    name = t("backtest.layer.of", line=t(f"backtest.line.{one.line}"), layer=t(f"backtest.layer.{layer}"))
    return (escape(name), *(escape(f"± {amount(one.width(layer, month - 1), 'share')}") for month in months))
