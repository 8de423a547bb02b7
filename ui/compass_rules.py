"""The weights of the compass's rules, which the reader may change; the ends of the rules stay the usual ones."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from model.questions.compass import USUAL_RULES, Rule
from ui import state
from ui.numbers import amount
from ui.words import t

WEIGHTS = (0.0, 0.5, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0)
ROW = 4  # weights side by side


def rules() -> Sequence[Rule]:
    """The usual rules with the reader's weights."""
    return tuple(replace(rule, weight=_weight(rule)) for rule in USUAL_RULES)


def _key(rule: Rule) -> str:
    return f"decide-weight-{rule.indicator}"


def _weight(rule: Rule) -> float:
    value = state.widget_value(_key(rule))
    return float(value) if isinstance(value, float) and value in WEIGHTS else rule.weight


def draw() -> None:
    """A slider for each weight, folded."""
    with st.expander(t("decide.leads.weights")):
        st.html(f'<p class="quiet">{t("decide.leads.weights_note")}</p>')
        for first in range(0, len(USUAL_RULES), ROW):
            for column, rule in zip(st.columns(ROW, gap="medium"), USUAL_RULES[first : first + ROW], strict=True):
                with column:
                    _slider(rule)


def _slider(rule: Rule) -> None:
    state.widget_first(_key(rule), rule.weight)
    st.select_slider(
        t(f"decide.indicator.{rule.indicator}"),
        WEIGHTS,
        key=_key(rule),
        format_func=lambda weight: amount(weight, "number"),
        on_change=state.touch,
        persist_state="session",
    )
