"""The frontier for the screens: what is asked, what is known before the search, and the points that stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import streamlit as st

from model.presets import presets
from model.projection import MODEL_VERSION
from model.questions.caution import cautious
from model.questions.constraints import scales
from model.questions.dials import dials
from model.questions.exchange import Distance, distance
from model.questions.frontier import Aim, Frontier, Point, checked, frontier, point_of, recommended
from model.questions.horizons import Horizons
from model.questions.outcomes import View, outcomes, told_measures
from model.questions.spending import MONEY, Money, money
from model.questions.watching import Watch
from model.scenario import AS_IS, Scenario
from ui import searches, state
from ui.charts.frontier import KEPT_KEY
from ui.link import Plan, encode
from ui.searches import Key, Searches

KEPT = 64
NOTHING_KEPT: Mapping[str, Scenario] = MappingProxyType({})
SEARCHES: Searches[Frontier] = Searches("frontier")
LASTING: Searches[Horizons] = Searches("lasting")


@dataclass(frozen=True)
class Asked:
    """What is traded, within which limits, for which company and months."""

    view: View
    aim: Aim

    @property
    def key(self) -> Key:
        """What stands for the question in a cache: the content of everything that the answer hangs on."""
        aim, reach = self.aim, self.aim.reach
        limits = tuple(str(one) for one in aim.constraints or ())
        what = (self.view.company.content_hash, str(self.view.months), MODEL_VERSION, aim.first, aim.second)
        return (*what, encode(Plan(aim.base)), str(reach.share), *reach.held, "|", *limits)

    def run(self, watch: Watch) -> Frontier:
        """Search the frontier."""
        return frontier(self.view, self.aim, watch)


def surroundings(*, careful: bool = False) -> Scenario:
    """The company as it is, in the world and under the assumptions of the session's scenario, or under harder ones."""
    mine = state.scenario()
    harder = cautious(state.company(), mine) if careful else {}
    return replace(AS_IS, shocks=mine.shocks, assumptions={**mine.assumptions, **harder})


def session_view() -> View:
    """The session's company over the session's horizon."""
    return View(company=state.company(), months=state.months())


def known(asked: Asked) -> Frontier:
    """The frontier when it was searched; until then an outline without points: baseline and presets only."""
    return SEARCHES.found(asked.key) or _outline(asked.key, asked)


def is_searched(found: Frontier) -> bool:
    """Whether the search was made, whatever it found."""
    return found.rows > 0


def pursue(asked: Asked) -> bool:
    """Begin the search that the reader wants; True while it runs."""
    if SEARCHES.found(asked.key) is not None or not searches.wanted(SEARCHES.name):
        return False
    SEARCHES.begin(asked.key, asked.run)
    work = searches.work_of(SEARCHES.name)
    return work is not None and work.runs


def places(found: Frontier, weight: float, kept: Mapping[str, Scenario] = NOTHING_KEPT) -> Mapping[str, Point]:
    """All points that have a name, by key: the one for the dial's weight of the first KPI, the best ones, the closest when
    nothing is allowed, baseline, presets, saved scenarios by their names, mine.
    """
    best = {f"best_{name}": point for name, point in found.named.items()}
    dialled = {"recommended": recommended(found, weight)} if found.points else {}
    closest = {"closest": found.closest} if found.closest else {}
    saved = {f"{KEPT_KEY}{name}": beside(found, scenario) for name, scenario in kept.items()}
    mine = {"mine": here(found)} if state.scenario().levers else {}
    return {**dialled, **best, **closest, **found.compared, **saved, **mine}


def here(found: Frontier) -> Point:
    """Where we are: the session's scenario, or the baseline while nothing is moved."""
    return beside(found, state.scenario()) if state.scenario().levers else found.compared["baseline"]


def is_careful(found: Frontier) -> bool:
    """Whether customers are taken to be harder than believed."""
    return found.aim.base.assumptions != state.scenario().assumptions


def current(found: Frontier) -> str:
    """The key of the point that stands for where we are."""
    return "mine" if state.scenario().levers else "baseline"


def beside(found: Frontier, scenario: Scenario) -> Point:
    """The levers of a scenario as a point beside a frontier, in the world that the frontier was searched in."""
    base = found.aim.base
    scenario = replace(scenario, shocks=base.shocks, assumptions=base.assumptions)
    return _beside((*_key(found), encode(Plan(scenario))), found, scenario)


def gap(found: Frontier, point: Point) -> Distance:
    """How far a point is from the frontier, and which two moves close most of it."""
    return _gap((*_key(found), encode(Plan(point.scenario))), found, point)


def spending(found: Frontier, point: Point) -> Money:
    """Where the next money of a point goes, and what the last brought."""
    return _spending((*_key(found), encode(Plan(point.scenario))), found, point)


def harder(found: Frontier, point: Point) -> Mapping[str, float]:
    """The measures of a point where customers are harder than believed."""
    return _harder((*_key(found), encode(Plan(point.scenario))), found, point)


def lasting_key(found: Frontier, point: Point) -> Key:
    """What stands for 'which of these moves borrow from the future' in a cache."""
    return (found.view.company.content_hash, MODEL_VERSION, encode(Plan(point.scenario)))


def _key(found: Frontier) -> Key:
    return (str(is_searched(found)), *Asked(found.view, found.aim).key)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _outline(key: Key, _asked: Asked) -> Frontier:
    view, aim = _asked.view, _asked.aim
    constraints = checked(view, aim)
    given = {"baseline": AS_IS, **presets(view.company, view.months)}
    scenarios = [replace(aim.base, name=name, levers=one.levers) for name, one in given.items() if name != "do_nothing"]
    limited = tuple(dict.fromkeys(one.measure for one in constraints)) or (aim.first,)
    empty = Frontier(
        view=view, aim=aim, constraints=constraints, dials=dials(view.company, aim.base, aim.reach),
        scale=scales(constraints, outcomes(view, scenarios, limited)),
        points=(), named={}, compared={}, closest=None, rows=0,
    )  # fmt: skip
    return replace(empty, compared={scenario.name: point_of(empty, scenario) for scenario in scenarios})


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _beside(key: Key, _found: Frontier, _scenario: Scenario) -> Point:
    return point_of(_found, replace(_scenario, name="mine"))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _gap(key: Key, _found: Frontier, _point: Point) -> Distance:
    return distance(_found, _point)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _spending(key: Key, _found: Frontier, _point: Point) -> Money:
    return money(_found, _point, MONEY)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _harder(key: Key, _found: Frontier, _point: Point) -> Mapping[str, float]:
    view, plan = _found.view, _point.scenario
    hard = replace(plan, assumptions={**plan.assumptions, **cautious(view.company, plan)})
    return {name: float(values[0]) for name, values in outcomes(view, [hard], told_measures(view.company)).items()}
