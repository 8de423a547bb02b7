"""What the reader hands over: the current plan, kept scenarios or presets, in a language, as it stands in the session."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from model.presets import DIRECTIONS, presets
from store.names import note_of, one_line
from ui import keeping, kept, opened, plan_owners, receipt_view, state, visitor, widgets
from ui.handout.handover import Handover
from ui.handout.subject import MOST, Option, Subject
from ui.kept import KeptScenario
from ui.numbers import Style
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
    company = state.company()
    subject = Subject(
        company=replace(company, name=one_line(company.name)),
        company_key=state.company_key(),
        options=_apart([_option(name, said) for name in names]),
        months=state.months(),
        style=Style(said, company.currency),
        day=datetime.now(UTC).date(),
        author=visitor.name(),
        owners=plan_owners.named(),
        evidence=state.evidence(),
        base=receipt_view.base(),
    )
    return Handover(subject=subject, data=state.data().content_hash, remarks=state.remarked())


def differs(names: Sequence[str]) -> bool:
    """Whether a kept scenario was kept with another horizon, or with another belief of the company."""
    here = (state.months(), state.evidence())
    return any((one.months, one.evidence) != here for one in kept.kept() if one.id in names)


def _picked() -> None:
    state.touch()
    for key in (PICKED, SPOKEN):
        widgets.hold(f"{key}-held", widgets.value(key))


def _label(name: str, known: Mapping[str, KeptScenario]) -> str:
    if name == MINE and _mine():
        return t("handing.as_kept", name=unmarked(_mine()))
    return unmarked(known[name].name) if name in known else t(f"preset.{name}")


def _mine() -> str:
    """What the plan in view is called: as the scenario that it was kept as, while nothing has changed since."""
    held = opened.current()
    return "" if held is None or keeping.changed() else held.name


def _option(name: str, said: Language) -> Option:
    """The scenario of a key, by its name in the language of the files."""
    mine = state.scenario()
    if name == MINE:
        return Option(name=_mine() or text(said, "preset.mine"), scenario=mine, preset=MINE)
    if name in DIRECTIONS:
        preset = presets(state.company(), state.months())[name]
        scenario = replace(preset, shocks=mine.shocks, assumptions=mine.assumptions)
        return Option(name=text(said, f"preset.{name}"), scenario=scenario, preset=name)
    one = next(one for one in kept.kept() if one.id == name)
    note = next(one.note for one in kept.listed() if one.id == name)
    return Option(name=one.name, scenario=replace(one.scenario, note=note_of(note)))


def _apart(options: Sequence[Option]) -> tuple[Option, ...]:
    """The options under names that differ: a second one of a name has a number."""
    found: list[Option] = []
    for number, option in enumerate(options, 1):
        taken = {other.name for other in found}
        found.append(replace(option, name=f"{option.name} ({number})") if option.name in taken else option)
    return tuple(found)
