"""The draft of this window: where the reader is, the way there and back, the scenario that is open, who answers for moves.

Handed to the writer after each move; read when a visitor comes with a bare address, or with one that a draft knows. It is
kept in the visitor's own workspace, also under a link, and found again by whoever comes to the same place.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from store import rights
from store.database import Database
from store.drafts import Draft, keep_drafts, list_drafts
from store.kinds import Kept
from ui import access, companies, opened, owner_names, remarks, stored, visitor
from ui.address import Address
from ui.autosave import writer
from ui.journey import Point, Session
from ui.link import decode, encode
from ui.opened import Opened

MOST = 60  # steps back, and as many forth
OFFERED, CODES = "draft-offered", "draft-codes"
Written = tuple[str, str]  # company, code


def offer(session: Session) -> None:
    """Hand the state to the writer when it is another than the last that was handed over."""
    now = (session.here, session.past, session.future, opened.current(), owner_names.all_names())
    before = st.session_state.get(OFFERED)
    if not visitor.workspace() or (before is not None and _same(before, now)):
        return
    st.session_state[OFFERED] = now
    writer().offer(key(), _saving(content(session, opened.current())))


def key() -> tuple[str, ...]:
    """What the writer calls this window's draft."""
    return ("draft", visitor.tab())


def content(session: Session, held: Opened | None) -> Callable[[], str]:
    """What writes the draft's text; the codes of steps that were written before are known."""
    codes: dict[int, tuple[Point, str]] = st.session_state.setdefault(CODES, {})
    past, future = session.past[-MOST:], session.future[:MOST]
    owners = owner_names.all_names()

    def text() -> str:
        written = {
            "here": _written(session.here, codes),
            "past": [_written(point, codes) for point in past],
            "future": [_written(point, codes) for point in future],
            "opened": opened.written(held),
            "owners": owners,
        }
        alive = {id(point) for point in (session.here, *past, *future)}
        for old in set(codes) - alive:
            codes.pop(old, None)
        return json.dumps(written)

    return text


def begun(first: Session, address: Address) -> Session:
    """The session of a visitor who comes: their last draft at a bare address, else the history that knows the address.

    A link to a scenario opens it as it is kept; a draft that began with that version comes first, an older one is a step back.
    """
    mine = access.own()
    drafts = stored.attempt(lambda base: rights.do(base, mine, list_drafts), ()) if mine.workspace else ()
    contents = [found for draft in drafts if draft.place == access.place() and (found := _read(draft.content))]
    bare = not {"c", "s"} & set(address)
    here = (first.here.company, encode(first.here.plan))
    known = next((found for found in contents if bare or tuple(found["here"]) == here), None)
    session = _after(first, contents) if known is None else _resumed(first, known, bare=bare)
    one = access.shown() if bare else None
    return session if one is None else _opened(session, one, known is not None)


def _after(first: Session, contents: Sequence[Mapping[str, Any]]) -> Session:
    """The session at an address that somebody else made: what the visitor did last is one step back."""
    last = _point(contents[0]["here"]) if contents else None
    return first if last is None else replace(first, past=(last,))


def _opened(session: Session, one: Kept, resumed: bool) -> Session:
    """The session at a scenario that a link leads to; from a draft it is one step."""
    held, key = opened.current(), companies.key_of(one.head.content)
    found = companies.find(key) if key else None
    if found is None or (held is not None and (held.scenario, held.number) == (one.id, one.head.number)):
        return session
    plan = decode(one.head.content.code, found.members)[0]
    opened.open_as(Opened(one.id, one.name, one.head.number, key, encode(plan)))
    there = Point(key, plan, remarks.of(key))
    return replace(session, past=(*session.past, session.here) if resumed else (), here=there, future=())


def _resumed(first: Session, known: Mapping[str, Any], *, bare: bool) -> Session:
    here = _point(known["here"]) if bare else first.here
    if here is None:
        return first
    opened.resume(known.get("opened"))
    owner_names.resume(known.get("owners"))
    past, future = (tuple(point for each in known[name] if (point := _point(each))) for name in ("past", "future"))
    return replace(first, here=here, past=past, future=future, ignored=() if bare else first.ignored)


def _point(written: object) -> Point | None:
    """A step of a draft, or None when its company is no longer held."""
    if not isinstance(written, list) or len(written) != 2 or not all(isinstance(text, str) for text in written):
        return None
    company, code = written
    found = companies.find(company) if companies.is_key(company) else None
    return None if found is None else Point(company, decode(code, found.members)[0], remarks.of(company))


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    whole = isinstance(found, dict) and all(isinstance(found.get(name), list) for name in ("here", "past", "future"))
    return found if whole else {}


def _written(point: Point, codes: dict[int, tuple[Point, str]]) -> Written:
    held = codes.get(id(point))
    code = held[1] if held is not None and held[0] is point else encode(point.plan)
    codes[id(point)] = (point, code)
    return point.company, code


def _saving(text: Callable[[], str]) -> Callable[[Database, int], None]:
    workspace, tab, place = visitor.workspace(), visitor.tab(), access.place()
    return lambda database, number: keep_drafts(database, (Draft(workspace, tab, number, text(), place),))


def _same(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    """Whether nothing moved; steps are compared by identity, which is enough and costs nothing."""
    return before[0] is now[0] and before[1] is now[1] and before[2] is now[2] and before[3:] == now[3:]
