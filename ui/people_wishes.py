"""What each role wishes, as tables that the reader may change: weights, targets, KPIs, and how much each role counts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from model.kpis import KPIS
from model.questions.outcomes import EXTRA_SPEND, outcomes
from model.questions.outcomes import measures as able
from model.questions.priorities import Role, Wish
from model.scenario import AS_IS
from ui import decisions, entries, panels, state, widgets
from ui.entries import Cell
from ui.numbers import PER_CENT, plain
from ui.policy import HEAVIEST, MOST_WISHES, Policy, Wanted, allowed_wish, wishes
from ui.words import t

DIGITS = 5  # significant ones of a target
NEAR = 1e-6
ADDED = {"weight": 0.2, "points": 0.01, "share": 0.05}  # a new wish: its weight, and how much better than today


def draw(usual: Sequence[Role]) -> None:
    """A table for each role; what is typed counts once it is applied."""
    policy = state.policy()
    changed = bool(policy.says or policy.wishes)
    with st.expander(t("decide.people.edit"), icon=":material/edit:"):
        st.html(f'<p class="quiet">{escape(t("decide.people.edit_note"))}</p>')
        with entries.form("decide-wishes"):
            for role in usual:
                _role(role)
            entries.submit(partial(_apply, usual))
        _adding(usual)
        label = t("decide.house")
        st.button(label, key="decide-house-wishes", icon=":material/undo:", on_click=_house, disabled=not changed)


def _role(role: Role) -> None:
    heads = [t("decide.people.column.weight"), t("decide.people.column.target")]
    says = state.policy().says.get(role.name, role.weight)
    owner = t(f"owner.{role.name}")
    say = Cell(_say_key(role), t("decide.people.say", role=owner), plain(says, "number"))
    entries.line(f"{panels.tag(role.name)} <b>{escape(t('decide.people.say', role=owner))}</b>", [say])
    entries.heads("", heads)
    for wish in wishes(state.policy(), role):
        entries.line(escape(label(wish)), _cells(role, wish, heads))


def label(wish: Wish) -> str:
    """A KPI with its unit, where it is typed in one."""
    name = t(f"kpi.{wish.kpi}.label")
    return f"{name} (%)" if KPIS[wish.kpi].unit in PER_CENT else name


def _cells(role: Role, wish: Wish, heads: Sequence[str]) -> list[Cell]:
    texts = (plain(wish.weight, "number"), plain(shown(wish.target), KPIS[wish.kpi].unit))
    parts = zip(("weight", "target"), heads, texts, strict=True)
    return [Cell(_key(role, wish.kpi, part), f"{label(wish)}, {head}", text) for part, head, text in parts]


def shown(target: float) -> float:
    """A target with the digits that somebody would type."""
    return float(f"{target:.{DIGITS}g}")


def _key(role: Role, kpi: str, part: str) -> str:
    return f"decide-wish-{role.name}-{kpi}-{part}"


def _say_key(role: Role) -> str:
    return f"decide-say-{role.name}"


def _apply(usual: Sequence[Role]) -> None:
    """Take the tables into the plan, or say what is wrong in the first row that cannot be."""
    state.touch()
    says: dict[str, float] = {}
    found: dict[tuple[str, str], Wanted] = {}
    for role in usual:
        say = entries.typed(_say_key(role), "number")
        if say is None or not 0.0 <= say <= HEAVIEST:
            name = t("decide.people.say", role=t(f"owner.{role.name}"))
            state.refuse(
                t("decide.people.refused_weight", name=name, given=entries.given([_say_key(role)]), most=HEAVIEST)
            )
            return
        says |= {role.name: say} if say != role.weight else {}
        for wish in wishes(state.policy(), role):
            wanted = _typed(role, wish)
            if wanted is None:
                return
            found |= {(role.name, wish.kpi): wanted} if _differs(role, wish.kpi, wanted) else {}
    state.judge(replace(state.policy(), says=says, wishes=found))


def _typed(role: Role, wish: Wish) -> Wanted | None:
    """Weight and target of a row; None, and why, when they cannot be scored."""
    keys = [_key(role, wish.kpi, part) for part in ("weight", "target")]
    weight, target = entries.typed(keys[0], "number"), entries.typed(keys[1], KPIS[wish.kpi].unit)
    if weight is None or target is None or not allowed_wish(role.name, wish.kpi, (weight, target)):
        told = {"name": label(wish), "given": entries.given(keys), "most": HEAVIEST}
        state.refuse(t("decide.people.refused_weight", **told))
        return None
    if weight > 0.0 and abs(target - _today(wish.kpi)) <= NEAR * max(1.0, abs(target)):
        state.refuse(t("decide.people.refused_target", name=label(wish), given=entries.given(keys[1:])))
        return None
    return weight, target


def _differs(role: Role, kpi: str, wanted: Wanted) -> bool:
    """Whether a row is not the house's."""
    usual = next((wish for wish in role.wishes if wish.kpi == kpi), None)
    return usual is None or wanted != (usual.weight, shown(usual.target))


def _today(kpi: str) -> float:
    return float(outcomes(decisions.view(), [AS_IS], (kpi,))[kpi][0])


def _adding(usual: Sequence[Role]) -> None:
    """Another KPI for a role."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for role in usual:
            held = {wish.kpi for wish in wishes(state.policy(), role)}
            names = [
                name for name in able(state.company()) if name not in held and name != EXTRA_SPEND and KPIS[name].better
            ]
            key, words = f"decide-add-{role.name}", t("decide.people.add", role=t(f"owner.{role.name}"))
            st.selectbox(
                words, names, index=None, key=key, placeholder=words, on_change=_add, args=(role,),
                format_func=lambda name: t(f"kpi.{name}.label"), width=320,
            )  # fmt: skip


def _add(role: Role) -> None:
    """A KPI with a small weight, a twentieth better than today."""
    kpi = str(widgets.value(f"decide-add-{role.name}") or "")
    policy = state.policy()
    if kpi not in KPIS or len(policy.wishes) >= MOST_WISHES:
        return
    now = _today(kpi)
    step = ADDED["points"] if KPIS[kpi].unit in PER_CENT else ADDED["share"] * abs(now) or 1.0
    wanted = (ADDED["weight"], shown(now + KPIS[kpi].better * step))
    state.judge(replace(policy, wishes={**policy.wishes, (role.name, kpi): wanted}))


def _house() -> None:
    policy = state.policy()
    state.judge(Policy(rules=policy.rules))
