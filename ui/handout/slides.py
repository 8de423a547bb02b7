"""The presentation: seven slides about a scenario, eight about a comparison; each title says the message."""

from collections.abc import Callable, Sequence

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide

from model.kpis import Lens
from ui.handout import deck_bridge, deck_charts, deck_courses
from ui.handout.brief import Brief, Duty, Score
from ui.handout.deck import BODY, BOTTOM, LEFT, QUIET, RIGHT, SHORT, SMALL, TOP, Deck, Place, Type, begun, color, more
from ui.handout.deck_charts import Data, Line
from ui.handout.deck_tables import Cell, Grid, table
from ui.handout.drafting import said_in
from ui.words import t

MIDDLE, GAP = (LEFT + RIGHT) / 2, 0.35
HALF = (RIGHT - LEFT - GAP) / 2
MOVES = 12
HEADLINE: tuple[tuple[Lens, str], ...] = (("cro", "revenue"), ("coo", "operating_cost"), ("shared", "ebitda"))


def make(brief: Brief) -> bytes:
    """The file."""
    return said_in(brief.subject.style, lambda: _made(brief))


def _made(brief: Brief) -> bytes:
    deck = begun(brief)
    drawn: list[Callable[[Deck], None]] = [_opening, _scores, _courses, _bridge, _moves, _delivery, _grounds]
    if brief.compared:
        drawn.insert(1, _comparison)
    for draw in drawn:
        draw(deck)
    return deck.saved()


def _opening(deck: Deck) -> None:
    """The answer, large, with the three amounts that it is about."""
    brief = deck.brief
    slide = deck.slide(brief.compared or brief.answer, [brief.catch, *_sources(brief)])
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
    change = t("brief.against", change=score.change, baseline=score.baseline.words)
    deck.write(
        slide, Place(left, place.top + 1.0, wide, 0.3), change, Type(sizes=(14.0, 12.0, 10.0), role=score.tone or "ink")
    )
    band = t("brief.band", low=score.low.words, high=score.high.words)
    deck.write(slide, Place(left, place.top + 1.35, wide, 0.3), band, QUIET)


def _comparison(deck: Deck) -> None:
    """Every scenario's figures side by side."""
    brief = deck.brief
    slide = deck.slide(brief.compared, [t("brief.notes.compared"), *_definitions(brief)])
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
    slide = deck.slide(brief.scores.message, _definitions(brief))
    for lens, left, top in (("cro", LEFT, TOP), ("coo", MIDDLE + GAP / 2, TOP), ("shared", LEFT, 4.3)):
        deck.heading(slide, Place(left, top, HALF, 0.3), brief.scores.titles[lens], lens)
        grid = _scorecard(brief, brief.scores.lenses[lens])
        table(deck, slide, Place(left, top + 0.34, HALF, 0.0), grid)
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
            Cell(f"{score.low.words} – {score.high.words}", "quiet"),
        ]
        for score in scores
    ]
    return Grid(name=t("brief.scores.title"), titles=titles, rows=rows, shares=(1.75, 1.0, 1.0, 1.0, 1.5))


def _courses(deck: Deck) -> None:
    """Revenue against operating cost by month."""
    brief = deck.brief
    slide = deck.slide(brief.courses.message, [t("brief.notes.courses"), *_sources(brief)])
    deck_courses.drawn(deck, slide, Place(LEFT - 0.1, TOP, RIGHT - LEFT + 0.2, 4.85), brief.courses)
    deck.write(slide, Place(LEFT, 6.5, RIGHT - LEFT, 0.4), t("brief.courses.how", name=brief.names[0]), QUIET)


def _bridge(deck: Deck) -> None:
    """Profit lever by lever, with each lever's part in both lenses beside it."""
    brief = deck.brief
    profit = brief.bridges["ebitda"]
    slide = deck.slide(profit.message, [t("brief.notes.bridge"), *_sources(brief)])
    if not profit.parts:
        deck.write(slide, Place(LEFT, TOP, RIGHT - LEFT, 0.5), brief.moves.message, BODY)
        return
    deck_bridge.drawn(deck, slide, Place(LEFT - 0.1, TOP, 7.2, 5.0), profit)
    shares = [{part.name: part.share for part in bridge.parts} for bridge in brief.bridges.values()]
    listed = profit.parts[:MOVES]
    rows = [[Cell(part.name, part.role), *(Cell(each[part.name].words) for each in shares)] for part in listed]
    rows.append(
        [
            Cell(t("decide.moved.total"), bold=True),
            *(Cell(one.change.words, bold=True) for one in brief.bridges.values()),
        ]
    )
    titles = [t("brief.bridge.column"), *(one.label for one in brief.bridges.values())]
    grid = Grid(name=t("brief.bridge.table"), titles=titles, rows=rows, shares=(2.3, 1.0, 1.15, 1.0))
    table(deck, slide, Place(7.85, TOP, RIGHT - 7.85, 0.0), grid)
    left_out = len(profit.parts) - len(listed)
    told = f"{more(left_out)}. " if left_out else ""
    deck.write(slide, Place(LEFT, 6.55, RIGHT - LEFT, 0.35), f"{told}{t('brief.bridge.how', over=brief.over)}", QUIET)


def _moves(deck: Deck) -> None:
    """The dated moves, and what each function must do."""
    brief = deck.brief
    slide = deck.slide(
        brief.moves.message, [brief.moves.capacity, *(duty.sentence for duty in brief.duties), *_sources(brief)]
    )
    wide = 7.7
    rows = [
        [Cell(move.name, move.role), Cell(move.owner), Cell(move.decide_by), Cell(f"{move.start} → {move.in_force}")]
        for move in brief.moves.moves[:MOVES]
    ]
    if rows:
        titles = [t(f"receipt.column.{name}") for name in ("move", "owner", "decide_by")]
        titles.append(t("decide.plan.column.dates"))
        grid = Grid(
            name=t("receipt.part.levers"), titles=titles, rows=rows, shares=(3.1, 1.25, 1.15, 2.2), numbers=9, row=0.34
        )
        table(deck, slide, Place(LEFT, TOP, wide, 0.0), grid)
    left_out = len(brief.moves.moves) - len(rows)
    told = [*([more(left_out)] if left_out else []), *brief.moves.given]
    if told:
        place = Place(LEFT, TOP + 0.34 * (len(rows) + 1) + 0.08, wide, 0.42)
        deck.write(slide, place, " · ".join(told), QUIET)
    _duties(deck, slide, Place(LEFT + wide + GAP, TOP, RIGHT - LEFT - wide - GAP, BOTTOM - TOP))


def _duties(deck: Deck, slide: Slide, place: Place) -> None:
    deck.heading(slide, Place(place.left, place.top, place.wide, 0.3), t("brief.duties.title"))
    high = (place.high - 0.36) / len(deck.brief.duties)
    for number, duty in enumerate(deck.brief.duties):
        top = place.top + 0.36 + number * high
        head = f"{duty.name} · {duty.money.words} · {t('brief.duties.heads', heads=duty.heads.words)}"
        name = Type(sizes=(12.0, 11.0, 10.0), role=duty.role, bold=True)
        deck.write(slide, Place(place.left, top, place.wide, 0.26), head, name)
        deck.write(slide, Place(place.left, top + 0.27, place.wide, high - 0.32), _asked(duty), SMALL)


def _asked(duty: Duty) -> str:
    """How many moves and the first of them."""
    if not duty.moves:
        return t("brief.duties.none")
    return t("brief.duties.first", count=duty.moves, move=duty.first, by=duty.decide_by)


def _delivery(deck: Deck) -> None:
    """What delivery allows, what would turn the choice, and when to think again."""
    brief = deck.brief
    slide = deck.slide(brief.delivery.message, [t("brief.notes.delivery"), *_sources(brief)])
    right = MIDDLE + GAP / 2
    deck.heading(slide, Place(LEFT, TOP, HALF, 0.3), t("brief.delivery.title"), "coo")
    deck.write(slide, Place(LEFT, TOP + 0.36, HALF, 0.95), brief.delivery.more, BODY)
    deck.heading(slide, Place(LEFT, TOP + 1.4, HALF, 0.3), t("delivery.unblock"), "coo")
    cheapest = brief.delivery.unblock or t("brief.delivery.nothing")
    deck.write(slide, Place(LEFT, TOP + 1.76, HALF, 0.55), cheapest, Type(sizes=(14.0, 13.0, 12.0), bold=True))
    deck.write(slide, Place(LEFT, TOP + 2.34, HALF, 0.7), brief.delivery.unblock_details, BODY)
    deck.heading(slide, Place(LEFT, TOP + 3.15, HALF, 0.3), t("receipt.part.triggers"), "shared")
    triggers = brief.triggers or (t("receipt.no_triggers"),)
    deck.items(slide, Place(LEFT, TOP + 3.5, HALF, BOTTOM - TOP - 3.5), triggers)
    deck.heading(slide, Place(right, TOP, HALF, 0.3), t("brief.risks.title"), "bad")
    deck.write(slide, Place(right, TOP + 0.36, HALF, 0.95), brief.risks.message, BODY)
    flips = brief.risks.flips or (t("receipt.no_flips"),)
    deck.heading(slide, Place(right, TOP + 1.4, HALF, 0.3), t("receipt.part.flips"), "bad")
    deck.items(slide, Place(right, TOP + 1.76, HALF, BOTTOM - TOP - 1.76), flips)


def _grounds(deck: Deck) -> None:
    """What the result rests on, and how its figures are made again."""
    brief, grounds = deck.brief, deck.brief.grounds
    slide = deck.slide(grounds.message, [grounds.more, *_sources(brief)])
    data = Data(
        name=t("brief.grounds.grades"),
        text=grounds.message,
        categories=[grade for grade, _ in grounds.grades],
        series=[Line(t("brief.grounds.share"), [share.value for _, share in grounds.grades])],
        number_format=deck_charts.share_format(deck),
    )
    deck.heading(slide, Place(LEFT, TOP, 4.2, 0.3), data.name)
    deck_charts.bars(
        deck,
        slide,
        Place(LEFT - 0.1, TOP + 0.3, 4.3, 0.5 + 0.5 * len(grounds.grades)),
        data,
        ["shared"] * len(grounds.grades),
    )
    left, wide = LEFT + 4.5, RIGHT - LEFT - 4.5
    deck.heading(slide, Place(left, TOP, wide, 0.3), t("brief.grounds.hangs_on"))
    rows = [
        [
            Cell(one.name),
            Cell(one.value),
            Cell(one.interval),
            Cell(one.share.words),
            Cell(one.grade),
            Cell(one.source, "quiet"),
        ]
        for one in grounds.hangs_on
    ]
    titles = [
        t(f"brief.grounds.column.{name}") for name in ("assumption", "value", "interval", "share", "grade", "source")
    ]
    grid = Grid(
        name=t("brief.grounds.hangs_on"),
        titles=titles,
        rows=rows,
        shares=(2.1, 0.7, 1.3, 0.8, 1.0, 2.3),
        numbers=9,
        row=0.5,
        lines=2,
    )
    table(deck, slide, Place(left, TOP + 0.34, wide, 0.0), grid)
    deck.write(slide, Place(LEFT, 5.05, RIGHT - LEFT, 0.5), grounds.more, BODY)
    deck.heading(slide, Place(LEFT, 5.6, RIGHT - LEFT, 0.3), t("brief.origin.title"))
    deck.write(slide, Place(LEFT, 5.95, RIGHT - LEFT, 0.26), _marks(brief, SHORT), SMALL)
    deck.link(slide, Place(LEFT, 6.25, RIGHT - LEFT, 0.26), *_again(brief))


def _sources(brief: Brief) -> list[str]:
    """Where the figures come from and how they are made again, in full."""
    return [_marks(brief), " ".join(_again(brief))]


def _marks(brief: Brief, most: int | None = None) -> str:
    origin = brief.origin
    return t("brief.origin.marks", model=origin.model, data=origin.data[:most], scenario=origin.hashes[0][:most])


def _again(brief: Brief) -> tuple[str, str]:
    """What opens the scenario: the words for it, and its address or its code."""
    origin = brief.origin
    return (t("brief.origin.link"), origin.link) if origin.link else (t("brief.origin.code"), origin.scenarios[0])


def _definitions(brief: Brief) -> list[str]:
    """What each KPI means."""
    scores = [score for lens in brief.scores.lenses.values() for score in lens]
    return [
        t("brief.scores.how", over=brief.over),
        *(t("brief.notes.definition", kpi=score.label, definition=score.definition) for score in scores),
        *_sources(brief),
    ]
