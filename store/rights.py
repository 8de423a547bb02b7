"""Who may do what: every action of the store that belongs to a workspace, and the least role that it asks for.

`do` is the one door: it does an action in the workspace that somebody was let into, or refuses it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from store import bringing, bundle, companies, drafts, links, lookbacks, receipts, scenarios, shelf, words
from store.database import Database
from store.failures import StoreRefused
from store.links import ROLES, Link, Role

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Action = Callable[Concatenate[Database, str, Given], Answer]


@dataclass(frozen=True)
class Entry:
    """How far somebody is let in: into a workspace, or one scenario of it, or one version of that."""

    workspace: str
    role: Role
    scenario: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Right:
    """The least role for an action: of whoever is let into the whole workspace, and into one scenario (none: never)."""

    whole: Role
    one: Role | None = None


RIGHTS: Mapping[Callable[..., Any], Right] = {
    scenarios.library: Right("viewer"),
    scenarios.shown: Right("viewer", "viewer"),
    scenarios.find: Right("viewer", "editor"),
    scenarios.versions: Right("viewer", "editor"),
    scenarios.version: Right("viewer", "editor"),
    scenarios.begin: Right("editor"),
    scenarios.branch: Right("editor"),
    scenarios.save: Right("editor", "editor"),
    shelf.rename: Right("editor"),
    shelf.annotate: Right("editor"),
    shelf.tag: Right("editor"),
    shelf.favour: Right("editor"),
    shelf.lock: Right("editor"),
    shelf.archive: Right("owner"),
    shelf.delete: Right("owner"),
    shelf.restore: Right("owner"),
    companies.company_of: Right("viewer"),
    companies.holds: Right("viewer"),
    companies.is_pinned: Right("viewer", "viewer"),
    companies.pinned_company: Right("viewer", "viewer"),
    companies.newest_of: Right("viewer", "viewer"),
    companies.list_data: Right("viewer"),
    companies.list_companies: Right("viewer"),
    companies.newest_data: Right("viewer"),
    companies.keep_company: Right("editor"),
    companies.keep_content: Right("editor", "editor"),
    words.remarks_of: Right("viewer"),
    words.keep_remarks: Right("editor"),
    words.mappings: Right("editor"),
    words.keep_mapping: Right("editor"),
    receipts.receipts: Right("editor"),
    receipts.write: Right("editor"),
    lookbacks.lookbacks: Right("viewer"),
    lookbacks.keep_lookback: Right("editor"),
    lookbacks.forget_lookback: Right("editor"),
    links.links: Right("owner"),
    links.create: Right("owner"),
    links.revoke: Right("owner"),
    bundle.export: Right("owner"),
    bringing.bring: Right("owner"),
    drafts.list_drafts: Right("owner"),
}


def entered(database: Database, secret: str) -> Entry:
    """Where a link's secret lets in now; raises StoreRefused, in the same way for all that lead nowhere."""
    link = links.resolve(database, secret)
    if link is None:
        raise StoreRefused("no_link")
    return entry_of(link)


def entry_of(link: Link) -> Entry:
    """Where a link lets in."""
    return Entry(link.workspace, link.role, link.scenario, link.number)


def do(
    database: Database,
    entry: Entry,
    action: "Action[Given, Answer]",
    *arguments: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """What an action answers in the workspace of an entry; raises StoreRefused when that gives no right to it."""
    if not allows(entry, action, arguments):
        raise StoreRefused("not_allowed")
    return action(database, entry.workspace, *arguments, **named)


def allows(entry: Entry, action: Callable[..., Any], arguments: tuple[Any, ...] = ()) -> bool:
    """Whether an entry gives the right to an action; with one scenario, `arguments` begin with that scenario."""
    right = RIGHTS[action]
    least = right.whole if entry.scenario is None else right.one
    if least is None or ROLES.index(entry.role) < ROLES.index(least):
        return False
    return entry.scenario is None or _place(arguments)[: 1 + (entry.number is not None)] == _leads(entry)


def scenario_of(arguments: tuple[Any, ...]) -> str:
    """The scenario that an action is asked for, where it is asked for one: the first argument, or the first of a pair."""
    named = _place(arguments)[:1]
    return named[0] if named and isinstance(named[0], str) else ""


def _leads(entry: Entry) -> tuple[Any, ...]:
    return (entry.scenario,) if entry.number is None else (entry.scenario, entry.number)


def _place(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The scenario that an action is asked for, and the version: two arguments, or one pair."""
    first = arguments[:1]
    return first[0] if first and isinstance(first[0], tuple) else arguments[:2]
