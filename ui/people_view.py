"""'Priorities of people': what each role wishes, how far each scenario fulfils it, and the formula that says so."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.questions.outcomes import View
from model.questions.priorities import MOST, Role, Score, Term, score, usual_roles
from model.questions.watching import Watch
from ui import decisions, panels, people_wishes, state, waiting
from ui.charts import bars
from ui.charts.bars import Bar
from ui.charts.palette import scenario_roles
from ui.decisions import Asked
from ui.numbers import amount, plain, setting
from ui.point_view import opening
from ui.policy import roles
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[list[Score]] = Searches("people")
KEPT = 32
COLUMNS = ("role", "kpi", "weight", "start", "target", "value", "fulfilled", "part")


def draw() -> None:
    """The whole answer."""
    said = st.empty()
    asked = Asked(decisions.view(), tuple(decisions.rivals().values()))
    usual = _usual(asked.key, asked.view)
    own = roles(state.policy(), usual)
    if not own:
        said.html(panels.verdict(t("decide.people.nothing")))
        people_wishes.draw(usual)
        return
    found = waiting.answer(SEARCHES, (*asked.key, repr(own)), partial(_run, asked, own))
    if found is None:
        said.html(panels.verdict(t("decide.people.working")))
        return
    said.html(sentence(found))
    picture = bars.chart(parts(found), "decide.people.description")
    panels.chart(t("decide.people.picture"), picture, "decide-people", t("decide.people.caption"))
    st.html(table(found))
    _explained(found, asked)
    people_wishes.draw(usual)
    decisions.method("people")


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _usual(key: tuple[str, ...], _view: View) -> tuple[Role, ...]:
    return usual_roles(_view)


def _run(asked: Asked, own: Sequence[Role], watch: Watch) -> list[Score]:
    watch.at(0.0)
    return score(asked.view, asked.scenarios, own)


def ranked(found: Sequence[Score]) -> list[Score]:
    """The scenarios, the one that serves best first."""
    return sorted(found, key=lambda one: -one.joint)


def sentence(found: Sequence[Score]) -> str:
    """Which scenario serves the wishes best, and on which the roles are furthest apart."""
    best = ranked(found)[0]
    main = t(
        "decide.people.answer", scenario=t(f"preset.{best.scenario}"), joint=points(best.joint), roles=_by_role(best)
    )
    apart = max(found, key=_distance)
    if _distance(apart) <= 0.0:
        return panels.verdict(main)
    return panels.verdict(main, t("decide.people.apart", scenario=t(f"preset.{apart.scenario}"), roles=_by_role(apart)))


def _distance(one: Score) -> float:
    return max(one.by_role.values()) - min(one.by_role.values())


def _by_role(one: Score) -> str:
    return ", ".join(f"{t(f'owner.{role}')} {points(value)}" for role, value in one.by_role.items())


def points(value: float) -> str:
    """A score for people: 100 when every wish is fulfilled."""
    return amount(round(100.0 * value) + 0.0, "number", signed=True)


def parts(found: Sequence[Score]) -> list[Bar]:
    """The joint score of every scenario."""
    colours = scenario_roles()
    return [
        Bar(
            name=t(f"preset.{one.scenario}"),
            value=100.0 * one.joint,
            words=f"{points(one.joint)} ({_by_role(one)})",
            role=colours.get(one.scenario, "baseline") if one.scenario != "mine" else "ink",
        )
        for one in ranked(found)
    ]


def table(found: Sequence[Score]) -> str:
    """Joint score and each role's own, by scenario."""
    names = list(found[0].by_role)
    titles = [t("decide.people.scenario"), t("decide.people.joint"), *(t(f"owner.{role}") for role in names)]
    rows = [
        [
            f"<b>{escape(t(f'preset.{one.scenario}'))}</b>",
            points(one.joint),
            *(points(one.by_role[name]) for name in names),
        ]
        for one in ranked(found)
    ]
    return panels.table([escape(title) for title in titles], rows)


def _explained(found: Sequence[Score], asked: Asked) -> None:
    """The formula with its numbers for one scenario."""
    names = [one.scenario for one in ranked(found)]
    panels.heading(t("decide.people.formula"), t("decide.people.formula_note", most=amount(MOST, "number")))
    with st.columns(2, gap="medium")[0]:
        usual = "mine" if "mine" in names else names[0]
        picked = decisions.scenario("first", t("decide.people.scenario"), names, usual)
    one = next(one for one in found if one.scenario == picked)
    st.html(f"<p>{escape(formula(one))}</p>")
    st.html(terms_table(one))
    if picked not in ("mine", "baseline", "do_nothing"):
        opening("people", next(scenario for scenario in asked.scenarios if scenario.name == picked))


def formula(one: Score) -> str:
    """The score as arithmetic that anyone can check, in words."""
    terms = [
        t(
            "decide.people.term",
            weight=plain(round(term.weight, 4), "number"),
            kpi=t(f"kpi.{term.kpi}.label"),
            start=_value(term, term.start),
            target=_value(term, term.target),
        )
        for term in one.terms
    ]
    return t("decide.people.sum", terms=" + ".join(terms), joint=points(one.joint))


def _value(term: Term, value: float) -> str:
    return amount(value, KPIS[term.kpi].unit)


def terms_table(one: Score) -> str:
    """Every term: today, target, what the scenario reaches, how much of the wish that is, and its part of the score."""
    titles = [escape(t(f"decide.people.column.{name}")) for name in COLUMNS]
    return panels.table(titles, [_row(term) for term in one.terms], first=2)


def _row(term: Term) -> Sequence[str]:
    cells = (
        t(f"kpi.{term.kpi}.label"),
        setting(round(term.weight, 3), "share"),
        _value(term, term.start),
        _value(term, term.target),
        _value(term, term.value),
        setting(round(term.fulfilled, 2), "share"),
        points(term.part),
    )
    return (panels.tag(term.role), *(escape(cell) for cell in cells))
