"""The way of one reader through companies and plans: steps from one session to the next.

Undo never wipes: a link that is opened, a company that is changed and a reset are steps like any other.
"""

from dataclasses import dataclass, field, replace

from model.scenario import Scenario
from ui import companies, looks, remarks
from ui.address import Address
from ui.link import Ignored, Plan, decode, encode
from ui.link_text import safe
from ui.looks import Looks
from ui.remarks import Remarks
from ui.words import LANGUAGES, Language

LONGEST_HISTORY = 200
MOST_LOOKS = 4  # that are told not to be known
LAG = 0.3  # seconds in which the browser may still show the address before our last


@dataclass(frozen=True)
class Point:
    """A place in the history: a company's key, the plan made for it, and what was said of its assumptions."""

    company: str
    plan: Plan
    remarks: Remarks = field(default_factory=dict)


@dataclass(frozen=True)
class Session:
    """One reader's state; `address` is what we wrote last, `touched` says that a widget started this run."""

    here: Point
    language: Language
    looks: Looks = field(default_factory=dict)
    past: tuple[Point, ...] = ()
    future: tuple[Point, ...] = ()
    last: tuple[Scenario, Scenario] | None = None
    ignored: tuple[Ignored, ...] = ()
    address: Address | None = None
    address_before: Address | None = None
    written_at: float = 0.0
    touched: bool = False
    page: str = ""


def gone(session: Session, there: Point) -> Session:
    """The session after a step to another point."""
    if there == session.here:
        return session
    return _arrived(replace(session, past=_longer(session), future=()), there)


def undone(session: Session) -> Session:
    """The session one step back."""
    if not session.past:
        return session
    back = replace(session, past=session.past[:-1], future=(session.here, *session.future))
    return _arrived(back, session.past[-1])


def redone(session: Session) -> Session:
    """The session one step forth again."""
    if not session.future:
        return session
    forth = replace(session, past=_longer(session), future=session.future[1:])
    return _arrived(forth, session.future[0])


def adopted(session: Session, address: Address, spoken: Language) -> Session:
    """The session at an address: company, plan and language, each falling back to its default."""
    key = address.get("c", companies.default_key())
    found = companies.find(key) if companies.is_key(key) else None
    plan, ignored = decode(address.get("s", ""), (found or companies.default()).members)
    opened = key if found else companies.default_key()
    there = Point(opened, plan, remarks.of(opened))
    arrived = gone(session, there) if session.address is not None else replace(session, here=there)
    lost = () if found else (Ignored("company"),)
    seen, unknown = looks.read(address.get("d", ""))
    misread = tuple(Ignored("look", given=safe(part)) for part in unknown[:MOST_LOOKS])
    asked = next((known for known in LANGUAGES if known == address.get("lang")), spoken)
    return replace(arrived, language=asked, looks=seen, ignored=(*lost, *ignored, *misread))


def fallen_back(session: Session) -> Session:
    """The session at the default company, when the one that was open is no longer held."""
    key = companies.default_key()
    there = Point(key, Plan(months=session.here.plan.months), remarks.of(key))
    return replace(session, here=there, last=None, ignored=(Ignored("company"),))


def foreign(session: Session, address: Address, page: str, now: float) -> bool:
    """Whether we did not write an address. Moving between pages drops ours, and it may lag behind."""
    if session.touched or session.address is None or address == session.address:
        return False
    if not address and page != session.page:
        return False
    return not (address == session.address_before and now - session.written_at < LAG)


def address_of(session: Session, spoken: Language) -> Address:
    """The address of a session: what differs from the default; `spoken` is the browser's language."""
    texts = {
        "c": "" if session.here.company == companies.default_key() else session.here.company,
        "s": encode(session.here.plan),
        "d": looks.written(session.looks),
        "lang": "" if session.language == spoken else session.language,
    }
    return {name: text for name, text in texts.items() if text}


def _longer(session: Session) -> tuple[Point, ...]:
    return (*session.past, session.here)[-LONGEST_HISTORY:]


def _arrived(session: Session, there: Point) -> Session:
    remarks.keep(there.company, there.remarks)
    before, after = session.here.plan.scenario, there.plan.scenario
    last = session.last if before == after else (before, after)
    same = session.here.company == there.company and session.here.plan.evidence == there.plan.evidence
    return replace(session, here=there, last=last if same else None, ignored=(), touched=True)
