"""Experiments on screen: those entered, a place to enter one, and which test would narrow the decision most."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from model.assumptions import ASSUMPTIONS
from model.beliefs import Experiment
from model.information import Worth
from model.trials import PRICE_STEP, TRIALS
from ui import ledger, panels, state, widgets
from ui.evidence import MOST_EXPERIMENTS
from ui.ledger import figure
from ui.numbers import amount, parsed
from ui.projections import Values
from ui.words import t, unmarked

LISTED = 5  # tests proposed
LONGEST_TEST = 60  # months of the company's own flow that are counted
WAYS = ("effect", "arms")
EFFECT = ("effect", "error")
COUNTS = ("treated_hits", "treated_cases", "control_hits", "control_cases", "step")


def asked() -> bool:
    """Whether the reader wants to know which test to run next; it takes seconds, so it is asked for."""
    return bool(
        st.toggle(t("experiments.ask"), key="experiments-asked", on_change=state.touch, persist_state="session")
    )


def entered() -> None:
    """The experiments of the plan, each with a button that takes it away."""
    for index, test in enumerate(state.evidence().experiments):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = t(
                "experiments.line",
                name=ledger.name_of(test.lever, test.member),
                effect=figure(test.effect),
                error=figure(test.standard_error),
            )
            st.html(f"<p>{escape(said)}</p>")
            label = t("experiments.remove")
            st.button(
                label, key=f"icon-remove-{index}", icon=":material/delete:", help=label, on_click=_remove, args=(index,)
            )


def entry() -> None:
    """A form for one experiment: an effect with its standard error, or the counts of two arms."""
    widgets.give_first("experiment-way", WAYS[0])
    way = st.segmented_control(
        t("experiments.way"), WAYS, required=True, key="experiment-way", on_change=state.touch,
        format_func=lambda name: t(f"experiments.ways.{name}"),
    )  # fmt: skip
    measurable = list(TRIALS) if way == "arms" else list(ASSUMPTIONS)
    with st.form("experiment", border=False):
        st.selectbox(
            t("experiments.about"), measurable, key=f"experiment-about-{way}", placeholder=t("experiments.about"),
            format_func=lambda name: t(f"assumption.{name}.label"),
        )  # fmt: skip
        with st.container(horizontal=True):
            for part in COUNTS if way == "arms" else EFFECT:
                widgets.give_first(f"experiment-{part}", figure(100.0 * PRICE_STEP) if part == "step" else "")
                st.text_input(t(f"experiments.{part}"), key=f"experiment-{part}", max_chars=12, width=190)
        st.form_submit_button(t("experiments.add"), on_click=_add, args=(str(way),))


def proposal(worths: Sequence[Worth], found: Values) -> str:
    """Which tests would be worth most before choosing, and how large each must be, as HTML."""
    useful = [worth for worth in worths if worth.tips][:LISTED]
    if not useful:
        return f'<p class="quiet">{escape(t("experiments.nothing_tips"))}</p>'
    titles = [escape(t(f"experiments.column.{name}")) for name in ("assumption", "worth", "error", "size")]
    return panels.table(titles, [_proposed(worth, found) for worth in useful], first=len(titles))


def _proposed(worth: Worth, found: Values) -> list[str]:
    return [
        escape(ledger.name_of(worth.assumption)),
        f"<b>{escape(amount(worth.perfect, 'money'))}</b>",
        escape(f"± {figure(worth.standard_error)}"),
        escape(_size(worth, found)),
    ]


def _size(worth: Worth, found: Values) -> str:
    """How large the test must be, in cases and in months of the company's own flow."""
    trial = TRIALS.get(worth.assumption)
    rate = found.baseline.get(trial.rate, float("nan")) if trial else float("nan")
    if trial is None or not 0.0 < rate < 1.0:
        return t("experiments.measure")
    cases = trial.cases(worth.standard_error, rate)
    flow = float(found.shown.lines[trial.flow][0, 0].mean())
    months = 2.0 * cases / max(flow, 1e-9)
    took = amount(months, "months") if months <= LONGEST_TEST else t("experiments.years", years=LONGEST_TEST // 12)
    return t(
        f"experiments.size.{trial.kind}", cases=amount(cases, "count"), months=took, step=amount(PRICE_STEP, "share")
    )


def _add(way: str) -> None:
    """Take the form's experiment into the plan, or say what is wrong with it."""
    state.touch()
    name = str(widgets.value(f"experiment-about-{way}"))
    parts = COUNTS if way == "arms" else EFFECT
    numbers = {part: parsed(str(widgets.value(f"experiment-{part}") or ""), "number") for part in parts}
    missing = [part for part, number in numbers.items() if number is None]
    if missing:
        given = str(widgets.value(f"experiment-{missing[0]}") or "")
        state.refuse(t("experiments.no_number", field=t(f"experiments.{missing[0]}"), given=unmarked(given)))
        return
    _believe(name, way, {part: number for part, number in numbers.items() if number is not None})


def _believe(name: str, way: str, numbers: dict[str, float]) -> None:
    measured = _from_arms(name, numbers) if way == "arms" else (numbers["effect"], numbers["error"])
    if measured is None or measured[1] <= 0.0:
        state.refuse(t("experiments.impossible"))
        return
    held = state.evidence()
    if len(held.experiments) >= MOST_EXPERIMENTS:
        state.refuse(t("experiments.too_many", count=MOST_EXPERIMENTS))
        return
    test = Experiment("", name, "", *(round(number, 6) for number in measured))
    state.believe(replace(held, calibrated=True, experiments=(*held.experiments, test)))


def _from_arms(name: str, numbers: dict[str, float]) -> tuple[float, float] | None:
    """The effect and its standard error from two arms; None when no arms can have these counts."""
    arms = [(numbers[f"{arm}_hits"], numbers[f"{arm}_cases"]) for arm in ("treated", "control")]
    step = numbers["step"] / 100.0
    if any(not 0.0 <= hits <= cases or cases <= 0.0 for hits, cases in arms) or not 0.0 < step < 1.0:
        return None
    return TRIALS[name].measured(arms[0], arms[1], step)


def _remove(index: int) -> None:
    held = state.evidence()
    kept = tuple(test for place, test in enumerate(held.experiments) if place != index)
    state.believe(replace(held, experiments=kept))
