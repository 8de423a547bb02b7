"""The points of a trade-off: a table of all, one looked at closely, its levers and its money."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from model.questions.frontier import Frontier, Point
from model.questions.outcomes import ENDS, EXTRA_SPEND
from model.questions.spending import MONEY, Money, Spend, Unspent
from model.scenario import Scenario
from ui import frontiers, measures, panels, state
from ui.frontier_choice import name as point_name
from ui.numbers import amount
from ui.words import t

COLUMNS = ("ebitda", "on_time", "satisfaction", "end_volume", "lowest_cash", EXTRA_SPEND)
CLOSELY = ("ebitda", "on_time", "satisfaction", *ENDS, "lowest_cash", EXTRA_SPEND)
USES = 3  # of the next money that are shown
LEAST = 0.005  # of the money asked about: less is nothing


def table(found: Frontier, places: Mapping[str, Point], chosen: str) -> str:
    """KPIs, largest moves and limits of every named point and of the chosen one, which is marked, as HTML."""
    names = tuple(dict.fromkeys((found.aim.first, found.aim.second, *COLUMNS)))
    titles = [escape(title) for title in (t("tradeoff.column.point"), *(measures.label(name) for name in names))]
    titles += [_told(escape(t(f"tradeoff.column.{name}"))) for name in ("moves", "limits")]
    rows = [_row(found, key, point, names) for key, point in places.items()]
    return panels.table(titles, rows, marked=tuple(places).index(chosen))


def _told(words: str) -> str:
    return f'<span class="told">{words}</span>'


def _row(found: Frontier, key: str, point: Point, names: tuple[str, ...]) -> list[str]:
    cells = [escape(measures.value(name, point.values[name])) for name in names]
    moves = "<br>".join(escape(move) for move in measures.moves(point.scenario)) or "–"
    return [escape(point_name(key)), *cells, _told(moves), _told(_limits(found, point))]


def _limits(found: Frontier, point: Point) -> str:
    """What a point breaks or, when it breaks nothing, what binds it, as HTML."""
    if point.broken:
        return f'<span class="bad">{escape(t("tradeoff.over", broken=measures.broken(point.broken, found.constraints)))}</span>'
    return escape(measures.limits(point.binding)) or "–"


def details(found: Frontier, point: Point) -> None:
    """The levers of a point, what it changes against where we are, and a button that opens it."""
    here = frontiers.here(found)
    moves = "".join(f"<li>{escape(move)}</li>" for move in measures.moves(point.scenario, None))
    left, right = st.columns(2, gap="large")
    left.html(f'<b>{escape(t("tradeoff.levers"))}</b><ul class="plain">{moves or "<li>–</li>"}</ul>')
    right.html(_against(found, point, here))
    opening("point", point.scenario, is_open=point is here or not (point.scenario.levers or here.scenario.levers))


def _against(found: Frontier, point: Point, here: Point) -> str:
    names = tuple(dict.fromkeys((found.aim.first, found.aim.second, *CLOSELY)))
    hard = frontiers.harder(found, point)
    who = t(f"tradeoff.point.{frontiers.current(found)}")
    titles = ["KPI", who, *(t(f"tradeoff.column.{name}") for name in ("here", "change", "harder"))]
    rows = [
        [
            escape(measures.label(name)),
            escape(measures.value(name, here.values[name])),
            f"<b>{escape(measures.value(name, point.values[name]))}</b>",
            changed(name, point.values[name] - here.values[name]),
            escape(measures.value(name, hard[name])),
        ]
        for name in names
    ]
    return panels.table([escape(title) for title in titles], rows)


def changed(name: str, change: float) -> str:
    """A change in words and tone, as HTML."""
    said = measures.change(name, change) if abs(change) > 1e-9 else "–"
    return f'<span class="{measures.tone(name, change)}">{escape(said)}</span>'


def opening(key: str, scenario: Scenario, *, is_open: bool = False) -> None:
    """A button that makes a scenario the session's own, unless it is that already."""
    st.button(
        t("tradeoff.open"),
        key=f"open-{key}",
        icon=":material/open_in_new:",
        on_click=state.change,
        args=(replace(scenario, name="", assumptions=state.scenario().assumptions),),
        disabled=is_open,
    )


def spending(found: Frontier, point: Point) -> None:
    """Where the next money goes, what the last brought, and what is not spent and why."""
    spent = frontiers.spending(found, point)
    st.html(f'<p class="story">{escape(_budget(spent))} {escape(_last(found, spent))}</p>')
    if spent.following:
        st.html(_following(found, spent))
    st.html(_reasons(spent))


def _budget(spent: Money) -> str:
    said = {"committed": amount(abs(spent.committed), "money")}
    main = t("tradeoff.commits_less" if spent.committed < 0.0 else "tradeoff.commits", **said)
    if spent.budget is None or spent.unspent is None:
        return f"{main} {t('tradeoff.no_budget')}"
    key = "tradeoff.overspent" if spent.unspent < -LEAST * MONEY else "tradeoff.unspent"
    key = "tradeoff.all_spent" if abs(spent.unspent) < LEAST * MONEY else key
    return f"{main} {t(key, budget=amount(spent.budget, 'money'), left=amount(abs(spent.unspent), 'money'))}"


def _last(found: Frontier, spent: Money) -> str:
    if spent.last is None:
        return t("tradeoff.no_last")
    brought = [
        t("tradeoff.changed", kpi=measures.label(name), change=measures.change(name, -spent.last.changes[name]))
        for name in (found.aim.first, found.aim.second)
    ]
    lever = measures.named(spent.last.lever, spent.last.member)
    return t("tradeoff.last", money=amount(-spent.last.money, "money"), lever=lever, changes=measures.listed(brought))


def in_short(found: Frontier, point: Point) -> str:
    """In a sentence or two: where the next money of a point goes, what the last brought, what is not spent and why."""
    spent = frontiers.spending(found, point)
    best = spent.following[0] if spent.following else None
    parts = [t("tradeoff.no_next", money=amount(MONEY, "money"))]
    if best:
        use = measures.moved(best.lever, best.member, best.value)
        brings = [
            t("tradeoff.changed", kpi=measures.label(name), change=measures.change(name, best.changes[name]))
            for name in (found.aim.first, found.aim.second)
        ]
        parts = [t("tradeoff.next", money=amount(best.money, "money"), use=use, changes=measures.listed(brings))]
    return " ".join([*parts, _last(found, spent), _left(spent)]).strip()


def _left(spent: Money) -> str:
    """What stays unspent, and the first reason."""
    if spent.unspent is None or spent.budget is None or spent.unspent < LEAST * MONEY:
        return ""
    said = t("tradeoff.unspent", budget=amount(spent.budget, "money"), left=amount(spent.unspent, "money"))
    return said if spent.following else f"{said} {t('tradeoff.unspent_why')}"


def _following(found: Frontier, spent: Money) -> str:
    names = tuple(dict.fromkeys((found.aim.first, found.aim.second, "ebitda", "on_time")))
    titles = [t("tradeoff.column.use"), t("tradeoff.column.money"), *(measures.label(name) for name in names)]
    rows = [_use(one, names) for one in spent.following[:USES]]
    return panels.table([escape(title) for title in titles], rows)


def _use(one: Spend, names: tuple[str, ...]) -> list[str]:
    where = escape(measures.moved(one.lever, one.member, one.value))
    return [where, escape(amount(one.money, "money")), *(changed(name, one.changes[name]) for name in names)]


def _reasons(spent: Money) -> str:
    """Why no more goes to each lever, one line per reason, as HTML."""
    by_reason: dict[tuple[str, tuple[str, ...]], list[Unspent]] = {}
    for one in spent.reasons:
        by_reason.setdefault((one.reason, one.breaks), []).append(one)
    lines = [
        t(
            f"tradeoff.reason.{reason}",
            levers=measures.listed([measures.named(one.lever, one.member) for one in ones]),
            limits=measures.limits(breaks),
        )
        for (reason, breaks), ones in by_reason.items()
    ]
    shown = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<p class="quiet">{escape(t("tradeoff.reasons"))}</p><ul class="plain">{shown}</ul>'
        if lines
        else "<div></div>"
    )
