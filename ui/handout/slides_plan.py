"""The slides about what is to be done and why: bridge, moves and duties, delivery and risks, what it rests on."""

from pptx.slide import Slide

from ui.handout import deck_bridge, deck_charts
from ui.handout.bridging import rows
from ui.handout.brief import Duty
from ui.handout.cells import Cell, ground_rows, ground_titles
from ui.handout.deck import (
    BODY,
    BOTTOM,
    GAP,
    HALF,
    LEFT,
    MIDDLE,
    QUIET,
    RIGHT,
    SHORT,
    SMALL,
    TOP,
    Deck,
    Place,
    Type,
    more,
)
from ui.handout.deck_charts import Data, Line
from ui.handout.deck_tables import Grid, table
from ui.handout.slides_notes import again, marks, sources
from ui.words import t

MOVES, LEVERS = 12, 12  # that have a row of their own


def bridge(deck: Deck) -> None:
    """Profit lever by lever, with each lever's part in both lenses beside it."""
    brief = deck.brief
    profit = brief.bridges["ebitda"]
    slide = deck.slide(profit.message, [t("brief.notes.bridge"), *sources(brief)])
    deck_bridge.drawn(deck, slide, Place(LEFT - 0.1, TOP, 7.2, 5.0), profit)
    bridges = list(brief.bridges.values())
    cells = [[Cell(row.name, row.role), *(Cell(share.words) for share in row.shares)] for row in rows(bridges, LEVERS)]
    cells.append([Cell(t("decide.moved.total"), bold=True), *(Cell(one.change.words, bold=True) for one in bridges)])
    titles = [t("brief.bridge.column"), *(one.label for one in bridges)]
    grid = Grid(name=t("brief.bridge.table"), titles=titles, rows=cells, shares=(2.3, 1.0, 1.15, 1.0))
    table(deck, slide, Place(7.85, TOP, RIGHT - 7.85, 0.0), grid)
    deck.write(slide, Place(LEFT, 6.55, RIGHT - LEFT, 0.35), t("brief.bridge.how", over=brief.over), QUIET)


def moves(deck: Deck) -> None:
    """The dated moves, and what each function must do."""
    brief = deck.brief
    slide = deck.slide(
        brief.moves.message, [brief.moves.capacity, *(duty.sentence for duty in brief.duties), *sources(brief)]
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
    else:
        deck.write(slide, Place(LEFT, TOP, wide, 1.0), t("brief.moves.next"), BODY)
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


def delivery(deck: Deck) -> None:
    """What delivery allows, what would turn the choice, and when to think again."""
    brief = deck.brief
    slide = deck.slide(brief.delivery.message, [t("brief.notes.delivery"), *sources(brief)])
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


def grounds(deck: Deck) -> None:
    """What the result rests on, and how its figures are made again."""
    brief, grounds = deck.brief, deck.brief.grounds
    slide = deck.slide(grounds.message, [grounds.more, *sources(brief)])
    _grades(deck, slide)
    left, wide = LEFT + 4.5, RIGHT - LEFT - 4.5
    name, shares = t("brief.grounds.hangs_on"), (2.1, 0.7, 1.3, 0.8, 1.0, 2.3)
    deck.heading(slide, Place(left, TOP, wide, 0.3), name)
    grid = Grid(name=name, titles=ground_titles(), rows=ground_rows(brief), shares=shares, numbers=9, row=0.5, lines=2)
    table(deck, slide, Place(left, TOP + 0.34, wide, 0.0), grid)
    deck.write(slide, Place(LEFT, 5.05, RIGHT - LEFT, 0.5), grounds.more, BODY)
    deck.heading(slide, Place(LEFT, 5.6, RIGHT - LEFT, 0.3), t("brief.origin.title"))
    deck.write(slide, Place(LEFT, 5.95, RIGHT - LEFT, 0.26), marks(brief, SHORT), SMALL)
    deck.link(slide, Place(LEFT, 6.25, RIGHT - LEFT, 0.26), *again(brief))


def _grades(deck: Deck, slide: Slide) -> None:
    """Where the doubt comes from, by grade of evidence."""
    grounds = deck.brief.grounds
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
