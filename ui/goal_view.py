"""Goal seek on screen: a KPI, a target and a month; then the ways that lead there, each to be opened as a scenario."""

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.levers import LEVERS
from model.months import months_from
from model.projection import MODEL_VERSION
from model.questions.frontier import LENSES
from model.questions.outcomes import EXTRA_SPEND, View, outcomes
from model.questions.outcomes import measures as able_measures
from model.questions.seek import Goal, Way, by_month, seek
from model.questions.watching import Watch
from ui import measures, panels, searches, state, widgets
from ui.frontier_controls import pick
from ui.frontiers import Asked
from ui.link import Plan, encode
from ui.numbers import PER_CENT, month_name, parsed, plain
from ui.point_view import changed, opening
from ui.searches import Key, Searches
from ui.words import t

SEARCHES: Searches[list[Way]] = Searches("seek")
EVERY = 12  # months between two months that can be chosen
BETTER = {"points": 0.01, "amount": 0.05}  # the target offered first: a point more, or a twentieth
SIDE_EFFECTS = ("ebitda", "on_time", "satisfaction", "lowest_cash", EXTRA_SPEND)


@dataclass(frozen=True)
class Sought:
    """A goal, and the key of its answer."""

    goal: Goal
    last_month: str

    @property
    def key(self) -> Key:
        """What stands for the goal in a cache."""
        view, goal = self.goal.view, self.goal
        limits = tuple(str(one) for one in goal.constraints or ())
        what = (
            view.company.content_hash,
            str(view.months),
            self.last_month,
            MODEL_VERSION,
            goal.kpi,
            repr(goal.target),
        )
        return (*what, encode(Plan(goal.base)), *goal.reach.held, "|", *limits)

    def run(self, watch: Watch) -> list[Way]:
        """Search the ways."""
        return seek(self.goal, watch)


def draw(asked: Asked) -> None:
    """The question, and its answer when it is known."""
    view = asked.view
    kpi, month, target = _question(view)
    if target is None:
        st.warning(t("tradeoff.goal.not_a_number"), icon=":material/warning:")
        return
    sought = Sought(_goal(asked, kpi, month, target), month)
    found = SEARCHES.found(sought.key)
    if found is None:
        _search(sought)
    else:
        _answer(sought, found)


def _goal(asked: Asked, kpi: str, month: str, target: float) -> Goal:
    reach = replace(Goal(view=asked.view, kpi=kpi, target=target).reach, held=asked.aim.reach.held)
    return Goal(
        view=by_month(asked.view, month),
        kpi=kpi,
        target=target,
        base=state.scenario(),
        constraints=asked.aim.constraints,
        reach=reach,
    )


def _question(view: View) -> tuple[str, str, float | None]:
    names = [name for name in able_measures(view.company) if name != EXTRA_SPEND and KPIS[name].better]
    ends = months_from(view.company.first_month, view.months)[EVERY - 1 :: EVERY]
    left, middle, right = st.columns(3)
    with left:
        usual = LENSES[0] if LENSES[0] in names else names[0]
        kpi = pick("seek-kpi", names, usual, (t("tradeoff.goal.kpi"), measures.label))
    with right:
        month = pick("seek-month", ends, ends[-1], (t("tradeoff.goal.by"), month_name))
    with middle:
        text = _typed(view, kpi, month)
    return kpi, month, parsed(text, measures.unit(kpi))


def _typed(view: View, kpi: str, month: str) -> str:
    """The target as typed; a little better than the scenario reaches by itself at first."""
    now = float(outcomes(by_month(view, month), [state.scenario()], (kpi,))[kpi][0])
    percent = measures.unit(kpi) in PER_CENT
    step = BETTER["points"] if percent else BETTER["amount"] * abs(now)
    offered = now + KPIS[kpi].better * step
    key = f"seek-target-{kpi}"
    widgets.give_first(key, plain(round(offered, 3) if percent else float(f"{offered:.3g}"), measures.unit(kpi)))
    label = t("tradeoff.goal.target", unit=" (%)" if percent else "", now=measures.value(kpi, now))
    return st.text_input(label, key=key, max_chars=20, on_change=state.touch, persist_state="session")


def _search(sought: Sought) -> None:
    name = SEARCHES.name
    work = searches.work_of(name)
    if work is not None and work.key == sought.key and work.failed:
        st.error(t("tradeoff.failed"), icon=":material/error:")
    elif work is not None and work.key == sought.key and work.runs and not work.stop.is_set():
        searches.progress(name)
        return
    st.button(t("tradeoff.goal.seek"), key="seek-start", icon=":material/flag:", on_click=_start, args=(sought,))


def _start(sought: Sought) -> None:
    searches.want(SEARCHES.name)
    SEARCHES.begin(sought.key, sought.run)


def _answer(sought: Sought, found: list[Way]) -> None:
    st.html(f'<div class="verdict">{escape(_sentence(sought, found))}</div>')
    for column, way in zip(st.columns(len(found), gap="medium"), found, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.html(_way(sought, way))
            opening(f"way-{way.name}", way.scenario)


def _sentence(sought: Sought, found: list[Way]) -> str:
    kpi = sought.goal.kpi
    said = {
        "kpi": measures.label(kpi),
        "target": measures.value(kpi, sought.goal.target),
        "month": month_name(sought.last_month),
    }
    best = found[0]
    if best.reached:
        ways = measures.listed([t(f"tradeoff.way.{way.name}") for way in found if way.reached])
        return t("tradeoff.goal.reached", ways=ways, least=t(f"tradeoff.way.{best.name}"), **said)
    return t("tradeoff.goal.not_reached", closest=measures.value(kpi, best.value), because=_because(best), **said)


def _because(way: Way) -> str:
    bound = measures.limits(way.binding)
    return t("tradeoff.goal.because", limits=bound) if bound else t("tradeoff.goal.no_reason")


def _way(sought: Sought, way: Way) -> str:
    kpi = sought.goal.kpi
    title = t(f"tradeoff.way_title.{way.name}")
    status = t("tradeoff.goal.gets" if way.reached else "tradeoff.goal.closest", value=measures.value(kpi, way.value))
    why = "" if way.reached else _because(way)
    moves = "".join(f"<li>{escape(move)}</li>" for move in _moves(sought, way)) or "<li>–</li>"
    return (
        f"<b>{escape(title)}</b><br>{escape(measures.label(kpi))} <b>{escape(status)}</b>"
        f'<br><small>{escape(why)}</small><ul class="plain">{moves}</ul>{_effects(sought, way)}'
    )


def _moves(sought: Sought, way: Way) -> list[str]:
    """The moves that a way adds to the scenario that it starts from."""
    before = sought.goal.base.levers
    new = {name: move for name, move in way.scenario.levers.items() if before.get(name) != move}
    put_back = [name for name in before if name not in way.scenario.levers]
    said = measures.moves(replace(way.scenario, levers=new), None)
    return [*said, *(measures.moved(name, "", LEVERS[name].default) for name in put_back)]


def _effects(sought: Sought, way: Way) -> str:
    """What a way changes besides, against the scenario that it starts from, as HTML."""
    names = [name for name in SIDE_EFFECTS if name in way.values and name != sought.goal.kpi]
    now = outcomes(sought.goal.view, [sought.goal.base], names)
    rows = [[escape(measures.label(name)), changed(name, way.values[name] - float(now[name][0]))] for name in names]
    return panels.table([escape(t("tradeoff.goal.besides")), escape(t("tradeoff.column.change"))], rows)
