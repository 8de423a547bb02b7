"""The words of the model: short enough for their place, complete for findings, French as French is set."""

import re

import pytest

from model.findings import SENTENCES
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from ui.words import LANGUAGES, catalogue

LONGEST = {"lever": 28, "shock": 28, "kpi": 26}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_their_sliders_and_cards(language):
    words = catalogue(language)
    for kind, declared in (("lever", LEVERS), ("shock", SHOCKS), ("kpi", KPIS)):
        labels = {name: words[f"{kind}.{name}.label"] for name in declared}
        assert not {label for label in labels.values() if len(label) > LONGEST[kind]}
        assert len(set(labels.values())) == len(labels), "two things have one name"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_with_the_same_fields(language):
    for rule, sentence in SENTENCES.items():
        said = catalogue(language)[f"finding.{rule}"]
        assert set(re.findall(r"{(\w+)}", said)) == set(re.findall(r"{(\w+)}", sentence)), rule


def test_every_lever_says_what_it_costs_or_limits_in_more_than_a_few_words():
    for language in LANGUAGES:
        assert min(len(catalogue(language)[f"lever.{name}.help"]) for name in LEVERS) > 100


def test_french_never_breaks_a_line_before_its_high_punctuation():
    wrong = {key: text for key, text in catalogue("fr").items() if re.search(r"(?<![/\w]) [;:?!%»]|« ", text)}
    assert not {key for key in wrong if not key.startswith(("equation.", "unit.", "source."))}
