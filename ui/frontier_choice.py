"""Which point of a trade-off is looked at: by the priority dial, by a click in the chart, or from the list."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from model.questions.compass import Reading, Reason
from model.questions.frontier import Frontier, Point
from ui import compass_reading, indicator_words, measures, picking, state, widgets
from ui.charts.frontier import KEPT_KEY, LINE_KEY, PICKED
from ui.frontier_controls import pick
from ui.numbers import amount
from ui.words import t

CHART = "frontier-chart"
STEP = 5  # per cent of the dial
TOLD = 2  # reasons of each side


def every(found: Frontier, places: Mapping[str, Point]) -> Mapping[str, Point]:
    """The named points, then those of the line."""
    return {**places, **{f"{LINE_KEY}{number}": point for number, point in enumerate(found.points, 1)}}


def name(key: str) -> str:
    """A point in words."""
    if key.startswith(KEPT_KEY):
        return key.removeprefix(KEPT_KEY)
    number = key.removeprefix(LINE_KEY)
    return t(f"tradeoff.point.{key}") if number == key else t("tradeoff.point.line", number=number)


def current(found: Frontier, places: Mapping[str, Point]) -> str:
    """The key of the point looked at: what was chosen, else mine, else the dial's."""
    held = widgets.value(_key(found))
    known = every(found, places)
    usual = next(key for key in ("mine", "recommended", "balanced", *known) if key in known)
    return held if isinstance(held, str) and held in known else usual


def listed(found: Frontier, places: Mapping[str, Point]) -> Point:
    """The list of all points, the current one chosen."""
    known = every(found, places)

    def words(key: str) -> str:
        both = [measures.value(kpi, known[key].values[kpi]) for kpi in (found.aim.first, found.aim.second)]
        return f"{name(key)} · {' · '.join(both)}"

    return known[pick(_key(found), tuple(known), current(found, places), (t("tradeoff.pick"), words))]


def clicked() -> None:
    """After a click in the chart: its point is the one looked at."""
    state.touch()
    key = picking.clicked(CHART, PICKED, "key")
    if key:
        widgets.hold(_key_of(searched=True), key)
        widgets.hold(_key_of(searched=False), key)


def _key(found: Frontier) -> str:
    return _key_of(searched=bool(found.points))


def _key_of(*, searched: bool) -> str:
    return f"frontier-point-{searched}"


def weight() -> float:
    """How much the first KPI counts by the dial, 0 to 1; the compass's suggestion until the dial is moved."""
    held = widgets.value(_dial())
    return held / 100.0 if isinstance(held, int) else _start(compass_reading.reading()) / 100.0


def _start(reading: Reading) -> int:
    return STEP * round(100.0 * reading.revenue_weight / STEP)


def _dial() -> str:
    return f"frontier-dial-{state.data().content_hash[:12]}"


def dial() -> None:
    """The dial from efficiency to revenue, where the compass would have it, and why."""
    reading = compass_reading.reading()
    widgets.give_first(_dial(), _start(reading))
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        st.slider(
            t("tradeoff.dial.label"),
            0,
            100,
            step=STEP,
            format="%d %%",
            key=_dial(),
            on_change=_turned,
            persist_state="session",
        )
    right.html(f'<p class="story">{escape(suggestion(reading))}</p>')


def _turned() -> None:
    state.touch()
    widgets.hold(_key_of(searched=True), "recommended")


def suggestion(reading: Reading) -> str:
    """What the compass suggests, the reasons, and the case against."""
    said = t("tradeoff.dial.suggests", weight=amount(reading.revenue_weight, "share"))
    sides = (("because", reading.reasons), ("against", reading.opposite))
    parts = [t(f"tradeoff.dial.{key}", reasons=measures.listed(_told(reasons))) for key, reasons in sides if reasons]
    return " ".join((said, *parts))


def _told(reasons: tuple[Reason, ...]) -> list[str]:
    return [
        t("decide.leads.reason", name=indicator_words.name(reason), value=indicator_words.value(reason))
        for reason in reasons[:TOLD]
    ]
