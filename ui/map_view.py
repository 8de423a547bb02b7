"""Which of two scenarios wins where: the boundary map over any two assumptions or shocks, with what is believed today."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from model.questions.factors import Factor, factors
from model.questions.flips import Boundary, boundary, chance_of_first, value_at
from model.questions.watching import Watch
from ui import decisions, panels, waiting
from ui.bridge_words import label
from ui.charts import boundary as drawn
from ui.charts.spec import Chart
from ui.decisions import Asked
from ui.doubt import Doubt, target, told
from ui.numbers import amount
from ui.searches import Searches
from ui.words import t

SEARCHES: Searches[Boundary] = Searches("map")
ENDS = (0.1, 0.9)  # quantiles of the belief that the table and the band go to
PLACES = ("low", "middle", "high")


def draw(asked: Asked, found: Doubt) -> None:
    """The map of the two factors that the reader picks; at first the two that matter most."""
    panels.heading(t("decide.map.title"))
    said = st.empty()
    pair = _pair(found, asked)
    if pair[0] == pair[1]:
        said.html(f'<p class="story">{escape(t("decide.map.same"))}</p>')
        return
    key = (*asked.key, *pair)
    mapped = waiting.answer(SEARCHES, key, partial(_run, asked, pair))
    if mapped is None:
        return
    said.html(f'<p class="story">{escape(sentence(mapped, found))}</p>')
    title = t("decide.map.picture", first=label(pair[0]), second=label(pair[1]))
    panels.chart(title, chart(mapped, found), "decide-map", t("decide.map.caption"))
    st.html(panels.stacked(table(mapped, found)))


def _run(asked: Asked, pair: tuple[str, str], watch: Watch) -> Boundary:
    watch.at(0.0)
    return boundary(target(asked), pair)


def _pair(found: Doubt, asked: Asked) -> tuple[str, str]:
    names = ordered(found, asked)
    left, right = st.columns(2, gap="medium")
    with left:
        across = decisions.chosen("across", t("decide.map.across"), names, names[0], label)
    with right:
        upwards = decisions.chosen("upwards", t("decide.map.upwards"), names, names[1], label)
    return across, upwards


def ordered(found: Doubt, asked: Asked) -> Sequence[str]:
    """All factors: those that would turn the choice, then those that the difference hangs on, then the others."""
    first = [flip.factor.name for flip in found.flips] + [bar.factor.name for bar in found.hangs_on.bars]
    others = [factor.name for factor in factors(asked.view.company, asked.scenarios[0])]
    return tuple(dict.fromkeys((*first, *others)))


def sentence(mapped: Boundary, found: Doubt) -> str:
    """Who wins where we believe to be, and in how much of what we believe of the two."""
    chance = chance_of_first(mapped)
    winner, share = (found.first, chance) if chance >= 0.5 else (found.second, 1.0 - chance)
    return t(
        "decide.map.answer",
        winner=t(f"preset.{winner}"),
        share=amount(share, "share"),
        first=label(mapped.first.name),
        second=label(mapped.second.name),
        today=_ahead(value_at(mapped, mapped.first.centre, mapped.second.centre), found),
    )


def _ahead(difference: float, found: Doubt) -> str:
    """Who is ahead and by how much."""
    winner = found.first if difference >= 0.0 else found.second
    return t("decide.map.ahead", winner=t(f"preset.{winner}"), gap=decisions.change(abs(difference), found.kpi))


def chart(mapped: Boundary, found: Doubt) -> Chart:
    """The map as a picture."""
    names = {True: t(f"preset.{found.first}"), False: t(f"preset.{found.second}")}
    sides = drawn.Sides(names[True], names[False], found.first, found.second)
    return drawn.chart(mapped, sides, (_axis(mapped.first), _axis(mapped.second)))


def _axis(factor: Factor) -> drawn.Axis:
    """Its name, and by what its values are divided: shares of the outside world are shown in per cent."""
    shares = factor.kind == "shock"
    title = f"{label(factor.name)} (%)" if shares else label(factor.name)
    return drawn.Axis(title, 0.01 if shares else 1.0)


def table(mapped: Boundary, found: Doubt) -> str:
    """Who is ahead at both ends and in the middle of what we believe of the two."""
    across, upwards = (_places(factor) for factor in (mapped.first, mapped.second))
    titles = [escape(f"{label(mapped.second.name)} ↓  {label(mapped.first.name)} →")]
    titles += [escape(_named(mapped.first, place, value)) for place, value in zip(PLACES, across, strict=True)]
    rows = [
        [
            escape(_named(mapped.second, place, up)),
            *(escape(_ahead(value_at(mapped, right, up), found)) for right in across),
        ]
        for place, up in reversed(list(zip(PLACES, upwards, strict=True)))
    ]
    return panels.table(titles, rows, first=len(titles))


def _places(factor: Factor) -> tuple[float, float, float]:
    low, high = (float(factor.quantile(share)) for share in ENDS)
    return low, factor.centre, high


def _named(factor: Factor, place: str, value: float) -> str:
    return t(f"decide.map.{place}", value=told(factor, value))
