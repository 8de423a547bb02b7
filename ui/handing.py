"""What the reader hands over: the current plan, kept scenarios or presets, in a language, as it stands in the session."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from model.presets import DIRECTIONS, presets
from model.scenario import Scenario
from store.names import note_of, one_line
from ui import kept, state, widgets
from ui.chart_files import today
from ui.handouts import MOST
from ui.handover import Handover
from ui.kept import KeptScenario
from ui.words import LANGUAGES, Language, language, t, text, unmarked

PICKED, SPOKEN = "handed-scenarios", "handed-language"
MINE = "mine"


def picked() -> tuple[str, ...]:
    """Which scenarios: the current plan until the reader picks; their keys in the order in which they were picked."""
    known = {one.id: one for one in kept.kept()}
    options = (MINE, *known, *DIRECTIONS)
    held = widgets.value(f"{PICKED}-held")
    usual = [name for name in held if name in options] if isinstance(held, list) else [MINE]
    widgets.give_first(PICKED, usual)
    chosen = st.multiselect(
        t("handing.scenarios"),
        options,
        key=PICKED,
        format_func=lambda name: _label(name, known),
        max_selections=MOST,
        placeholder=t("handing.pick"),
        on_change=_picked,
    )
    return tuple(chosen)


def spoken() -> Language:
    """The language of the files: the reader's until another is picked."""
    held = widgets.value(f"{SPOKEN}-held")
    widgets.give_first(SPOKEN, held if held in LANGUAGES else language())
    chosen = st.segmented_control(
        t("handing.language"),
        LANGUAGES,
        key=SPOKEN,
        required=True,
        format_func=lambda name: t(f"handing.languages.{name}"),
        on_change=_picked,
    )
    return "fr" if chosen == "fr" else "en"


def handover(names: Sequence[str], said: Language) -> Handover:
    """The scenarios of these keys, on the company and over the horizon that the reader looks at."""
    known = {one.id: one for one in kept.kept()}
    company = state.company()
    return Handover(
        company=replace(company, name=one_line(company.name)),
        source=state.company_key(),
        data=state.data().content_hash,
        scenarios=_apart([_scenario(name, known, said) for name in names]),
        months=state.months(),
        language=said,
        day=today(),
        evidence=state.evidence(),
        remarks=state.remarked(),
    )


def differs(names: Sequence[str]) -> bool:
    """Whether a kept scenario was kept with another horizon, or with another belief of the company."""
    here = (state.months(), state.evidence())
    return any((one.months, one.evidence) != here for one in kept.kept() if one.id in names)


def _picked() -> None:
    state.touch()
    for key in (PICKED, SPOKEN):
        widgets.hold(f"{key}-held", widgets.value(key))


def _label(name: str, known: Mapping[str, KeptScenario]) -> str:
    return unmarked(known[name].name) if name in known else t(f"preset.{name}")


def _scenario(name: str, known: Mapping[str, KeptScenario], said: Language) -> Scenario:
    if name in known:
        one = known[name]
        return replace(one.scenario, name=one_line(one.name), note=note_of(one.scenario.note))
    mine = state.scenario()
    if name == MINE:
        return replace(mine, name=text(said, "preset.mine"))
    preset = presets(state.company(), state.months())[name]
    return replace(preset, name=text(said, f"preset.{name}"), shocks=mine.shocks, assumptions=mine.assumptions)


def _apart(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """The scenarios under names that differ: a second one of a name has a number."""
    found: list[Scenario] = []
    for scenario in scenarios:
        same = sum(other.name.partition(" (")[0] == scenario.name for other in found)
        found.append(replace(scenario, name=f"{scenario.name} ({same + 1})") if same else scenario)
    return tuple(found)
