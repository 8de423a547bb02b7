import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from model.kpis import KPIS
from model.projection import project
from model.samples import SAMPLES, load_sample
from model.scenario import AS_IS, Move, Scenario
from ui.cards import cards, reason, scale, strip
from ui.guard import headers
from ui.projections import Values, values
from ui.scripts import hashes, page
from ui.words import LANGUAGES, speaking

DEARER = Scenario(levers={"price_change": Move(0.05)})


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def found(sample: str, scenario: Scenario) -> Values:
    return values(project(load_sample(sample), [scenario]))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_kpi_has_a_card_with_a_value_or_a_reason(sample: str):
    with speaking("fr"):
        shown = cards(found(sample, DEARER), list(KPIS), "cro", "Tout")
    assert shown.count("<article") == len(KPIS)
    assert not re.search(r">(nan|inf|None|–)<", shown)
    tags = Tags()
    tags.feed(shown)
    assert tags.opened == []


def test_a_card_says_nothing_of_a_difference_where_there_is_none():
    with speaking("en"):
        shown = cards(found("saas", AS_IS), list(KPIS), "cro", "All")
    assert "better" not in shown
    assert "worse" not in shown


def test_better_and_worse_are_words_not_only_colours():
    with speaking("en"):
        shown = cards(found("saas", DEARER), ("revenue", "cac"), "cro", "Growth")
    for tone, word in (("good", "better"), ("bad", "worse")):
        assert shown.count(f'class="delta {tone}"') == shown.count(word)


def test_names_are_escaped():
    with speaking("en"):
        shown = cards(found("saas", AS_IS), ("revenue",), "cro", "<script>alert(1)</script>")
    assert "<script" not in shown


def test_a_kpi_that_the_data_cannot_support_says_why():
    company = replace(load_sample("saas"), has=frozenset())
    with speaking("en"):
        shown = cards(
            Values({}, {}, replace(project(load_sample("saas")), company=company)), ("stock_turns",), "coo", "x"
        )
        assert reason("stock") in shown


def test_a_small_change_does_not_look_like_a_collapse():
    low, high = scale(np.array([100.0, 99.0]), np.array([100.0, 100.0]))
    assert high - low >= 0.2 * 99.0
    assert scale(np.zeros(3), np.zeros(3))[0] < scale(np.zeros(3), np.zeros(3))[1]


def test_the_strip_leaves_out_what_is_not_available():
    with speaking("fr"):
        assert strip(found("saas", DEARER), ("revenue", "stock_turns")).count("<b") == 1


def test_the_security_policy_allows_our_scripts_and_no_other():
    policy = headers()["Content-Security-Policy"]
    assert all(hash_ in policy for hash_ in hashes())
    assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in script
    assert {page(spoken).count("<script>") for spoken in LANGUAGES} == {1}
