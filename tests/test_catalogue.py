"""The words of the model: short enough for their place, long enough to tell."""

import pytest

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


def test_every_lever_says_what_it_costs_or_limits_in_more_than_a_few_words():
    for language in LANGUAGES:
        assert min(len(catalogue(language)[f"lever.{name}.help"]) for name in LEVERS) > 100
