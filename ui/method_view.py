"""The method page: equations with the company's numbers, and indicators."""

from html import escape

import streamlit as st

from model.assumptions import ASSUMPTIONS, Assumption
from model.kpis import KPIS, Kpi
from model.scores import why_not
from ui import equation_list, ledger, state, widgets
from ui.cards import reason
from ui.numbers import amount, plain
from ui.projections import Values
from ui.results import tag
from ui.words import t

PARTS = ("equations", "indicators")
DIRECTIONS = {1: "method.more_is_better", -1: "method.less_is_better", 0: "method.it_depends"}


def part() -> str:
    """Which part of the method is read."""
    widgets.give_first("part", PARTS[0])
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


def _value(assumption: Assumption) -> float:
    return ledger.value_of(assumption.name)


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
