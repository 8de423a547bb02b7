"""KPI cards: one piece of HTML per lens, with values, differences to the baseline and sparklines.

Streamlit removes SVG from HTML, so a sparkline is a CSS mask over a colour of the theme. All text is escaped.
"""

from collections.abc import Sequence
from functools import cache
from html import escape
from urllib.parse import quote

import numpy as np

from model.kpis import KPIS, Kpi, Lens
from model.scores import why_not
from model.vocabulary import Array
from ui.numbers import amount, difference, relative
from ui.projections import Values
from ui.words import known, t

WIDTH, HEIGHT = 100.0, 26.0  # of a sparkline's own coordinates
LEAST_SPAN = 0.2  # of the mean level: a change of 1 % must not look like a collapse
ARROWS = {1: "\N{BLACK UP-POINTING TRIANGLE}", -1: "\N{BLACK DOWN-POINTING TRIANGLE}"}


def cards(found: Values, names: Sequence[str], lens: Lens, title: str, note: str = "") -> str:
    """The cards of one lens as HTML."""
    shown = "".join(card(found, KPIS[name]) for name in names)
    small = f" <small>{escape(note)}</small>" if note else ""
    return (
        f'<section class="lens {lens}" aria-label="{escape(title)}"><h2>{escape(title)}{small}</h2>'
        f'<div class="cards" style="--n:{len(names)}">{shown}</div></section>'
    )


def card(found: Values, kpi: Kpi) -> str:
    """One KPI: label, value, difference to the baseline, and its course."""
    label = escape(t(f"kpi.{kpi.name}.label"))
    about = escape(t(f"kpi.{kpi.name}.definition"))
    head = f'<div class="label" title="{about}">{label}</div>'
    missing = why_not(kpi, found.shown.company)
    if missing:
        return f'<article class="card">{head}<div class="why">{escape(reason(missing))}</div></article>'
    value = amount(found.value[kpi.name], kpi.unit)
    return (
        f'<article class="card">{head}<div class="value">{escape(value)}</div>{delta(found, kpi)}'
        f"{sparkline(*found.series(kpi.name), label)}</article>"
    )


def strip(found: Values, names: Sequence[str]) -> str:
    """A few figures in one line, for screens where the cards are out of sight."""
    shown = "".join(_strip_figure(found, KPIS[name]) for name in names if not why_not(KPIS[name], found.shown.company))
    return f'<div class="strip">{shown}</div>'


def reason(missing: str) -> str:
    """Why a KPI has no value."""
    return t(f"why_not.{missing}") if known(f"why_not.{missing}") else t("card.not_available")


def delta(found: Values, kpi: Kpi) -> str:
    """The difference to the baseline: an arrow for its direction, colour and word for better or worse."""
    value, base = found.value[kpi.name], found.baseline[kpi.name]
    change = difference(value, base, kpi.unit)
    if not change:
        return f'<div class="delta"><small>{escape(t("card.as_is"))}</small></div>'
    tone = verdict(kpi, value - base)
    word = t(f"card.{tone}") if tone else ""
    share = relative(value, base) if kpi.unit.startswith("money") or kpi.unit == "count" else ""
    details = " · ".join(text for text in (share, word) if text)
    arrow = ARROWS[1 if value > base else -1]
    return (
        f'<div class="delta {tone}"><span aria-hidden="true">{arrow}</span> {escape(change)} '
        f"<small>{escape(details)}</small></div>"
    )


def verdict(kpi: Kpi, change: float) -> str:
    """'good', 'bad', or nothing when it depends."""
    return "" if not kpi.better or not change else "good" if change * kpi.better > 0 else "bad"


def sparkline(scenario: Array, baseline: Array, label: str, ends: tuple[float, float] | None = None) -> str:
    """Two lines on one scale, the baseline behind; `ends` are the bottom and top where several share a scale."""
    low, high = ends or scale(scenario, baseline)
    lines = "".join(
        f"""<i style="--path:url('{_svg(series, low, high, dashed)}')"></i>"""
        for series, dashed in ((baseline, True), (scenario, False))
    )
    return f'<div class="spark" role="img" aria-label="{escape(t("card.course", label=label))}">{lines}</div>'


def scale(scenario: Array, baseline: Array) -> tuple[float, float]:
    """The bottom and top of a sparkline: both lines, and at least LEAST_SPAN of their level.

    >>> scale(np.array([100.0, 101.0]), np.array([100.0, 100.0]))
    (90.475, 110.525)
    """
    both = np.concatenate([scenario, baseline])
    low, high = float(both.min()), float(both.max())
    missing = LEAST_SPAN * abs(float(both.mean())) - (high - low)
    margin = max(missing, 0.0) / 2 + 1e-9 * (not high - low)
    return round(low - margin, 9), round(high + margin, 9)


def _strip_figure(found: Values, kpi: Kpi) -> str:
    value, base = found.value[kpi.name], found.baseline[kpi.name]
    tone = verdict(kpi, value - base)
    change = difference(value, base, kpi.unit)
    arrow = f"{ARROWS[1 if value > base else -1]} " if change else ""
    shown = f"{arrow}{change or amount(value, kpi.unit)}"
    label = escape(_short(kpi))
    return f'<div><b class="{tone if change else ""}">{escape(shown)}</b>{label}</div>'


def _short(kpi: Kpi) -> str:
    """The label for a narrow place."""
    short = f"kpi.{kpi.name}.short"
    return t(short if known(short) else f"kpi.{kpi.name}.label")


def _svg(series: Array, low: float, high: float, dashed: bool) -> str:
    down = 1.5 + (HEIGHT - 3.0) * (high - series) / (high - low)
    before, after = _around(dashed)
    return f"{before}{_points(len(series)) % tuple(down.tolist())}{after}"


@cache
def _points(count: int) -> str:
    """The places of a line's points, with room for their heights: written once, since only heights change."""
    return " ".join(f"{x:.1f},%.1f" for x in np.linspace(0.0, WIDTH, count))


@cache
def _around(dashed: bool) -> tuple[str, str]:
    """A line's drawing as an address, before and after its points, which need no quoting."""
    dash = " stroke-dasharray='3 3'" if dashed else ""
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' "
        f"preserveAspectRatio='none'><polyline points='|' fill='none' stroke='black' "
        f"stroke-width='{1.2 if dashed else 2}'{dash} vector-effect='non-scaling-stroke'/></svg>"
    )
    before, after = (quote(part, safe=" =:/,.-") for part in drawing.split("|"))
    return f"data:image/svg+xml,{before}", after
