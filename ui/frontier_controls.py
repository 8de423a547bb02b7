"""What is traded for what, and within which limits: the controls of the frontier."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from model.kpis import KPIS
from model.levers import LEVERS
from model.presets import preset_budget
from model.questions.constraints import FLOOR, Constraint
from model.questions.dials import Reach, usable
from model.questions.frontier import LENSES, Aim
from model.questions.outcomes import ENDS, EXTRA_SPEND, View, measures, outcomes
from model.scenario import Scenario
from ui import frontiers, state, widgets
from ui import measures as said
from ui.frontiers import Asked
from ui.lever_values import word
from ui.numbers import amount
from ui.words import t

UNLIMITED = math.inf
BUDGETS = (0.0, 0.5, 1.0, 1.5, 2.0, UNLIMITED)  # of the presets' budget
ROUNDING = 1.001  # presets hold rounded lever values and so meet their budget to a thousandth
CASH = (0.0, 0.25, 0.5, 0.75, 1.0, UNLIMITED)  # of the lowest cash of the baseline
FALLS = (0.0, 0.01, 0.02, FLOOR, 0.1, UNLIMITED)  # how far below the baseline
SHARES = (0.25, 0.5, 0.75, 1.0)  # of the way to a lever's end
DECIMALS = 4
CAREFUL, BELIEVED, HARD = "frontier-careful", "believed", "hard"
Choice = TypeVar("Choice")


def pick(key: str, options: Sequence[Choice], default: Choice, shown: tuple[str, Callable[[Choice], str]]) -> Choice:
    """A choice from a list, under a label and in words; the default when what was chosen is not on offer any more."""
    widgets.give_first(key, default)
    if widgets.value(key) not in options:
        widgets.hold(key, default)
    label, words = shown
    picked = st.selectbox(
        label, options, key=key, format_func=words, on_change=state.touch, placeholder=label, persist_state="session"
    )
    return picked if picked in options else default


def asked() -> Asked:
    """Draw the controls; what they ask for."""
    view = frontiers.session_view()
    first, second = _pair(view)
    base = frontiers.surroundings(careful=widgets.value(CAREFUL) == HARD)
    with st.expander(t("tradeoff.limits"), icon=":material/tune:"):
        constraints = _constraints(view, base)
        reach = _reach(view)
    return Asked(view, Aim(first=first, second=second, constraints=constraints, reach=reach, base=base))


def _pair(view: View) -> tuple[str, str]:
    able = [KPIS[name] for name in measures(view.company) if name != EXTRA_SPEND and KPIS[name].better]
    firsts = [kpi.name for kpi in able if kpi.lens == "cro"]
    seconds = [kpi.name for kpi in sorted(able, key=lambda kpi: kpi.lens) if kpi.lens != "cro"]
    left, right = st.columns(2)
    with left:
        first = pick("frontier-first", firsts, _default(firsts, LENSES[0]), (t("tradeoff.first"), said.label))
    with right:
        second = pick("frontier-second", seconds, _default(seconds, LENSES[1]), (t("tradeoff.second"), said.label))
    return first, second


def _default(names: Sequence[str], usual: str) -> str:
    return usual if usual in names else names[0]


def _constraints(view: View, base: Scenario) -> tuple[Constraint, ...]:
    names = ("lowest_cash", "on_time", "satisfaction", *ENDS)
    now = {name: float(values[0]) for name, values in outcomes(view, [base], names).items()}
    columns = [*st.columns(4), *st.columns(4)[: len(ENDS)]]
    with columns[0]:
        budget = _budget(view)
    with columns[1]:
        cash = _cash(now["lowest_cash"])
    found = [*budget, *cash]
    for column, name in zip(columns[2:], names[1:], strict=True):
        with column:
            found += _floor(name, now[name])
    return tuple(found)


def _budget(view: View) -> list[Constraint]:
    usual = preset_budget(view.company, view.months)

    def words(part: float) -> str:
        return t("tradeoff.no_limit") if part == UNLIMITED else amount(part * usual, "money")

    part = pick("frontier-budget", BUDGETS, 1.0, (t("tradeoff.control.budget"), words))
    return [] if part == UNLIMITED else [Constraint(EXTRA_SPEND, "<=", part * usual * ROUNDING)]


def _cash(now: float) -> list[Constraint]:
    """A floor between an empty till and the baseline's lowest cash; no lower than that where it is overdrawn."""

    def bound(part: float) -> float:
        return part * now if now > 0.0 else now

    def words(part: float) -> str:
        return t("tradeoff.no_limit") if part == UNLIMITED else amount(bound(part), "money")

    options = CASH if now > 0.0 else (0.0, UNLIMITED)
    part = pick("frontier-cash", options, 0.0, (t("tradeoff.control.cash"), words))
    return [] if part == UNLIMITED else [Constraint("lowest_cash", ">=", bound(part))]


def _floor(name: str, now: float) -> list[Constraint]:
    def words(fall: float) -> str:
        return t("tradeoff.no_limit") if fall == UNLIMITED else amount(round(now - fall, DECIMALS), "share")

    fall = pick(f"frontier-{name}", FALLS, FLOOR, (t(f"tradeoff.control.{name}"), words))
    return [] if fall == UNLIMITED else [Constraint(name, ">=", round(now - fall, DECIMALS))]


def _reach(view: View) -> Reach:
    left, middle, right = st.columns([1, 1, 2])
    with left:
        shown = (t("tradeoff.control.largest"), lambda share: amount(share, "share"))
        share = pick("frontier-share", SHARES, 0.5, shown)
    with middle:
        _careful()
    with right:
        held = _held(view)
    return Reach(held=held, share=share)


def _careful() -> None:
    """How customers take higher prices and less marketing."""
    shown = (t("tradeoff.control.careful"), lambda name: t(f"tradeoff.careful.{name}"))
    pick(CAREFUL, (BELIEVED, HARD), BELIEVED, shown)


def _held(view: View) -> tuple[str, ...]:
    free = [lever for lever in LEVERS.values() if not lever.expert and usable(view.company, lever)]
    names = [lever.name for lever in free]
    kept = widgets.value("frontier-held")
    widgets.hold("frontier-held", [name for name in kept if name in names] if isinstance(kept, list) else [])
    chosen = st.multiselect(
        t("tradeoff.control.held"),
        names,
        key="frontier-held",
        max_selections=len(names) - 1,
        format_func=lambda name: word(LEVERS[name], "label"),
        placeholder=t("tradeoff.control.none_held"),
        on_change=state.touch,
        persist_state="session",
    )
    return tuple(sorted(chosen))
