"""A workspace with something of everything, each marked by a canary, and everybody who may come to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from model.company import Company
from model.samples import load_sample
from store import companies, links, lookbacks, receipts, scenarios, shelf, words
from store.database import Database
from store.drafts import Draft, keep_drafts
from store.kinds import Kept
from store.links import Lead
from store.marks import new_identity
from store.receipts import About
from store.rights import Entry, entered
from store.workspaces import new_workspace
from tests.store.plans import LOOKED, begun, content, signed

CANARY, OPEN = "canary", "Open plan"  # in everything but what the links to one scenario lead to
WHOLE = ("owner", "editor", "viewer")
ONE = ("scenario-editor", "trier", "reader", "pinned")
NOWHERE = ("revoked", "expired", "tampered")
ACTORS = (*WHOLE, *ONE, *NOWHERE, "stranger")


@dataclass(frozen=True)
class World:
    """The workspace, what is in it, a workspace of somebody else, and the secret of everybody who comes by a link."""

    database: Database
    workspace: str
    other: str
    one: Kept  # where the links to one scenario lead
    secret: Kept
    gone: Kept
    link: str
    secrets: Mapping[str, str]

    def entry(self, actor: str) -> Entry:
        """Where somebody gets in; raises StoreRefused for a link that leads nowhere."""
        if actor == "stranger":
            return Entry(self.other, "owner")
        return entered(self.database, self.secrets[actor])


@cache
def company() -> Company:
    """A company that one workspace holds."""
    return load_sample("services")


def made(database: Database) -> World:
    """The world."""
    workspace, other = new_workspace(database, "canary workspace"), new_workspace(database)
    companies.keep_company(database, workspace, company())
    pinned = content(data=company().content_hash)
    one = scenarios.begin(database, workspace, OPEN, pinned, signed("Ada"))
    scenarios.save(database, workspace, (one.id, 1), replace(pinned, code="1~~a~1"), signed("Ada"))
    secret, gone = (begun(database, workspace, name, f"1~~{CANARY}~1") for name in ("canary plan", "canary gone"))
    shelf.annotate(database, workspace, secret.id, "canary note")
    shelf.tag(database, workspace, secret.id, ("canary tag",))
    shelf.delete(database, workspace, gone.id)
    words.keep_remarks(database, workspace, "saas", "canary remark")
    words.keep_mapping(database, workspace, "canary mapping", "canary = 1")
    receipts.write(database, workspace, {"decided": "canary"}, About(key="canary"))
    lookbacks.keep_lookback(database, workspace, company().name, replace(LOOKED, plan="canary look-back"))
    keep_drafts(database, (Draft(workspace, new_identity(), 1, "canary draft"),))
    link, _ = links.create(database, workspace, Lead(role="viewer", name="canary link"))
    secrets = {actor: links.create(database, workspace, lead)[1] for actor, lead in _leads(one.id).items()}
    for held in links.links(database, workspace):
        if held.name == "revoked":
            links.revoke(database, workspace, held.id)
    secrets["tampered"] = secrets["owner"][:-2] + secrets["owner"][-2:].swapcase() + "_"
    return World(database, workspace, other, one, secret, gone, link.id, secrets)


def _leads(one: str) -> dict[str, Lead]:
    return {
        "owner": Lead(role="owner"),
        "editor": Lead(role="editor"),
        "viewer": Lead(role="viewer"),
        "scenario-editor": Lead(role="editor", scenario=one),
        "trier": Lead(role="trier", scenario=one),
        "reader": Lead(role="viewer", scenario=one),
        "pinned": Lead(role="trier", scenario=one, number=1),
        "revoked": Lead(role="owner", name="revoked"),
        "expired": Lead(role="owner", expires=datetime.now(UTC) - timedelta(seconds=1)),
    }
