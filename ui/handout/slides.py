"""The presentation: seven slides about a scenario (six where nothing moves), eight about a comparison; titles are messages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide

from model.kpis import Lens
from ui.handout import deck_charts, deck_courses, slides_plan
from ui.handout.brief import Brief, Score
from ui.handout.cells import Cell
from ui.handout.deck import BODY, GAP, HALF, LEFT, MIDDLE, QUIET, RIGHT, TOP, Deck, Place, Type, begun, color
from ui.handout.deck_charts import Data, Line
from ui.handout.deck_tables import Grid, common, table
from ui.handout.slides_notes import definitions, sources
from ui.voice import said_in
from ui.words import t

HEADLINE: tuple[tuple[Lens, str], ...] = (("cro", "revenue"), ("coo", "operating_cost"), ("shared", "ebitda"))


def make(brief: Brief) -> bytes:
    """The file."""
    return said_in(brief.subject.style, lambda: _made(brief))


def _made(brief: Brief) -> bytes:
    deck = begun(brief)
    compared = [_comparison] if brief.compared else []
    bridged = [slides_plan.bridge] if brief.bridges["ebitda"].parts else []
    plan = [*bridged, slides_plan.moves, slides_plan.delivery, slides_plan.grounds]
    drawn: list[Callable[[Deck], None]] = [_opening, *compared, _scores, _courses, *plan]
    for draw in drawn:
        draw(deck)
    return deck.saved()


def _opening(deck: Deck) -> None:
    """The answer, large, with the three amounts that it is about."""
    brief = deck.brief
    slide = deck.slide(brief.compared or brief.answer, [brief.catch, *sources(brief)])
    about = " · ".join((brief.company, brief.kind, *brief.names))
    deck.write(slide, Place(LEFT, 1.62, RIGHT - LEFT, 0.36), about, Type(sizes=(16.0, 14.0, 12.0), role="quiet"))
    if brief.question:
        asked = Type(sizes=(18.0, 16.0, 14.0), role="shared", bold=True)
        deck.write(slide, Place(LEFT, 2.08, RIGHT - LEFT, 0.62), brief.question, asked)
    wide = (RIGHT - LEFT - 2 * GAP) / 3
    for number, (lens, kpi) in enumerate(HEADLINE):
        score = next(score for score in brief.scores.lenses[lens] if score.kpi == kpi)
        _tile(deck, slide, Place(LEFT + number * (wide + GAP), 2.85, wide, 1.85), (score, lens))
    told = brief.answer if brief.compared else ""
    deck.write(
        slide, Place(LEFT, 4.95, RIGHT - LEFT, 1.2), " ".join(part for part in (told, brief.catch) if part), BODY
    )
    meta = t("brief.made", day=brief.day, over=brief.over, model=brief.origin.model)
    signed = t("brief.by", author=brief.author) if brief.author else ""
    deck.write(slide, Place(LEFT, 6.3, RIGHT - LEFT, 0.4), " · ".join(part for part in (signed, meta) if part), QUIET)


def _tile(deck: Deck, slide: Slide, place: Place, shown: tuple[Score, Lens]) -> None:
    """One amount, its change, and the range it lies in eight times in ten."""
    score, role = shown
    edge = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Place(place.left, place.top, 0.07, place.high).emu)
    edge.fill.solid()
    edge.fill.fore_color.rgb = color(role)
    edge.line.fill.background()
    left, wide = place.left + 0.2, place.wide - 0.2
    deck.write(slide, Place(left, place.top, wide, 0.3), score.label, Type(sizes=(14.0, 12.0), role=role, bold=True))
    deck.write(
        slide, Place(left, place.top + 0.32, wide, 0.62), score.value.words, Type(sizes=(34.0, 28.0, 22.0), bold=True)
    )
    change = t("brief.against", change=score.against, baseline=score.baseline.words)
    deck.write(
        slide, Place(left, place.top + 1.0, wide, 0.3), change, Type(sizes=(14.0, 12.0, 10.0), role=score.tone or "ink")
    )
    band = t("brief.band", low=score.low.words, high=score.high.words)
    deck.write(slide, Place(left, place.top + 1.35, wide, 0.3), band, QUIET)


def _comparison(deck: Deck) -> None:
    """Every scenario's figures side by side."""
    brief = deck.brief
    slide = deck.slide(brief.leads, [t("brief.notes.compared"), *definitions(brief)])
    titles = [t("receipt.kpi"), t("preset.baseline"), *brief.names]
    rows = [_side_by_side(score, lens) for lens, scores in brief.scores.lenses.items() for score in scores]
    shares = [2.1, *[1.25] * (len(titles) - 1)]
    grid = Grid(name=t("brief.scores.title"), titles=titles, rows=rows, shares=shares)
    table(deck, slide, Place(LEFT, TOP, 7.9, 0.0), grid)
    profit = next(score for score in brief.scores.lenses["shared"] if score.kpi == "ebitda")
    figures = [profit.baseline, profit.value, *profit.others]
    largest = max(abs(one.value) for one in figures)
    data = Data(
        name=f"{profit.label} {brief.over}",
        text=brief.compared,
        categories=[t("preset.baseline"), *brief.names],
        series=[Line(profit.label, [one.value for one in figures])],
        number_format=deck_charts.money_format(deck, largest),
    )
    place = Place(8.9, TOP, RIGHT - 8.9, 0.3)
    deck.heading(slide, place, data.name)
    deck.write(slide, Place(8.9, 6.0, RIGHT - 8.9, 0.6), t("brief.scores.best"), QUIET)
    deck_charts.bars(deck, slide, Place(8.8, TOP + 0.35, RIGHT - 8.8, 3.6), data, ("baseline", *brief.roles))


def _side_by_side(score: Score, lens: Lens) -> list[Cell]:
    """A KPI under every scenario, the best in bold."""
    figures = (score.baseline, score.value, *score.others)
    cells = [Cell(one.words, bold=number in score.best) for number, one in enumerate(figures)]
    return [Cell(score.label, lens), *cells]


def _scores(deck: Deck) -> None:
    """Both scorecards, and what the two share."""
    brief = deck.brief
    slide = deck.slide(brief.scores.message, definitions(brief))
    grids = {lens: _scorecard(brief, scores) for lens, scores in brief.scores.lenses.items()}
    size = min(common(grid, HALF) for grid in grids.values())
    places: dict[Lens, tuple[float, float]] = {
        "cro": (LEFT, TOP),
        "coo": (MIDDLE + GAP / 2, TOP),
        "shared": (LEFT, 4.3),
    }
    for lens, (left, top) in places.items():
        deck.heading(slide, Place(left, top, HALF, 0.3), brief.scores.titles[lens], lens)
        table(deck, slide, Place(left, top + 0.34, HALF, 0.0), replace(grids[lens], size=size))
    left = MIDDLE + GAP / 2
    deck.heading(slide, Place(left, 4.3, HALF, 0.3), t("brief.catch"))
    deck.write(slide, Place(left, 4.66, HALF, 1.1), brief.catch or brief.answer, BODY)
    deck.write(slide, Place(left, 5.85, HALF, 0.75), t("brief.scores.how", over=brief.over), QUIET)


def _scorecard(brief: Brief, scores: Sequence[Score]) -> Grid:
    titles = [t("receipt.kpi"), brief.names[0], t("receipt.change"), t("preset.baseline"), t("brief.eight_in_ten")]
    rows = [
        [
            Cell(score.label),
            Cell(score.value.words, bold=True),
            Cell(score.change, score.tone or "ink"),
            Cell(score.baseline.words, "quiet"),
            Cell(score.band, "quiet"),
        ]
        for score in scores
    ]
    return Grid(name=t("brief.scores.title"), titles=titles, rows=rows, shares=(2.05, 1.0, 0.95, 0.95, 1.35))


def _courses(deck: Deck) -> None:
    """Revenue against operating cost by month."""
    brief = deck.brief
    slide = deck.slide(brief.courses.message, [t("brief.notes.courses"), *sources(brief)])
    deck_courses.drawn(deck, slide, Place(LEFT - 0.1, TOP, RIGHT - LEFT + 0.2, 4.85), brief.courses)
    deck.write(slide, Place(LEFT, 6.5, RIGHT - LEFT, 0.4), t("brief.courses.how", name=brief.names[0]), QUIET)
