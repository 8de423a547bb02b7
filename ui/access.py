"""How far this run is let in: by a stored link whose secret is in the address (`l`), else as owner of one's own workspace.

The link is asked for anew at every run and again before every action, so that taking it back works at once. A link that
leads nowhere opens nothing, and one sentence says so whatever the reason.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from store import links, rights, scenarios
from store.database import Database
from store.failures import StoreRefused
from store.kinds import Kept
from store.links import Link, Role
from store.rights import Action, Entry
from ui import address, stored, tries, visitor
from ui.pages import VIEW
from ui.words import t

FOUND, UNKNOWN, SEEN, PICKED = "link-found", "link-unknown", "link-seen", "link-picked"
KNOWN = "link-known"  # the secret that has let this window in

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Other = TypeVar("Other")


def begin() -> None:
    """Ask where the address lets in, at the start of a run."""
    st.session_state[SEEN] = {}
    st.session_state[FOUND] = _resolved(address.secret()) if address.secret() else None


def current() -> Link | None:
    """The link of this run, if it has one that leads somewhere."""
    found: Link | None = st.session_state.get(FOUND)
    return found


def refused() -> str:
    """Why the address opens nothing, in one sentence that is the same for every link; nothing where all is well."""
    if not address.secret() or current() is not None:
        return ""
    return t("access.down" if stored.is_down() else "access.refused")


def leave() -> None:
    """Go on in one's own workspace: this window forgets all that it had from the link, the address keeps the plan."""
    mine = st.session_state.get(visitor.WORKSPACE, "")
    address.leave()
    st.session_state[visitor.WORKSPACE] = mine


def role() -> Role:
    """What this run may do at most: everything in one's own workspace, what its link gives under a link."""
    link = current()
    return "viewer" if refused() else "owner" if link is None else link.role


def may(least: Role) -> bool:
    """Whether this run has at least the rights of a role."""
    return not refused() and links.ROLES.index(role()) >= links.ROLES.index(least)


def workspace() -> str:
    """The workspace whose library this run works in: that of a link to all of it, else one's own; nothing without one."""
    link = current()
    return visitor.workspace() if link is None or link.scenario else link.workspace


def place() -> str:
    """What a draft of this run belongs to: the scenario or workspace of the link; nothing in one's own."""
    link = current()
    return "" if link is None else link.scenario or link.workspace


def opens(page: str) -> bool:
    """Whether this run may see a page: who only reads sees one page, and everybody else all."""
    return page == VIEW or may("trier")


def shown() -> Kept | None:
    """The scenario that is read: the link's in its version, of a link to a whole workspace the one picked; else None."""
    link = current()
    if link is None:
        return None
    if link.scenario:
        return ask(None, scenarios.shown, link.scenario, link.number)
    picked = str(st.session_state.get(PICKED, ""))
    return ask(None, scenarios.shown, picked, None) if picked else None


def pick(scenario: str) -> None:
    """Read this scenario of the workspace that a link leads to."""
    st.session_state[PICKED] = scenario


def once(key: tuple[str, ...], asked: Callable[[], bool]) -> bool:
    """An answer that holds for this run."""
    seen: dict[tuple[str, ...], bool] = st.session_state.setdefault(SEEN, {})
    if key not in seen:
        seen[key] = asked()
    return seen[key]


def own() -> Entry:
    """One's own workspace, which needs no link."""
    return Entry(visitor.workspace(), "owner")


def doing(
    action: "Action[Given, Answer]", *arguments: Given.args, **named: Given.kwargs
) -> Callable[[Database], Answer]:
    """An action of the store as this run may do it, where it belongs; it raises StoreRefused when the link gives no right.

    What names the link's scenario first, or comes by a link to a whole workspace, happens there; all else in one's own.
    """
    key, mine = address.secret(), own()
    return lambda database: rights.do(database, _entry(database, key, mine, arguments), action, *arguments, **named)


def ask(
    otherwise: Other, action: "Action[Given, Answer]", *arguments: Given.args, **named: Given.kwargs
) -> Answer | Other:
    """What the store answers to a reader, or `otherwise` when nothing is kept, cannot be reached, or is not for them."""
    if not (address.secret() or visitor.workspace()):
        return otherwise
    try:
        return stored.attempt(doing(action, *arguments, **named), otherwise)
    except StoreRefused:
        return otherwise


def allows(action: Callable[..., Any], *arguments: Any) -> bool:
    """Whether this run may do an action, as far as its link was known at the start of the run."""
    if refused():
        return False
    link = current()
    entry = own() if link is None else rights.entry_of(link)
    return rights.allows(_for(entry, own(), arguments), action, arguments)


def still_allows(action: Callable[..., Any], *arguments: Any) -> bool:
    """Whether this run may do an action, asked anew: what a press does comes before its run has asked for the link."""
    key, mine = address.secret(), own()
    if not key:
        return True
    try:
        entry = stored.attempt(lambda database: _entry(database, key, mine, arguments), None)
    except StoreRefused:
        return False
    return entry is not None and rights.allows(entry, action, arguments)


def _resolved(key: str) -> Link | None:
    """The link of a secret; a visitor who tried too many that lead nowhere is not answered for a while."""
    who, where = visitor.holder() or st.context.ip_address or "", st.context.ip_address or ""
    if key != st.session_state.get(KNOWN) and tries.are_spent(who, where):
        return None
    found = stored.attempt(lambda database: links.resolve(database, key), None)
    if found is None and not stored.is_down() and st.session_state.get(UNKNOWN) != key:
        tries.note(who, where)
        st.session_state[UNKNOWN] = key
    if found is not None:
        st.session_state[KNOWN] = key  # whoever is in stays in, whatever others around them try
    return found


def _entry(database: Database, key: str, mine: Entry, arguments: tuple[Any, ...]) -> Entry:
    """Where an action happens, asked anew; raises StoreRefused when the link leads nowhere any more."""
    return _for(rights.entered(database, key), mine, arguments) if key else mine


def _for(entry: Entry, mine: Entry, arguments: tuple[Any, ...]) -> Entry:
    """The link's entry for what it leads to, one's own for all else."""
    return entry if entry.scenario in (None, rights.scenario_of(arguments)) else mine
