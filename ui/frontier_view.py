"""The trade-off in words: how far we are from the frontier, what a step more costs here, and what binds."""

from html import escape

import streamlit as st

from model.questions.exchange import POINT, Distance, Exchange, exchange
from model.questions.frontier import Frontier, Point
from model.questions.outcomes import better
from ui import frontiers, measures, point_view, searches
from ui.frontiers import Asked
from ui.numbers import PER_CENT, amount
from ui.words import t

ON_IT = 0.01  # of the frontier's reach: nearer is on it
BESIDE = ("on_time", "satisfaction")  # told with the exchange rate, the first that is not traded itself


def answer(found: Frontier) -> str:
    """Where we stand, in one sentence, and under it the exchange rate and what binds, as HTML."""
    if not frontiers.is_searched(found):
        main, more = _before(found), t("tradeoff.before_note")
    elif found.points:
        main, more = _against(found)
    else:
        main, more = _nothing_allowed(found), t("tradeoff.nothing_allowed_note")
    return f'<div class="verdict">{escape(main)}<span>{escape(more)}</span></div>'


def _before(found: Frontier) -> str:
    here = frontiers.here(found)
    return t("tradeoff.before", who=_who(found), **_both(found, here))


def _who(found: Frontier) -> str:
    return t(f"tradeoff.point.{frontiers.current(found)}")


def _both(found: Frontier, point: Point) -> dict[str, str]:
    first, second = found.aim.first, found.aim.second
    return {
        "first": measures.label(first),
        "second": measures.label(second),
        "first_value": measures.value(first, point.values[first]),
        "second_value": measures.value(second, point.values[second]),
    }


def _nothing_allowed(found: Frontier) -> str:
    broken = found.closest.broken if found.closest else ()
    return t("tradeoff.nothing_allowed", broken=measures.broken(broken, found.constraints))


def _against(found: Frontier) -> tuple[str, str]:
    here = frontiers.here(found)
    far = frontiers.gap(found, here)
    rate = _exchange(found, here)
    main = f"{_distance(found, far)} {_rate(found, rate, here)}"
    bound = measures.limits(far.target.binding)
    parts = [
        t("tradeoff.breaks", broken=measures.broken(here.broken, found.constraints)) if here.broken else "",
        t("tradeoff.binds", limits=bound) if bound else t("tradeoff.nothing_binds"),
        _closing(far),
        point_view.in_short(found, here),
        t("tradeoff.hard_world") if frontiers.is_careful(found) else "",
    ]
    return main, " ".join(part for part in parts if part)


def _distance(found: Frontier, far: Distance) -> str:
    """How far the point is: what one KPI could gain while the other stays."""
    first, second = found.aim.first, found.aim.second
    if far.gap < ON_IT:
        return t("tradeoff.on_it", who=_who(found))
    gains = [
        t("tradeoff.could", change=measures.change(name, better(name) * gain), kpi=measures.label(name))
        for name, gain in ((first, far.first_gain), (second, far.second_gain))
        if gain
    ]
    if not gains:
        return t("tradeoff.inside", who=_who(found))
    years = t(f"frame.over.{found.view.months // 12}")
    return t("tradeoff.off_it", who=_who(found), gains=t("tradeoff.or").join(gains), years=years)


def _exchange(found: Frontier, here: Point) -> Exchange:
    """What a step that betters the first KPI goes with, from a point on; ends with it where less is better."""
    first = found.aim.first
    size = step(first, float(found.span()[0]))
    start = here.values[first] - (size if better(first) < 0 else 0.0)
    return exchange(found, start, size)


def step(measure: str, reach: float) -> float:
    """A step that the frontier's reach holds: one point of a share, else a round part of the reach.

    >>> step("revenue_growth", 0.08), step("churn_rate", 0.0043)
    (0.01, 0.0004)
    """
    share = measures.unit(measure) in PER_CENT
    return POINT if share and reach >= POINT else float(f"{reach / (10 if share else 100):.0e}")


def _rate(found: Frontier, rate: Exchange, here: Point) -> str:
    first, second = found.aim.first, found.aim.second
    sign = better(first)
    costs = [_changed(second, rate, sign)]
    costs += [_changed(name, rate, sign) for name in BESIDE if name not in (second, first) and name in rate.changes][:1]
    reach = [point.values[first] for point in found.points]
    beside = not min(reach) <= here.values[first] <= max(reach)
    key = "tradeoff.rate_end" if rate.backwards else "tradeoff.rate_near" if beside else "tradeoff.rate"
    return t(
        key,
        at=measures.value(first, rate.at),
        step=measures.change(first, sign * rate.step),
        first=measures.label(first),
        changes=measures.listed(costs),
    )


def _changed(name: str, rate: Exchange, sign: int) -> str:
    yearly = name in rate.per_year
    figure = sign * rate.per_year[name] if yearly else sign * rate.changes[name]
    key = "tradeoff.changed_a_year" if yearly else "tradeoff.changed"
    return t(key, kpi=measures.label(name), change=measures.change(name, figure))


def _closing(far: Distance) -> str:
    """Which two moves close most of the gap."""
    if far.closing is None or far.gap < ON_IT:
        return ""
    moves = [measures.moved(lever, member, value) for lever, (member, value) in far.closing.moves.items()]
    share = amount(1.0 - far.closing.left / far.gap, "share")
    return t("tradeoff.closing", moves=measures.listed(moves), share=share)


def search(asked: Asked) -> None:
    """The search as it stands: a button, or its progress; nothing once the answer is there."""
    name = frontiers.SEARCHES.name
    if frontiers.SEARCHES.found(asked.key) is not None:
        return
    if frontiers.pursue(asked):
        searches.progress(name)
        return
    work = searches.work_of(name)
    if work is not None and work.failed and work.key == asked.key:
        st.error(t("tradeoff.failed"), icon=":material/error:")
    st.button(
        t("tradeoff.search"),
        key="frontier-search",
        type="primary",
        icon=":material/query_stats:",
        on_click=searches.want,
        args=(name,),
    )
