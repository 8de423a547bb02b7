"""What a reader does with kept scenarios: save, save as, open, branch, return; refusals become one sentence."""

import secrets
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from model.projection import MODEL_VERSION
from model.samples import SAMPLES
from store import scenarios
from store.companies import keep_content
from store.database import Database
from store.failures import StoreRefused
from store.kinds import Conflict, Content, Kept, Kind, Signed, Version
from store.rights import Action
from ui import access, companies, kept, opened, projections, snapshots, state, stored, visitor
from ui.link import Plan, encode
from ui.opened import Opened
from ui.words import t, unmarked

CONFLICT, ONCE = "save-conflict", "save-once"
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def plan() -> Plan:
    """The plan looked at."""
    return Plan(state.scenario(), state.months(), state.evidence())


def changed() -> bool:
    """Whether the plan or the company differs from the open scenario's version."""
    held = opened.current()
    return held is not None and (held.code, held.company) != (encode(plan()), state.company_key())


def save(why: str = "", kind: Kind = "saved") -> None:
    """Save the plan as the next version of the open scenario; a conflict waits for the reader's choice."""
    held = opened.current()
    if held is not None:
        on = (held.scenario, held.number)
        saving = access.doing(scenarios.save, on, _content(), signed(why, kind))
        _settled(held.name, _do(_with_data(held.scenario, saving)))


def save_as(name: str, why: str = "", merged: tuple[str, int] | None = None) -> None:
    """Keep the plan as a new scenario, and work on it from here on; `merged` is a version that was merged into it."""
    how = signed(why, "merged" if merged else "saved", merged)
    made = _do(_with_data("", access.doing(scenarios.begin, name, _content(), how)))
    if made is not None:
        _work_on(made.name, made.head)


def branch(source: Version, name: str) -> None:
    """Begin a new scenario as a version of another, and open it."""
    place = (source.scenario, source.number)
    made = _do(access.doing(scenarios.branch, name, place, signed(kind="branched")))
    if made is not None:
        show(made)


def show(one: Kept) -> None:
    """Open a kept scenario with the data that it is pinned to; undo comes back."""
    show_version(one.name, one.head)


def show_version(name: str, version: Version) -> None:
    """Open a version; the next save builds on it."""
    company = kept.company_of(version)
    if company is None:
        state.refuse(t("kept.no_data", name=unmarked(name)))
        return
    state.look_at(companies.key_of(version.content), kept.plan_of(version, company))
    _work_on(name, version)


def open_merged(one: Kept, code: str) -> None:
    """Look at a plan made of a scenario and another, with the data that it is pinned to."""
    show(one)
    opened.close()
    state.look_at(state.company_key(), kept.plan_of_code(code))


def rebase(one: Kept, data: str) -> None:
    """Save a scenario's plan anew with other data and today's model, and open it."""
    key = one.head.content.company if one.head.content.company in SAMPLES else data
    company = companies.find(key)
    if company is None:
        state.refuse(t("kept.no_data", name=unmarked(one.name)))
        return
    state.look_at(key, kept.plan_of(one.head, company))
    opened.open_as(Opened(one.id, one.name, one.head.number, key, ""))
    save(t("kept.rebase.why"), "rebased")


def return_to(one: Kept, version: Version) -> None:
    """Make an older version the newest again, as a save of its own, and open it."""
    how = signed(t("kept.returned_to", number=version.number), kind="returned")
    done = _do(access.doing(scenarios.save, (one.id, one.head.number), version.content, how))
    if isinstance(done, Version):
        show_version(one.name, done)


def shelve(action: "Action[Given, object]", *arguments: Given.args, **named: Given.kwargs) -> bool:
    """Do something to the library besides saving; whether it was done."""
    done = access.doing(action, *arguments, **named)

    def shelved(base: Database) -> bool:
        done(base)
        return True

    return bool(_do(shelved))


def made(action: "Action[Given, Answer]", *arguments: Given.args, **named: Given.kwargs) -> Answer | None:
    """What an action of the store makes; nothing where it was refused, which is said."""
    return _do(access.doing(action, *arguments, **named))


def conflict() -> tuple[str, Conflict] | None:
    """The save that waits for a choice: the scenario's name and what differs."""
    found: tuple[str, Conflict] | None = st.session_state.get(CONFLICT)
    return found


def drop_conflict() -> None:
    """Do not save; the plan stays as it is in this window."""
    st.session_state.pop(CONFLICT, None)
    state.touch()


def settle(code: str) -> None:
    """Save what the reader chose, on the version that the other one made, and look at it."""
    found = conflict()
    if found is None:
        return
    name, differing = found
    base = opened.current()
    state.look_at(state.company_key(), kept.plan_of_code(code))
    if base is not None:
        opened.open_as(Opened(base.scenario, name, differing.theirs.number, base.company, base.code))
    st.session_state.pop(CONFLICT, None)
    save(t("kept.joined"))


def signed(why: str = "", kind: Kind = "saved", merged: tuple[str, int] | None = None) -> Signed:
    """Who saves and why; the key stays the same until a save was answered."""
    once = st.session_state.setdefault(ONCE, secrets.token_hex(16))
    return Signed(key=once, author=visitor.name(), why=why, kind=kind, merged=merged)


def _with_data(scenario: str, action: Callable[[Database], Answer]) -> Callable[[Database], Answer]:
    """A save, once the data that it needs are kept; data that are only lent stay where they are."""
    if not companies.is_own(state.company_key()):
        return action
    data = access.doing(keep_content, scenario, state.data())

    def both(base: Database) -> Answer:
        data(base)
        return action(base)

    return both


def _content() -> Content:
    """The plan as it is kept."""
    return Content(
        code=encode(plan()),
        company=state.company_key(),
        data=state.data().content_hash,
        model=MODEL_VERSION,
        figures=snapshots.of(projections.current()),
    )


def _settled(name: str, done: Version | Conflict | None) -> None:
    if isinstance(done, Conflict):
        st.session_state[CONFLICT] = (name, done)
    elif done is not None:
        _work_on(name, done)


def _work_on(name: str, version: Version) -> None:
    """What is open from here on: the version, as the window writes it."""
    opened.open_as(Opened(version.scenario, name, version.number, state.company_key(), encode(plan())))


def _do(action: Callable[[Database], Answer]) -> Answer | None:
    """Do it; a store that is down or refuses says so in one sentence, and then nothing was changed."""
    state.touch()
    try:
        done = stored.attempt(action, None)
    except StoreRefused as refused:
        state.refuse(stored.sentence(refused))
        return None
    if stored.is_down():
        state.refuse(t("kept.down"))
        return None
    st.session_state.pop(ONCE, None)
    return done
