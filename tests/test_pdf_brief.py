"""The brief on paper: two pages whatever is told, in the reader's words, and nothing in it that acts."""

import io

import pytest
from pypdf import PdfReader

from model.levers import LEVERS
from model.questions.watching import ALONE
from model.scenario import Move, Scenario
from tests.handed import PLAN, handed
from ui.handout import pdf_brief

EVERY = Scenario(
    name="Everything",
    levers={name: Move(lever.low / 4 if lever.low else lever.high / 4) for name, lever in LEVERS.items()},
)
LONG = Scenario(name="<b>=1+1</b> \u202ea name that goes on and on " * 6, levers=PLAN.levers)


def read(*scenarios: Scenario, language="fr", **more) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_brief.make(handed("saas", language, *scenarios, **more).brief(ALONE))))


def words(found: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


@pytest.mark.parametrize(
    "scenarios",
    [(PLAN,), (EVERY,), (PLAN, LONG, EVERY), (Scenario(name="As it is"),)],
    ids=["one", "every", "three", "none"],
)
def test_there_are_two_pages_whatever_is_told(scenarios):
    assert len(read(*scenarios).pages) == 2


def test_it_says_the_answer_the_levers_and_how_to_make_the_figures_again():
    said = words(read(PLAN, author="Zoé Lefèvre", question="Combien\u202f?"))
    brief = handed("saas", "fr", PLAN).brief(ALONE)
    for told in (*brief.answer.split()[:4], "Zoé", "Lefèvre", "Combien", brief.moves.moves[0].name.split()[0]):
        assert told in said
    assert brief.origin.hashes[0] in said.replace(" ", "")


def test_markup_of_a_name_is_text_and_nothing_acts():
    found = read(LONG, question='<a href="file:///etc/passwd">x</a>', author="<img src='file:///etc/passwd'>")
    said = words(found)
    assert "<b>=1+1</b>" in said
    assert "\u202e" not in said
    assert not [note for page in found.pages for note in page.get("/Annots", ())]
    assert "/OpenAction" not in found.trailer["/Root"]


def test_its_language_and_title_are_told_to_readers_who_listen():
    found = read(PLAN, language="en")
    assert found.trailer["/Root"]["/Lang"] == "en-GB"
    assert PLAN.name in found.metadata.title
