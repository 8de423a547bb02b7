"""The brief that every hand-out is made from says what the pages say, in one language, without a session."""

import re
from dataclasses import asdict

import numpy as np
import pytest

from model.projection import project
from model.questions.watching import Cancelled, Watch
from model.scenario import AS_IS
from model.scores import kpi_values
from tests.handed import brief, subject
from ui.handout.drafting import drafted


def texts(value):
    """Every text somewhere in plain data."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    return [text for one in value for text in texts(one)] if isinstance(value, list | tuple) else []


def said(found):
    """Every text of a brief, but what it was asked with."""
    return texts({name: asdict(part) if hasattr(part, "__dataclass_fields__") else part for name, part in parts(found)})


def parts(found):
    for name, value in vars(found).items():
        if name in ("subject", "origin"):
            continue
        if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
            yield name, [asdict(one) for one in value]
        elif name == "bridges":
            yield name, {kpi: asdict(one) for kpi, one in value.items()}
        else:
            yield name, value


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_is_in_whole_words(language):
    for text in said(brief("industry", language, "balanced", "revenue_first")):
        assert not re.search(r"\b(brief|decide|kpi|lever|shock|assumption|preset|grade|source|card)\.[a-z_]+\b", text)
        assert "{" not in text
        assert not re.search(r"\b(nan|inf|None)\b", text)


def test_scores_are_the_engines_and_the_band_holds_the_draws():
    asked = subject("saas", "en", "balanced")
    found = brief("saas", "en", "balanced")
    values = kpi_values(project(asked.company, asked.scenarios, months=asked.months))
    for score in (one for lens in found.scores.lenses.values() for one in lens):
        assert (score.baseline.value, score.value.value) == tuple(values[score.kpi][:, 0])
        assert score.low.value <= score.high.value


def test_months_are_those_of_the_projection_and_lie_within_reach_of_their_band():
    asked, found = subject("saas", "en", "balanced"), brief("saas", "en", "balanced")
    lines = project(asked.company, asked.scenarios, months=asked.months).lines
    for course in found.courses.lines:
        assert course.baseline == tuple(lines[course.line][0, 0])
        assert course.scenarios == (tuple(lines[course.line][1, 0]),)
        assert np.all(np.array(course.low) <= np.array(course.high))


def test_the_parts_of_a_bridge_sum_to_its_change_to_the_cent():
    for bridge in brief("industry", "en", "balanced", "revenue_first").bridges.values():
        assert round(sum(part.share.value for part in bridge.parts), 2) == round(bridge.change.value, 2)
        assert round(bridge.after.value - bridge.before.value, 2) == round(bridge.change.value, 2)


def test_a_comparison_says_who_leads_and_holds_each_scenarios_figures():
    found = brief("industry", "en", "balanced", "revenue_first")
    assert found.compared.startswith(("Most profitable", "No scenario"))
    assert {len(score.others) for lens in found.scores.lenses.values() for score in lens} == {1}
    assert len(set(found.roles)) == 2


def test_with_nothing_moved_the_brief_says_so():
    found = drafted(subject("saas", "en", AS_IS))
    assert "no lever" in found.answer.lower()
    assert found.moves.moves == ()
    assert found.risks.flips == ()
    assert all(score.change == "=" for lens in found.scores.lenses.values() for score in lens)


def test_progress_is_told_and_whoever_asked_can_stop_it():
    shares: list[float] = []
    with pytest.raises(Cancelled):
        drafted(subject("saas", "en", "balanced"), Watch(shares.append, lambda: len(shares) > 3))
    assert shares == sorted(shares)


def test_names_of_people_and_scenarios_lose_what_would_turn_the_text_around():
    asked = subject("saas", "en", AS_IS, name="a\u202eb\x07<b>", author="\u2066Zoë\n=1+1")
    found = drafted(asked)
    assert found.names == ("ab<b>",)
    assert found.author == "Zoë =1+1"
