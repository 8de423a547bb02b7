"""Handing a plan out: a link is made with its role and end, its address is shown once, and it is taken back."""

import struct
import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from store import links, scenarios
from store.database import database
from store.kinds import Signed
from store.links import Lead, Link
from tests.test_drafts import said, visit
from tests.test_page_scenarios import HEADS, PRICE, begun, content, library, mine, open_save
from ui import qr, sharing
from ui.pages import FOLDER
from ui.sharing import End
from ui.words import speaking


def sharing_part(workspace: str, **address: str) -> AppTest:
    app = visit(workspace, **address)
    app.session_state["library-part"] = "share"
    app.switch_page(str(FOLDER / "scenarios.py")).run()
    assert not app.exception
    return app


def made(app: AppTest, name: str = "Board") -> str:
    """Make the link that the form describes; its address."""
    app.text_input(key="share-name").set_value(name)
    app.button(key="share-make").click().run()
    assert not app.exception
    return str(app.code[0].value)


def only_link(workspace: str) -> Link:
    (link,) = links.links(database(), workspace)
    return link


def test_a_link_to_the_scenario_is_made_and_its_secret_resolves_to_it():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    address = made(sharing_part(workspace))
    path, _, secret = address.partition("?l=")
    found = links.resolve(database(), secret)
    assert path.endswith("/view")
    assert found == only_link(workspace)
    assert (found.scenario, found.number, found.role, found.name) == (kept.id, None, "viewer", "Board")


def test_a_link_ends_after_thirty_days_unless_it_is_said_otherwise():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    made(sharing_part(workspace))
    ends = datetime.fromisoformat(only_link(workspace).expires or "")
    assert abs(ends - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=5)


@pytest.mark.parametrize(("end", "days"), [("day", 1), ("week", 7), ("never", None)])
def test_every_end_can_be_chosen(end: End, days: int | None):
    found = sharing.end_of(end)
    assert (found is None) == (days is None)
    if found is not None:
        assert abs(found - datetime.now(UTC) - timedelta(days=days or 0)) < timedelta(minutes=1)


def test_a_link_lasts_until_the_end_of_the_day_that_was_picked():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    app = sharing_part(workspace)
    app.segmented_control(key="share-end").set_value("date").run()
    app.date_input(key="share-date").set_value(date(2027, 3, 31)).run()
    made(app)
    assert (only_link(workspace).expires or "").startswith("2027-03-31T23:59:59")


def test_a_version_can_be_pinned_for_readers_and_never_for_editors():
    workspace = mine()
    kept = begun(workspace, "Plan A", PRICE)
    scenarios.save(database(), workspace, (kept.id, 1), content(HEADS), Signed(key="second"))
    app = sharing_part(workspace)
    app.selectbox(key=f"share-version-{kept.id}").set_value(1).run()
    made(app)
    assert only_link(workspace).number == 1
    app.radio(key="share-role-one").set_value("editor").run()
    assert not [box for box in app.selectbox if box.key == f"share-version-{kept.id}"]
    made(app, "Editors")
    assert {link.number for link in links.links(database(), workspace) if link.role == "editor"} == {None}


def test_the_whole_workspace_can_be_handed_to_an_owner():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    app = sharing_part(workspace)
    app.selectbox(key="share-target").set_value("").run()
    assert app.radio(key="share-role-all").options == ["Read only", "Edit", "Own"]
    app.radio(key="share-role-all").set_value("owner").run()
    made(app)
    assert (only_link(workspace).scenario, only_link(workspace).role) == (None, "owner")


def test_the_address_is_gone_once_it_is_put_away_or_another_part_is_looked_at():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    app = sharing_part(workspace)
    made(app)
    app.button(key="share-put-away").click().run()
    assert not app.code
    made(app, "Again")
    app.segmented_control(key="library-part").set_value("cards").run()
    app.segmented_control(key="library-part").set_value("share").run()
    assert not app.code


def test_a_link_is_taken_back_after_one_question_and_stays_in_the_list():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    app = sharing_part(workspace)
    _, _, secret = made(app).partition("?l=")
    link = only_link(workspace)
    app.button(key=f"take-back-{link.id}").click().run()
    assert "This cannot be undone" in said(app)
    app.button(key=f"keep-{link.id}").click().run()
    assert links.resolve(database(), secret) == link
    app.button(key=f"take-back-{link.id}").click().run()
    app.button(key=f"revoke-{link.id}").click().run()
    assert links.resolve(database(), secret) is None
    assert not app.code
    app.session_state["share-over"] = True
    app.run()
    assert "taken back on" in said(app)


def test_links_can_still_be_taken_back_where_nothing_is_kept():
    workspace = mine()
    links.create(database(), workspace, Lead(role="viewer", name="Board"))
    app = library(workspace)
    link = only_link(workspace)
    app.button(key=f"take-back-{link.id}").click().run()
    app.button(key=f"revoke-{link.id}").click().run()
    assert only_link(workspace).revoked


def test_a_workspace_without_links_says_that_nobody_else_sees_anything():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    assert "nobody but you sees your plans" in said(sharing_part(workspace))


def test_the_panel_speaks_french():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    with speaking("fr"):
        app = sharing_part(workspace, lang="fr")
        made(app, "Conseil")
        seen = said(app)
    assert "Copiez l’adresse" in seen
    assert app.radio(key="share-role-one").options == ["Lire", "Essayer", "Modifier"]


def test_the_name_of_a_link_is_shown_as_text():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    app = sharing_part(workspace)
    made(app, "<img src=x onerror=alert(1)>")
    assert "<img src=x" not in said(app)
    assert "&lt;img src=x onerror=alert(1)&gt;" in said(app)


def test_what_is_open_is_shared_from_every_page():
    workspace = mine()
    begun(workspace, "Plan A", PRICE)
    other = begun(workspace, "Plan B", HEADS)
    app = library(workspace)
    app.button(key=f"open-{other.id}").click().run()
    open_save(app)
    app.button(key="save-share").click().run()
    assert not app.exception
    assert app.selectbox(key="share-target").value == other.id


def test_the_file_of_the_code_is_black_on_white_with_its_quiet_zone():
    rows = pixels(qr.file("https://tandem.example/view?l=secret", "png"))
    edge = qr.QUIET_ZONE * qr.DOT
    outside = [*rows[:edge], *rows[-edge:], *(row[:edge] for row in rows), *(row[-edge:] for row in rows)]
    assert {dot for row in outside for dot in row} == {1}
    assert {dot for row in rows for dot in row} == {0, 1}
    assert {rows[edge][edge], rows[edge][-edge - 1], rows[-edge - 1][edge]} == {0}


def pixels(png: bytes) -> list[list[int]]:
    """The dots of a black and white PNG, row by row: 1 is white."""
    width, height, depth, color = struct.unpack(">IIBB", png[16:26])
    assert (depth, color) == (1, 0)
    start = png.index(b"IDAT")
    packed = zlib.decompress(png[start + 4 : start + 4 + int.from_bytes(png[start - 4 : start], "big")])
    stride, above, rows = 1 + (width + 7) // 8, bytes((width + 7) // 8), []
    for line in range(height):
        filtered, *row = packed[line * stride : (line + 1) * stride]
        assert filtered in (0, 2)  # as it is, or as the difference to the row above
        above = bytes(now + before & 255 for now, before in zip(row, above, strict=True)) if filtered else bytes(row)
        rows.append([above[dot // 8] >> (7 - dot % 8) & 1 for dot in range(width)])
    return rows
