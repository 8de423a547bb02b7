"""What people want: weights of KPIs and targets per role, and the joint score as an explicit formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.kpis import KPIS
from model.questions.outcomes import View, measures, outcomes
from model.scenario import AS_IS, Scenario

MOST = 1.5  # of the way to a target that counts: far beyond is not worth twice


@dataclass(frozen=True)
class Wish:
    """A KPI that a role cares for: its weight and the target at which the wish is fulfilled."""

    kpi: str
    weight: float
    target: float


@dataclass(frozen=True)
class Role:
    """One person's priorities, and how much that person's score counts in the joint one."""

    name: str
    weight: float
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term of the score: weight x (value - start) / (target - start), bounded by MOST both ways."""

    role: str
    kpi: str
    weight: float
    start: float
    target: float
    value: float
    fulfilled: float
    part: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """Joint score of one scenario: 0 as it is, 1 when every wish is fulfilled; and each role's own."""

    scenario: str
    joint: float
    by_role: Mapping[str, float]
    terms: tuple[Term, ...]


USUAL_WEIGHTS: Mapping[
    str, Mapping[str, tuple[float, float]]
] = {  # role -> KPI -> weight, wish (share of today, or points)
    "cro": {
        "revenue_growth": (0.4, 0.03),
        "new_customers": (0.2, 0.10),
        "win_rate": (0.2, 0.02),
        "satisfaction": (0.2, 0.02),
    },
    "coo": {
        "operating_margin": (0.4, 0.03),
        "cost_per_order": (0.2, -0.05),
        "on_time": (0.2, 0.03),
        "cash": (0.2, 0.10),
    },
}
RELATIVE = (
    "money",
    "count",
    "money_per_unit",
    "months",
    "days",
    "hours",
    "ratio",
)  # units whose wish is a share of today


def usual_roles(view: View) -> tuple[Role, ...]:
    """Both roles with the same say and targets a little above the company as it is: a place to start from."""
    known = set(measures(view.company))
    names = tuple(dict.fromkeys(kpi for wishes in USUAL_WEIGHTS.values() for kpi in wishes if kpi in known))
    today = {name: float(value[0]) for name, value in outcomes(view, [AS_IS], names).items()}
    return tuple(
        Role(
            role,
            1.0,
            tuple(
                Wish(kpi, weight, _target(kpi, today[kpi], step))
                for kpi, (weight, step) in wishes.items()
                if kpi in known
            ),
        )
        for role, wishes in USUAL_WEIGHTS.items()
    )


def _target(kpi: str, today: float, step: float) -> float:
    return today + step * abs(today) if KPIS[kpi].unit in RELATIVE else today + step


def score(view: View, scenarios: Sequence[Scenario], roles: Sequence[Role]) -> list[Score]:
    """The joint score of every scenario; raises ValueError for a target that is where the company already is."""
    names = tuple(dict.fromkeys(wish.kpi for role in roles for wish in role.wishes))
    found = outcomes(view, [AS_IS, *scenarios], names)
    start = {name: float(values[0]) for name, values in found.items()}
    return [
        _score(scenario.name, roles, start, {name: float(values[row]) for name, values in found.items()})
        for row, scenario in enumerate(scenarios, start=1)
    ]


def _score(name: str, roles: Sequence[Role], start: Mapping[str, float], values: Mapping[str, float]) -> Score:
    say = sum(role.weight for role in roles)
    terms = [
        _term(role, wish, role.weight / say, (start[wish.kpi], values[wish.kpi]))
        for role in roles
        for wish in role.wishes
    ]
    by_role = {
        role.name: sum(term.part for term in terms if term.role == role.name) * say / role.weight
        for role in roles
        if role.weight
    }
    return Score(scenario=name, joint=sum(term.part for term in terms), by_role=by_role, terms=tuple(terms))


def _term(role: Role, wish: Wish, say: float, values: tuple[float, float]) -> Term:
    start, value = values
    if wish.target == start:
        raise ValueError(
            f"{role.name}, {wish.kpi}: the target {wish.target:g} is today's value; set a target to move to."
        )
    fulfilled = min(max((value - start) / (wish.target - start), -MOST), MOST)
    weight = say * wish.weight / sum(one.weight for one in role.wishes)
    return Term(
        role=role.name, kpi=wish.kpi, weight=weight, start=start, target=wish.target, value=value,
        fulfilled=fulfilled, part=weight * fulfilled,
    )  # fmt: skip


def formula(found: Score) -> str:
    """The score as arithmetic that anyone can check, in the KPIs' names.

    >>> term = Term(role="cro", kpi="on_time", weight=0.5, start=0.8, target=0.9, value=0.85, fulfilled=0.5, part=0.25)
    >>> formula(Score(scenario="x", joint=0.25, by_role={}, terms=(term,)))
    '0.5 * within(-1.5, (on_time - 0.8) / (0.9 - 0.8), 1.5)'
    """
    return " + ".join(
        f"{term.weight:.6g} * within({-MOST:g}, "
        f"({term.kpi} - {term.start:.6g}) / ({term.target:.6g} - {term.start:.6g}), {MOST:g})"
        for term in found.terms
    )
