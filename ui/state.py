"""What one reader looks at: company, plan, language, history. Only this module touches session and address.

The plan is the one source of truth. Widgets (see ui.widgets) are drawn from it and their callbacks replace it; after each run
the address holds it, and an address that we did not write (a link, the browser's Back) is adopted.
"""

import time
from dataclasses import replace
from typing import Literal

import streamlit as st

from model.company import Company
from model.scenario import AS_IS, Scenario
from ui import address, calibrations, companies, drafts, journey, remarks, widgets
from ui.evidence import Evidence
from ui.journey import Point, Session
from ui.link import HORIZONS, Ignored, Plan, encode
from ui.looks import Looks
from ui.policy import Policy
from ui.remarks import Remark, Remarks
from ui.words import Language

KEY = "tandem"
REFUSED = "refused"


def begin() -> None:
    """Make sure that a session exists; the first run adopts the address."""
    if KEY not in st.session_state:
        first = Session(Point(companies.default_key(), Plan()), address.browser_language())
        arrived = journey.adopted(first, address.read(), address.browser_language())
        st.session_state[KEY] = drafts.begun(arrived, address.read())


def has_begun() -> bool:
    """Whether this window has shown anything yet."""
    return KEY in st.session_state


def follow(page: str) -> bool:
    """Adopt an address that we did not write, then write ours; True when the language changed by it."""
    session = before = _session()
    if journey.foreign(session, address.read(), page, time.monotonic()):
        session = journey.adopted(session, address.read(), address.browser_language())
    _write(replace(session, page=page, touched=False))
    drafts.offer(_session())
    widgets.begin_run()
    return session.language != before.language


def follow_language() -> None:
    """Let the address hold the language alone, where a page shows what is not the reader's own plan."""
    spoken = language()
    address.write({} if spoken == address.browser_language() else {"lang": spoken})
    widgets.begin_run()


def company() -> Company:
    """The company looked at, as the evidence makes it."""
    return calibrations.applied(data(), evidence())


def data() -> Company:
    """The company looked at, as its figures have it."""
    found = companies.find(_session().here.company)
    if found is None:
        st.session_state[KEY] = journey.fallen_back(_session())
    return found or companies.default()


def company_key() -> str:
    """The key of the company looked at."""
    return _session().here.company


def evidence() -> Evidence:
    """What the reader makes of the company's data."""
    return _session().here.plan.evidence


def believe(after: Evidence) -> None:
    """Make something else of the company's data."""
    here = _session().here
    _go(replace(here, plan=replace(here.plan, evidence=after)))


def policy() -> Policy:
    """The reader's judgement where it differs from the house's."""
    return _session().here.plan.policy


def judge(after: Policy) -> None:
    """Judge otherwise; undo comes back."""
    here = _session().here
    _go(replace(here, plan=replace(here.plan, policy=after)))


def looks() -> Looks:
    """What is looked at on the pages that let the reader choose, where it is not the usual."""
    return _session().looks


def look(name: str, value: str) -> None:
    """Look at something else; nothing means the usual."""
    kept = {choice: held for choice, held in looks().items() if choice != name}
    st.session_state[KEY] = replace(_session(), looks={**kept, name: value} if value else kept, touched=True)


def remarked() -> Remarks:
    """What was said of the company's assumptions."""
    return _session().here.remarks


def remark(name: str, said: Remark) -> None:
    """Say something else of one assumption."""
    here = _session().here
    _go(replace(here, remarks={**here.remarks, name: said}))


def currency() -> str:
    """The currency of the company looked at."""
    return company().currency if KEY in st.session_state else "EUR"


def scenario() -> Scenario:
    """The scenario looked at."""
    return _session().here.plan.scenario


def months() -> int:
    """How many months are looked at."""
    return _session().here.plan.months


def language() -> Language:
    """The language of this reader; where there is no session, the one that the address or the browser asks for."""
    return _session().language if KEY in st.session_state else address.spoken()


def theme() -> Literal["light", "dark"]:
    """Whether the reader's screen is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def last_move() -> tuple[Scenario, Scenario] | None:
    """The scenario before and after the last change."""
    return _session().last


def ignored() -> tuple[Ignored, ...]:
    """What the last link said that was not used."""
    return _session().ignored


def change(after: Scenario) -> None:
    """Replace the scenario."""
    here = _session().here
    _go(replace(here, plan=replace(here.plan, scenario=after)))


def look_ahead(months: int) -> None:
    """Change the horizon."""
    here = _session().here
    if months in HORIZONS:
        _go(replace(here, plan=replace(here.plan, months=months)))


def open_company(key: str) -> None:
    """Look at another company, as it is; undo comes back."""
    session = _session()
    if key != session.here.company and companies.find(key):
        _go(Point(key, Plan(months=session.here.plan.months), remarks.of(key)))


def look_at(key: str, plan: Plan) -> None:
    """Look at a company and a plan at once; undo comes back."""
    _go(Point(key, plan, remarks.of(key)))


def speak(spoken: Language) -> None:
    """Change the language."""
    st.session_state[KEY] = replace(_session(), language=spoken, touched=True)


def reset() -> None:
    """Every lever, shock and assumption as it is; undo comes back."""
    change(AS_IS)


def has_moved() -> bool:
    """Whether anything differs from the company as it is."""
    return bool(encode(Plan(scenario())))


def refuse(sentence: str) -> None:
    """Say at the next run why something typed was not taken."""
    st.session_state[REFUSED] = sentence


def refused() -> str:
    """What was not taken, said once."""
    return str(st.session_state.pop(REFUSED, ""))


def touch() -> None:
    """Say that this run comes from a widget, not from an address."""
    st.session_state[KEY] = replace(_session(), touched=True)


def can_undo() -> bool:
    """Whether there is a step back."""
    return bool(_session().past)


def can_redo() -> bool:
    """Whether a step back can be taken forth again."""
    return bool(_session().future)


def undo() -> None:
    """One step back."""
    st.session_state[KEY] = journey.undone(_session())


def redo() -> None:
    """One step forth again."""
    st.session_state[KEY] = journey.redone(_session())


def _session() -> Session:
    begin()
    session: Session = st.session_state[KEY]
    return session


def _go(there: Point) -> None:
    st.session_state[KEY] = journey.gone(_session(), there)


def _write(session: Session) -> None:
    """Put the state into the address, as one entry of the browser's history."""
    shown = journey.address_of(session, address.browser_language())
    address.write(shown)
    if shown != session.address:
        before, now = session.address, time.monotonic()
        session = replace(session, address=shown, address_before=before, written_at=now)
    st.session_state[KEY] = session
