"""The method page: equations with the company's numbers, indicators, and assumptions to change."""

from html import escape

import streamlit as st

from model.assumptions import ASSUMPTIONS, Assumption
from model.kpis import KPIS, Kpi
from model.scenario import Scenario
from model.scores import why_not
from ui import equation_list, state
from ui.cards import reason
from ui.numbers import amount, parsed, plain
from ui.projections import Values
from ui.results import tag
from ui.words import known, t, unmarked

PARTS = ("equations", "indicators", "assumptions")
DIRECTIONS = {1: "method.more_is_better", -1: "method.less_is_better", 0: "method.it_depends"}
EDITED = "assumption"


def part() -> str:
    """Which part of the method is read."""
    state.widget_first("part", PARTS[0])
    return str(
        st.segmented_control(
            t("method.part"),
            PARTS,
            required=True,
            key="part",
            format_func=lambda name: t(f"method.{name}"),
            on_change=state.touch,
            label_visibility="collapsed",
            persist_state="session",
        )
    )


def equations() -> None:
    """The equations of each module, folded, with the values they use for this company."""
    for index, (module, listed) in enumerate(equation_list.by_module().items()):
        with st.expander(f"{t(f'module.{module}')} · {len(listed)}", expanded=not index):
            lines = "".join(_equation(module, equation) for equation in listed)
            used = [assumption for assumption in ASSUMPTIONS.values() if assumption.module == module]
            st.html(f'<table class="list">{lines}</table>{_values(used)}')


def indicators(found: Values) -> str:
    """The KPI dictionary with this company's values, as HTML."""
    names = ("indicator", "definition", "formula", "value", "better")
    lines = "".join(_indicator(found, kpi) for kpi in KPIS.values())
    return _table(names, lines)


def assumptions() -> str:
    """The assumption ledger, as HTML."""
    names = ("assumption", "value", "default", "range", "grade", "source")
    lines = "".join(_assumption(assumption) for assumption in ASSUMPTIONS.values())
    return _table(names, lines)


def edit() -> None:
    """Change one assumption; it becomes part of the scenario and its link, and undo brings it back."""
    state.widget_first(EDITED, next(iter(ASSUMPTIONS)))
    with st.container(horizontal=True, vertical_alignment="bottom", key="edit"):
        name = st.selectbox(
            t("method.change"),
            list(ASSUMPTIONS),
            format_func=lambda name: t(f"assumption.{name}.label"),
            key=EDITED,
            on_change=state.touch,
            placeholder=t("method.change"),
            width=340,
        )
        assumption = ASSUMPTIONS[name]
        key = f"value-{name}"
        state.widget(key, plain(_value(assumption), "number"))
        st.text_input(
            t("method.value", unit=t(f"unit.{assumption.unit}"), **_range(assumption)),
            key=key,
            max_chars=12,
            on_change=_typed,
            args=(name,),
            width=340,
        )
        if name in state.scenario().assumptions:
            st.button(
                t("method.default"),
                key="icon-default",
                icon=":material/undo:",
                on_click=_forget,
                args=(name,),
            )


def _typed(name: str) -> None:
    if not state.is_news(f"value-{name}"):
        return
    assumption, text = ASSUMPTIONS[name], str(state.widget_value(f"value-{name}"))
    value = parsed(text, "number")
    state.touch()
    if value is None or not assumption.low <= value <= assumption.high:
        label = t(f"assumption.{name}.label")
        state.refuse(t("lever_panel.refused", lever=label, given=unmarked(text), **_range(assumption)))
        return
    _set({**state.scenario().assumptions, name: value})


def _forget(name: str) -> None:
    _set({other: value for other, value in state.scenario().assumptions.items() if other != name})


def _set(by_hand: dict[str, float]) -> None:
    kind = state.company().kind
    kept = {name: value for name, value in by_hand.items() if value != ASSUMPTIONS[name].value(kind)}
    state.change(Scenario(**{**vars(state.scenario()), "assumptions": kept}))


def _value(assumption: Assumption) -> float:
    return state.scenario().assumptions.get(assumption.name, assumption.value(state.company().kind))


def _range(assumption: Assumption) -> dict[str, str]:
    return {"low": plain(assumption.low, "number"), "high": plain(assumption.high, "number")}


def _table(names: tuple[str, ...], lines: str) -> str:
    titles = "".join(f"<th>{escape(t(f'method.column.{name}'))}</th>" for name in names)
    return f'<div class="scroll"><table class="list"><tr>{titles}</tr>{lines}</table></div>'


def _equation(module: str, equation: equation_list.Equation) -> str:
    key = f"equation.{module}.{equation.name}"
    note = f"<br><small>{escape(t(f'{key}.note'))}</small>" if equation.note else ""
    formula = f"<code>{escape(t(f'{key}.formula'))}</code>"
    return f"<tr><td>{escape(t(f'{key}.label'))}</td><td>{formula}{note}</td></tr>"


def _values(used: list[Assumption]) -> str:
    lines = "".join(
        f"<div>{escape(t(f'assumption.{assumption.name}.label'))}<b>{plain(_value(assumption), 'number')}</b>"
        f"{escape(t(f'unit.{assumption.unit}'))}</div>"
        for assumption in used
    )
    return f'<div class="steps">{lines}</div>'


def _indicator(found: Values, kpi: Kpi) -> str:
    missing = why_not(kpi, found.shown.company)
    value = reason(missing) if missing else amount(found.value[kpi.name], kpi.unit)
    name = f"<b>{escape(t(f'kpi.{kpi.name}.label'))}</b><br>{tag(kpi.lens)}"
    cells = (t(f"kpi.{kpi.name}.definition"), t(f"kpi.{kpi.name}.formula"), value, t(DIRECTIONS[kpi.better]))
    return f"<tr><td>{name}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _assumption(assumption: Assumption) -> str:
    default = assumption.value(state.company().kind)
    value, limits = _value(assumption), _range(assumption)
    by_hand = value != default
    shown = f"<b>{plain(value, 'number')}</b>" if by_hand else plain(value, "number")
    key = f"source.{assumption.source}"
    source = t(key) if known(key) else assumption.source
    unit = escape(t(f"unit.{assumption.unit}"))
    cells = (
        escape(t(f"assumption.{assumption.name}.label")),
        f"{shown} <small>{unit}</small>",
        plain(default, "number") if by_hand else "",
        escape(t("method.from_to", **limits)),
        escape(t("method.by_hand") if by_hand else t(f"grade.{assumption.grade}")),
        f"<small>{escape(source)}</small>",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
