"""Receipts: a decision is signed once, read as one sheet, never changed, and corrected by a new one."""

import re

from sqlalchemy import text, update
from streamlit.testing.v1 import AppTest

from model.samples import load_sample
from store.database import database
from store.receipts import About, Receipt, receipts, text_of, write
from store.tables import RECEIPTS
from store.workspaces import new_workspace
from tests.deciding import waited
from tests.test_drafts import said, visit
from ui import html_file, receipt_sheet
from ui.pages import FOLDER
from ui.words import speaking

PLAN = "1~~12m~~price_change~0.05"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def page(workspace: str) -> AppTest:
    app = visit(workspace, s=PLAN, lang="en")
    app.switch_page(str(FOLDER / "receipts.py")).run()
    return waited(app)


def signed(workspace: str, question: str = "Which priority leads?", signers: str = "Ada, Bea") -> AppTest:
    app = page(workspace)
    app.text_input(key="receipt-question").set_value(question)
    app.text_area(key="receipt-signers").set_value(signers)
    app.text_area(key="receipt-dissent").set_value("Cleo: too early for prices")
    app.button(key="receipt-sign").click().run()
    assert not app.exception
    return app


def only(workspace: str) -> Receipt:
    (one,) = receipts(database(), workspace)
    return one


def test_a_decision_is_signed_and_opens_as_one_sheet():
    workspace = new_workspace(database())
    app = signed(workspace)
    one = only(workspace)
    assert one.whole
    assert one.document["code"] == PLAN
    assert one.document["data_hash"] == load_sample("saas").content_hash
    assert one.document["signed"] == ["Ada", "Bea"]
    shown = said(app)
    for words in ("Which priority leads?", "My scenario", "too early for prices", one.hash, "List price"):
        assert words in shown


def test_flip_points_are_those_of_the_choice_or_said_to_be_unknown():
    workspace = new_workspace(database())
    signed(workspace)
    one = only(workspace)
    assert isinstance(one.document["flips"], list)
    unknown = write(database(), workspace, {**one.document, "flips": None}, About(key="no-flips"))
    with speaking("en"):
        assert "is ahead of" in receipt_sheet.sheet(one)
        assert "Not worked out when it was signed." in receipt_sheet.sheet(unknown)


def test_without_a_question_or_a_name_nothing_is_signed():
    workspace = new_workspace(database())
    app = signed(workspace, signers=" ")
    assert receipts(database(), workspace) == ()
    assert any("write the question and at least one name" in one.value for one in (*app.error, *app.warning)) or (
        "write the question and at least one name" in said(app)
    )


def test_half_a_trigger_is_told_and_nothing_is_signed():
    workspace = new_workspace(database())
    app = page(workspace)
    app.selectbox(key="receipt-own-kpi").set_value("on_time")
    app.text_input(key="receipt-question").set_value("Which priority leads?")
    app.text_area(key="receipt-signers").set_value("Ada")
    app.button(key="receipt-sign").click().run()
    assert receipts(database(), workspace) == ()
    assert "is not whole" in said(app) + "".join(one.value for one in (*app.error, *app.warning))


def forge(workspace: str, before: str, after: str) -> None:
    """Change a receipt as somebody with the whole database could: the guard taken away, then put back."""
    forged = text_of(only(workspace).document).replace(before, after)
    guards = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'receipts'")
    with database().writing() as connection:
        held = connection.execute(guards).all()
        for name, _ in held:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(update(RECEIPTS).where(RECEIPTS.c.workspace == workspace).values(document=forged))
        for _, statement in held:
            connection.execute(text(statement))


def test_a_receipt_changed_in_the_database_is_shown_as_not_whole():
    workspace = new_workspace(database())
    signed(workspace)
    forge(workspace, "Ada", "Eve")
    assert not only(workspace).whole
    app = page(workspace)
    assert "not whole" in said(app)
    app.button(key=f"receipt-open-{only(workspace).id}").click().run()
    assert "Do not rely on it" in said(app)


def test_a_correction_is_a_new_receipt_that_names_the_old_one():
    workspace = new_workspace(database())
    app = signed(workspace)
    first = only(workspace)
    app.button(key="receipt-correct").click().run()
    app = waited(app)
    app.text_area(key="receipt-signers").set_value("Ada")
    app.button(key="receipt-sign").click().run()
    found = receipts(database(), workspace)
    assert len(found) == 2
    (second,) = [one for one in found if one.id != first.id]
    assert second.corrects == first.id
    assert next(one for one in found if one.id == first.id) == first


def test_nothing_that_was_typed_becomes_markup():
    workspace = new_workspace(database())
    app = signed(workspace, question=HOSTILE, signers=HOSTILE)
    one = only(workspace)
    with speaking("en"):
        taken = receipt_sheet.file(one, "https://example.org/").decode()
    for shown in (said(app), taken):
        assert "<img src=x" not in shown
        assert "<script>alert" not in shown
    assert "<script" not in taken
    assert not re.search(r"\son\w+=", re.sub(r"&lt;.*?&gt;", "", taken))


def test_a_hostile_document_in_the_database_becomes_no_markup_either():
    workspace = new_workspace(database())
    signed(workspace)
    found = dict(only(workspace).document)
    found |= {"code": '"><script>alert(1)</script>', "chosen": {"name": HOSTILE, "preset": "", "code": ""}}
    one = write(database(), workspace, found, About(key="hostile"))
    with speaking("en"):
        assert "<script" not in receipt_sheet.file(one, "https://example.org/").decode()


def test_another_workspace_sees_nothing_of_it():
    signed(new_workspace(database()))
    assert "No decision is signed yet." in said(page(new_workspace(database())))


def test_the_sheet_is_in_the_readers_language():
    workspace = new_workspace(database())
    signed(workspace)
    with speaking("fr"):
        assert "Signé par" in receipt_sheet.sheet(only(workspace))


def test_the_sheets_style_loads_nothing_from_elsewhere():
    assert "url(" not in html_file.SHEET.read_text(encoding="utf-8")
