"""The two sheets, read back: always two, texts as texts, nothing to click but our own address."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from model.levers import LEVERS
from model.samples import load_sample
from model.scenario import AS_IS, Move, Scenario
from tests.handed import HOSTILE, brief, subject
from ui.handout import pdf_brief
from ui.handout.brief import Brief
from ui.handout.drafting import drafted


def read(found: Brief) -> PdfReader:
    return PdfReader(BytesIO(pdf_brief.make(found)))


def words(found: Brief) -> str:
    return "\n".join(page.extract_text() for page in read(found).pages)


def actions(found: Brief) -> list[str]:
    notes = [note.get_object() for page in read(found).pages for note in page.get("/Annots", [])]
    return [str(note["/A"]["/URI"]) for note in notes]


def test_a_scenario_and_a_comparison_are_two_sheets_in_their_language():
    for found, tag in (
        (brief("saas", "en", "balanced"), "en-GB"),
        (brief("industry", "fr", "balanced", "revenue_first"), "fr-FR"),
    ):
        made = read(found)
        assert len(made.pages) == 2
        assert str(made.root_object["/Lang"]) == tag
        assert made.metadata is not None
        assert made.metadata.title == f"{found.company} · {found.names[0]}"


def test_the_answer_and_the_scores_stand_on_the_first_sheet():
    found = brief("saas", "en", "balanced")
    first = " ".join(read(found).pages[0].extract_text().split())
    assert found.answer in first
    assert all(score.value.words in first for lens in found.scores.lenses.values() for score in lens)


def test_there_is_no_picture_and_the_charts_are_drawn():
    for page in read(brief("saas", "en", "balanced")).pages:
        assert not page.images


def test_all_levers_at_once_are_two_sheets_that_say_how_many_are_left_out():
    company = load_sample("industry")
    moves = {
        name: Move(lever.high * 0.3, {}, lever.start, lever.ramp)
        for name, lever in LEVERS.items()
        if company.members[lever.over]
    }
    few = drafted(subject("industry", "en", Scenario(levers=dict(list(moves.items())[:4]))))
    many = replace(few, moves=replace(few.moves, moves=few.moves.moves * 5))
    assert len(read(many).pages) == 2
    assert f"and {len(many.moves.moves) - pdf_brief.MOVES} more" in words(many)


def test_names_are_text_and_only_our_own_address_can_be_clicked():
    found = drafted(subject("saas", "fr", AS_IS, name=HOSTILE, author=HOSTILE, question=HOSTILE))
    assert "<b>“Zoë”</b>" in words(found)
    assert actions(found) == [found.origin.link]
    odd = replace(found, origin=replace(found.origin, link="file:///etc/passwd"))
    assert actions(odd) == []


def test_letters_of_no_font_are_counted_not_left_out_silently():
    found = replace(brief("saas", "en", "balanced"), question="中文 α")
    assert "2 letters of names" in words(found)
    assert "?? α" in " ".join(words(found).split())


def test_french_spaces_and_minus_signs_show():
    shown = words(brief("industry", "fr", "balanced", "revenue_first"))
    assert "−" in shown
    assert "\u202f" not in shown  # drawn as a space that the font has


def test_the_same_brief_gives_the_same_bytes():
    found = brief("saas", "en", "balanced")
    assert pdf_brief.make(found) == pdf_brief.make(found)
