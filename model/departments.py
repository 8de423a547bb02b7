"""What a plan asks of each function: its moves, people, budget, load, KPIs, and what it needs from others."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.company import Company
from model.governor import bindings
from model.kpis import KPIS
from model.projection import Projection
from model.questions.plan import Plan, Step
from model.scores import kpi_values, why_not
from model.vocabulary import Array


@dataclass(frozen=True, kw_only=True)
class Department:
    """A function of the company: the levers it moves, who works in it, the cost lines it spends, the KPIs it answers for."""

    name: str
    levers: tuple[str, ...]
    staff: tuple[str, ...]  # of model.company.FUNCTIONS; finance and HR look at everybody
    lines: tuple[str, ...]
    kpis: tuple[str, ...]
    load: str = ""  # the line that shows how busy it is, where no process does
    works: bool = True  # whether its people carry processes; HR looks after those who do
    grants: tuple[str, ...] = ()  # prerequisites that it must give to others


DEPARTMENTS: Mapping[str, Department] = {
    one.name: one
    for one in (
        Department(
            name="marketing", levers=("marketing_spend", "marketing_heads", "new_offer", "cannibalisation"),
            staff=("marketing",), lines=("marketing",), kpis=("new_customers", "cac", "lead_to_mql", "acquisition_rate"),
        ),
        Department(
            name="sales", load="sales_utilisation", staff=("sales",), lines=("commercial_programmes",),
            levers=(
                "price_change", "discount_change", "sales_heads", "sales_playbook", "lead_handling", "expansion_effort",
                "channel_mix",
            ),
            kpis=("revenue", "win_rate", "target_attainment", "pipeline_coverage", "nrr"), grants=("announce",),
        ),
        Department(
            name="support", levers=("support_heads",), staff=("support",), lines=(),
            kpis=("support_response", "satisfaction", "churn_rate"),
        ),
        Department(
            name="operations", staff=("operations", "product"), lines=("cost_of_delivery",),
            levers=(
                "delivery_heads", "process_efficiency", "automation_capex", "quality_effort", "overtime_cap", "stock_cover",
                "unit_cost", "promised_lead_time",
            ),
            kpis=("on_time", "lead_time", "first_pass_yield", "utilisation", "stock_days"),
        ),
        Department(
            name="finance", levers=(), staff=("administration",), lines=("operating_cost", "capex"),
            kpis=("ebitda", "cash", "lowest_cash", "runway", "operating_margin"), grants=("budget", "tender"),
        ),
        Department(
            name="hr", levers=(), staff=("marketing", "sales", "support", "operations", "product", "administration"),
            lines=(), kpis=("operating_cost",), grants=("recruit", "train"), works=False,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Need:
    """What one function needs of another for a move, and by when."""

    other: str
    prerequisite: str
    step: Step


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a plan asks of one function; series are [month], `load` 1 is full, `kpis` hold plan and baseline."""

    department: str
    steps: tuple[Step, ...]
    months: tuple[str, ...]
    heads: Array
    heads_before: Array  # of the baseline
    hires: Array
    budget: Array  # money a month: pay and the lines that it spends
    budget_before: Array
    load: Array | None
    kpis: Mapping[str, tuple[float, float]]
    needs: tuple[Need, ...]  # of others
    gives: tuple[Need, ...]  # to others
    overloaded: tuple[tuple[str, str], ...]  # process, first month

    @property
    def extra(self) -> float:
        """Budget beyond the baseline over all months."""
        return float((self.budget - self.budget_before).sum())


def asked(company: Company, projection: Projection, plan: Plan, name: str, scenario: int = 1) -> Asked:
    """What a plan asks of one of DEPARTMENTS."""
    one = DEPARTMENTS[name]
    heads, before = (_by(projection, "heads", one, row) for row in (scenario, 0))
    return Asked(
        department=name,
        steps=tuple(step for step in plan.steps if concerns(one, step)),
        months=projection.months,
        heads=heads,
        heads_before=before,
        hires=_hires(projection, one, scenario),
        budget=_budget(projection, one, scenario),
        budget_before=_budget(projection, one, 0),
        load=_load(company, projection, one, scenario),
        kpis=_kpis(projection, one, scenario),
        needs=tuple(need for need in _needs(plan) if need.step.lever in one.levers and need.other != name),
        gives=tuple(need for need in _needs(plan) if need.other == name and need.step.lever not in one.levers),
        overloaded=_overloaded(company, projection, one, scenario),
    )


def concerns(one: Department, step: Step) -> bool:
    """Whether a move is a function's own."""
    return step.lever in one.levers


def owner_of(lever: str) -> str:
    """The function that moves a lever."""
    return next(one.name for one in DEPARTMENTS.values() if lever in one.levers)


def _needs(plan: Plan) -> list[Need]:
    """Each move's prerequisite, and the function that gives it."""
    givers = {grant: one.name for one in DEPARTMENTS.values() for grant in one.grants}
    return [
        Need(other=givers[step.prerequisite], prerequisite=step.prerequisite, step=step)
        for step in plan.steps
        if step.prerequisite in givers
    ]


def _by(projection: Projection, line: str, one: Department, row: int) -> Array:
    places = [projection.members["function"].index(name) for name in one.staff]
    return np.asarray(projection.by[line]["function"][row, 0][:, places].sum(axis=-1))


def _hires(projection: Projection, one: Department, row: int) -> Array:
    """Heads of a month - heads of the month before + leavers, never below none; the first month's are not known: 0."""
    heads, leavers = _by(projection, "heads", one, row), _by(projection, "leavers", one, row)
    return np.asarray(np.maximum(np.r_[0.0, np.diff(heads) + leavers[1:]], 0.0), dtype=float)


def _budget(projection: Projection, one: Department, row: int) -> Array:
    """What a function spends: its own lines and pay; finance looks at the whole cost."""
    own = [projection.lines[name][row, 0] for name in one.lines]
    pay = [] if "operating_cost" in one.lines else [_by(projection, "payroll", one, row)]
    return np.asarray(np.sum([*own, *pay], axis=0), dtype=float)


def _load(company: Company, projection: Projection, one: Department, row: int) -> Array | None:
    """How busy the busiest of its processes is   [month]; None where nothing shows it."""
    if one.load:
        return np.asarray(projection.lines[one.load][row, 0])
    places = _processes(company, one)
    return np.asarray(projection.by["utilisation"]["process"][row, 0][:, places].max(axis=-1)) if places else None


def _processes(company: Company, one: Department) -> list[int]:
    """Processes that its people carry."""
    return [place for place, name in enumerate(company.process_functions) if one.works and name in one.staff]


def _kpis(projection: Projection, one: Department, row: int) -> dict[str, tuple[float, float]]:
    values = kpi_values(projection)
    able = [name for name in one.kpis if name in KPIS and not why_not(KPIS[name], projection.company)]
    return {name: (float(values[name][row, 0]), float(values[name][0, 0])) for name in able}


def _overloaded(company: Company, projection: Projection, one: Department, row: int) -> tuple[tuple[str, str], ...]:
    mine = {company.members["process"][place] for place in _processes(company, one)}
    return tuple(
        (item.process, projection.months[item.first_month])
        for item in bindings(projection, row)
        if item.process in mine
    )
