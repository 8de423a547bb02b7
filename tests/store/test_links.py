"""Links: short, unguessable, for one scenario or a workspace, ended or taken back at once, and nothing else is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from store import links, shelf
from store.database import Database
from store.failures import StoreRefused
from store.links import Lead
from store.rights import entered
from store.tables import LINKS
from tests.store.plans import begun

NAME = " Board\u202e\n=1+1\t<b>x</b> "


def test_a_link_leads_where_it_was_made_for_until_it_is_taken_back(database: Database, workspace: str, other: str):
    kept = begun(database, workspace)
    link, secret = links.create(database, workspace, Lead(role="viewer", scenario=kept.id, name="Board"))
    assert links.resolve(database, secret) == link
    with pytest.raises(StoreRefused, match="gone"):
        links.revoke(database, other, link.id)
    links.revoke(database, workspace, link.id)
    assert links.resolve(database, secret) is None
    assert [one.revoked is not None for one in links.links(database, workspace)] == [True]


def test_a_secret_has_256_bits_fits_into_an_address_and_is_not_kept(database: Database, workspace: str):
    made = [links.create(database, workspace, Lead(role="viewer")) for _ in range(20)]
    assert len({secret for _, secret in made}) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for _, secret in made)
    with database.reading() as connection:
        held = " ".join(str(value) for row in connection.execute(LINKS.select()) for value in row)
    assert not any(secret in held for _, secret in made)


def test_whatever_leads_nowhere_is_answered_in_the_same_way(database: Database, workspace: str):
    kept = begun(database, workspace)
    past = datetime.now(UTC) - timedelta(seconds=1)
    _, ended = links.create(database, workspace, Lead(role="owner", expires=past))
    _, whole = links.create(database, workspace, Lead(role="viewer"))
    _, deleted = links.create(database, workspace, Lead(role="editor", scenario=kept.id))
    back, revoked = links.create(database, workspace, Lead(role="viewer"))
    links.revoke(database, workspace, back.id)
    shelf.delete(database, workspace, kept.id)
    turned = whole[:-1] + ("A" if whole[-1] != "A" else "B")
    tampered = ("", "never", turned, whole.lower(), whole[:-1], f"{whole}=", f" {whole}", "A" * 100_000, "\x00", "é")
    for secret in (ended, deleted, revoked, *tampered):
        with pytest.raises(StoreRefused, match=r"^no_link$"):
            entered(database, secret)
    assert entered(database, whole).workspace == workspace
    shelf.restore(database, workspace, kept.id)
    assert entered(database, deleted).scenario == kept.id


def test_a_link_to_another_workspaces_scenario_or_to_no_version_is_refused(
    database: Database, workspace: str, other: str
):
    kept = begun(database, workspace)
    for where, lead in (
        (other, Lead(role="viewer", scenario=kept.id)),
        (workspace, Lead(role="viewer", scenario=kept.id, number=2)),
        (workspace, Lead(role="viewer", number=1)),
    ):
        with pytest.raises(StoreRefused, match="gone"):
            links.create(database, where, lead)
    assert links.links(database, workspace) == links.links(database, other) == ()


def test_a_role_is_given_only_for_what_it_makes_sense_for(database: Database, workspace: str):
    kept = begun(database, workspace)
    for lead in (
        Lead(role="trier"),
        Lead(role="owner", scenario=kept.id),
        Lead(role="editor", scenario=kept.id, number=1),
        Lead(role="root", scenario=kept.id),  # type: ignore[arg-type]
    ):
        with pytest.raises(StoreRefused, match="not_allowed"):
            links.create(database, workspace, lead)


def test_roles_are_steps(database: Database, workspace: str):
    link, _ = links.create(database, workspace, Lead(role="trier", scenario=begun(database, workspace).id))
    assert [role for role in links.ROLES if links.allows(link, role)] == ["viewer", "trier"]


def test_the_name_of_a_link_is_one_plain_line(database: Database, workspace: str):
    link, _ = links.create(database, workspace, Lead(role="viewer", name=NAME * 40))
    assert link.name.startswith("Board =1+1 <b>x</b> Board")
    assert len(link.name) == 120
    assert link.name.isprintable()
